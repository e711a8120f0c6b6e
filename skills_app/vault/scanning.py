"""Documents of one kind, decrypted one after another as they are asked for."""

import uuid
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from skills_app.vault import records
from skills_app.vault.fetching import fetch, id_bytes
from skills_app.vault.kept import Damaged, Kept
from skills_app.vault.models import Record
from skills_app.vault.sealing import SealError

if TYPE_CHECKING:
    from skills_app.vault.store import OpenSpace

# id, version, generation and blob of records
Rows = QuerySet[Record, tuple[uuid.UUID, int, int, bytes | memoryview]]


class Scan:
    """Documents one after another; `damaged` counts those passed over so far."""

    def __init__(
        self,
        space: "OpenSpace",
        kind: str,
        rows: "Rows",
        wanted: Callable[[bytes], bool] | None = None,
    ) -> None:
        self.damaged = 0
        self._space = space
        self._kind = kind
        self._rows = rows
        self._wanted = wanted

    def __iter__(self) -> Generator[Kept, None, None]:
        self.damaged = 0
        self._space._learn_keys()
        space, wanted = self._space, self._wanted
        vault, shelf = space.vault_id.bytes, space._shelf(self._kind)
        for raw_id, version, generation, blob in fetch(self._rows):
            record = id_bytes(raw_id)
            try:
                place = records.context(vault=vault, record=record, shelf=shelf, version=version)
                plain = records.open_next(space._opener(generation), bytes(blob), place=place)
                if wanted is not None and not wanted(plain):
                    continue
                document = records.decode(plain)
            except (SealError, Damaged):
                self.damaged += 1
                continue
            yield Kept(uuid.UUID(bytes=record), self._kind, version, document)
