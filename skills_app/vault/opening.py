"""Making, opening and closing a private space: all that the rest of the app calls.

Each function that takes a key answers a wrong one with `KeyRefused`, and a new passphrase
that can not be used with `PassphraseRefused`; nothing is changed then.
"""

import os
import uuid
from typing import Any

from allauth.account import signals as account_signals
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from skills_app.vault.head import Head
from skills_app.vault.keyring import Keyring
from skills_app.vault.keyslots import (
    PassphraseRefused,
    check_passphrase,
    new_slot,
    put_in_place,
    secret_from_passphrase,
    secret_from_words,
    try_key,
)
from skills_app.vault.models import Record, Slot, Unlock, Vault
from skills_app.vault.sealing import KEY_SIZE, SealError
from skills_app.vault.slots import SlotKind, passphrase_secret
from skills_app.vault.store import OpenSpace
from skills_app.vault.unlocking import (
    close_everywhere,
    close_space,
    open_here,
    open_places,
    the_open_space,
)
from skills_app.vault.waits import KeyRefused
from skills_app.vault.wordlists import (
    RECOVERY_BYTES,
    NotRecoveryWords,
    entropy_from_words,
    generate_passphrase,
    two_to_type_back,
    words_from_entropy,
)

__all__ = [
    "AlreadyMade",
    "KeyRefused",
    "NoSpace",
    "NotRecoveryWords",
    "PassphraseRefused",
    "change_passphrase",
    "close_everywhere",
    "close_space",
    "connect_signals",
    "erase_space",
    "generate_passphrase",
    "has_recovery_words",
    "has_space",
    "keep_recovery_words",
    "make_space",
    "offer_recovery_words",
    "open_places",
    "open_space",
    "open_with_words",
    "recover",
    "remove_recovery_words",
    "the_open_space",
    "two_to_type_back",
]


class NoSpace(Exception):
    """This person has not made a private space."""


class AlreadyMade(Exception):
    """This person has a private space already; it is left as it is."""


def has_space(user: AbstractBaseUser) -> bool:
    return Vault.objects.filter(user_id=user.pk).exists()


def has_recovery_words(user: AbstractBaseUser) -> bool:
    return Slot.objects.filter(vault__user_id=user.pk, kind=SlotKind.RECOVERY).exists()


def make_space(
    user: AbstractBaseUser, passphrase: str, *, request: HttpRequest | None = None
) -> Vault:
    """Make a private space; with `request`, also open it there.

    It has no recovery words until `keep_recovery_words` is told some.

    Raises AlreadyMade or PassphraseRefused.
    """
    check_passphrase(user, passphrase)
    if has_space(user):
        raise AlreadyMade
    vault_id, vmk = uuid.uuid4(), os.urandom(KEY_SIZE)
    slot = new_slot(vault_id, SlotKind.PASSPHRASE, passphrase_secret(passphrase), vmk)
    vault = Vault(
        id=vault_id,
        user_id=user.pk,
        keyring=Keyring.new().seal(vmk=vmk, vault=vault_id.bytes),
        head=Head().seal(vmk=vmk, vault=vault_id.bytes),
    )
    try:
        with transaction.atomic():
            vault.save(force_insert=True)
            slot.save(force_insert=True)
    except IntegrityError as error:  # pressed twice: the first one stands
        raise AlreadyMade from error
    if request is not None:
        open_here(request, vault, vmk)
    return vault


def open_space(request: HttpRequest, passphrase: str) -> OpenSpace:
    """Open the reader's space with its passphrase. Raises NoSpace or KeyRefused."""
    vault = _vault_of(request)
    vmk = try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(passphrase))
    return open_here(request, vault, vmk)


def open_with_words(request: HttpRequest, words: str) -> OpenSpace:
    """Open the reader's space with its recovery words. Raises NoSpace or KeyRefused."""
    vault = _vault_of(request)
    vmk = try_key(vault, SlotKind.RECOVERY, secret_from_words(words))
    return open_here(request, vault, vmk)


def recover(request: HttpRequest, words: str, new_passphrase: str) -> OpenSpace:
    """Open with the recovery words and put a new passphrase in place of a forgotten one.

    Locks the space in every other browser. Raises NoSpace, KeyRefused or PassphraseRefused.
    """
    vault = _vault_of(request)
    check_passphrase(_person(request), new_passphrase)
    vmk = try_key(vault, SlotKind.RECOVERY, secret_from_words(words))
    return _with_new_passphrase(request, vault, vmk, new_passphrase)


def change_passphrase(request: HttpRequest, old: str, new: str) -> OpenSpace:
    """Put another passphrase in place; locks the space in every other browser.

    Raises NoSpace, KeyRefused or PassphraseRefused.
    """
    vault = _vault_of(request)
    check_passphrase(_person(request), new)
    vmk = try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(old))
    return _with_new_passphrase(request, vault, vmk, new)


def offer_recovery_words() -> list[str]:
    """Twelve fresh words. They open nothing until `keep_recovery_words` is told them."""
    return words_from_entropy(os.urandom(RECOVERY_BYTES))


def keep_recovery_words(request: HttpRequest, words: str, passphrase: str | None = None) -> None:
    """From now on these twelve words open the space; earlier ones open nothing any more.

    A space without words takes its first ones while it is open. To replace words the
    passphrase is needed too, so that someone who finds the space open can not.

    Raises NoSpace, KeyRefused, or NotRecoveryWords for a text that is not twelve such words.
    """
    vault = _vault_of(request)
    entropy = entropy_from_words(words)
    space = the_open_space(request)
    if passphrase is None and space is not None and not has_recovery_words(_person(request)):
        slot = new_slot(vault.pk, SlotKind.RECOVERY, entropy, space.master_key)
    else:
        vmk = try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(passphrase or ""))
        slot = new_slot(vault.pk, SlotKind.RECOVERY, entropy, vmk)
    with transaction.atomic():
        Vault.objects.select_for_update().get(pk=vault.pk)
        put_in_place(slot)


def remove_recovery_words(request: HttpRequest, passphrase: str) -> None:
    """From now on only the passphrase opens the space. Raises NoSpace or KeyRefused."""
    vault = _vault_of(request)
    try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(passphrase))
    Slot.objects.filter(vault=vault, kind=SlotKind.RECOVERY).delete()


def erase_space(user: AbstractBaseUser) -> None:
    """Erase a space for good: the slots first, so that from then on nothing opens it."""
    Slot.objects.filter(vault__user_id=user.pk).delete()
    with transaction.atomic():
        Unlock.objects.filter(vault__user_id=user.pk).delete()
        Record.objects.filter(vault__user_id=user.pk).delete()
        Vault.objects.filter(user_id=user.pk).delete()


def connect_signals() -> None:
    """Signing in, signing out and a new password each close what was open."""
    user_logged_in.connect(_close_here, dispatch_uid="vault-sign-in")
    user_logged_out.connect(_close_here, dispatch_uid="vault-sign-out")
    for name in ("password_changed", "password_set", "password_reset"):
        getattr(account_signals, name).connect(_close_all, dispatch_uid=f"vault-{name}")


def _close_here(*, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        close_space(request)


def _close_all(*, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: Any) -> None:
    close_everywhere(user)
    _close_here(request=request)


def _person(request: HttpRequest) -> AbstractBaseUser:
    if not isinstance(request.user, AbstractBaseUser):
        raise NoSpace
    return request.user


def _vault_of(request: HttpRequest) -> Vault:
    vault = Vault.objects.filter(user_id=_person(request).pk).first()
    if vault is None:
        raise NoSpace
    return vault


def _with_new_passphrase(
    request: HttpRequest, vault: Vault, vmk: bytes, passphrase: str
) -> OpenSpace:
    slot = new_slot(vault.pk, SlotKind.PASSPHRASE, passphrase_secret(passphrase), vmk)
    with transaction.atomic():
        vault = Vault.objects.select_for_update().get(pk=vault.pk)
        put_in_place(slot)
        vault.epoch += 1
        vault.head = _at_epoch(vault, vmk)
        vault.save(update_fields=["epoch", "head"])
        Unlock.objects.filter(vault=vault).delete()
    return open_here(request, vault, vmk)


def _at_epoch(vault: Vault, vmk: bytes) -> bytes:
    """The head, told of the new epoch; one that does not open is left for `verify` to show."""
    try:
        head = Head.open(bytes(vault.head), vmk=vmk, vault=vault.pk.bytes)
    except SealError:
        return bytes(vault.head)
    return head.at_epoch(vault.epoch).seal(vmk=vmk, vault=vault.pk.bytes)
