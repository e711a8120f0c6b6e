"""Each trouble of a database is called what it is, to the person and to whoever runs the site."""

import logging
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

import manage
from skills_app.vault.database import trouble
from skills_app.vault.server_keys.keys import make_or_check_keys
from tests.vault.another_database import asked_in_its_place, copy_test_database
from tests.vault.broken_databases import UNREADABLE

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


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cut short", "overwritten"])
@pytest.mark.parametrize("command", ["prepare", "verify_vaults"])
def test_commands_end_in_a_sentence(tmp_path: Path, command: str, name: str) -> None:
    path = tmp_path / "steady.sqlite3"
    copy_test_database(path)
    make_or_check_keys()
    with asked_in_its_place(path), UNREADABLE[name](path), pytest.raises(SystemExit) as ended:
        manage.main(["manage.py", command])
    assert "put a backup back" in str(ended.value.code)


def test_what_can_be_left_undone_is_and_a_fault_of_the_program_is_none() -> None:
    for error, _ in SAID:
        with trouble.unless_in_trouble():
            raise error
    trouble.all_is_well()
    with pytest.raises(IntegrityError), trouble.unless_in_trouble():
        raise IntegrityError("UNIQUE constraint failed")
