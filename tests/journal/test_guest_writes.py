"""A guest writes first; what keeping needs is asked for there, with the words still on the page."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Record, Vault
from tests.people import PASSPHRASE, PASSWORD
from tests.raw_bytes import ways_to_write

pytestmark = pytest.mark.django_db

# Blanks at both ends, a tab, two kinds of marks, a letter beyond the first plane, markup.
WORDS = "  The heron stood\tin the grey water 🪶\r\n\r\n<b>all</b> “morning” & more  "
GUEST = {"guest": "1", "text": WORDS}


def words_on(page: str) -> str:
    """What the sheet holds, as a browser would send it back."""
    found = re.search(r'<textarea name="text"[^>]*>(?:\r?\n)?(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def offered_on(page: str) -> str:
    found = re.search(r'name="offered" value="([a-z ]+)"', page)
    assert found is not None
    return found[1]


def test_a_page_opens_for_a_guest_and_asks_for_nothing_yet(guest: Client) -> None:
    answer = guest.get("/write/new/")
    assert answer.status_code == 200
    assert 'name="text"' in answer.text
    assert 'name="guest"' in answer.text
    assert "data-guest" in answer.text
    assert 'name="password"' not in answer.text


def test_from_keep_to_kept_is_three_presses_with_the_words_on_each_page(guest: Client) -> None:
    asked = guest.post("/write/new/", GUEST)
    assert asked.status_code == 422
    assert words_on(asked.text) == WORDS
    assert "Go on" in asked.text

    account = {"login": "Rowan", "password": PASSWORD}
    locked = guest.post("/write/new/", GUEST | account)
    assert locked.status_code == 422
    assert words_on(locked.text) == WORDS
    assert PASSWORD not in locked.text
    assert User.objects.named("Rowan")

    passphrase = offered_on(locked.text)
    assert f'name="new_passphrase" value="{passphrase}"' in locked.text
    # The field for one's own stands before the button, and is sent along empty.
    keys = {"offered": passphrase, "new_passphrase": ["", passphrase]}
    kept = guest.post("/write/new/", {"text": WORDS} | keys)
    assert kept.status_code == 303
    page = guest.get(kept.headers["Location"]).text
    assert "Kept." in page
    assert "The heron stood" in page
    change = guest.get(f"{kept.headers['Location']}change/").text
    assert words_on(change) == WORDS.replace("\r\n", "\n")  # kept lines end in one way


def test_nothing_of_it_is_in_the_clear_on_any_way_there(guest: Client) -> None:
    account = {"login": "Rowan", "password": PASSWORD}
    guest.post("/write/new/", GUEST)
    page = guest.post("/write/new/", GUEST | account).text
    guest.post("/write/new/", {"text": WORDS, "new_passphrase": offered_on(page)})
    assert Record.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        file = cursor.fetchone()[2]
    dumped = "\n".join(connection.connection.iterdump()).encode()
    held = dumped + (Path(file).read_bytes() if file and Path(file).exists() else b"")
    for secret in ("The heron stood", offered_on(page), PASSWORD, "Rowan"):
        assert not [way for way in ways_to_write(secret) if way in held], secret


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Rowan", "short", "at least 10"),
        ("", PASSWORD, "required"),
        ("ab", PASSWORD, "at least 3"),
        ("Alice", PASSWORD, "That name is taken"),
        ("Rowan", "", "required"),
    ],
)
def test_what_does_not_fit_is_said_and_every_word_stays(
    guest: Client, alice: User, name: str, password: str, said: str
) -> None:
    answer = guest.post("/write/new/", GUEST | {"login": name, "password": password})
    assert answer.status_code == 422
    assert said in answer.text
    assert words_on(answer.text) == WORDS
    assert 'name="guest"' in answer.text
    assert list(User.objects.all()) == [alice]


def test_who_has_an_account_signs_in_on_the_same_page(guest: Client, alice: User) -> None:
    account = {"login": "Alice", "password": PASSWORD, "sign_in": "1"}
    answer = guest.post("/write/new/", GUEST | account)
    assert answer.status_code == 422
    assert words_on(answer.text) == WORDS
    assert "Use these words" in answer.text
    assert list(User.objects.all()) == [alice]


def test_who_has_a_space_already_is_asked_for_its_passphrase(
    guest: Client, alice_with_space: Client
) -> None:
    account = {"login": "Alice", "password": PASSWORD, "sign_in": "1"}
    answer = guest.post("/write/new/", GUEST | account)
    assert 'name="passphrase"' in answer.text
    kept = guest.post("/write/new/", {"text": WORDS, "passphrase": PASSPHRASE})
    assert kept.status_code == 303


def test_a_wrong_password_makes_no_account_when_signing_in(guest: Client) -> None:
    account = {"login": "Rowan", "password": PASSWORD, "sign_in": "1"}
    answer = guest.post("/write/new/", GUEST | account)
    assert "do not fit together" in answer.text
    assert words_on(answer.text) == WORDS
    assert not User.objects.exists()


def test_a_passphrase_of_ones_own_is_taken_and_a_short_one_is_told(guest: Client) -> None:
    account = {"login": "Rowan", "password": PASSWORD}
    guest.post("/write/new/", GUEST | account)
    short = guest.post("/write/new/", {"text": WORDS, "new_passphrase": "short"})
    assert "at least 12" in short.text
    assert words_on(short.text) == WORDS
    kept = guest.post("/write/new/", {"text": WORDS, "new_passphrase": PASSPHRASE})
    assert kept.status_code == 303
    assert Vault.objects.count() == 1


def test_who_only_lost_a_sign_in_is_asked_to_sign_in_and_not_to_join(
    alice_with_space: Client,
) -> None:
    del alice_with_space.cookies[settings.SESSION_COOKIE_NAME]
    answer = alice_with_space.post("/write/new/", {"text": WORDS})
    assert "You are signed out" in answer.text
    assert 'name="guest"' not in answer.text
    assert "data-guest" not in answer.text


def test_a_guest_may_take_a_start_and_another_shape_and_nothing_is_asked(guest: Client) -> None:
    for press in ({"begin": "list"}, {"start": "okay"}):
        answer = guest.post("/write/new/", GUEST | press)
        assert answer.status_code == 200
        assert words_on(answer.text) == WORDS
        assert 'name="password"' not in answer.text
        assert 'name="guest"' in answer.text
