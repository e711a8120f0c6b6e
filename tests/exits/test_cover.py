"""The cover, as the server keeps it: what locks, what stays hidden, and what going on takes."""

import re

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from skills_app.exits import cover_views
from skills_app.exits.covering import put_on
from skills_app.vault.models import StoredSession, Unlock, Vault
from tests.exits.test_headers import assert_nothing_left_open
from tests.people import PASSPHRASE, PASSWORD
from tests.proving import challenge_on, prove

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = {**HERE, "Accept": "application/json"}
TELLING = re.compile(
    r"steady|space|journal|skill|breath|moment|calm|safe|survivor|trauma|assault", re.IGNORECASE
)


def cover(client: Client, **data: str) -> None:
    assert client.post("/cover/", data, headers=HERE).status_code == 303


def text_of(page: bytes) -> str:
    """What a person or a screen reader gets: words and names, no title, no tags."""
    body = page.decode().partition("<body")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def is_sheet(client: Client, path: str = "/") -> bool:
    return b'class="is-covered"' in client.get(path).content


def test_every_page_is_the_sheet_until_going_on(guest: Client) -> None:
    cover(guest)

    for path in ("/", "/skills/m03/", "/comfort/", "/account/in/", "/no/such/page/", "/space/"):
        assert "Skills" not in text_of(guest.get(path).content)
        assert is_sheet(guest, path), path

    answer = guest.post("/cover/off/", headers=HERE)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert "Skills" in text_of(guest.get("/").content)


def test_the_sheet_says_nothing_and_has_the_way_out_first(guest: Client) -> None:
    cover(guest)

    response = guest.get("/write/new/")
    page = response.content.decode()

    assert not TELLING.search(text_of(response.content).replace("Leave this site", ""))
    assert f"<title>{settings.SITE_NAME}</title>" in page
    assert page.index('action="/leave/"') < page.index('action="/cover/off/"')
    assert page.count("<a ") == 0
    assert response["Cache-Control"] == "no-store"
    assert_nothing_left_open(page)


def test_covering_locks_an_open_space(alice_with_space: Client) -> None:
    cover(alice_with_space)

    assert not Unlock.objects.exists()
    assert alice_with_space.cookies[settings.UNLOCK_COOKIE_NAME].value == ""


def test_going_on_takes_the_passphrase_of_a_space_that_was_open(alice_with_space: Client) -> None:
    cover(alice_with_space)

    asked = alice_with_space.post("/cover/off/", headers=HERE)
    assert 'name="passphrase"' in asked.content.decode()
    assert 'role="alert"' not in asked.content.decode()

    wrong = alice_with_space.post("/cover/off/", {"passphrase": "not this one at all"})
    assert wrong.status_code == 422
    assert "You can try again" in wrong.content.decode()
    assert is_sheet(alice_with_space)

    right = alice_with_space.post("/cover/off/", {"passphrase": PASSPHRASE})
    assert (right.status_code, right["Location"]) == (303, "/")
    assert Unlock.objects.count() == 1
    assert not is_sheet(alice_with_space)


def test_guessing_under_the_cover_slows_down_as_everywhere(alice_with_space: Client) -> None:
    cover(alice_with_space)
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(6):
            answer = alice_with_space.post("/cover/off/", {"passphrase": "not this one at all"})

    assert "There were many wrong tries in a short time." in answer.content.decode()
    assert "You can try again in" in answer.content.decode()
    assert Vault.objects.get().tries == 5
    assert is_sheet(alice_with_space)


def test_who_has_no_passphrase_at_hand_goes_on_without_the_space(alice_with_space: Client) -> None:
    cover(alice_with_space)
    alice_with_space.post("/cover/off/", {"without": "1"})

    assert not is_sheet(alice_with_space)
    assert not Unlock.objects.exists()
    assert "Your space is locked" in alice_with_space.get("/space/").content.decode()


def test_a_space_that_was_not_open_asks_for_nothing(alice_with_space: Client) -> None:
    alice_with_space.post("/space/lock/")
    cover(alice_with_space)

    assert alice_with_space.post("/cover/off/").status_code == 303
    assert not is_sheet(alice_with_space)


def test_words_on_the_screen_keep_their_key_after_the_space_locked_itself(
    alice_with_space: Client,
) -> None:
    alice_with_space.post("/space/lock/")
    cover(alice_with_space, private="1")

    assert 'name="passphrase"' in alice_with_space.post("/cover/off/").content.decode()


def test_a_second_tab_that_covers_a_moment_later_takes_no_key_away(
    alice_with_space: Client,
) -> None:
    cover(alice_with_space)
    cover(alice_with_space)
    assert 'name="passphrase"' in alice_with_space.post("/cover/off/").content.decode()


@pytest.mark.parametrize("first", ["with words", "without"])
def test_of_two_tabs_that_cover_in_the_same_moment_neither_takes_the_key_away(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """The second reads the session before the first has saved it, and is saved first."""
    alice_with_space.post("/space/lock/")
    words = {"private": "1"}
    mine, others = (words, {}) if first == "with words" else ({}, words)
    other = Client()
    other.cookies = alice_with_space.cookies
    still_to_come = [other]

    def put_on_while_another_does(request: HttpRequest) -> None:
        put_on(request)
        for tab in still_to_come:
            still_to_come.clear()
            cover(tab, **others)

    monkeypatch.setattr(cover_views, "put_on", put_on_while_another_does)
    cover(alice_with_space, **mine)
    assert still_to_come == []
    assert is_sheet(alice_with_space)
    assert 'name="passphrase"' in alice_with_space.post("/cover/off/").content.decode()


def test_a_guest_who_writes_has_no_passphrase_to_give(guest: Client) -> None:
    cover(guest, private="1")
    guest.post("/cover/off/")
    assert not is_sheet(guest)


def test_a_script_is_told_what_going_on_takes(alice_with_space: Client, guest: Client) -> None:
    told = alice_with_space.post("/cover/", headers=SCRIPT).json()
    assert told["locked"] is True
    assert told["token"]
    assert guest.post("/cover/", headers=SCRIPT).json()["locked"] is False

    asked = alice_with_space.post("/cover/off/", {"key": "1"}, headers=SCRIPT)
    assert asked.status_code == 423
    assert asked.content.decode().lstrip().startswith("<div")
    came = alice_with_space.post(
        "/cover/off/",
        {"key": "1", "passphrase": PASSPHRASE, "whose": told["whose"]},
        headers=SCRIPT,
    )
    assert came.json()["back"] is True
    assert "alice" not in told["whose"]


def test_a_page_that_outlived_its_session_still_takes_sign_in_and_key(
    alice_with_space: Client,
) -> None:
    told = alice_with_space.post("/cover/", headers=SCRIPT).json()
    StoredSession.objects.all().delete()
    sent = {"key": "1", "whose": told["whose"]}

    asked = alice_with_space.post("/cover/off/", sent, headers=SCRIPT)
    assert asked.status_code == 423
    assert 'name="password"' in asked.content.decode()

    sent |= {"login": "alice", "password": PASSWORD, "passphrase": PASSPHRASE}
    assert alice_with_space.post("/cover/off/", sent, headers=SCRIPT).json()["back"] is True


def test_nobody_elses_key_brings_a_page_back(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    told = alice_with_space.post("/cover/", headers=SCRIPT).json()
    bob_with_space.post("/space/lock/")
    StoredSession.objects.filter(pk__isnull=False).delete()
    sent = {"key": "1", "whose": told["whose"], "login": "bob", "password": PASSWORD}

    came = alice_with_space.post("/cover/off/", sent | {"passphrase": PASSPHRASE}, headers=SCRIPT)

    assert came.json()["back"] is False


def test_what_is_sent_from_under_the_cover_is_still_taken(alice_with_space: Client) -> None:
    cover(alice_with_space)

    answer = alice_with_space.post("/write/new/", {"text": "the gate was open", "kind": "free"})

    assert "the gate was open" in answer.content.decode()


def test_a_calm_page_change_is_told_to_ask_for_the_whole_page(guest: Client) -> None:
    cover(guest)

    answer = guest.get("/skills/", headers={"HX-Request": "true", "HX-Boosted": "true"})

    assert answer["HX-Refresh"] == "true"
    assert answer.content == b""


def test_leaving_works_from_under_the_cover_and_takes_it_away(alice_with_space: Client) -> None:
    cover(alice_with_space)

    answer = alice_with_space.post("/leave/", headers=HERE)

    assert answer.headers["Refresh"].endswith(settings.EXIT_PAGES[0])
    assert not StoredSession.objects.exists()
    assert not is_sheet(alice_with_space)


def test_another_site_can_cover_nothing_and_uncover_nothing(guest: Client) -> None:
    guest.post("/cover/", headers={"Sec-Fetch-Site": "cross-site"})
    assert not is_sheet(guest)

    strict = Client(enforce_csrf_checks=True)
    strict.get("/")
    cover(strict)
    assert strict.post("/cover/off/").status_code == 403
    assert is_sheet(strict)


@pytest.mark.parametrize("path", ["/cover/", "/cover/off/"])
def test_opening_the_addresses_does_nothing(guest: Client, path: str) -> None:
    assert guest.get(path)["Location"] == "/"
    cover(guest)
    guest.get(path)
    assert is_sheet(guest)


def test_the_answer_brings_no_cookie_back_to_who_has_left_meanwhile(
    alice_with_space: Client,
) -> None:
    """Covered, and gone before the answer came: what it set would stand there after leaving."""
    answer = alice_with_space.post("/cover/", headers={"accept": "application/json"})
    assert alice_with_space.session["covered"]
    again = alice_with_space.post("/cover/", headers={"accept": "application/json"})
    assert {name for name, one in answer.cookies.items() if one.value} <= {
        settings.CSRF_COOKIE_NAME
    }
    assert again.cookies == {} or not any(one.value for one in again.cookies.values())


def test_others_who_guess_can_not_hold_anyone_under_the_cover(alice_with_space: Client) -> None:
    cover(alice_with_space)
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(30):
            sheet = alice_with_space.post("/cover/off/", {"passphrase": "not this one at all"})
        held = alice_with_space.post("/cover/off/", {"passphrase": PASSPHRASE})
        assert held.status_code == 429
        assert f'value="{PASSPHRASE}"' in held.content.decode(), "it can be sent again as it is"
        assert not TELLING.search(text_of(sheet.content).partition("Passphrase")[0])

        proof = prove(challenge_on(held.content))
        sent = {"passphrase": PASSPHRASE, "proof": proof}
        assert alice_with_space.post("/cover/off/", sent).status_code == 303
    assert not is_sheet(alice_with_space)


def test_a_script_is_given_the_sum_that_lets_the_next_press_through(
    alice_with_space: Client,
) -> None:
    told = alice_with_space.post("/cover/", headers=SCRIPT).json()
    sent = {"key": "1", "whose": told["whose"], "passphrase": PASSPHRASE}
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(8):
            guess = {**sent, "passphrase": "not this one at all"}
            alice_with_space.post("/cover/off/", guess, headers=SCRIPT)
        held = alice_with_space.post("/cover/off/", sent, headers=SCRIPT)
        assert held.status_code == 423
        proof = prove(challenge_on(held.content))
        came = alice_with_space.post("/cover/off/", {**sent, "proof": proof}, headers=SCRIPT)
    assert came.json()["back"] is True


def test_a_door_that_nobody_held_up_asks_for_no_sum(alice_with_space: Client) -> None:
    cover(alice_with_space)
    asked = alice_with_space.post("/cover/off/", headers=HERE).content.decode()
    wrong = alice_with_space.post("/cover/off/", {"passphrase": "not this"}).content.decode()
    assert 'name="passphrase"' in asked
    assert "data-challenge" not in asked + wrong
