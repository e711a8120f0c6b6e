"""Locking and signing out where nothing can be written: they hold at once, and are made good."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import StoredSession, Unlock, Vault
from skills_app.vault.unlocking import owed
from skills_app.vault.unlocking.owed import Board, board, is_owed, owe, settle
from skills_app.vault.unlocking.sessions import session_digest
from tests.people import PASSPHRASE, PASSWORD

HERE = {"Sec-Fetch-Site": "same-origin"}
TROUBLES = [
    "database or disk is full",
    "database is locked",
    "attempt to write a readonly database",
]
NAMES = (settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME)


@contextmanager
def no_writing(saying: str) -> Iterator[None]:
    def fail(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError(saying)
        return execute(sql, *rest)

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture(autouse=True)
def _no_pause_between_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "TRY_AT_MOST_EVERY", -1.0)


def copy_of(client: Client) -> Client:
    copy = Client()
    copy.cookies.load({name: one.value for name, one in client.cookies.items() if one.value})
    return copy


def opens(client: Client) -> bool:
    return b"Write something" in client.get("/write/").content


WAYS: dict[str, Callable[[Client], Any]] = {
    "signing out": lambda client: client.post("/account/out/"),
    "locking": lambda client: client.post("/space/lock/"),
    "locking everywhere": lambda client: client.post("/space/lock-everywhere/"),
    "leaving without scripts": lambda client: client.post("/leave/", headers=HERE),
    "the beacon": lambda client: client.post("/lock/", headers=HERE),
    "a try": lambda client: client.post("/lock/try/", headers=HERE),
    "the cover": lambda client: client.post("/cover/", headers=HERE),
}


def mark(client: Client) -> Any:
    client.cookies[settings.LEFT_COOKIE_NAME] = "1"
    return client.get("/")


WAYS["the mark of leaving"] = mark
SIGNS_OUT = set(WAYS) - {"locking", "locking everywhere", "the cover"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_the_cookies_opens_nothing_then_nor_when_there_is_room_again(
    alice_with_space: Client, way: str, trouble: str
) -> None:
    copy = copy_of(alice_with_space)
    assert opens(copy), "the control"
    with no_writing(trouble):
        WAYS[way](alice_with_space)
        assert Unlock.objects.count() == 1
        assert not opens(copy)
    assert not opens(copy)
    assert not Unlock.objects.exists()
    if way in SIGNS_OUT:
        assert (
            not StoredSession.objects.exists() or "Sign in" in copy.get("/space/").content.decode()
        )
    assert list(board()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_signing_out_takes_every_cookie_back_and_says_what_was_not_done(
    alice_with_space: Client, trouble: str
) -> None:
    with no_writing(trouble):
        answer = alice_with_space.post("/account/out/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "You are signed out" in page
    assert "could not write that down" in page
    assert {answer.cookies[name]["max-age"] for name in NAMES} == {0}
    assert answer["Clear-Site-Data"] == '"cookies", "storage"'


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("path", ["/space/lock/", "/space/lock-everywhere/"])
def test_locking_says_what_was_not_done_and_locks(
    alice_with_space: Client, path: str, trouble: str
) -> None:
    with no_writing(trouble):
        answer = alice_with_space.post(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Your space is locked" in page
    assert "could not write that down just now" in page
    assert answer.cookies[settings.UNLOCK_COOKIE_NAME]["max-age"] == 0


@pytest.mark.django_db(transaction=True)
def test_locking_everywhere_reaches_the_other_browsers_too(
    alice_with_space: Client, alice: User
) -> None:
    other = Client()
    other.force_login(alice)
    other.post("/space/open/", {"passphrase": PASSPHRASE})
    assert opens(other)
    with no_writing(TROUBLES[0]):
        alice_with_space.post("/space/lock-everywhere/")
        assert not opens(other)
    assert not opens(other)
    other.post("/space/open/", {"passphrase": PASSPHRASE})
    assert opens(other), "its key opens it as ever"


@pytest.mark.django_db
def test_where_all_is_written_nothing_is_said_and_nothing_is_owed(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/account/out/")
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert answer["Clear-Site-Data"] == '"cookies", "storage"'
    assert list(board()) == []
    assert not Unlock.objects.exists()


@pytest.mark.django_db
def test_erasing_an_account_clears_what_the_browser_stored(alice_with_space: Client) -> None:
    answer = alice_with_space.post("/account/erase/", {"password": PASSWORD, "sure": "on"})
    if answer.status_code == 422:
        pytest.fail(answer.content.decode())
    assert answer["Clear-Site-Data"] == '"storage"'
    assert not Vault.objects.exists()


@pytest.mark.django_db
def test_a_database_that_stays_full_is_not_tried_at_every_request(
    guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owed, "TRY_AT_MOST_EVERY", 60.0)
    monkeypatch.setattr(owed, "_tried", {})
    owe(b"r" * 32)
    tries: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("DELETE") and "skills_app_unlock" in sql:
            tries.append(sql)
            raise OperationalError(TROUBLES[0])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        for _ in range(5):
            assert guest.get("/now/").status_code == 200
    assert len(tries) == 1


def test_the_board_holds_without_room_and_across_a_restart(tmp_path: Path) -> None:
    first = Board(tmp_path / "closings")
    assert (tmp_path / "closings").stat().st_mode & 0o077 == 0
    size = (tmp_path / "closings").stat().st_blocks
    first.put(b"a" * 32)
    first.put(b"a" * 32)
    first.put(b"b" * 32)
    again = Board(tmp_path / "closings")
    assert list(again) == [b"a" * 32, b"b" * 32]
    again.take(b"a" * 32)
    assert list(first) == [b"b" * 32]
    assert (tmp_path / "closings").stat().st_blocks == size, "no room was taken"


def test_another_worker_sees_it_at_once(tmp_path: Path) -> None:
    mine = Board(tmp_path / "closings")
    code = (
        "import sys, django; django.setup();"
        "from skills_app.vault.unlocking.owed import Board; from pathlib import Path;"
        "Board(Path(sys.argv[1])).put(b'c' * 32)"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "closings")],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert b"c" * 32 in mine


def test_a_full_board_gives_up_its_first_and_one_that_can_not_be_made_is_ones_own(
    tmp_path: Path,
) -> None:
    here = Board(tmp_path / "no" / "such" / "folder")
    for number in range(owed.PLACES + 1):
        here.put(number.to_bytes(32, "big"))
    assert owed.PLACES.to_bytes(32, "big") in here
    assert (1).to_bytes(32, "big") in here
    assert len(list(here)) <= owed.PLACES


@pytest.mark.django_db
def test_settling_takes_only_what_was_deleted() -> None:
    owe(b"s" * 32)
    with no_writing(TROUBLES[1]):
        settle()
        assert is_owed(b"s" * 32)
    settle()
    assert not is_owed(b"s" * 32)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("which", ["one", "all the others"])
def test_a_sign_in_elsewhere_ends_at_once_and_it_is_said_what_was_not_done(
    alice_with_space: Client, alice: User, which: str, trouble: str
) -> None:
    other = Client()
    other.force_login(alice)
    other.post("/space/open/", {"passphrase": PASSPHRASE})
    assert opens(other), "the control"
    theirs = session_digest(other.cookies[NAMES[0]].value).hex()
    sent = {"session": theirs} if which == "one" else {"others": "1"}
    with no_writing(trouble):
        answer = alice_with_space.post("/account/places/end/", sent)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "could not write that down just now" in page
        assert theirs not in page, "it is over, and no longer listed"
        assert other.get("/account/").status_code == 302
        assert not opens(other)
    assert other.get("/account/").status_code == 302
    assert StoredSession.objects.count() == 1
    assert alice_with_space.get("/account/").status_code == 200
