"""Where a move leads: to the next screen, another way, back, or to the opposite kind."""

from dataclasses import replace

import pytest

from skills_app.library.modules import ToolCard
from skills_app.practice.pace import begin, move, show
from skills_app.preferences.keeping.choices import Comfort
from skills_app.preferences.keeping.places import Place
from tests.practice.small_courses import course, step, way


def test_another_way_goes_round_the_ways_that_are_open() -> None:
    only = course(step("one", way("a"), way("b", uses=("touch",)), way("c")))
    comfort = Comfort(avoid=frozenset({"touch"}))
    place = begin(only)
    seen = []
    for _ in range(3):
        place = move(only, comfort, place, "another_way").place
        seen.append(place.way)
    assert seen == ["c", "a", "c"]


def test_with_no_other_way_something_else_is_offered() -> None:
    only = course(step("one", way("a")))
    assert move(only, Comfort(), begin(only), "another_way").kind == "elsewhere"


def test_next_goes_through_the_screens_and_then_the_steps() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    place, seen = begin(both), []
    for _ in range(4):
        place = move(both, Comfort(), place, "next").place
        seen.append((place.step, place.screen, place.finished))
    assert seen == [
        ("one", 1, False),
        ("two", 0, False),
        ("two", 1, False),
        ("two", 0, True),
    ]


def test_back_returns_to_the_last_screen_of_the_step_before() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    outcome = move(both, Comfort(), Place("two", at=1), "back")
    assert (outcome.place.step, outcome.place.screen) == ("one", 1)


def test_a_step_that_is_gone_leads_to_its_nearest_neighbour_and_says_so() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    showing = show(both, Comfort(), Place("gone", at=7, screen=1))
    assert (showing.step.id, showing.place.screen, showing.moved) == ("two", 0, True)


def test_a_way_that_closed_meanwhile_starts_its_other_way_from_the_beginning() -> None:
    only = course(step("one", way("a", uses=("touch",)), way("b")))
    place = Place("one", way="a", screen=1, opened=True)
    showing = show(only, Comfort(avoid=frozenset({"touch"})), place)
    assert (showing.place.way, showing.place.screen, showing.place.opened) == ("b", 0, False)


@pytest.mark.parametrize(
    ("states", "opposite"),
    [(("up",), "down"), (("down", "even"), "up"), (("even",), None), (("up", "down"), None)],
)
def test_what_does_not_help_leads_to_the_opposite_kind(
    states: tuple[str, ...], opposite: str | None
) -> None:
    only = replace(course(step("one", way("a"))), states=states)
    outcome = move(only, Comfort(), begin(only), "not_helping")
    assert (outcome.kind, outcome.goes_to) == ("unhelpful", opposite)


def test_a_step_that_stands_alone_too_knows_its_own_kind() -> None:
    card = ToolCard("t01", "A tool", "", ("down",), "senses")
    only = replace(course(replace(step("one", way("a")), tool=card)), states=("up", "even"))
    assert move(only, Comfort(), begin(only), "not_helping").goes_to == "up"
