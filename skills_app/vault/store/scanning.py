"""Documents of one kind, decrypted one after another as they are asked for."""

import uuid
from collections.abc import Callable, Generator

from django.db.models import QuerySet

from skills_app.vault.crypto import RecordSealer, SealError, decode
from skills_app.vault.models import Record
from skills_app.vault.store.fetching import fetch
from skills_app.vault.store.kept import Kept

# id, version, generation and blob of records
Rows = QuerySet[Record, tuple[uuid.UUID, int, int, bytes | memoryview]]


class Scan:
    """Documents one after another; `damaged` counts those passed over so far."""

    def __init__(
        self,
        sealer: RecordSealer,
        kind: str,
        rows: Rows,
        wanted: Callable[[bytes], bool] | None = None,
    ) -> None:
        """`sealer`: with the keys from before the rows are read, as those of a row may go later."""
        self.damaged = 0
        self._sealer = sealer
        self._kind = kind
        self._rows = rows
        self._wanted = wanted

    def __iter__(self) -> Generator[Kept, None, None]:
        self.damaged = 0
        wanted, fromhex = self._wanted, bytes.fromhex
        open_row = self._sealer.opening(self._sealer.shelf(self._kind))
        for rows in fetch(self._rows):
            for raw_id, version, generation, blob in rows:
                record = fromhex(raw_id) if isinstance(raw_id, str) else raw_id.bytes
                try:
                    plain = open_row(record, version, generation, bytes(blob))
                    if wanted is not None and not wanted(plain):
                        continue
                    document = decode(plain)
                except SealError:
                    self.damaged += 1
                    continue
                yield Kept(uuid.UUID(bytes=record), self._kind, version, document)
