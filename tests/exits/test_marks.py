"""The marks of leaving and covering: the next request closes what the press could not."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from skills_app.exits import views
from skills_app.vault.models import StoredSession, Unlock
from skills_app.vault.unlocking import closing
from tests.people import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}
LEFT, COVERED = settings.LEFT_COOKIE_NAME, settings.COVERED_COOKIE_NAME


def left_in(client: Client) -> set[str]:
    """The cookies that a browser would still hold."""
    return {name for name, cookie in client.cookies.items() if cookie.value}


def as_a_browser(client: Client) -> None:
    """Drop the cookies that were taken back."""
    for name in set(client.cookies) - left_in(client):
        del client.cookies[name]


def mark_in(page: str, form: str) -> dict[str, str]:
    """The cookie that the script of this form sets, by its parts."""
    found = re.search(rf'action="{form}"[^>]*data-mark="([^"]*)"', page)
    assert found
    parts = [part.strip().partition("=") for part in found[1].split(";")]
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", ["/", "/write/", "/space/", "/no/such/page/", "/comfort/"])
def test_who_comes_with_the_mark_of_leaving_is_a_new_guest(
    alice_with_space: Client, path: str
) -> None:
    alice_with_space.post("/write/new/", {"text": "the gate was open"})
    before = dict(alice_with_space.cookies)
    alice_with_space.cookies[LEFT] = "1"

    answer = alice_with_space.get(path)

    assert b"the gate was open" not in answer.content
    assert b"Sign out" not in answer.content
    assert not StoredSession.objects.exists() or not answer.wsgi_request.user.is_authenticated
    assert not Unlock.objects.exists()
    assert not left_in(alice_with_space) & (set(before) | {LEFT}) - {settings.CSRF_COOKIE_NAME}
    assert answer["Clear-Site-Data"] == '"storage"'


def test_a_copy_of_the_cookies_opens_nothing_after_the_mark(alice_with_space: Client) -> None:
    copy = Client()
    copy.cookies.load({name: c.value for name, c in alice_with_space.cookies.items()})
    alice_with_space.cookies[LEFT] = "1"
    alice_with_space.get("/")
    assert "Sign in" in copy.get("/space/").content.decode()


def test_signing_in_right_after_stays(alice_with_space: Client) -> None:
    """The mark is gone with the first answer, and the form that comes with it has its token."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.load({name: c.value for name, c in alice_with_space.cookies.items()})
    browser.cookies[LEFT] = "1"
    page = browser.get("/account/in/").content.decode()
    as_a_browser(browser)
    assert LEFT not in browser.cookies
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    sent = {"login": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert browser.post("/account/in/", sent).status_code == 303
    assert "Your space is locked" in browser.get("/space/").content.decode()


def test_the_beacon_keeps_what_was_typed_though_it_brings_the_mark(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(
        views, "keep_drafts", lambda request: kept.append(request.user.is_authenticated)
    )
    alice_with_space.cookies[LEFT] = "1"
    answer = alice_with_space.post("/lock/", {"draft-form": "entry"}, headers=HERE)
    assert kept == [True]
    assert not Unlock.objects.exists()
    assert left_in(alice_with_space) == set()
    assert answer["Clear-Site-Data"] == '"cookies", "storage"'


def test_a_form_sent_with_the_mark_does_nothing_and_gives_its_words_back(
    alice_with_space: Client,
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.load({name: c.value for name, c in alice_with_space.cookies.items()})
    browser.cookies[LEFT] = "1"
    answer = browser.post("/write/new/", {"text": "the gate was open"}, headers=HERE)
    assert answer.status_code == 403
    assert "the gate was open" in answer.content.decode()
    assert not Unlock.objects.exists()


def test_the_mark_of_a_try_is_explained_like_a_try(guest: Client) -> None:
    guest.cookies[LEFT] = "2"
    assert "You tried leaving" in guest.get("/").content.decode()
    as_a_browser(guest)
    assert "You tried leaving" not in guest.get("/").content.decode()

    guest.cookies[LEFT] = "2"
    guest.get("/safety/")
    as_a_browser(guest)
    assert left_in(guest) == {settings.TRIED_COOKIE_NAME}
    assert "You tried leaving" in guest.get("/").content.decode()


def test_the_mark_closes_even_when_the_database_fails(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("the disk is gone")

    monkeypatch.setattr(closing, "close_space", fail)
    alice_with_space.cookies[LEFT] = "1"
    answer = alice_with_space.get("/write/")
    assert "Your space is locked" not in answer.content.decode()
    assert "Sign in" in answer.content.decode()
    as_a_browser(alice_with_space)
    assert not left_in(alice_with_space) - {settings.CSRF_COOKIE_NAME}


@pytest.mark.parametrize(
    ("form", "name"), [("/leave/", LEFT), ("/leave/try/", LEFT), ("/cover/", COVERED)]
)
def test_the_mark_goes_where_the_session_goes_and_no_further(
    guest: Client, form: str, name: str
) -> None:
    mark = mark_in(guest.get("/leave/try/").content.decode(), form)
    assert set(mark) == {name, "path", "samesite"}  # over https it is secure as well
    assert mark["path"] == "/"
    assert mark["samesite"] == settings.SESSION_COOKIE_SAMESITE.lower()
    assert re.fullmatch("[0-9]", mark[name])


def test_the_covers_mark_locks_and_covers_and_signs_nobody_out(alice_with_space: Client) -> None:
    alice_with_space.cookies[COVERED] = "1"
    answer = alice_with_space.get("/write/")
    assert b'class="is-covered"' in answer.content
    assert not Unlock.objects.exists()
    as_a_browser(alice_with_space)
    assert COVERED not in alice_with_space.cookies
    asked = alice_with_space.post("/cover/off/", headers=HERE)
    assert 'name="passphrase"' in asked.content.decode()
    alice_with_space.post("/cover/off/", {"passphrase": PASSPHRASE}, headers=HERE)
    assert Unlock.objects.count() == 1
    assert b'class="is-covered"' not in alice_with_space.get("/write/").content


@pytest.mark.parametrize("path", ["/find/", "/write/find/", "/cover/off/"])
def test_no_form_reads_what_the_covers_mark_locks(alice_with_space: Client, path: str) -> None:
    alice_with_space.cookies[COVERED] = "1"
    alice_with_space.post(path, {"words": "gate"}, headers=HERE)
    assert not Unlock.objects.exists()


def test_words_under_the_cover_are_kept_before_its_mark_locks(alice_with_space: Client) -> None:
    alice_with_space.cookies[COVERED] = "1"
    script = {**HERE, "Accept": "application/json"}
    alice_with_space.post("/write/keep-draft/", {"text": "the gate was open"}, headers=script)
    assert Unlock.objects.count() == 1
    alice_with_space.post("/cover/", headers=script)
    assert not Unlock.objects.exists()
    as_a_browser(alice_with_space)
    assert COVERED not in alice_with_space.cookies
