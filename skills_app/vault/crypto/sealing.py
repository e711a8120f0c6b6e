"""Whatever is sealed here opens only with its key, for its purpose, in its place, unchanged."""

import os
import struct
from enum import IntEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE: Final = 1  # AES-256-GCM with a random 12-byte nonce
KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
HEADER: Final = struct.Struct(">BBI")  # suite, purpose, key id
BODY: Final = HEADER.size + NONCE_SIZE
OVERHEAD: Final = BODY + TAG_SIZE
_NONCE: Final = slice(HEADER.size, BODY)
_SEALED: Final = slice(BODY, None)


class Purpose(IntEnum):
    """What a sealed blob is for; a blob never opens as another kind."""

    SLOT = 1
    VMK = 2
    KEYRING = 3
    RECORD = 4
    HEAD = 5
    UNLOCK = 6
    SESSION = 7
    PROFILE = 8
    CANARY = 9
    ABOUT = 10


# Contexts have one width a purpose, so that no two places can spell the same bytes.
CONTEXT_SIZES: Final = {
    Purpose.SLOT: 16 + 16 + 1,  # vault, slot, kind
    Purpose.VMK: 16 + 16 + 27 + 32,  # vault, slot, parameters, commitment
    Purpose.KEYRING: 16,  # vault
    Purpose.RECORD: 16 + 16 + 8 + 8,  # vault, record, shelf, version
    Purpose.HEAD: 16,  # vault
    Purpose.UNLOCK: 16 + 16 + 4 + 16,  # vault, user, epoch, session bind
    Purpose.SESSION: 32,  # lookup digest
    Purpose.PROFILE: 16,  # user
    Purpose.CANARY: 0,
    Purpose.ABOUT: 16,  # vault
}


class SealError(Exception):
    """A blob did not open: wrong key, wrong place, or changed. Nothing tells which."""


def subkey(key: bytes, name: str, *, salt: bytes = b"") -> bytes:
    """A 32-byte key for one use: HKDF-SHA256 of `key`, info `vault/v1/<name>`."""
    info = b"vault/v1/" + name.encode("ascii")
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=salt or None, info=info).derive(key)


def seal(key: bytes, *, purpose: Purpose, key_id: int, plain: bytes, context: bytes) -> bytes:
    """Seal `plain`; the answer is `OVERHEAD` (34) bytes longer.

    Raises:
        ValueError: a key or context of the wrong width, which is a mistake in the caller.
    """
    _check_widths(key, purpose, context)
    header = HEADER.pack(SUITE, purpose, key_id)
    nonce = os.urandom(NONCE_SIZE)
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header + context)


def open_sealed(
    key: bytes,
    blob: bytes,
    *,
    purpose: Purpose,
    context: bytes,
    key_id: int | None = None,
) -> bytes:
    """Open what `seal` made with the same key, purpose, context (and key id, when given).

    Raises:
        SealError: it does not open.
        ValueError: a key or context of the wrong width, which is a mistake in the caller.
    """
    _check_widths(key, purpose, context)
    found = key_id_of(blob, purpose=purpose)
    if key_id is not None and found != key_id:
        raise SealError
    return Opener(key, purpose=purpose, key_id=found).open(blob, context)


class Opener:
    """Opens many blobs of one key, purpose and key id: the cipher is set up once for all."""

    def __init__(self, key: bytes, *, purpose: Purpose, key_id: int) -> None:
        _check_key(key)
        self._purpose: Final = purpose
        self._context_size: Final = CONTEXT_SIZES[purpose]
        self._header: Final = HEADER.pack(SUITE, purpose, key_id)
        self._decrypt: Final = AESGCM(key).decrypt

    def open(self, blob: bytes, context: bytes) -> bytes:
        """As `open_sealed`: raises SealError, or ValueError for a context of the wrong width."""
        if len(context) != self._context_size:
            raise _wrong_context(self._purpose, context)
        header = self._header
        if len(blob) < OVERHEAD or not blob.startswith(header):
            raise SealError
        try:
            return self._decrypt(blob[_NONCE], blob[_SEALED], header + context)
        except InvalidTag as error:
            raise SealError from error


def key_id_of(blob: bytes, *, purpose: Purpose) -> int:
    """The key id written in the header; trusted only once the blob has opened.

    Raises:
        SealError: too short, another suite, or another purpose.
    """
    if len(blob) < OVERHEAD:
        raise SealError
    suite, found, key_id = HEADER.unpack_from(blob)
    if suite != SUITE or found != purpose:
        raise SealError
    return int(key_id)


def _check_widths(key: bytes, purpose: Purpose, context: bytes) -> None:
    _check_key(key)
    if len(context) != CONTEXT_SIZES[purpose]:
        raise _wrong_context(purpose, context)


def _check_key(key: bytes) -> None:
    if len(key) != KEY_SIZE:
        raise ValueError(f"A sealing key has {KEY_SIZE} bytes, not {len(key)}.")


def _wrong_context(purpose: Purpose, context: bytes) -> ValueError:
    return ValueError(
        f"The context of {purpose.name} has {CONTEXT_SIZES[purpose]} bytes, not {len(context)}."
    )
