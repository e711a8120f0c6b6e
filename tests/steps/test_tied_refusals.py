"""What stands in the way of a step is tied to the fields it is about, with and without scripts."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from skills_app.library.modules import Step, Way
from skills_app.steps.choose.body import Choose
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.plan.body import Plan
from skills_app.steps.rehearse.body import Rehearse
from skills_app.steps.script.body import Script
from skills_app.steps.slider.body import Slider
from tests.practice.test_every_kind import at, places_of

pytestmark = pytest.mark.django_db
TOO_LONG = "y" * 21_000


class Fields(HTMLParser):
    """Of a page: its ids, and each field and group of choices with what describes it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.described: dict[str, list[str]] = {}
        self.invalid: set[str] = set()
        self.group: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.ids.append(said["id"])
        told = said.get("aria-describedby", "").split()
        if tag == "fieldset":
            assert "aria-invalid" not in said
            self.group = told
        elif tag in {"input", "textarea"} and said.get("type") != "hidden":
            choice = said.get("type") in {"radio", "checkbox"}
            name = said.get("name", "")
            self.described[name] = (self.group or []) if choice else told
            if said.get("aria-invalid") == "true":
                self.invalid.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset":
            self.group = None

    @property
    def tied(self) -> set[str]:
        return {name for name, told in self.described.items() if "step_problem" in told}


def place_with(kind: str, body: type, **has: bool) -> tuple[str, Step, Way]:
    return next(
        place
        for place in places_of(kind)
        if isinstance(place[2].body, body)
        and all(bool(getattr(place[2].body, name)) is wanted for name, wanted in has.items())
    )


def asked(client: Client, place: tuple[str, Step, Way], **sent: Any) -> Fields:
    client.post("/comfort/preset/", {"preset": "everything"})
    address, step, way = place
    answer = client.post(address, at(step, way, **sent))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count('id="step_problem"') == 1
    assert 'role="alert" id="step_problem"' in page
    found = Fields(page)
    told = {one for many in found.described.values() for one in many}
    assert told <= set(found.ids), "every id that is named is there"
    assert len(found.ids) == len(set(found.ids))
    return found


def test_a_page_to_write_on(guest: Client) -> None:
    place = places_of("write")[0]
    for written in (" ", TOO_LONG):
        found = asked(guest, place, move="card", written=written)
        assert found.described["written"] == ["written_hint", "step_problem"]
        assert found.invalid == {"written"}


def test_words_that_are_too_long_to_go_on_from(guest: Client) -> None:
    found = asked(guest, places_of("write")[0], move="next", written=TOO_LONG)
    assert found.invalid == found.tied == {"written"}


def test_a_plan(guest: Client) -> None:
    place = place_with("plan", Plan)
    names = [f"line_{one.id}" for one in place[2].body.fields]  # type: ignore[union-attr]
    assert asked(guest, place, move="card").invalid == set(names)
    sent = {**dict.fromkeys(names, "x"), names[1]: TOO_LONG}
    found = asked(guest, place, move="card", **sent)
    assert found.invalid == found.tied == {names[1]}


def test_a_script(guest: Client) -> None:
    place = place_with("script", Script, parts=True)
    parts = [one.id for one in place[2].body.parts]  # type: ignore[union-attr]
    found = asked(guest, place, move="card")
    assert found.tied == {f"{kind}_{one}" for one in parts for kind in ("line", "own")}
    found = asked(guest, place, move="card", **{f"own_{parts[0]}": TOO_LONG})
    assert found.invalid == found.tied == {f"own_{parts[0]}"}


def test_a_choice(guest: Client) -> None:
    place = place_with("choose", Choose, own_words=True)
    found = asked(guest, place, move="answer")
    assert found.tied == {"choice", "own_words"}
    assert found.described["own_words"] == ["own_words_hint", "step_problem"]
    found = asked(guest, place, move="answer", own_words=TOO_LONG)
    assert found.invalid == found.tied == {"own_words"}


def test_marks(guest: Client) -> None:
    place = place_with("slider", Slider)
    lines = [one.id for one in place[2].body.lines]  # type: ignore[union-attr]
    found = asked(guest, place, move="mark")
    assert found.tied == {f"line_{one}" for one in lines}
    assert found.described[f"line_{lines[0]}"] == [f"ends_{lines[0]}", "step_problem"]


def test_a_ladder(guest: Client) -> None:
    place = place_with("ladder", Ladder)
    found = asked(guest, place, move="aim")
    assert found.tied == {"aim", "own_aim"}
    assert found.invalid == {"own_aim"}
    assert asked(guest, place, move="aim", own_aim="x").tied == {"involves"}
    found = asked(guest, place, move="aim", own_aim="y" * 301, involves="none")
    assert found.invalid == found.tied == {"own_aim"}
    found = asked(guest, place, move="rungs", aim_text="x", rung_1="a", rung_3="y" * 301)
    assert found.invalid == found.tied == {"rung_3"}
    assert "rung_1" in asked(guest, place, move="rungs", aim_text="x").invalid


def test_a_rehearsal(guest: Client) -> None:
    place = place_with("rehearse", Rehearse)
    talk = place[2].body.rehearsals[0].id  # type: ignore[union-attr]
    found = asked(guest, place, move="say:own", path=[talk], own_reply=" ")
    assert found.invalid == found.tied == {"own_reply"}


def test_nothing_is_tied_where_nothing_is_wrong(guest: Client) -> None:
    for kind in ("write", "plan", "choose", "slider", "ladder"):
        address, step, way = places_of(kind)[0]
        page = guest.post(address, at(step, way, move="stay"), follow=True).content.decode()
        assert "step_problem" not in page
        assert 'aria-invalid="' not in page
