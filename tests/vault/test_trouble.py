"""Each trouble of a database is called what it is, to the person and to whoever runs the site."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import (
    DatabaseError,
    Error,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)

from skills_app.vault import trouble

ROOT = Path(__file__).resolve().parents[2]
SERVE = "import config.wsgi; print('serves')"
SAID = [
    (OperationalError("database or disk is full"), "full"),
    (OperationalError("could not extend file: No space left on device"), "full"),
    (OperationalError("database is locked"), "busy"),
    (OperationalError("canceling statement due to lock timeout"), "busy"),
    (OperationalError("attempt to write a readonly database"), "read_only"),
    (DatabaseError("cannot execute UPDATE in a read-only transaction"), "read_only"),
    (DatabaseError("database disk image is malformed"), "damaged"),
    (DatabaseError("file is not a database"), "damaged"),
    (OperationalError("disk I/O error"), "damaged"),
    (OperationalError("no such table: skills_app_storedsession"), "gone"),
    (OperationalError("unable to open database file"), "gone"),
    (ProgrammingError('relation "skills_app_storedsession" does not exist'), "gone"),
    (OperationalError("connection to server failed: Connection refused"), "gone"),
    (OperationalError("server closed the connection unexpectedly"), "gone"),
    (InterfaceError("connection already closed"), "gone"),
]


@pytest.mark.parametrize(("error", "kind"), SAID, ids=lambda one: str(one)[:30])
def test_each_is_named(error: Error, kind: str) -> None:
    assert trouble.is_trouble(error)
    assert trouble.trouble_of(error) == kind


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError("UNIQUE constraint failed"),
        ProgrammingError("syntax error"),
        ValueError("full"),
    ],
)
def test_what_was_asked_wrongly_is_no_trouble_of_the_database(error: Exception) -> None:
    assert not trouble.is_trouble(error)
    assert trouble.remedy_for(error) is None


def test_the_operator_is_told_once_until_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    trouble.all_is_well()
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            trouble.tell_operator(OperationalError("attempt to write a readonly database"))
        assert len(caplog.records) == 1
        assert "writable" in caplog.records[0].getMessage()
        trouble.tell_operator(DatabaseError("file is not a database"))
        trouble.all_is_well()
        trouble.tell_operator(DatabaseError("file is not a database"))
    assert len(caplog.records) == 3
    trouble.all_is_well()


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 3)


def overwrite(path: Path) -> None:
    path.write_bytes(b"something else altogether " * 4000)


@pytest.fixture
def installation(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    kept = {name: value for name, value in os.environ.items() if "STEADY" not in name}
    environment = {**kept, "STEADY_DATA": str(tmp_path), "STEADY_PLAIN_HTTP": "1"}

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    assert run("manage.py", "prepare").returncode == 0
    return run


@pytest.mark.parametrize("breaking", [cut, overwrite])
def test_commands_and_the_start_end_in_a_sentence(
    installation: Callable[..., "subprocess.CompletedProcess[str]"],
    tmp_path: Path,
    breaking: Callable[[Path], None],
) -> None:
    breaking(tmp_path / "steady.sqlite3")
    for beside in tmp_path.glob("steady.sqlite3-*"):
        beside.unlink()
    for command in ("prepare", "verify_vaults"):
        answer = installation("manage.py", command)
        assert answer.returncode == 1
        assert "Traceback" not in answer.stderr
        assert "put a backup back" in answer.stderr
    started = installation("-c", SERVE)
    assert "serves" not in started.stdout
    assert "The database cannot be used" in started.stderr
