"""One's plan in one press: whole, in its parts, and on a hard day red first."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from skills_app.keepsakes.parts import Part, parts_of, red_first
from skills_app.vault.models import Unlock
from tests.people import PASSPHRASE

COLOURS = """Green: what keeps it green
Food at noon

Amber: how I know
I cancel twice

Red: how I know
I can't read

Red: three things at most
Sit on the floor
Ring 0117 496 0123

"""
ASKED = {"Green: what keeps it green": "green", "Red: how I know": "red-sign"}


def keep_plan(client: Client, text: str = COLOURS, of: str = "m06") -> str:
    answer = client.post("/keep/new/", {"sort": "plan", "text": text, "of": of, "title": ""})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def order(page: str, *words: str) -> bool:
    page = page.split('class="card stack made"')[1]
    places = [page.index(one) for one in words]
    return places == sorted(places)


@pytest.mark.django_db
def test_the_plan_opens_at_its_own_address_green_first_and_on_a_hard_day_red(
    alice_with_space: Client,
) -> None:
    keep_plan(alice_with_space)
    plan = alice_with_space.get("/keep/plan/").text
    assert order(plan, "Food at noon", "I cancel twice", "I can&#x27;t read", "Sit on the floor")
    now = alice_with_space.get("/keep/plan/now/").text
    assert order(now, "I can&#x27;t read", "Sit on the floor", "<details", "Food at noon")
    for page in (plan, now):
        assert '<a class="button" href="tel:01174960123">Call 0117 496 0123</a>' in page


@pytest.mark.django_db
def test_a_plan_for_such_days_comes_before_a_newer_one_of_another_kind(
    alice_with_space: Client,
) -> None:
    keep_plan(alice_with_space)
    path = keep_plan(alice_with_space, "The library at ten.", of="")
    page = alice_with_space.get("/keep/plan/").text
    assert order(page, "Food at noon", "Other plans", path)


@pytest.mark.django_db
def test_a_plan_of_one_text_is_shown_as_it_is(alice_with_space: Client) -> None:
    keep_plan(alice_with_space, "The library.\n\nThen Robin.", of="")
    for address in ("/keep/plan/", "/keep/plan/now/"):
        page = alice_with_space.get(address).text
        assert order(page, "The library.", "Then Robin.")
        assert "The rest of it" not in page


@pytest.mark.django_db
def test_a_locked_space_asks_for_the_passphrase_there_and_leads_to_the_plan(
    alice_with_space: Client,
) -> None:
    keep_plan(alice_with_space)
    Unlock.objects.all().delete()
    asked = alice_with_space.get("/keep/plan/now/").text
    assert "Food at noon" not in asked
    onward = re.search(r'name="next" value="([^"]+)"', asked)
    assert onward is not None
    answer = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE, "next": onward[1]})
    assert answer.headers["Location"] == "/keep/plan/now/"


@pytest.mark.django_db
def test_without_a_plan_it_says_what_it_takes_and_bob_never_sees_alices(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    keep_plan(alice_with_space)
    page = bob_with_space.get("/keep/plan/").text
    assert "No plan yet." in page
    assert 'href="/skills/m06/"' in page
    assert "Food at noon" not in page


@pytest.mark.django_db
def test_home_leads_to_it_in_one_press_for_who_has_a_space(
    alice_with_space: Client, bobs_browser: Client, guest: Client
) -> None:
    row = '<a href="/keep/plan/">My plan</a>'
    assert row in alice_with_space.get("/").text
    Unlock.objects.all().delete()
    assert row in alice_with_space.get("/").text
    assert row not in bobs_browser.get("/").text
    assert row not in guest.get("/").text


@given(st.text(alphabet="ab\n :", max_size=40))
def test_no_word_is_lost_between_the_parts(text: str) -> None:
    labels = {"a": "green", "b b": "red"}
    parts = parts_of(text, labels)
    assert " ".join(f"{one.label} {one.text}" for one in parts).split() == text.split()
    red, rest = red_first(parts)
    assert sorted([*red, *rest], key=parts.index) == parts


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("Ring 0117 496 0123", [("0117 496 0123", "01174960123")]),
        ("+44 (0)117 4960123.", [("+44 (0)117 4960123", "+4401174960123")]),
        ("116123 or 999", [("116123", "116123")]),
        ("At 10:30, room 12", []),
        ("Written 2026-11-28", []),
        ("1234567890123456", []),
    ],
)
def test_a_number_that_can_be_called_is_found(text: str, calls: list[tuple[str, str]]) -> None:
    assert Part("", "", text).calls == calls


def test_what_is_asked_nowhere_stays_in_the_answer_before() -> None:
    parts = parts_of("Before\n" + COLOURS, ASKED)
    assert [part.field for part in parts] == ["", "green", "red-sign"]
    assert parts[0].text == "Before"
    assert "Amber: how I know" in parts[1].text
