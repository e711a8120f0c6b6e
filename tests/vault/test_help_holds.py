"""With the database cut, full, read-only, held or gone, help is there for guests and members.

Also when the server begins beside such a database: what is private waits, and wrong keys seal
nothing, then or later.
"""

import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from skills_app.account.models import User
from skills_app.startup import refuse_unless_ready
from skills_app.vault import database
from skills_app.vault.database import patience, standing, trouble
from skills_app.vault.server_keys import keys as server_keys
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import ServerKeys
from skills_app.vault.unlocking.owed import board
from tests.server_keys import forget_keys
from tests.vault.another_database import asked_in_its_place, copy_test_database
from tests.vault.broken_databases import BREAKINGS, UNREADABLE, held

pytestmark = pytest.mark.django_db  # so that there is a test database, of which this is a copy

PROMISE = re.compile(rb"still kept|is still there|Your place is kept|no one was signed in", re.I)
SOON = 5.0  # seconds; a connection that waits as long as a writer may takes 15
HELP = (
    "/",
    "/now/",
    "/skills/m03/",
    "/tools/",
    "/tools/t12/",
    "/people/",
    "/people/care/",
    "/safety/",
    "/words/",
    "/comfort/",
    "/leave/",
)
PRIVATE = ("/space/", "/write/", "/keep/", "/account/")
HERE = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """Asks as in life: each request has a connection of its own."""

    def __init__(self, cookies: dict[str, str]) -> None:
        self.client = Client(headers=HERE)
        self.client.cookies.load(cookies)

    def ask(self, method: str, path: str, **form: str) -> Any:
        connection.close()
        began = time.monotonic()
        answer = getattr(self.client, method)(path, form or None)
        assert time.monotonic() - began < SOON, f"{method} {path}"
        return answer

    def knows(self, who: str) -> bool:
        """Whether they are who they were."""
        if who == "member":
            return b"Sign in" not in self.ask("get", "/account/").content
        page = self.ask("get", "/skills/m03/").content
        return bool(re.search(rb'step__where">[^<]*\b[2-9]\d* of', page))


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> tuple[Path, dict[str, dict[str, str]]]:
    """A database with a member and a guest in it, and the cookies of both."""
    path = tmp_path_factory.mktemp("whole") / "steady.sqlite3"
    with django_db_blocker.unblock():
        copy_test_database(path)
        with asked_in_its_place(path):
            check_keys()
            member, guest = Client(headers=HERE), Client(headers=HERE)
            member.force_login(User.objects.create_user("rowan", None))
            guest.post("/skills/m03/", {"move": "skip"})
            cookies = {
                who: {name: one.value for name, one in client.cookies.items()}
                for who, client in (("member", member), ("guest", guest))
            }
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path, cookies


@pytest.fixture
def site(
    whole: tuple[Path, dict[str, dict[str, str]]],
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """A copy of that database, which is asked from now on; ours is left alone."""
    path = tmp_path / "steady.sqlite3"
    path.write_bytes(whole[0].read_bytes())
    monkeypatch.setattr(standing, "_now", standing.Standing(prove=lambda: None))
    monkeypatch.setattr(standing, "TRY_AT_MOST_EVERY", -1.0)
    monkeypatch.setattr(patience, "_held_until", [0.0])
    trouble.all_is_well()
    with django_db_blocker.unblock(), asked_in_its_place(path):
        yield path
    trouble.all_is_well()


@pytest.fixture
def open_browser(whole: tuple[Path, dict[str, dict[str, str]]]) -> Callable[[str], Browser]:
    return lambda who: Browser(whole[1].get(who, {}))


def walk(browser: Browser, *, is_kept: bool = False) -> None:
    """The front door, every kind of help, some steps."""
    for path in HELP:
        answer = browser.ask("get", path)
        assert answer.status_code == 200, path
        assert b"<h1" in answer.content
        assert b"Leave this site" in answer.content
        if not is_kept:
            assert not PROMISE.search(answer.content), path
    for path in ("/now/", "/tools/t12/", "/skills/m03/"):
        before = browser.ask("get", path).content
        moved = browser.ask("post", path, move="skip")
        if moved.status_code in {303}:  # where a row fits into the room there is, it is kept
            assert is_kept
            moved = browser.ask("get", moved.headers["Location"])
        assert moved.status_code == 200
        assert where(moved.content) != where(before), "the step goes on"
    found = browser.ask("post", "/people/", country="Ireland")
    assert found.status_code in {200, 303}


def where(page: bytes) -> bytes:
    return b"".join(re.findall(rb"<main.*?</main>", page, re.S))[:4000]


def leaves(browser: Browser) -> None:
    gone = browser.ask("post", "/leave/")
    assert gone.status_code == 200
    assert gone.headers["Refresh"] == f"0;url={site_settings.EXIT_PAGES[0]}"
    assert gone.cookies[site_settings.SESSION_COOKIE_NAME]["max-age"] == 0


@pytest.mark.parametrize("who", ["guest", "member"])
@pytest.mark.parametrize("name", BREAKINGS)
def test_help_is_walked_whatever_the_database_does(
    site: Path, open_browser: Callable[[str], Browser], name: str, who: str
) -> None:
    browser = open_browser(who)
    assert browser.knows(who)
    with BREAKINGS[name](site):
        walk(browser, is_kept=name == "full")
        if name in UNREADABLE and who == "member":
            for path in PRIVATE:
                answer = browser.ask("get", path)
                assert answer.status_code == 503, path
                assert not PROMISE.search(answer.content)
    assert browser.knows(who), "its cookie fits once the trouble is over"
    with BREAKINGS[name](site):
        leaves(browser)


@pytest.mark.parametrize("address", ["/account/out/", "/space/lock/", "/space/lock-everywhere/"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_closing_closes_in_this_browser_even_when_nothing_can_be_read(
    site: Path, open_browser: Callable[[str], Browser], name: str, address: str
) -> None:
    browser = open_browser("member")
    browser.client.cookies[site_settings.UNLOCK_COOKIE_NAME] = "A" * 43
    with UNREADABLE[name](site):
        answer = browser.ask("post", address)
    assert answer.cookies[site_settings.UNLOCK_COOKIE_NAME]["max-age"] == 0
    assert len(list(board())) == (2 if address == "/account/out/" else 1), "for a copy, too"
    if address == "/space/lock-everywhere/":
        assert answer.status_code == 503
        assert b"locked in this browser" in answer.content


def test_a_held_database_is_waited_for_once_and_not_by_all(
    site: Path, open_browser: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    connect = sqlite3.connect

    def noting(*args: Any, **options: Any) -> Any:
        waited.append(options["timeout"])
        return connect(*args, **options)

    browser = open_browser("member")
    with held(site):
        monkeypatch.setattr("django.db.backends.sqlite3.base.Database.connect", noting)
        browser.ask("get", "/now/")
        browser.ask("get", "/write/")
        browser.ask("post", "/tools/t12/", move="skip")
    assert waited[0] == patience.FIRST <= 1
    assert set(waited[1:]) == {patience.HELD}


def test_what_may_hold_words_waits_as_long_as_ever(
    site: Path, open_browser: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = site_settings.DATABASES["default"]["OPTIONS"]["timeout"]
    given: list[tuple[float, float]] = []
    seconds = patience.seconds

    def noting(most: float) -> tuple[float, float]:
        given.append(seconds(most))
        return given[-1]

    monkeypatch.setattr(database, "seconds", noting)
    browser = open_browser("member")
    for path in ("/write/new/", "/lock/", "/keep/new/"):
        browser.ask("post", path, text="a heron")
    assert set(given) == {(usual, usual)}


# --- a server that begins beside a broken database ----------------------------------


@pytest.mark.parametrize("name", [*UNREADABLE, "read-only", "full"])
def test_a_server_begins_beside_it_and_all_is_there_once_it_is_over(
    site: Path,
    open_browser: Callable[[str], Browser],
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = open_browser("member")
    readable = name not in UNREADABLE
    with caplog.at_level(logging.ERROR), BREAKINGS[name](site):
        refuse_unless_ready()
        assert ("go on working meanwhile" in caplog.text) is not readable
        for path in PRIVATE if not readable else ():
            answer = browser.ask("get", path)
            assert answer.status_code == 503, path
            assert b"<h1>" in answer.content.replace(b' tabindex="-1"', b"")
            assert b"Leave this site" in answer.content
        assert open_browser("nobody").ask("get", "/write/").status_code == (
            200 if readable else 503
        )
        assert browser.ask("get", "/healthz").status_code == 200, "it is not to be ended"
        assert browser.ask("get", "/readyz").status_code == (200 if readable else 503)
        walk(browser, is_kept=name == "full")
        if name == "gone":
            assert not list(site.parent.glob("steady.sqlite3*")), "no other is put in its place"
    assert browser.ask("get", "/readyz").status_code == 200
    assert browser.knows("member"), "without a restart"


@pytest.fixture
def another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    number, _ = server_keys.server_keyring().newest
    other = ServerKeys(((number, b"0123456789abcdef" * 2),))
    for module in ("server_keys.keys", "server_keys.canary", "unlocking.unlocks"):
        monkeypatch.setattr(f"skills_app.vault.{module}.server_keyring", lambda: other)


@pytest.mark.usefixtures("another_key")
def test_wrong_keys_are_refused_where_the_database_can_be_read(site: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="not the key it was"):
        refuse_unless_ready()


@pytest.mark.usefixtures("another_key")
@pytest.mark.parametrize("name", UNREADABLE)
def test_wrong_keys_that_nobody_could_try_seal_nothing_then_or_later(
    site: Path,
    open_browser: Callable[[str], Browser],
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = site.read_bytes()
    browser = open_browser("nobody")
    with UNREADABLE[name](site):
        refuse_unless_ready()
        walk(browser)
    walk(browser)
    joined = browser.ask("post", "/account/new/", username="alder", password1="a quiet long word")
    assert joined.status_code == 503
    assert browser.ask("get", "/readyz").status_code == 503
    assert "not the key it was" in caplog.text
    connection.close()
    with pytest.raises(OperationalError, match="not the key it was"):
        User.objects.exists()
    assert site.read_bytes() == before
    assert not list(site.parent.glob("steady.sqlite3-wal")), "nothing was asked of it"
    leaves(browser)


def test_a_key_file_that_is_missing_is_not_made_beside_what_cannot_be_read(
    site: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.SERVER_KEYS_FILE = tmp_path / "other.keys"
    forget_keys()
    try:
        for name in ("cut short", "overwritten", "held"):
            with UNREADABLE[name](site), pytest.raises(ImproperlyConfigured, match="is missing"):
                server_keys.server_keyring()
            assert not (tmp_path / "other.keys").exists()
    finally:
        settings.SERVER_KEYS_FILE = site_settings.DATA_DIR / "server.keys"
        forget_keys()


def test_a_database_elsewhere_that_is_not_reached_is_no_reason_to_refuse(
    site: Path, open_browser: Callable[[str], Browser], caplog: pytest.LogCaptureFixture
) -> None:
    def prove() -> None:
        raise OperationalError("connection failed: port 5432 failed: Connection refused")

    standing.begin(prove)
    assert "not there or not reached" in caplog.text
    assert "5432" not in caplog.text
    walk(open_browser("member"))


def test_a_fault_of_the_program_is_no_trouble_of_the_database(site: Path) -> None:
    from django.db import ProgrammingError

    def prove() -> None:
        raise ProgrammingError("syntax error")

    with pytest.raises(DatabaseError):
        standing.begin(prove)


def test_only_one_thread_tries_again_and_not_at_every_request(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "TRY_AT_MOST_EVERY", 1000.0)
    tried: list[int] = []

    def prove() -> None:
        tried.append(1)
        assert standing.come_back() == "damaged", "another one is told at once"
        raise DatabaseError("file is not a database")

    standing.begin(lambda: (_ for _ in ()).throw(DatabaseError("file is not a database")))
    standing._now.prove = prove
    assert standing.come_back() == "damaged"
    assert not tried, "not yet again"
    standing._now.next_try = 0.0
    for _ in range(5):
        assert standing.come_back() == "damaged"
    assert len(tried) == 1
