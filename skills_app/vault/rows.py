"""Record rows in bulk: read in order, and changed only where they are still as they were read."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.db import connection

from skills_app.vault.models import Record

BATCH: Final = 500
SWAP: Final = (
    "UPDATE skills_app_record SET shelf = %s, generation = %s, blob = %s"
    " WHERE id = %s AND version = %s AND generation = %s"
)


class Row(NamedTuple):
    """One record as it lies in the database; `shelf` may be anything an intruder wrote."""

    seq: int
    shelf: bytes
    id: uuid.UUID
    version: int
    generation: int
    blob: bytes


class Change(NamedTuple):
    """A row as it was read, and the seal it gets instead."""

    row: Row
    shelf: bytes
    generation: int
    blob: bytes


def in_batches(
    vault_id: uuid.UUID, *, size: int = BATCH, but_generation: int | None = None
) -> Iterator[list[Row]]:
    """All records of a vault in the order of making, some at a time.

    Each batch is read when it is asked for; rows may be changed in between. With
    `but_generation`, those of that generation are passed over.
    """
    rows = Record.objects.filter(vault_id=vault_id).order_by("seq")
    if but_generation is not None:
        rows = rows.exclude(generation=but_generation)
    after: int | None = None
    while True:
        further = rows if after is None else rows.filter(seq__gt=after)
        batch = [
            Row(seq, bytes(shelf), record_id, version, generation, bytes(blob))
            for seq, shelf, record_id, version, generation, blob in further.values_list(
                "seq", "shelf", "id", "version", "generation", "blob"
            )[:size]
        ]
        if not batch:
            return
        yield batch
        after = batch[-1].seq


def swap(changes: Sequence[Change]) -> bool:
    """Put new seals in place of old ones; answers whether every row was as it was read.

    A row that somebody saved in between is left alone. Call inside a transaction, and roll
    it back on False.
    """
    if not changes:
        return True
    key = Record._meta.pk
    assert key is not None  # noqa: S101  (every model has one; for the type checker)
    values = [
        (shelf, generation, blob, key.get_db_prep_value(row.id, connection), *row[3:5])
        for row, shelf, generation, blob in changes
    ]
    with connection.cursor() as cursor:
        cursor.executemany(SWAP, values)
        return int(cursor.rowcount) == len(changes)
