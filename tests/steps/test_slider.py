"""Lines to mark: shown back at once, and never a score."""

import re

import pytest
import time_machine
from django.test import Client

from skills_app.content import library
from skills_app.steps.slider.strain import advice, places

pytestmark = pytest.mark.django_db


def post(client: Client, data: dict[str, str], status: int = 200) -> str:
    answer = client.post("/skills/m17/", data)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("now", "before", "heavier", "offer"),
    [
        (7, None, False, ""),
        (7, None, True, "ground"),
        (8, None, False, "high"),
        (10, None, True, "high"),
        (5, 3, True, ""),
        (6, 3, True, "risen"),
        (7, 7, True, ""),
        (2, 9, True, ""),
    ],
)
def test_stopping_is_offered_on_much_strain_or_a_rise(
    now: int, before: int | None, heavier: bool, offer: str
) -> None:
    assert advice(now, before, heavier=heavier) == offer


def test_a_rise_since_the_first_slider_offers_to_stop_and_never_scores(guest: Client) -> None:
    page = post(guest, {"step": "before", "way": "main", "move": "mark", "line_now": "2"})
    assert "Stop here for now" not in page
    page = post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "5"})
    assert "harder than it was" in page
    assert "Stop here for now" in page
    for word in ("score", "points", "worse than"):
        assert word not in page


def test_the_first_mark_is_remembered_as_the_card_says_and_until_the_skill_ends(
    guest: Client,
) -> None:
    before = {"step": "before", "way": "main", "move": "mark", "line_now": "2"}
    after = {"step": "after", "way": "main", "move": "mark", "line_now": "6"}
    skip = {"step": "after", "way": "main", "move": "skip"}
    for forgets in (skip, {"move": "begin"}, {"move": "forget"}):
        page = post(guest, before)
        assert "remembered until this skill ends" in page
        assert "They were not stored" not in page
        assert "harder than it was" in post(guest, after)
        guest.post("/skills/m17/", forgets)
        assert "strain" not in guest.session
        page = post(guest, after)
        assert "harder than it was" not in page
        assert "They were not stored" in page


def test_a_mark_from_hours_ago_is_compared_with_nothing(guest: Client) -> None:
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        post(guest, {"step": "before", "way": "main", "move": "mark", "line_now": "2"})
    with time_machine.travel("2026-11-23T14:00:00Z", tick=False):
        page = post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "6"})
    assert "harder than it was" not in page


def test_a_remembered_mark_that_makes_no_sense_is_none(guest: Client) -> None:
    for junk in ([], {"m17": 2}, {"m17": ["x", 1]}):
        session = guest.session
        session["strain"] = junk
        session.save()
        post(guest, {"step": "after", "way": "main", "move": "mark", "line_now": "6"})


def test_a_line_is_optional_and_nonsense_is_no_mark(guest: Client) -> None:
    for posted in ({}, {"line_now": "99"}, {"line_now": "-1"}, {"line_now": "²"}):
        data = {"step": "before", "way": "main", "move": "mark", **posted}
        assert "Nothing is marked yet" in post(guest, data, 422)


def test_lines_can_be_words_or_faces_or_off(guest: Client) -> None:
    words = ("none", "hardly", "a little", "some", "more", "a lot", "all")
    assert places(words, "words")[0] == (0, "none")
    assert places(words, "faces")[-1] == (10, "all")
    assert len(places(words, "numbers")) == 11
    guest.post("/comfort/marks/", {"slider": "faces"})
    assert '<svg class="face"' in guest.get("/skills/m17/").content.decode()
    guest.post("/comfort/marks/", {"slider": "off"})
    assert "How is it right now?" in guest.get("/skills/m17/").content.decode()


def test_what_a_line_leads_from_and_to_is_said_with_its_name(guest: Client) -> None:
    page = guest.get("/skills/m17/").content.decode()
    described = re.findall(r'<fieldset[^>]* aria-describedby="(ends_[^"]+)"', page)
    assert described
    for name in described:
        assert re.search(rf'id="{name}">From “', page)


def test_a_face_grows_sadder_only_where_more_is_harder(guest: Client) -> None:
    """“I am content with my days: very much” with the saddest face would say the opposite."""
    guest.post("/comfort/marks/", {"slider": "faces"})
    skill = library().modules["m01"]
    step = next(step for step in skill.steps if step.main.kind == "slider")
    at = {"step": step.id, "way": step.main.id, "move": "stay"}
    aims = guest.post("/skills/m01/", at, follow=True).content.decode()
    strain = guest.get("/skills/m17/").content.decode()
    eyes, glass = '<circle cx="8.6"', '<path transform="matrix'
    assert glass in aims
    assert eyes not in aims
    assert eyes in strain
    assert glass not in strain
