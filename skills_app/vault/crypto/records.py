"""A record opens only in its own vault, row, shelf and version, and tells only its size class."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any, Final

from skills_app.vault.crypto.padding import pad, unpad
from skills_app.vault.crypto.sealing import Opener, Purpose, SealError, seal, subkey

SHELF_SIZE: Final = 8
MOST_BYTES: Final = 1_000_000
# Kinds that only help to find the others. They can be made anew, and nobody is told they keep them.
ASIDE: Final = frozenset({"days/entry"})

Document = dict[str, Any]


class TooLarge(Exception):
    """A document is over `MOST_BYTES` bytes of JSON."""

    limit = MOST_BYTES

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes; the limit is {self.limit}")
        self.size = size


def shelf_of(vmk: bytes, kind: str) -> bytes:
    """The 8 bytes by which rows of one kind find each other without saying which kind."""
    return hmac.digest(subkey(vmk, "shelf"), kind.encode("utf-8"), hashlib.sha256)[:SHELF_SIZE]


def encode(document: Document) -> bytes:
    """The document as JSON bytes, letters as they are so that a search can look at bytes.

    Raises:
        TooLarge: over the limit.
        TypeError, ValueError: not a JSON object, which is a mistake in the caller.
    """
    if not isinstance(document, dict):
        raise TypeError("A document is a JSON object.")
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        plain = text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: escaped, so that nothing is lost
        plain = json.dumps(document, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(plain) > MOST_BYTES:
        raise TooLarge(len(plain))
    return plain


def decode(plain: bytes) -> Document:
    """Raises SealError when the bytes are not a JSON object."""
    try:
        document = json.loads(plain)
    except ValueError as error:
        raise SealError from error
    if not isinstance(document, dict):
        raise SealError
    return document


def context(vault: bytes, record: bytes, shelf: bytes, version: int) -> bytes:
    """Where a record belongs. Raises SealError for a version or shelf no record could have."""
    return places(vault, shelf)(record, version)


def places(vault: bytes, shelf: bytes) -> Callable[[bytes, int], bytes]:
    """As `context`, for many records of one shelf: from record and version to the place.

    Raises SealError for a shelf no record could have.
    """
    if len(shelf) != SHELF_SIZE:
        raise SealError

    def place(record: bytes, version: int) -> bytes:
        try:
            return vault + record + shelf + version.to_bytes(8, "big")
        except OverflowError as error:
            raise SealError from error

    return place


def seal_record(key: bytes, *, generation: int, plain: bytes, place: bytes) -> bytes:
    """Seal JSON bytes for `place`, made by `context`."""
    return seal(key, purpose=Purpose.RECORD, key_id=generation, plain=pad(plain), context=place)


def open_record(key: bytes, blob: bytes, *, generation: int, place: bytes) -> bytes:
    """The JSON bytes. Raises SealError when the blob does not belong there, or was changed."""
    return unpad(opener(key, generation=generation).open(blob, place))


def opener(key: bytes, *, generation: int) -> Opener:
    """For opening many records of one data key; what it opens is padded."""
    return Opener(key, purpose=Purpose.RECORD, key_id=generation)
