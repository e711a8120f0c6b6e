"""Making, opening and closing a private space: all that the rest of the app calls.

Each function that takes a key answers a wrong one with `KeyRefused`, and a new passphrase
that can not be used with `PassphraseRefused`; nothing is changed then. `NotYet` and `GateFull`,
from any of them, are for exits/again.py: the same form can be sent once more. Those that put a new
passphrase in place answer None when it is there, and the space could not be opened just now.
"""

import os
import uuid
from datetime import datetime
from typing import Any

from allauth.account import signals as account_signals
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import Error, IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from skills_app.vault.crypto import (
    KEY_SIZE,
    About,
    Head,
    Keyring,
    NotRecoveryWords,
    SlotKind,
    entropy_from_words,
    generate_passphrase,
    generate_recovery_words,
    passphrase_secret,
)
from skills_app.vault.models import Pending, Record, Slot, Unlock, Vault
from skills_app.vault.rekeying.every_key import UnknownKind, move_to_new_keys
from skills_app.vault.store import Damaged, OpenSpace
from skills_app.vault.unlocking.after_unlock import come_in, lock_as_tried, put_in_order, write_down
from skills_app.vault.unlocking.keyslots import (
    PassphraseRefused,
    check_new_passphrase,
    check_not_the_password,
    new_slot,
    put_in_place,
    secret_from_passphrase,
    secret_from_words,
    try_key,
)
from skills_app.vault.unlocking.new_keys import forget_new_keys, keys_are_new, note_new_keys
from skills_app.vault.unlocking.proofs import proof_in
from skills_app.vault.unlocking.sessions import end_other_sessions, end_sessions_of, note_sign_in
from skills_app.vault.unlocking.throttle import KeyRefused, NotYet, at_vault, end_pause
from skills_app.vault.unlocking.unlocks import (
    close_everywhere,
    close_space,
    list_open_places,
    open_here,
    open_places,
    the_open_space,
)

__all__ = [
    "AlreadyMade",
    "Damaged",
    "KeyRefused",
    "NoSpace",
    "NotRecoveryWords",
    "NotYet",
    "PassphraseRefused",
    "UnknownKind",
    "change_passphrase",
    "close_everywhere",
    "close_space",
    "connect_signals",
    "erase_space",
    "finish_erasing",
    "generate_passphrase",
    "has_recovery_words",
    "has_space",
    "keep_recovery_words",
    "list_open_places",
    "make_space",
    "offer_recovery_words",
    "open_places",
    "open_space",
    "open_with_words",
    "recover",
    "remove_recovery_words",
    "renew",
    "the_open_space",
    "words_need_passphrase",
]


class NoSpace(Exception):
    """This person has not made a private space."""


class AlreadyMade(Exception):
    """This person has a private space already; it is left as it is."""


def has_space(user: AbstractBaseUser) -> bool:
    return Vault.objects.filter(user_id=user.pk).exclude(pending=Pending.ERASING).exists()


def has_recovery_words(user: AbstractBaseUser) -> bool:
    return Slot.objects.filter(vault__user_id=user.pk, kind=SlotKind.RECOVERY).exists()


def make_space(
    user: AbstractBaseUser, passphrase: str, *, request: HttpRequest | None = None
) -> Vault:
    """Make a private space; with `request`, also open it there.

    It has no recovery words until `keep_recovery_words` is told some.

    Raises AlreadyMade or PassphraseRefused.
    """
    check_new_passphrase(user, passphrase)
    if has_space(user):
        raise AlreadyMade
    check_not_the_password(user, passphrase)
    finish_erasing(user)
    vault_id, vmk = uuid.uuid4(), os.urandom(KEY_SIZE)
    slot = new_slot(vault_id, SlotKind.PASSPHRASE, passphrase_secret(passphrase), vmk)
    vault = Vault(
        id=vault_id,
        user_id=user.pk,
        keyring=Keyring.new().seal(vmk=vmk, vault=vault_id.bytes),
        head=Head().seal(vmk=vmk, vault=vault_id.bytes),
        about=About(opened=timezone.now()).seal(vmk=vmk, vault=vault_id.bytes),
    )
    try:
        with transaction.atomic():
            vault.save(force_insert=True)
            put_in_place(slot)
    except IntegrityError as error:  # pressed twice: the first one stands
        raise AlreadyMade from error
    if request is not None:
        open_here(request, vault, vmk)
        note_new_keys(request, vault)
    return vault


def open_space(request: HttpRequest, passphrase: str) -> OpenSpace:
    """Open the reader's space with its passphrase. Raises NoSpace, KeyRefused or Damaged."""
    vault = _vault_of(request)
    vmk = _try_passphrase(request, vault, passphrase)
    return _enter(request, vault, vmk)


def open_with_words(request: HttpRequest, words: str) -> OpenSpace:
    """Open the reader's space with its recovery words. Raises NoSpace, KeyRefused or Damaged."""
    vault = _vault_of(request)
    vmk = try_key(vault, SlotKind.RECOVERY, secret_from_words(words))
    return _enter(request, vault, vmk)


def recover(request: HttpRequest, words: str, new_passphrase: str) -> OpenSpace | None:
    """Open with the recovery words and put a new passphrase in place of a forgotten one.

    Locks the space in every other browser. Raises NoSpace, KeyRefused, PassphraseRefused or
    Damaged.
    """
    vault = _vault_of(request)
    check_new_passphrase(_person(request), new_passphrase)
    vmk = try_key(vault, SlotKind.RECOVERY, secret_from_words(words))
    check_not_the_password(_person(request), new_passphrase)
    return _with_new_passphrase(request, vault, vmk, new_passphrase)


def change_passphrase(request: HttpRequest, old: str, new: str) -> OpenSpace | None:
    """Put another passphrase in place; locks the space in every other browser.

    Raises NoSpace, KeyRefused, PassphraseRefused or Damaged.
    """
    vault = _vault_of(request)
    check_new_passphrase(_person(request), new)
    vmk = _try_passphrase(request, vault, old)
    check_not_the_password(_person(request), new)
    return _with_new_passphrase(request, vault, vmk, new)


def renew(request: HttpRequest, old: str, new: str) -> OpenSpace | None:
    """Someone may know it: another passphrase, master key and data key, all at once.

    The recovery words open nothing any more, and the space is locked in every other browser.
    Records are sealed anew in the same transaction.

    Raises NoSpace, KeyRefused, PassphraseRefused, Damaged or UnknownKind.
    """
    vault = _vault_of(request)
    check_new_passphrase(_person(request), new)
    if secret_from_passphrase(old) == passphrase_secret(new):
        raise PassphraseRefused(_("This is the passphrase you have now. Another one is needed."))
    old_vmk = _try_passphrase(request, vault, old)
    check_not_the_password(_person(request), new)
    vmk = os.urandom(KEY_SIZE)
    slot = new_slot(vault.pk, SlotKind.PASSPHRASE, passphrase_secret(new), vmk)
    with transaction.atomic():
        row = lock_as_tried(vault)
        about = put_in_order(row, old_vmk)
        last_opened = write_down(row, about, old_vmk)
        row.epoch += 1
        move_to_new_keys(row, old=old_vmk, new=vmk)
        put_in_place(slot)
        Slot.objects.filter(vault=row, kind=SlotKind.RECOVERY).delete()
        Unlock.objects.filter(vault=row).delete()
    space = _come_back_in(request, row, vmk, last_opened=last_opened)
    note_new_keys(request, row)
    return space


def offer_recovery_words() -> list[str]:
    """Twelve fresh words. They open nothing until `keep_recovery_words` is told them."""
    return generate_recovery_words()


def words_need_passphrase(request: HttpRequest) -> bool:
    """Whether `keep_recovery_words` asks for the passphrase as well. Raises NoSpace.

    Not for the first words of a space that was made or renewed here a few minutes ago.
    """
    vault = _vault_of(request)
    space = the_open_space(request)
    return (
        space is None
        or space.epoch != vault.epoch
        or has_recovery_words(_person(request))
        or not keys_are_new(request, vault)
    )


def keep_recovery_words(request: HttpRequest, words: str, passphrase: str | None = None) -> None:
    """From now on these twelve words open the space; earlier ones open nothing any more.

    The passphrase is needed too, so that someone who finds the space open can not give it a key
    of their own. Only who made or renewed it here a few minutes ago has just typed it.

    Raises NoSpace, KeyRefused, or NotRecoveryWords for a text that is not twelve such words.
    """
    vault = _vault_of(request)
    entropy = entropy_from_words(words)
    space = the_open_space(request)
    if passphrase is None and space is not None and not words_need_passphrase(request):
        slot = new_slot(vault.pk, SlotKind.RECOVERY, entropy, space.master_key)
    else:
        vmk = _try_passphrase(request, vault, passphrase or "")
        slot = new_slot(vault.pk, SlotKind.RECOVERY, entropy, vmk)
    with transaction.atomic():
        lock_as_tried(vault)
        put_in_place(slot)
    forget_new_keys(request)


def remove_recovery_words(request: HttpRequest, passphrase: str) -> None:
    """From now on only the passphrase opens the space. Raises NoSpace or KeyRefused."""
    vault = _vault_of(request)
    _try_passphrase(request, vault, passphrase)
    Slot.objects.filter(vault=vault, kind=SlotKind.RECOVERY).delete()


def erase_space(user: AbstractBaseUser) -> None:
    """Erase a space for good: the slots first, so that from then on nothing opens it."""
    with transaction.atomic():
        # A further epoch, as for locking everywhere: what others had begun ends here, and nothing
        # of it can write to the space, give it a key or take the mark away again.
        mine = Vault.objects.filter(user_id=user.pk)
        mine.update(pending=Pending.ERASING, epoch=F("epoch") + 1)
        Slot.objects.filter(vault__user_id=user.pk).delete()
        Unlock.objects.filter(vault__user_id=user.pk).delete()
    finish_erasing(user)


def finish_erasing(user: AbstractBaseUser | None = None) -> int:
    """Take away what is left of spaces whose erasing was broken off; answers how many."""
    vaults = Vault.objects.filter(pending=Pending.ERASING)
    if user is not None:
        vaults = vaults.filter(user_id=user.pk)
    count = 0
    for vault_id in list(vaults.values_list("pk", flat=True)):
        with transaction.atomic():
            # Under its lock nobody puts in a row that would then belong to nothing.
            Vault.objects.select_for_update().filter(pk=vault_id).first()
            Record.objects.filter(vault_id=vault_id).delete()
            Vault.objects.filter(pk=vault_id).delete()
        count += 1
    return count


def connect_signals() -> None:
    """Signing in, signing out and a new password each close what was open."""
    user_logged_in.connect(_close_here, dispatch_uid="vault-sign-in")
    user_logged_in.connect(_note_sign_in, dispatch_uid="vault-note-sign-in")
    user_logged_out.connect(_close_here, dispatch_uid="vault-sign-out")
    for name in ("password_changed", "password_set", "password_reset"):
        getattr(account_signals, name).connect(_close_all, dispatch_uid=f"vault-{name}")


def _close_here(*, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        close_space(request)


def _note_sign_in(*, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        note_sign_in(request)


def _close_all(*, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: Any) -> None:
    close_everywhere(user)
    _close_here(request=request)
    # Their sessions are worth nothing now; without their rows they are not listed either.
    if request is not None and request.user.pk == user.pk:
        end_other_sessions(request)
    else:
        end_sessions_of(str(user.pk))
    # Whoever went on trying the passphrase with the old password is out.
    vault_id = Vault.objects.filter(user_id=user.pk).values_list("pk", flat=True).first()
    if vault_id is not None:
        end_pause(at_vault(vault_id))


def _person(request: HttpRequest) -> AbstractBaseUser:
    if not isinstance(request.user, AbstractBaseUser):
        raise NoSpace
    return request.user


def _vault_of(request: HttpRequest) -> Vault:
    vaults = Vault.objects.filter(user_id=_person(request).pk)
    vault = vaults.exclude(pending=Pending.ERASING).first()
    if vault is None:
        raise NoSpace
    return vault


def _try_passphrase(request: HttpRequest, vault: Vault, passphrase: str) -> bytes:
    secret = secret_from_passphrase(passphrase)
    return try_key(vault, SlotKind.PASSPHRASE, secret, proof_in(request))


def _enter(request: HttpRequest, vault: Vault, vmk: bytes) -> OpenSpace:
    with transaction.atomic():
        row = lock_as_tried(vault)
        last_opened = write_down(row, put_in_order(row, vmk), vmk)
    return come_in(request, row, vmk, last_opened=last_opened)


def _with_new_passphrase(
    request: HttpRequest, vault: Vault, vmk: bytes, passphrase: str
) -> OpenSpace | None:
    slot = new_slot(vault.pk, SlotKind.PASSPHRASE, passphrase_secret(passphrase), vmk)
    with transaction.atomic():
        row = lock_as_tried(vault)
        about = put_in_order(row, vmk)
        row.epoch += 1
        row.head = _at_epoch(row, vmk)
        last_opened = write_down(row, about, vmk)
        put_in_place(slot)
        Unlock.objects.filter(vault=row).delete()
    return _come_back_in(request, row, vmk, last_opened=last_opened)


def _come_back_in(
    request: HttpRequest, row: Vault, vmk: bytes, *, last_opened: datetime | None
) -> OpenSpace | None:
    """None when it does not open: the new keys are there, and must not be said not to be."""
    try:
        return come_in(request, row, vmk, last_opened=last_opened)
    except (KeyRefused, Damaged, Error):
        return None


def _at_epoch(row: Vault, vmk: bytes) -> bytes:
    head = Head.open(bytes(row.head), vmk=vmk, vault=row.pk.bytes)
    return head.at_epoch(row.epoch).seal(vmk=vmk, vault=row.pk.bytes)
