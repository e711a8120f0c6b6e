"""Opens, seals and marks the records of one vault, with its keys and no others.

Guarantee: what it opens lies where its vault put it, unchanged, whatever an intruder wrote into the
row. Pure: no Django and no database. Where the keys come from is for its maker to say.
"""

import uuid
from collections.abc import Callable
from copy import copy
from typing import Final, Protocol

from skills_app.vault.crypto import records
from skills_app.vault.crypto.head import record_mark
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.crypto.padding import unpad
from skills_app.vault.crypto.sealing import TAG_SIZE, Opener, SealError, subkey

FindKeys = Callable[[], Keyring]
OpenRow = Callable[[bytes, int, int, bytes], bytes]  # id, version, generation, blob → JSON bytes


class SealedRow(Protocol):
    """A record as it lies in the database."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def shelf(self) -> bytes: ...
    @property
    def version(self) -> int: ...
    @property
    def generation(self) -> int: ...
    @property
    def blob(self) -> bytes: ...


class RecordSealer:
    """Holds a vault's master key and data keys: keep it no longer than a request."""

    def __init__(
        self,
        vault_id: uuid.UUID,
        vmk: bytes,
        keyring: Keyring,
        *,
        find_keys: FindKeys | None = None,
    ) -> None:
        """`find_keys` is asked when a record names a data key that is not on the keyring.

        It raises SealError when there is no keyring to be had.
        """
        self.keyring = keyring
        self._vault: Final = vault_id.bytes
        self._vmk: Final = vmk
        self._sum_key: Final = subkey(vmk, "sum")
        self._find_keys = find_keys
        self._openers: dict[int, Opener] = {}
        self._shelves: dict[str, bytes] = {}

    def __repr__(self) -> str:
        return "<RecordSealer>"

    def learn(self, keyring: Keyring) -> None:
        """Know the keys of `keyring` as well; what was known before still opens."""
        self.keyring = keyring.beside(self.keyring)

    def only(self, keyring: Keyring) -> "RecordSealer":
        """Another one of the same vault, which knows these data keys alone and asks for none."""
        other = copy(self)
        other.keyring = keyring
        other._find_keys = None
        other._openers = {}
        return other

    def open(self, row: SealedRow) -> bytes:
        """The JSON bytes. Raises SealError."""
        open_row = self.opening(row.shelf)
        return open_row(row.id.bytes, row.version, row.generation, row.blob)

    def opening(self, shelf: bytes) -> OpenRow:
        """As `open`, for thousands of rows of one shelf that are not worth a thing each.

        It takes a row's id, version, generation and blob.
        """
        openers, make_opener = self._openers, self._opener
        place = records.places(self._vault, shelf)

        def open_row(record: bytes, version: int, generation: int, blob: bytes) -> bytes:
            opener = openers.get(generation) or make_opener(generation)
            return unpad(opener.open(blob, place(record, version)))

        return open_row

    def seal(
        self, plain: bytes, record_id: uuid.UUID, shelf: bytes, *, version: int
    ) -> tuple[bytes, int]:
        """JSON bytes sealed under the newest data key, and that key's generation."""
        generation, key = self.keyring.newest
        place = records.context(self._vault, record_id.bytes, shelf, version)
        return records.seal_record(key, generation=generation, plain=plain, place=place), generation

    def mark(self, record_id: uuid.UUID, version: int, blob: bytes) -> int:
        """What this record adds to the sum in the head.

        Raises SealError for a version no record could have.
        """
        return record_mark(
            self._sum_key, record=record_id.bytes, version=version, tag=bytes(blob)[-TAG_SIZE:]
        )

    def shelf(self, kind: str) -> bytes:
        """The 8 bytes that rows of one kind share."""
        if kind not in self._shelves:
            self._shelves[kind] = records.shelf_of(self._vmk, kind)
        return self._shelves[kind]

    def _opener(self, generation: int) -> Opener:
        opener = records.opener(self._data_key(generation), generation=generation)
        self._openers[generation] = opener
        return opener

    def _data_key(self, generation: int) -> bytes:
        if self.keyring.get(generation) is None and self._find_keys is not None:
            self.learn(self._find_keys())  # first use, or a key made since this request began
        key = self.keyring.get(generation)
        if key is None:
            raise SealError
        return key
