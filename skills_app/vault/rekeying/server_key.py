"""Moves what the server's keys seal to the newest of them; nobody's passphrase is needed.

Each row is opened under the key its header names, sealed under the newest, and changed only
where it is still as it was read: what somebody saved in between is under the newest already.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, models, transaction

from skills_app.vault.crypto import Purpose, SealError, SlotKind, key_id_of, slot_context
from skills_app.vault.models import Slot, StoredSession
from skills_app.vault.server_keys.keys import open_from_server, seal_for_server, server_keyring

BATCH: Final = 500


@dataclass(frozen=True)
class Table:
    """Rows that hold a blob sealed under a server key; `place` makes its context of a row."""

    name: str
    rows: models.Manager[Any]
    purpose: Purpose
    place: Callable[..., bytes]
    blob: str = "blob"
    with_fields: tuple[str, ...] = ()

    def count(self) -> int:
        return self.rows.count()

    def batches(self) -> Iterator[list[tuple[Any, ...]]]:
        """(primary key, blob, further fields) of all rows, some at a time."""
        rows = self.rows.order_by("pk")
        after: Any = None
        while True:
            further = rows if after is None else rows.filter(pk__gt=after)
            batch = list(further.values_list("pk", self.blob, *self.with_fields)[:BATCH])
            if not batch:
                return
            yield batch
            after = batch[-1][0]


SLOTS: Final = Table(
    "slots",
    Slot.objects,
    Purpose.SLOT,
    lambda slot, vault, kind: slot_context(vault.bytes, slot.bytes, SlotKind(kind)),
    with_fields=("vault_id", "kind"),
)
SESSIONS: Final = Table("sessions", StoredSession.objects, Purpose.SESSION, bytes)


@dataclass
class Tally:
    """What became of a table's rows. `unopenable` counts by the key id their header names."""

    moved: int = 0
    new_already: int = 0
    changed_meanwhile: int = 0
    still_coming: bool = False
    unopenable: dict[int, int] = field(default_factory=dict)

    @property
    def stuck(self) -> int:
        return sum(self.unopenable.values())


def reseal(
    table: Table, *, dry_run: bool = False, tell: Callable[[int], None] | None = None
) -> Tally:
    """Seal every row of a table under the newest key; a dry run only counts."""
    newest, _ = server_keyring().newest
    tally = Tally()
    for batch in table.batches():
        changes = []
        for pk, blob, *rest in batch:
            key_id = _key_id(table, bytes(blob))
            if key_id == newest:
                tally.new_already += 1
                continue
            try:
                place = table.place(pk, *rest)
                plain = open_from_server(table.purpose, bytes(blob), place)
            except (SealError, ValueError):
                tally.unopenable[key_id] = tally.unopenable.get(key_id, 0) + 1
                continue
            changes.append((seal_for_server(table.purpose, plain, place), pk, bytes(blob)))
        moved = len(changes) if dry_run else _swap(table, changes)
        tally.moved += moved
        tally.changed_meanwhile += len(changes) - moved
        if tell is not None:
            tell(len(batch))
    return tally


def _swap(table: Table, changes: list[tuple[bytes, Any, bytes]]) -> int:
    """Answers how many were still as they were read."""
    if not changes:
        return 0
    meta = table.rows.model._meta
    key = meta.pk
    assert key is not None  # noqa: S101  (every model has one; for the type checker)
    statement = (
        f"UPDATE {meta.db_table} SET {table.blob} = %s"  # noqa: S608  (names from the models)
        f" WHERE {key.column} = %s AND {table.blob} = %s"
    )
    values = [(new, key.get_db_prep_value(pk, connection), old) for new, pk, old in changes]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, values)
        return int(cursor.rowcount)


def _key_id(table: Table, blob: bytes) -> int:
    """0 stands for a blob without a readable header; no key has that id."""
    try:
        return key_id_of(blob, purpose=table.purpose)
    except SealError:
        return 0
