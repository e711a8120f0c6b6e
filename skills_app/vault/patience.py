"""How long a statement may wait for another writer before it gives up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def waiting_at_most(milliseconds: int) -> Iterator[None]:
    """For what can be left undone, while a person waits for their page."""
    usual = wait_at_most(milliseconds)
    try:
        yield
    finally:
        wait_at_most(usual)


def wait_at_most(milliseconds: int) -> int:
    """How long this connection waits for another writer from now on; answers how long it did.

    Only SQLite has one writer at a time. On PostgreSQL nobody else writes these rows.
    """
    if connection.vendor != "sqlite":
        return milliseconds
    with connection.cursor() as cursor:
        before = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    return before
