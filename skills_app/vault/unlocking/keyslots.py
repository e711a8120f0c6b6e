"""Slot rows: each opens with its own secret, at the same cost whatever is wrong with a try."""

import uuid

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from skills_app.vault.crypto import (
    LONGEST_PASSPHRASE,
    SHORTEST_PASSPHRASE,
    GateFull,
    NotRecoveryWords,
    Purpose,
    SealError,
    SlotKind,
    TooLong,
    derive_for_nothing,
    entropy_from_words,
    holds_unseen,
    key_id_of,
    make_inner,
    normalise,
    open_inner,
    passphrase_secret,
    read_parameters,
    sign_in_hash,
    slot_context,
)
from skills_app.vault.models import Slot, Vault
from skills_app.vault.server_keys.canary import hold_canary_of
from skills_app.vault.server_keys.keys import open_from_server, seal_for_server
from skills_app.vault.unlocking.guessing import easy_to_guess_words, is_easily_guessed, names_of
from skills_app.vault.unlocking.throttle import (
    MOST_COUNTED,
    KeyRefused,
    NotYet,
    at_vault,
    forgive,
    give_back,
    take_a_try,
)


class PassphraseRefused(ValidationError):
    """A new passphrase can not be used; the messages say why, for showing beside the field."""


def check_new_passphrase(user: AbstractBaseUser, passphrase: str) -> None:
    """Raises PassphraseRefused for one that is too short, too long, easy to guess or
    not to be typed again.
    """
    try:
        text = normalise(passphrase)
    except TooLong as error:
        raise _over_long() from error
    if len(text) < SHORTEST_PASSPHRASE:
        raise PassphraseRefused(
            _("Please use at least %(least)s characters. A few words in a row work well."),
            params={"least": SHORTEST_PASSPHRASE},
        )
    if len(text) > LONGEST_PASSPHRASE:
        raise _over_long()
    if holds_unseen(text):
        raise PassphraseRefused(unseen_words())
    if is_easily_guessed(text, names_of(user)):
        raise PassphraseRefused(easy_to_guess_words())


def check_not_the_password(user: AbstractBaseUser, passphrase: str) -> None:
    """Raises PassphraseRefused for the sign-in password.

    Ask this last, when another key was right: or else someone could guess at the password here,
    as often as they like.
    """
    if user.check_password(passphrase):
        raise PassphraseRefused(
            _(
                "This is the password you sign in with. Another passphrase keeps your space"
                " closed to someone who knows that password."
            )
        )


def unseen_words() -> str:
    """For a new secret that holds what can not be typed again."""
    return _(
        "There is a character in it that nobody can see, perhaps from a paste. It could be hard"
        " to type the same again. You could type it by hand here."
    )


def _over_long() -> PassphraseRefused:
    return PassphraseRefused(
        _("Please use at most %(most)s characters."),
        params={"most": LONGEST_PASSPHRASE},
    )


def secret_from_passphrase(passphrase: str) -> bytes | None:
    """The bytes to try, or None for what can not be anyone's passphrase."""
    try:
        text = normalise(passphrase)
    except TooLong:
        return None
    return None if len(text) > LONGEST_PASSPHRASE else passphrase_secret(text)


def secret_from_words(words: str) -> bytes | None:
    try:
        return entropy_from_words(words)
    except NotRecoveryWords:
        return None


def try_key(vault: Vault, kind: SlotKind, secret: bytes | None, proof: str = "") -> bytes:
    """The vault's master key. Raises KeyRefused, after the same time whatever is wrong.

    A passphrase takes a turn: NotYet, unless there is a proof of work. Words take none. They hold
    128 bits, so a wait would protect nothing, and someone else could hold it.
    """
    if kind is SlotKind.RECOVERY:
        return _opened(vault, kind, secret)
    taken = take_a_try(at_vault(vault.pk), proof)
    try:
        vmk = _opened(vault, kind, secret)
    except GateFull:
        give_back(taken)
        raise
    forgive(taken)
    return vmk


def is_passphrase_of(user: AbstractBaseUser, text: str) -> bool | None:
    """Whether `text` opens this person's space; None when that can not be found out just now.

    It takes a turn like any other try, so that asking is no way to guess. It stands in nobody's
    way: whoever asks goes on without an answer while others try the passphrase.
    """
    vault = Vault.objects.filter(user_id=user.pk).first()
    if vault is None:
        return False
    try:
        taken = take_a_try(at_vault(vault.pk))
    except NotYet:
        return None
    try:
        found = _master_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(text)) is not None
    except GateFull:
        give_back(taken)
        raise
    if found:
        forgive(taken)
    return found


def new_slot(vault_id: uuid.UUID, kind: SlotKind, secret: bytes, vmk: bytes) -> Slot:
    """A slot row, derived and sealed but not yet saved."""
    slot_id = uuid.uuid4()
    inner = make_inner(secret, vmk, vault=vault_id.bytes, slot=slot_id.bytes)
    return Slot(
        id=slot_id,
        vault_id=vault_id,
        kind=kind,
        blob=seal_for_server(
            Purpose.SLOT, inner, slot_context(vault_id.bytes, slot_id.bytes, kind)
        ),
        sign_in_hash=sign_in_hash(secret) if kind is SlotKind.RECOVERY else None,
    )


def put_in_place(slot: Slot) -> None:
    """Save a new slot instead of the old one of its kind. Call inside a transaction.

    A server that was not restarted since its key was retired writes that key's canary anew, so
    that no server starts without a key that this slot needs.
    """
    hold_canary_of(key_id_of(bytes(slot.blob), purpose=Purpose.SLOT))
    Slot.objects.filter(vault_id=slot.vault_id, kind=slot.kind).delete()
    slot.save(force_insert=True)


def _opened(vault: Vault, kind: SlotKind, secret: bytes | None) -> bytes:
    """The master key. A wrong one is counted, for its person to be told of. Raises KeyRefused."""
    vmk = _master_key(vault, kind, secret)
    if vmk is None:
        Vault.objects.filter(pk=vault.pk, wrong_keys__lt=MOST_COUNTED).update(
            wrong_keys=F("wrong_keys") + 1
        )
        raise KeyRefused
    return vmk


def _master_key(vault: Vault, kind: SlotKind, secret: bytes | None) -> bytes | None:
    """Derives once, whether or not there is anything to try."""
    slot = Slot.objects.filter(vault=vault, kind=kind).first()
    inner = None if slot is None else _inner(slot)
    if slot is None or inner is None or secret is None:
        derive_for_nothing(secret or b"")
        return None
    try:
        return open_inner(secret, inner, vault=vault.pk.bytes, slot=slot.pk.bytes)
    except SealError:
        return None


def _inner(slot: Slot) -> bytes | None:
    try:
        inner = open_from_server(
            Purpose.SLOT,
            bytes(slot.blob),
            slot_context(slot.vault_id.bytes, slot.pk.bytes, SlotKind(slot.kind)),
        )
        read_parameters(inner)
    except (SealError, ValueError):
        return None
    return inner
