"""The server's own keys: read from a private file or the environment, made only before first use.

They seal what the server must read without anyone's passphrase, and wrap every slot. They
never come from SECRET_KEY, and a missing one is never replaced once anything is sealed.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import sqlite3
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from skills_app.vault.crypto import (
    KEY_SIZE,
    Purpose,
    SealError,
    TooLong,
    key_id_of,
    open_sealed,
    seal,
    spellings_of_name,
    subkey,
)
from skills_app.vault.server_keys.first_run import nothing_is_sealed_yet

KEYS_VARIABLE: Final = "STEADY_SERVER_KEYS"
NAMES_VARIABLE: Final = "STEADY_NAMES_KEY"
HIGHEST_ID: Final = 2**32 - 1
NOBODYS_NAME: Final = b"\xff"  # no name is spelled so in UTF-8


@dataclass(frozen=True, repr=False)
class ServerKeys:
    """Pairs of id and key, newest first."""

    keys: tuple[tuple[int, bytes], ...]

    @property
    def newest(self) -> tuple[int, bytes]:
        return self.keys[0]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(key_id for key_id, _ in self.keys)

    def get(self, key_id: int) -> bytes | None:
        return dict(self.keys).get(key_id)


@cache
def server_keyring() -> ServerKeys:
    """The listed keys; read once a process.

    Raises:
        ImproperlyConfigured: missing, unreadable or malformed, with what to do.
    """
    given = os.environ.get(KEYS_VARIABLE, "").strip()
    if given:
        return parse_server_keys(given.split(","), where=KEYS_VARIABLE)
    path = Path(settings.SERVER_KEYS_FILE)
    return parse_server_keys(_read_or_make(path, KEYS_VARIABLE).splitlines(), where=str(path))


@cache
def _names_key() -> bytes:
    given = os.environ.get(NAMES_VARIABLE, "").strip()
    if given:
        return _parse_key(given, where=NAMES_VARIABLE)
    path = Path(settings.NAMES_KEY_FILE)
    return _parse_key(_read_or_make(path, NAMES_VARIABLE).strip(), where=str(path))


def make_or_check_keys() -> None:
    """Read both keys, making them at the very first run. Call before the database is made."""
    server_keyring()
    _names_key()


def seal_for_server(purpose: Purpose, plain: bytes, context: bytes) -> bytes:
    """Seal under the newest server key.

    Each context has a key of its own (it salts the derivation), so random nonces do
    not run out however many sessions a busy site seals.
    """
    key_id, key = server_keyring().newest
    return seal(
        _key_for(key, purpose, context),
        purpose=purpose,
        key_id=key_id,
        plain=plain,
        context=context,
    )


def open_from_server(purpose: Purpose, blob: bytes, context: bytes) -> bytes:
    """Open what `seal_for_server` made, under whichever listed key made it.

    Raises:
        SealError: changed, out of place, or its key is no longer listed.
    """
    blob = bytes(blob)
    key = server_keyring().get(key_id_of(blob, purpose=purpose))
    if key is None:
        raise SealError
    return open_sealed(_key_for(key, purpose, context), blob, purpose=purpose, context=context)


def name_lookup(name: str) -> str:
    """What is stored in place of a sign-in name: hex HMAC-SHA256 of its one spelling.

    All names of more than 200 characters share one that is nobody's.
    """
    return name_lookups(name)[0]


def name_lookups(name: str) -> tuple[str, ...]:
    """What may be stored for it: as names are kept now, then as they were kept before."""
    try:
        messages = [
            spelling.encode("utf-8", "surrogatepass") for spelling in spellings_of_name(name)
        ]
    except TooLong:
        messages = [NOBODYS_NAME]
    return tuple(hmac.digest(_names_key(), one, hashlib.sha256).hex() for one in messages)


def parse_server_keys(lines: list[str], *, where: str) -> ServerKeys:
    """Read `id:key` entries, newest first; blank lines and `#` comments are passed over.

    Raises:
        ImproperlyConfigured: what is wrong, where, and what to do.
    """
    keys: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines, start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        place = f"{where}, entry {number}"
        name, colon, text = entry.partition(":")
        if not colon or not (name.isascii() and name.isdigit()):
            raise ImproperlyConfigured(
                f"{place}: this is not “id:key”. Write a whole number, a colon and the key,"
                " or put the file back from your copy."
            )
        key_id = int(name)
        if not 1 <= key_id <= HIGHEST_ID:
            raise ImproperlyConfigured(f"{place}: ids go from 1 to {HIGHEST_ID}.")
        if key_id in dict(keys):
            raise ImproperlyConfigured(
                f"{place}: id {key_id} is there twice. Keep the key that was made under that id"
                " and give the other one its own number."
            )
        key = _parse_key(text.strip(), where=place)
        if key in dict(keys).values():
            raise ImproperlyConfigured(f"{place}: the same key is there twice. Remove one line.")
        keys.append((key_id, key))
    if not keys:
        raise ImproperlyConfigured(f"{where} holds no key. Put it back from your copy.")
    return ServerKeys(tuple(keys))


def _key_for(key: bytes, purpose: Purpose, context: bytes) -> bytes:
    return subkey(key, purpose.name.lower(), salt=context)


def _parse_key(text: str, *, where: str) -> bytes:
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(
            f"{where}: the key is not base64. Put it back from your copy."
        ) from error
    if len(key) != KEY_SIZE:
        raise ImproperlyConfigured(
            f"{where}: the key has {len(key)} bytes and must have {KEY_SIZE}. Put the whole key"
            " back from your copy."
        )
    if len(set(key)) < 8:
        raise ImproperlyConfigured(
            f"{where}: the key is not random. Make one with:"
            " python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return key


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_SIZE)).decode("ascii").rstrip("=")


def _read_or_make(path: Path, variable: str) -> str:
    try:
        return _read_private_file(path)
    except FileNotFoundError:
        pass
    if not _may_be_made():
        raise ImproperlyConfigured(
            f"{path} is missing, and the database holds things sealed with it, or cannot be read."
            f" A new key could not open them, so none is made. Put the file back from your copy,"
            f" or give its contents in {variable}."
        )
    try:
        _make_missing_files()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be written ({error.strerror}). Let this user write to that folder,"
            f" or give the keys in {variable}."
        ) from error
    return _read_private_file(path)


def _may_be_made() -> bool:
    """Only where it is sure that nothing is sealed: a database that cannot be read may be full."""
    try:
        return nothing_is_sealed_yet()
    except (sqlite3.Error, Error):
        return False


def _make_missing_files() -> None:
    """Make both at once: after the first thing sealed with one, the other can not be made."""
    for variable, path, text in (
        (KEYS_VARIABLE, Path(settings.SERVER_KEYS_FILE), f"1:{_new_key()}\n"),
        (NAMES_VARIABLE, Path(settings.NAMES_KEY_FILE), f"{_new_key()}\n"),
    ):
        if not os.environ.get(variable, "").strip():
            # Another process of this first run may be quicker: then its key is the one.
            with suppress(FileExistsError):
                _write_private_file(path, text)


def _read_private_file(path: Path) -> str:
    """Raises FileNotFoundError; any other trouble as ImproperlyConfigured."""
    try:
        mode = path.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ImproperlyConfigured(
                f"{path} can be read or changed by other users of this machine."
                f" Run: chmod 600 {path}"
            )
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(
            f"{path} holds something that is not a key. Put it back from your copy."
        ) from error
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be read ({error.strerror}). Let this user read it."
        ) from error


def _write_private_file(path: Path, text: str) -> None:
    """Write a new file that is whole from the moment it can be seen; never overwrite one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
