"""Record rows, one or many: read, and changed only where they are still as they were read.

What happens at every save is asked for in plain SQL: the ORM takes longer to put such a question
than the database to answer it.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length

from skills_app.vault.models import Record

BATCH: Final = 500
MOST_BYTES: Final = 16_000_000
FIND: Final = (
    "SELECT version, generation, blob FROM skills_app_record"
    " WHERE id = %s AND vault_id = %s AND shelf = %s"
)
REPLACE: Final = (
    "UPDATE skills_app_record SET version = %s, generation = %s, blob = %s"
    " WHERE id = %s AND version = %s AND generation = %s"
)
SWAP: Final = (
    "UPDATE skills_app_record SET shelf = %s, generation = %s, blob = %s"
    " WHERE id = %s AND version = %s AND generation = %s"
)
# PostgreSQL is asked once for a whole batch: it may be over a network, and reads arrays.
SWAP_AT_ONCE: Final = (
    "UPDATE skills_app_record AS row SET shelf = made.shelf, generation = made.generation,"
    " blob = made.blob FROM unnest(%b::bytea[], %b::int[], %b::bytea[], %b::uuid[], %b::bigint[],"
    " %b::int[]) AS made (shelf, generation, blob, id, version, before)"
    " WHERE row.id = made.id AND row.version = made.version AND row.generation = made.before"
)


class FoundRow(NamedTuple):
    """One record of a kind that was asked for."""

    id: uuid.UUID
    shelf: bytes
    version: int
    generation: int
    blob: bytes


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


def find(record_id: uuid.UUID, *, vault_id: uuid.UUID, shelf: bytes) -> FoundRow | None:
    with connection.cursor() as cursor:
        cursor.execute(FIND, [_as_kept(record_id), _as_kept(vault_id), shelf])
        row = cursor.fetchone()
    return FoundRow(record_id, shelf, row[0], row[1], bytes(row[2])) if row else None


def replace(row: FoundRow, *, version: int, generation: int, blob: bytes) -> bool:
    """Whether the row was still as it was read, and is changed now."""
    with connection.cursor() as cursor:
        cursor.execute(
            REPLACE,
            [version, generation, blob, _as_kept(row.id), row.version, row.generation],
        )
        return int(cursor.rowcount) == 1


def in_batches(
    vault_id: uuid.UUID, *, after: int | None = None, but_generation: int | None = None
) -> Iterator[list[Row]]:
    """All records of a vault in the order of making, some at a time.

    Each batch is read when it is asked for; rows may be changed in between. `after` is the
    number to begin behind; rows of `but_generation` are passed over.
    """
    rows = Record.objects.filter(vault_id=vault_id).order_by("seq")
    if but_generation is not None:
        rows = rows.exclude(generation=but_generation)
    while True:
        further = rows if after is None else rows.filter(seq__gt=after)
        last = _last_of_batch(further)
        if last is None:
            return
        batch = [
            Row(seq, bytes(shelf), record_id, version, generation, bytes(blob))
            for seq, shelf, record_id, version, generation, blob in further.filter(
                seq__lte=last
            ).values_list("seq", "shelf", "id", "version", "generation", "blob")
        ]
        yield batch
        after = last


def swap(changes: Sequence[Change]) -> bool:
    """Put new seals in place of old ones; answers whether every row was as it was read.

    A row that somebody saved in between is left alone. Call inside a transaction, and roll
    it back on False.
    """
    if not changes:
        return True
    values = [
        (shelf, generation, blob, _as_kept(row.id), *row[3:5])
        for row, shelf, generation, blob in changes
    ]
    if connection.vendor == "postgresql":
        return _swap_at_once(values) == len(changes)
    with connection.cursor() as cursor:
        cursor.executemany(SWAP, values)
        return int(cursor.rowcount) == len(changes)


def _as_kept(one: uuid.UUID) -> Any:
    """An id as this database keeps it."""
    return one if connection.features.has_native_uuid_field else one.hex


def _swap_at_once(values: Sequence[tuple[Any, ...]]) -> int:
    """How many rows were as they were read; bytes travel as bytes, not as text."""
    from psycopg import Cursor

    connection.ensure_connection()
    server: Any = connection.connection
    with connection.wrap_database_errors, closing(Cursor(server)) as cursor:
        cursor.execute(SWAP_AT_ONCE, [list(column) for column in zip(*values, strict=True)])
        return int(cursor.rowcount)


def _last_of_batch(rows: QuerySet[Record]) -> int | None:
    """The number of the last record that still fits: so many, and so many bytes."""
    last, room = None, MOST_BYTES
    for seq, size in rows.values_list("seq", Length("blob"))[:BATCH]:
        if last is not None and size > room:
            break
        last, room = int(seq), room - size
    return last
