"""A database that is busy or full: what is kept can be read, and each refusal is a kind one."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skills_app.account.models import User
from skills_app.space import doorway
from skills_app.vault.models import Record, Unlock, Vault
from skills_app.vault.store.open_space import OpenSpace
from tests.people import PASSPHRASE, PASSWORD

NEW = "copper kettle beside the slow harbour"
WORDS = "The heron stood in the grey water all morning."
FULL = "database or disk is full"
DAMAGED = "database disk image is malformed"
PAGES = ["/space/", "/space/places/", "/space/words/", "/space/renew/", "/write/", "/keep/"]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@contextmanager
def refused(*beginnings: str, saying: str = FULL) -> Iterator[None]:
    """Statements that begin so fail, as they do on a full disk."""

    def fail(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(beginnings):
            # As SQLite says it: one that is damaged is no "operational" error.
            raise (DatabaseError if saying == DAMAGED else OperationalError)(saying)
        return execute(sql, *rest)

    with connection.execute_wrapper(fail):
        yield


def no_writing(saying: str = FULL) -> Any:
    return refused("INSERT", "UPDATE", "DELETE", saying=saying)


@pytest.fixture
def keepsake(alice_with_space: Client) -> str:
    fields = {"sort": "script", "text": WORDS}
    path = alice_with_space.post("/keep/new/", fields).headers["Location"]
    assert WORDS in alice_with_space.get(path).content.decode()
    return str(path)


def test_while_another_program_holds_the_lock_an_open_space_is_read(
    file_database: Path, clock: time_machine.Traveller
) -> None:
    client = Client()
    client.force_login(User.objects.create_user("rowan", PASSWORD))
    client.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    entry = client.post("/write/new/", {"text": WORDS}).headers["Location"]
    client.get(entry)  # the message about keeping is shown once
    limit = Unlock.objects.get().idle_until
    other = sqlite3.connect(file_database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    clock.shift(dt.timedelta(seconds=31))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(entry)
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert Unlock.objects.get().idle_until == limit, "not moved is the safe side"
    patience = [query["sql"] for query in asked if "busy_timeout = " in query["sql"]]
    assert patience == ["PRAGMA busy_timeout = 200", "PRAGMA busy_timeout = 15000"]
    other.execute("ROLLBACK")
    other.close()
    assert client.get(entry).status_code == 200
    assert Unlock.objects.get().idle_until == limit + dt.timedelta(seconds=31)


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_every_page_of_an_open_space_is_read(
    alice_with_space: Client, keepsake: str, clock: time_machine.Traveller
) -> None:
    for n, path in enumerate([*PAGES, keepsake, f"{keepsake}change/"]):
        clock.shift(dt.timedelta(seconds=31))
        with no_writing(DAMAGED if n % 2 else FULL):
            assert alice_with_space.get(path).status_code == 200, path


@pytest.mark.django_db(transaction=True)
def test_a_space_past_its_time_is_locked_even_when_its_row_can_not_go(
    alice_with_space: Client, keepsake: str, clock: time_machine.Traveller
) -> None:
    clock.shift(dt.timedelta(minutes=16))
    with no_writing(DAMAGED):
        answer = alice_with_space.get(keepsake)
    assert answer.status_code == 200
    assert "Your space is locked" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "said"),
    [(FULL, "no room left"), ("database is locked", "very busy"), (DAMAGED, "be reached just now")],
)
def test_opening_then_says_why_not_and_waits_with_the_form(
    alice_with_space: Client, keepsake: str, trouble: str, said: str
) -> None:
    alice_with_space.post("/space/lock/")
    alice_with_space.get("/")  # the message about locking is shown once
    with no_writing(trouble):
        answer = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE, "next": keepsake})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert said in page
    assert "can not open your space" in page or "your space can not be opened" in page
    assert "still there" not in page, "nobody knows"
    assert f'name="next" value="{keepsake}"' in page
    assert 'name="passphrase"' in page
    again = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE, "next": keepsake})
    assert again.headers["Location"] == keepsake


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/space/passphrase/", "/space/renew/"])
def test_who_was_changing_a_passphrase_is_told_which_one_to_try(
    alice_with_space: Client, address: str
) -> None:
    with no_writing():
        answer = alice_with_space.post(
            address, {"now": PASSPHRASE, "passphrase": NEW, "again": NEW}
        )
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "was most likely not done" in page
    assert "try the new ones first" in page
    assert NEW not in page
    assert PASSPHRASE not in page
    alice_with_space.post("/space/lock/")
    assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 303


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("its_row_can_go", [True, False])
def test_an_opening_broken_off_half_way_leaves_nothing_open(
    alice_with_space: Client, keepsake: str, its_row_can_go: bool
) -> None:
    """The page says that it is not open; then nobody may find it open a moment later."""
    alice_with_space.post("/space/lock/")
    del alice_with_space.cookies[settings.UNLOCK_COOKIE_NAME]  # as a browser does
    going = 'DELETE FROM "skills_app_unlock" WHERE "skills_app_unlock"."lookup"'
    statements = ['SELECT "skills_app_record"', *([] if its_row_can_go else [going])]
    with refused(*statements, saying=DAMAGED):
        answer = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 503
    assert Unlock.objects.exists() is not its_row_can_go
    assert "Your space is locked" in alice_with_space.get(keepsake).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/space/passphrase/", "/space/renew/", "/space/recover/"])
def test_new_keys_that_are_in_place_are_not_denied_when_the_opening_after_them_fails(
    alice_with_space: Client, keepsake: str, path: str
) -> None:
    from tests.space.test_space import make_words

    words = make_words(alice_with_space)
    alice_with_space.get("/space/")
    fields = {"now": PASSPHRASE, "words": " ".join(words), "passphrase": NEW, "again": NEW}
    with refused('INSERT INTO "skills_app_unlock"', saying=DAMAGED):
        answer = alice_with_space.post(path, fields)
    assert answer.status_code == 303
    page = alice_with_space.get(answer.headers["Location"]).content.decode()
    assert "your new passphrase works from now on" in page.lower()
    assert "Your space is locked" in page
    opened = alice_with_space.post("/space/open/", {"passphrase": NEW, "next": keepsake})
    assert opened.status_code == 303
    assert WORDS in alice_with_space.get(keepsake).content.decode()


@pytest.mark.django_db(transaction=True)
def test_locking_then_takes_this_browsers_key_away_all_the_same(
    alice_with_space: Client, keepsake: str
) -> None:
    with no_writing(DAMAGED):
        page = alice_with_space.post("/space/lock/").content.decode()
        assert "Your space is locked" in page
        assert "Your space is locked" in alice_with_space.get(keepsake).content.decode()


CHANGES = {
    "/space/lock-everywhere/": {},
    "/space/check/": {},
    "/space/fresh-key/": {},
    "/space/different/": {},
    "/space/words/remove/": {"passphrase": PASSPHRASE},
    "/space/recover/": {"words": "abandon " * 11 + "about", "passphrase": NEW, "again": NEW},
    "/space/passphrase/": {"now": PASSPHRASE, "passphrase": NEW, "again": NEW},
    "/space/renew/": {"now": PASSPHRASE, "passphrase": NEW, "again": NEW},
    "/space/erase/": {"password": PASSWORD},
    "keepsake": {},
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", CHANGES)
def test_a_change_that_can_not_be_made_then_says_so_and_makes_none(
    alice_with_space: Client, keepsake: str, path: str
) -> None:
    from tests.space.test_space import make_words

    make_words(alice_with_space)
    alice_with_space.get("/space/")  # the message about the words is shown once
    before = list(Record.objects.values()), list(Vault.objects.values())
    with refused("INSERT", "UPDATE", "DELETE", "SELECT COUNT", 'SELECT "skills_app_record"'):
        place = f"{keepsake}erase/" if path == "keepsake" else path
        answer = alice_with_space.post(place, CHANGES[path])
    assert answer.status_code == 503
    assert "The site has no room left just now" in answer.content.decode()
    assert (list(Record.objects.values()), list(Vault.objects.values())) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("saying", "told"),
    [
        (FULL, "The site has no room left just now, so this is not kept yet."),
        (DAMAGED, "Something in your space does not open"),
        ("database is locked", "The site is very busy just now, so this is not kept yet."),
    ],
)
def test_a_keepsake_that_can_not_be_kept_comes_back_with_every_word(
    alice_with_space: Client, saying: str, told: str
) -> None:
    with refused('INSERT INTO "skills_app_record"', saying=saying):
        answer = alice_with_space.post("/keep/new/", {"sort": "script", "text": "A grey heron"})
    assert answer.status_code == 503
    assert told in answer.content.decode()
    assert "A grey heron</textarea>" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_was_told_of_wrong_keys_is_told_again_when_that_can_not_be_noted(
    alice_with_space: Client,
) -> None:
    alice_with_space.post("/space/lock/")
    Vault.objects.update(wrong_keys=4)
    with refused('UPDATE "skills_app_vault" SET "wrong_keys"', saying=DAMAGED):
        opened = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE})
        assert opened.status_code == 303
    assert Vault.objects.get().wrong_keys == 4


@pytest.mark.django_db
def test_making_a_space_then_says_so_and_makes_none(alices_browser: Client) -> None:
    with no_writing("database is locked"):
        answer = alices_browser.post("/space/make/", {"passphrase": NEW, "again": NEW})
    assert answer.status_code == 503
    assert "The site is very busy just now" in answer.content.decode()
    assert not Vault.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/space/", "/space/places/", "/keep/", "keepsake"])
def test_a_page_that_can_not_be_read_says_so(
    alice_with_space: Client, keepsake: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "SELECT COUNT(*)", 'SELECT "skills_app_record"', 'SELECT "skills_app_unlock"."lookup", "'
    with refused(*said, saying="database is locked"):
        answer = alice_with_space.get(keepsake if path == "keepsake" else path)
    assert answer.status_code == 503
    assert "The site is very busy just now" in answer.content.decode()


# --- what else may come in between ------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/space/different/", "get"),
        ("/space/different/", "post"),
        ("/space/check/", "post"),
        ("/space/fresh-key/", "post"),
        ("keepsake", "post"),
    ],
)
def test_a_space_locked_elsewhere_in_this_very_moment_shows_the_way_in(
    alice_with_space: Client,
    keepsake: str,
    path: str,
    method: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look = doorway.the_open_space

    def then_locked(request: HttpRequest) -> OpenSpace | None:
        space = look(request)
        Vault.objects.update(epoch=F("epoch") + 1)
        return space

    monkeypatch.setattr(doorway, "the_open_space", then_locked)
    answer = getattr(alice_with_space, method)(f"{keepsake}erase/" if path == "keepsake" else path)
    assert answer.status_code == 200
    assert "Your space is locked" in answer.content.decode()
    assert Record.objects.exists()


@pytest.mark.django_db
def test_a_space_erased_in_this_very_moment_offers_a_new_one(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = doorway.the_open_space

    def then_gone(request: HttpRequest) -> OpenSpace | None:
        space = look(request)
        Vault.objects.all().delete()
        return space

    monkeypatch.setattr(doorway, "the_open_space", then_gone)
    answer = alice_with_space.get("/space/")
    assert answer.status_code == 200
    assert "/space/make/" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/space/different/", "keepsake", "keepsake change"])
def test_what_does_not_open_is_said_to_be_so(
    alice_with_space: Client, keepsake: str, path: str
) -> None:
    Vault.objects.update(keyring=b"broken")
    place = path.replace("keepsake change", f"{keepsake}change/").replace("keepsake", keepsake)
    answer = alice_with_space.get(place)
    assert answer.status_code == 409
    assert "This does not open" in answer.content.decode()
    assert "Nothing was thrown away" in answer.content.decode()
    section = "/space/" if place.startswith("/space/") else "/keep/"
    assert f'class="back" href="{section}"' in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("why", ["full", "locked"])
def test_a_small_form_gives_its_words_back(alice_with_space: Client, why: str) -> None:
    """One that is no editor: its page goes, and what was typed in it is shown to be copied."""
    if why == "locked":
        alice_with_space.post("/space/lock/")
    with no_writing() if why == "full" else nullcontext():
        answer = alice_with_space.post("/write/starts/", {"text": WORDS})
    page = answer.content.decode()
    assert ("no room left" if why == "full" else "Your space is locked") in page
    # Above what is asked for: answering that would take the words away.
    assert f"{WORDS}</textarea>" in page.split('name="passphrase"')[0]
