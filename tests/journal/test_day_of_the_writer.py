"""A page has the day of whoever writes it; the server's own day is never taken for theirs."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal.kinds import ENTRY
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
ASKED = "Which day is it where you are?"
OURS = "It has the day where this site runs."


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Asked for before the space, which is opened then: a clock set back would lock it."""
    with time_machine.travel(NOON, tick=False):
        yield


def the_day_kept(user: User) -> str:
    entries, _ = store.newest(space_of(user), ENTRY, limit=1)
    return entries[0].on.isoformat()


@pytest.mark.parametrize("here", ["2026-11-26", "2026-11-28"])
def test_an_emptied_day_is_the_day_where_they_are(
    at_noon: None, alice_with_space: Client, alice: User, here: str
) -> None:
    path = kept_at(alice_with_space, on="", here=here)
    assert the_day_kept(alice) == here
    change = {"text": "Changed.", "on": "", "here": "2026-11-25", "version": 1}
    assert alice_with_space.post(f"{path}change/", change).status_code == 303
    assert the_day_kept(alice) == "2026-11-25"


def test_a_chosen_day_is_taken_whatever_day_it_is(alice_with_space: Client, alice: User) -> None:
    kept_at(alice_with_space, on="1986-04-26", here="2026-11-26")
    assert the_day_kept(alice) == "1986-04-26"


@pytest.mark.parametrize("here", ["", "soon", "2026-02-30"])
@pytest.mark.parametrize("path", ["/write/new/", "change/"])
def test_where_the_day_is_not_known_it_is_asked_and_every_word_stays(
    alice_with_space: Client, alice: User, here: str, path: str
) -> None:
    if path == "change/":
        path = kept_at(alice_with_space, on="2026-01-01") + path
    there = space_of(alice).count(ENTRY.name)
    sent = {"text": WORDS, "on": "", "here": here, "version": 1}
    answer = alice_with_space.post(path, sent)
    assert answer.status_code == 422
    assert ASKED in answer.text
    assert WORDS in answer.text
    assert space_of(alice).count(ENTRY.name) == there


def test_a_new_page_says_whose_day_it_starts_with(alice_with_space: Client) -> None:
    assert OURS in page_at(alice_with_space, "/write/new/")
    again = alice_with_space.post("/write/new/", {"text": "x", "begin": "list", "on": "1999-01-01"})
    assert OURS not in again.text
    path = kept_at(alice_with_space)
    assert OURS not in page_at(alice_with_space, f"{path}change/")


def test_the_time_of_an_earlier_version_has_its_zone_beside_it(
    at_noon: None, alice_with_space: Client
) -> None:
    path = kept_at(alice_with_space)
    alice_with_space.post(f"{path}change/", {"text": "Changed.", "version": 1})
    earlier = page_at(alice_with_space, f"{path}earlier/")
    version = earlier.split(f'href="{path}earlier/', 1)[1].split('"', 1)[0]
    shown = page_at(alice_with_space, f"{path}earlier/{version}")
    assert "27 November 2026, 12:00 (UTC)" in earlier
    assert "As you kept it on 27 November 2026, 12:00 (UTC)." in shown
