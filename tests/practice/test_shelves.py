"""Four shelves of skills: a line for each skill, and open the one that is worked in."""

import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.library import SHELVES
from skills_app.templatetags.shelves import NAMES

pytestmark = pytest.mark.django_db

BEGIN = "You could begin here"


def shelves(client: Client) -> dict[str, str]:
    """What stands on each shelf, by its name."""
    parts = client.get("/skills/").text.split('<details class="shelf"')[1:]
    found = {}
    for part in parts:
        part = part.split("</details>")[0]
        name = re.search(r"<h2>([^<]+)</h2>", part)
        assert name
        found[name[1]] = part
    return found


def open_ones(client: Client) -> list[str]:
    return [name for name, part in shelves(client).items() if part.startswith(" open")]


def test_every_skill_stands_on_one_shelf(guest: Client) -> None:
    found = shelves(guest)
    assert list(found) == [str(NAMES[shelf]) for shelf in SHELVES]
    assert list(found) == [
        "Steadier now", "Kinder to myself", "With other people", "Days ahead"
    ]  # fmt: skip
    listed = {name: re.findall(r'href="/skills/(m\d\d)/"', part) for name, part in found.items()}
    assert sorted(one for names in listed.values() for one in names) == sorted(library().modules)
    assert listed["Steadier now"] == ["m02", "m03", "m04", "m06"]
    assert listed["Kinder to myself"] == ["m05", "m08", "m09", "m10", "m11"]
    assert listed["With other people"] == ["m12", "m13", "m14", "m15"]


def test_at_first_the_first_is_open_and_says_that_one_could_begin_here(guest: Client) -> None:
    assert open_ones(guest) == ["Steadier now"]
    page = guest.get("/skills/").text
    assert page.count(BEGIN) == 1
    assert BEGIN in shelves(guest)["Steadier now"]
    assert "been here" not in page
    assert not re.search(r"step \d", page)


def test_the_one_that_is_worked_in_is_open_and_says_how_far(guest: Client) -> None:
    steps = library().modules["m14"].steps
    guest.post("/skills/m14/", {"step": steps[0].id, "move": "skip"})
    guest.post("/skills/m14/", {"step": steps[1].id, "move": "skip"})
    assert open_ones(guest) == ["With other people"]
    assert BEGIN not in guest.get("/skills/").text
    assert f"step 3 of {len(steps)}" in shelves(guest)["With other people"]


def test_it_stays_open_after_a_tool_and_a_skill_that_was_ended_says_so(guest: Client) -> None:
    for step in library().modules["m16"].steps:
        guest.post("/skills/m16/", {"step": step.id, "move": "skip"})
    guest.post("/tools/t06/", {"move": "next"})
    part = shelves(guest)["Days ahead"]
    assert part.startswith(" open")
    assert part.count("been here") == 1
    assert not re.search(r"step \d", part)


def test_a_row_says_no_more_than_its_name_and_where_one_is(guest: Client) -> None:
    for part in shelves(guest).values():
        rows = part.split("<li>")[1:]
        for row in rows:
            assert row.count("<svg") == 1
            said = " ".join(re.sub(r"<[^>]*>", " ", row).split())
            assert len(said) <= 40
