"""How long a statement may wait for another writer before it gives up.

And how long a new connection waits for a database that another program holds: not long where
somebody waits for a page. After one that waited in vain, the next ones hardly wait at all.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Final

from django.db import connection

FIRST: Final = 1.0  # seconds that a page waits for a database which cannot even be read
HELD: Final = 0.05  # and that it waits when another page waited in vain
HELD_FOR: Final = 3.0  # so long ago at most

_here = threading.local()
_held_until = [0.0]


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


class Waits(Enum):
    """How a request waits for a database that cannot even be read, and for other writers."""

    LONG = "for both as long as may be: words may come with it"
    NOT_TO_READ = "for other writers only"
    HARDLY = "for neither: it needs no database"


@contextmanager
def waiting(how: Waits) -> Iterator[None]:
    """For the connections that this thread makes meanwhile."""
    before = getattr(_here, "how", Waits.LONG), getattr(_here, "in_vain", False)
    _here.how, _here.in_vain = how, False
    try:
        yield
    finally:
        _here.how, _here.in_vain = before


def seconds(usual: float) -> tuple[float, float]:
    """How long a new connection waits to be made, and each of its statements after that."""
    how = getattr(_here, "how", Waits.LONG)
    if how is Waits.LONG:
        # Nobody waits twice in one request.
        return HELD if getattr(_here, "in_vain", False) else usual, usual
    first = min(usual, HELD if time.monotonic() < _held_until[0] else FIRST)
    return first, usual if how is Waits.NOT_TO_READ else min(usual, FIRST)


def note_held() -> None:
    """A connection waited in vain just now."""
    _here.in_vain = True
    _held_until[0] = time.monotonic() + HELD_FOR
