"""Rows as plain tuples, just as the driver gives them: what thousands at a time need."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

CHUNK: Final = 500

_names = count()


Chunk = list[tuple[Any, ...]]


def fetch(rows: QuerySet[Any, Any]) -> Iterator[Chunk]:
    """The rows of a `values_list`, in lists of `CHUNK` at most; a slice is read at one go.

    Nothing is converted: ids come as UUIDs or hex, binary columns as bytes. PostgreSQL is asked
    for its binary format, in which these rows take half the bytes and less than half the time.
    """
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # a slice with nothing in it needs no asking
        return
    if connection.vendor == "postgresql":
        yield from _fetch_binary(sql, params, in_chunks=not rows.query.is_sliced)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk


@contextmanager
def read_through() -> Iterator[None]:
    """Around a reading of thousands that is over, and its scan closed, before anything is written.

    Outside a transaction PostgreSQL first copies all that a scan may come to ask for, which takes
    a third of its time. SQLite has no need of it.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        yield


def _fetch_binary(sql: str, params: tuple[Any, ...], *, in_chunks: bool) -> Iterator[Chunk]:
    from psycopg import Cursor, ServerCursor

    connection.ensure_connection()
    server: Any = connection.connection
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        in_chunks = False
    with connection.wrap_database_errors:
        # Outside a transaction the server keeps the rest of the rows for the next chunks.
        cursor: Any = (
            ServerCursor(server, f"fetch_{next(_names)}", withhold=connection.get_autocommit())
            if in_chunks
            else Cursor(server)
        )
        with closing(cursor):
            cursor.execute(sql, params, binary=True)
            while chunk := cursor.fetchmany(CHUNK):
                yield chunk
