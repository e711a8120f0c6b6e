"""The way out without scripts, and what it does when something is broken."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from skills_app.account.models import User
from skills_app.vault.models import StoredSession, Unlock
from skills_app.vault.unlocking import closing
from skills_app.vault.unlocking.opening import close_space

pytestmark = pytest.mark.django_db


def goal(response: HttpResponse) -> str:
    """Where an empty page sends the browser on to."""
    seconds, address = response["Refresh"].split(";url=")
    assert seconds == "0"
    assert f'href="{address}"' in response.content.decode()
    return address


def test_leaving_sends_a_guest_to_the_first_page_of_the_list(guest: Client) -> None:
    response = guest.post("/leave/")

    assert response.status_code == 200
    assert goal(response) == settings.EXIT_PAGES[0]


def test_leaving_goes_to_the_page_the_person_chose(guest: Client) -> None:
    session = guest.session
    session["keeping"] = {"comfort": {"exit_page": 1}}
    session.save()

    assert goal(guest.post("/leave/")) == settings.EXIT_PAGES[1]


@pytest.mark.parametrize("choice", [99, -5, "https://example.org/", None])
def test_leaving_never_goes_outside_the_list(guest: Client, choice: object) -> None:
    session = guest.session
    session["keeping"] = {"comfort": {"exit_page": choice}}
    session.save()

    assert goal(guest.post("/leave/?next=//example.org")) in settings.EXIT_PAGES


def test_leaving_signs_out_and_removes_the_session_row(alices_browser: Client) -> None:
    assert StoredSession.objects.count() == 1

    response = alices_browser.post("/leave/")

    assert StoredSession.objects.count() == 0
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "k"):
        assert response.cookies[name]["max-age"] == 0
    assert not any(cookie.value for cookie in alices_browser.cookies.values())


def test_the_page_in_between_shows_nothing_of_this_site(guest: Client) -> None:
    page = guest.post("/leave/").content.decode()

    assert len(page) < 500
    assert re.findall("<link.*?>", page) == ['<link rel="icon" href="data:," />']
    assert "<script" not in page


def test_leaving_clears_cookies_and_storage_but_never_waits_for_the_cache(guest: Client) -> None:
    assert guest.post("/leave/")["Clear-Site-Data"] == '"cookies", "storage"'


def test_leaving_needs_no_form_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/leave/").status_code == 200


def test_another_site_cannot_sign_someone_out(alices_browser: Client) -> None:
    response = alices_browser.post("/leave/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 200
    assert "Clear-Site-Data" not in response
    assert StoredSession.objects.count() == 1


def test_an_old_browser_on_another_site_is_told_apart_by_its_origin(
    alices_browser: Client,
) -> None:
    alices_browser.post("/leave/", headers={"Origin": "https://elsewhere.example"})
    assert StoredSession.objects.count() == 1

    alices_browser.post("/leave/", headers={"Origin": "http://testserver"})
    assert StoredSession.objects.count() == 0


def test_opening_the_address_shows_one_button_and_closes_nothing(alices_browser: Client) -> None:
    response = alices_browser.get("/leave/")

    assert response.status_code == 200
    assert 'class="exit-page__leave"' in response.content.decode()
    assert StoredSession.objects.count() == 1


def test_a_failing_database_still_lets_the_person_go(
    alices_browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("the disk is gone")

    store = type(alices_browser.session)
    assert issubclass(store, SessionBase)
    monkeypatch.setattr(closing, "close_space", fail)
    for name in ("load", "delete", "save"):
        monkeypatch.setattr(store, name, fail)

    response = alices_browser.post("/leave/")

    assert response.status_code == 200
    assert goal(response) == settings.EXIT_PAGES[0]
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert "A step of leaving failed" in caplog.text


def test_a_cookie_with_an_odd_name_does_not_stop_anyone(guest: Client) -> None:
    response = guest.post("/leave/", headers={"Cookie": 'a[b]=1; "x=2; ok=3'})

    assert response.status_code == 200
    assert response.cookies["ok"]["max-age"] == 0


def test_an_empty_choice_of_pages_never_happens(settings: Settings, alice: User) -> None:
    settings.EXIT_PAGES = ["https://only.example/"]
    client = Client()
    client.force_login(alice)

    assert goal(client.post("/leave/")) == "https://only.example/"


def patience() -> int:
    """How many milliseconds a step waits now for someone else who is writing."""
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])


@pytest.fixture
def patience_at_closing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    seen: list[int] = []

    def close(request: HttpRequest) -> None:
        seen.append(patience())
        close_space(request)

    monkeypatch.setattr(closing, "close_space", close)
    return seen


@pytest.fixture
def held(transactional_db: None, alice_with_space: Client) -> Iterator[Client]:
    """Alice with her space open, while another program has the database for itself."""
    other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield alice_with_space
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer at a time")
@pytest.mark.parametrize("address", ["/leave/", "/leave/try/"])
def test_a_database_that_someone_holds_does_not_keep_the_person(
    held: Client,
    address: str,
    patience_at_closing: list[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    usual = patience()

    response = held.post(address)

    assert StoredSession.objects.count() == 1
    assert Unlock.objects.count() == 1
    assert goal(response) == settings.EXIT_PAGES[0]
    if address == "/leave/":
        assert response["Clear-Site-Data"] == '"cookies", "storage"'
    for name in (settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME):
        assert response.cookies[name]["max-age"] == 0
    assert caplog.text.count("A closing could not be written") == 2
    assert patience_at_closing == [closing.PATIENCE]
    assert 2 * closing.PATIENCE <= 500
    assert patience() == usual


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer at a time")
@pytest.mark.parametrize("address", ["/lock/", "/lock/try/"])
def test_the_beacon_for_which_nobody_waits_keeps_its_patience(
    alice_with_space: Client, address: str, patience_at_closing: list[int]
) -> None:
    alice_with_space.post(address)

    assert patience_at_closing == [patience()]
    assert patience() > 10_000
