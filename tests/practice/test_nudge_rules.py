"""Soft limits: said once, never when off, and never about help for hard moments."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.library.modules import Step, Way
from skills_app.practice.nudge_rules import CAP_OF, REST_MINUTES, with_move, with_said, word_due
from skills_app.preferences.keeping.choices import Comfort, from_data
from skills_app.preferences.keeping.sittings import NO_SITTING, Sitting, sitting_from_data
from skills_app.steps.courses import RIGHT_NOW, Course
from skills_app.steps.read.body import Read
from tests.preferences.test_choices import junk

STEP = Step("one", "One", (Way("a", "A", "read", 2, (), (), Read(("Some text.",))),), None, False)
LIGHT = Course("m01", "Light", (STEP,), ("even",))
HEAVY = Course("m08", "Heavy", (STEP,), ("even",), heavier=True)
HEAVY_TOO = replace(HEAVY, id="m17")
NOW = Course(RIGHT_NOW, "Right now", (STEP,), ("up",), heavier=True)
TOOL = replace(HEAVY, id="t01", alone=True)

DAY = 24 * 60
NOON = 20_000 * DAY + 12 * 60  # some day or other, at noon in Greenwich

comforts = st.builds(
    lambda *values: from_data(
        dict(
            zip(
                (
                    "nudge_minutes",
                    "sittings_a_day",
                    "heavier_a_day",
                    "heavier_gap_days",
                    "cool_down_minutes",
                ),
                values,
                strict=True,
            )
        )
    ),
    st.integers(-1, 40),
    st.integers(-1, 12),
    st.integers(-1, 3),
    st.integers(-1, 9),
    st.integers(-1, 20),
)
# A page looked at or worked in, after so many minutes; the clock may go backwards.
events = st.lists(
    st.tuples(
        st.sampled_from([LIGHT, HEAVY, HEAVY_TOO, NOW, TOOL]),
        st.one_of(st.integers(0, 45), st.integers(-3 * DAY, 3 * DAY)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


def look(
    sitting: Sitting, comfort: Comfort, course: Course, minute: int, *, finished: bool = False
) -> tuple[Sitting, str]:
    word = word_due(sitting, comfort, course, minute, finished=finished)
    return (with_said(sitting, comfort, word, minute) if word else sitting), word


@settings(deadline=None)
@given(comforts, events)
def test_each_thing_is_said_once_a_sitting_and_never_when_it_is_off(
    comfort: Comfort, path: list[tuple[Course, int, bool, bool]]
) -> None:
    sitting, minute, latest = NO_SITTING, NOON, None
    said: list[str] = []
    for course, later, finished, works in path:
        minute = max(minute + later, 0)
        if latest is None or minute - latest >= REST_MINUTES:
            said = []
        sitting, word = look(sitting, comfort, course, minute, finished=finished)
        if word:
            assert course in (LIGHT, HEAVY, HEAVY_TOO)
            assert getattr(comfort, CAP_OF[word])
            assert word not in said
            said.append(word)
            latest = minute if latest is None or minute - latest >= REST_MINUTES else latest
        if works:
            sitting = with_move(sitting, comfort, course, minute)
            if course.counted:
                latest = minute
        latest = None if latest is None else min(latest, minute)
        assert sitting_from_data(sitting.to_data()) == sitting


@settings(deadline=None)
@given(comforts, events)
def test_help_for_hard_moments_leaves_no_trace_in_the_counting(
    comfort: Comfort, path: list[tuple[Course, int, bool, bool]]
) -> None:
    minute = NOON
    for course, later, _finished, _works in path:
        minute = max(minute + later, 0)
        if not course.counted:
            assert with_move(NO_SITTING, comfort, course, minute) == NO_SITTING
            assert word_due(NO_SITTING, comfort, course, minute) == ""


@settings(deadline=None)
@given(events)
def test_with_everything_off_nothing_is_remembered(
    path: list[tuple[Course, int, bool, bool]],
) -> None:
    off = Comfort(nudge_minutes=0, sittings_a_day=0, heavier_a_day=0, cool_down_minutes=0)
    minute = NOON
    sitting = with_move(NO_SITTING, Comfort(), HEAVY, minute)
    for course, later, _finished, _works in path:
        minute = max(minute + later, 0)
        sitting = with_move(sitting, off, course, minute)
        assert sitting == NO_SITTING


@settings(deadline=None)
@given(comforts, events, st.integers(-14 * 60, 14 * 60))
def test_what_is_said_does_not_depend_on_the_hour_of_the_day(
    comfort: Comfort, path: list[tuple[Course, int, bool, bool]], shift: int
) -> None:
    """The same path, begun whole hours earlier or later, is answered alike: no midnight counts."""
    shift -= shift % 60

    def words(minute: int) -> list[str]:
        sitting, said = NO_SITTING, []
        for course, later, finished, works in path:
            minute += later
            sitting, word = look(sitting, comfort, course, minute, finished=finished)
            said.append(word)
            if works:
                sitting = with_move(sitting, comfort, course, minute)
        return said

    assert words(NOON) == words(NOON + shift)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(tuple(Sitting.__dataclass_fields__)), junk), comforts)
def test_whatever_is_stored_can_be_read_and_worked_with(data: object, comfort: Comfort) -> None:
    sitting = sitting_from_data(data)
    assert sitting_from_data(sitting.to_data()) == sitting
    assert word_due(sitting, comfort, HEAVY, NOON) in ("", *CAP_OF)
    assert with_move(sitting, comfort, LIGHT, NOON).latest in (0, NOON)


def sat(times: int, *, apart: int = 60, comfort: Comfort | None = None) -> tuple[Sitting, int]:
    sitting, minute = NO_SITTING, NOON
    for _ in range(times):
        sitting = with_move(sitting, comfort or Comfort(), LIGHT, minute)
        minute += apart
    return sitting, minute


def test_the_fourth_sitting_within_a_day_is_the_first_to_hear_of_it() -> None:
    for times, word in ((0, ""), (1, ""), (2, ""), (3, "sittings"), (4, "sittings")):
        sitting, minute = sat(times)
        assert word_due(sitting, Comfort(), LIGHT, minute) == word


def test_steps_without_a_rest_between_them_are_one_sitting() -> None:
    sitting, minute = sat(40, apart=REST_MINUTES - 1)
    assert sitting.sittings == 1
    assert word_due(sitting, Comfort(nudge_minutes=0), LIGHT, minute) == ""


def test_a_day_later_the_count_begins_anew() -> None:
    sitting, _minute = sat(3)
    assert word_due(sitting, Comfort(), LIGHT, NOON + DAY - 60) == "sittings"
    assert word_due(sitting, Comfort(), LIGHT, NOON + DAY) == ""


def test_a_clock_that_was_far_ahead_does_no_lasting_harm() -> None:
    sitting, _minute = sat(9)
    ahead = replace(sitting, latest=NOON + 900 * DAY, began=NOON + 900 * DAY, day=sitting.day * 2)
    back = with_move(ahead, Comfort(), LIGHT, NOON)
    assert back.latest == NOON
    assert word_due(back, Comfort(), LIGHT, NOON + DAY) == ""


def test_a_long_sitting_is_named_after_the_chosen_minutes() -> None:
    sitting = with_move(NO_SITTING, Comfort(), LIGHT, NOON)
    sitting = with_move(sitting, Comfort(), LIGHT, NOON + 11)
    assert word_due(sitting, Comfort(), LIGHT, NOON + 11) == ""
    assert word_due(sitting, Comfort(), LIGHT, NOON + 12) == "long"
    assert word_due(sitting, Comfort(nudge_minutes=30), LIGHT, NOON + 12) == ""


def test_with_no_gap_heavier_modules_are_not_counted_and_quiet_minutes_still_offered() -> None:
    comfort = Comfort(heavier_gap_days=0)
    sitting = with_move(NO_SITTING, comfort, HEAVY, NOON)
    assert word_due(sitting, comfort, HEAVY_TOO, NOON + 5) == ""
    assert word_due(sitting, comfort, HEAVY, NOON + 5, finished=True) == "quiet"
    assert from_data({"heavier_gap_days": 0}).heavier_gap_days == 0


@pytest.mark.parametrize(("days", "word"), [(1, ""), (2, "heavier")])
def test_another_heavier_module_soon_after_one_is_named_for_as_long_as_the_gap(
    days: int, word: str
) -> None:
    comfort = Comfort(heavier_gap_days=days)
    sitting = with_move(NO_SITTING, comfort, HEAVY, NOON)
    assert word_due(sitting, comfort, HEAVY_TOO, NOON + 20) == "heavier"
    assert word_due(sitting, comfort, HEAVY_TOO, NOON + DAY) == word
    assert word_due(sitting, comfort, LIGHT, NOON + 5) == ""


def test_going_on_with_the_same_heavier_module_is_not_another_one() -> None:
    sitting = with_move(NO_SITTING, Comfort(), HEAVY, NOON)
    assert word_due(sitting, Comfort(), HEAVY, NOON + 60) == ""
    assert with_move(sitting, Comfort(), HEAVY, NOON + 60).heavier == ("m08",)


def test_quiet_minutes_are_offered_at_the_end_of_a_heavier_module_only() -> None:
    sitting = with_move(NO_SITTING, Comfort(), HEAVY, NOON)
    assert word_due(sitting, Comfort(), HEAVY, NOON + 20, finished=True) == "quiet"
    assert word_due(sitting, Comfort(), LIGHT, NOON + 20, finished=True) == ""
    off = Comfort(cool_down_minutes=0)
    assert word_due(sitting, off, HEAVY, NOON + 20, finished=True) == ""
