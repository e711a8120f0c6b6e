"""Runs a piece of work in a process of its own, which is killed before its n-th statement.

Nothing in that process gets to clean up: no rollback, no `finally`, no closing of files. Only
statements that can change something are counted: who dies before a SELECT leaves what who dies
before the next change does.
"""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

LEFT_BY_SQLITE = ("", "-wal", "-shm")


def killed_at_each_statement(database: Path, work: Callable[[], object]) -> Iterator[int]:
    """Does `work` again and again from the same start, killed one statement later each time.

    Gives the statement's number, BEGIN and COMMIT included, for looking at what is left. The
    last time round the work is done and the process is killed right after it.
    """
    start = snapshot(database)
    number, ended = 0, False
    while not ended:
        put_back(database, start)
        ended = not _was_killed_at(number, work)
        yield number
        number += 1
        if number > 1000:
            pytest.fail("It never ends.")


def snapshot(database: Path) -> Path:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Path(shutil.copy(database, database.with_name("start.sqlite3")))


def put_back(database: Path, start: Path) -> None:
    connection.close()
    for end in LEFT_BY_SQLITE:
        database.with_name(database.name + end).unlink(missing_ok=True)
    shutil.copy(start, database)


def is_whole() -> bool:
    """What SQLite itself says of the file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return bool(cursor.fetchone()[0] == "ok")


def _was_killed_at(number: int, work: Callable[[], object]) -> bool:
    """False when the work had fewer statements, and so was killed only after its end."""
    connection.close()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _work_until_killed(number, work, tell)
    os.close(tell)
    _, status = os.waitpid(child, 0)
    with os.fdopen(told, "rb") as answer:
        said = answer.read()
    assert os.WIFSIGNALED(status), said.decode()
    assert os.WTERMSIG(status) == signal.SIGKILL
    return not said


def _work_until_killed(number: int, work: Callable[[], object], tell: int) -> None:
    left = number

    def count(statement: str) -> None:
        nonlocal left
        if statement.startswith("SELECT"):
            return
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        connection.ensure_connection()
        connection.connection.set_trace_callback(count)
        work()
        os.write(tell, b"ended")
        os.kill(os.getpid(), signal.SIGKILL)
    except BaseException as error:  # noqa: BLE001  (whatever it is, the parent is told)
        os.write(tell, repr(error).encode())
    finally:
        os._exit(1)
