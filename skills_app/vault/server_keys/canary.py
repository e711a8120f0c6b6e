"""The server does not start with a key that cannot open what was sealed under its id."""

from collections.abc import Collection
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from skills_app.vault.crypto import Purpose, SealError, key_id_of, open_sealed, seal, subkey
from skills_app.vault.models import Canary
from skills_app.vault.server_keys.keys import server_keyring

WORDS: Final = b"this key is the one it was"


def check_keys() -> None:
    """Try every canary, and see that the newest key, which seals from now on, has one as well.

    Before the others opened none is made: a key file that is wrong leaves nothing behind.

    Raises:
        ImproperlyConfigured: a key is missing or is another key, with what to do.
    """
    check_canaries()
    newest, _ = server_keyring().newest
    ensure_canary_of(newest)


def ensure_canary_of(key_id: int) -> None:
    """Make the canary of one listed key, if it is not there; one that is there has to open.

    Raises:
        ImproperlyConfigured: another server sealed with another key under this id.
    """
    key = server_keyring().get(key_id)
    if key is None:
        return
    row = Canary.objects.filter(key_id=key_id).values_list("blob", flat=True)
    if not row:
        made = Canary(key_id=key_id, blob=_seal(key_id, key))
        Canary.objects.bulk_create([made], ignore_conflicts=True)
        row = row.all()  # another server may have been quicker
    for blob in row:
        if not _opens(bytes(blob), key_id, key):
            raise ImproperlyConfigured(_not_the_key_it_was(key_id))


def hold_canary_of(key_id: int) -> None:
    """As `ensure_canary_of`, and it can not go before the transaction ends. Call inside one."""
    Canary.objects.select_for_update().filter(key_id=key_id).first()
    ensure_canary_of(key_id)


def remove_canaries(key_ids: Collection[int]) -> None:
    """Let keys go that seal nothing any more: the server starts without them from now on."""
    Canary.objects.filter(key_id__in=key_ids).delete()


def check_canaries() -> None:
    """Try every canary with its listed key.

    Raises:
        ImproperlyConfigured: a key is missing or is another key, with what to do.
    """
    keys = server_keyring()
    for key_id, blob in Canary.objects.order_by("key_id").values_list("key_id", "blob"):
        key = keys.get(key_id)
        if key is None:
            raise ImproperlyConfigured(
                f"Server key {key_id} is not listed, and things in the database are sealed with"
                " it. Put its line back into the key file from your copy."
            )
        if not _opens(bytes(blob), key_id, key):
            raise ImproperlyConfigured(_not_the_key_it_was(key_id))


def _not_the_key_it_was(key_id: int) -> str:
    return (
        f"Server key {key_id} is not the key it was: it does not open what was sealed"
        " under that id. Put the right line back into the key file from your copy."
    )


def _seal(key_id: int, key: bytes) -> bytes:
    return seal(
        subkey(key, "canary"), purpose=Purpose.CANARY, key_id=key_id, plain=WORDS, context=b""
    )


def _opens(blob: bytes, key_id: int, key: bytes) -> bool:
    try:
        found = key_id_of(blob, purpose=Purpose.CANARY)
        plain = open_sealed(subkey(key, "canary"), blob, purpose=Purpose.CANARY, context=b"")
    except SealError:
        return False
    return found == key_id and plain == WORDS
