"""Ways in which a database fails while, or before, the site serves. Each ends as it began."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection, connections

Breaking = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def options(more: str) -> Iterator[None]:
    given = connections.settings["default"]["OPTIONS"]
    usual = given["init_command"]
    given["init_command"] = usual + more
    try:
        yield
    finally:
        given["init_command"] = usual


@contextmanager
def put_in_place(path: Path, other: bytes | None) -> Iterator[None]:
    connection.close()
    whole = path.read_bytes()
    path.unlink()
    if other is not None:
        path.write_bytes(other)
    try:
        yield
    finally:
        connection.close()
        for beside in path.parent.glob(f"{path.name}*"):
            beside.unlink()
        path.write_bytes(whole)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has it for itself: in this mode it cannot even be read."""
    connection.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(path: Path) -> Iterator[None]:
    """No page more than there are, and none of them free."""
    connection.close()
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("CREATE TABLE fill (it BLOB)")
        pages = int(database.execute("PRAGMA page_count").fetchone()[0])
    with options(f"PRAGMA max_page_count={pages};"):
        yield
    database.execute("DROP TABLE fill")
    database.close()


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    connection.close()
    with options("PRAGMA query_only=ON;"):
        yield
    connection.close()


UNREADABLE: dict[str, Breaking] = {
    "cut in half": lambda path: put_in_place(path, path.read_bytes()[: path.stat().st_size // 2]),
    "cut short": lambda path: put_in_place(path, path.read_bytes()[:5000]),
    "overwritten": lambda path: put_in_place(path, b"something else altogether " * 4000),
    "gone": lambda path: put_in_place(path, None),
    "held": held,
}
BREAKINGS: dict[str, Breaking] = {**UNREADABLE, "full": full, "read-only": read_only}
