import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.library.vocabulary import LEVELS, METHODS, NOTES
from skills_app.preferences.keeping.choices import Comfort, breath_fits, from_data, nearest_breath

FIELDS = tuple(Comfort.__dataclass_fields__)

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from((*LEVELS, *NOTES, *METHODS, "tap", "timed"))
)
junk = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from((*NOTES, "x")) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=12,
)
some_data = st.dictionaries(st.sampled_from(FIELDS), junk, max_size=10) | junk


@settings(deadline=None)
@given(some_data)
def test_whatever_is_stored_gives_choices_within_their_ranges(data: Any) -> None:
    comfort = from_data(data)
    assert breath_fits(comfort.breath_in, comfort.breath_out)
    assert 1 <= comfort.breath_minutes <= 10
    assert comfort.advance in ("tap", "timed")
    assert 10 <= comfort.advance_seconds <= 60
    assert 2 <= comfort.prompt_pause <= 20
    assert 1 <= comfort.idle_minutes <= 60
    assert comfort.exit_page >= 0
    assert set(comfort.notes) <= set(NOTES)
    assert set(comfort.notes.values()) <= set(LEVELS)
    assert comfort.avoid <= set(METHODS)


@settings(deadline=None)
@given(some_data)
def test_choices_come_back_as_they_were_kept(data: Any) -> None:
    comfort = from_data(data)
    assert from_data(comfort.to_data()) == comfort


@settings(deadline=None)
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_the_nearest_rhythm_is_always_a_safe_one(breath_in: float, breath_out: float) -> None:
    assert breath_fits(*nearest_breath(breath_in, breath_out))


def test_a_safe_rhythm_is_left_as_it_is() -> None:
    assert nearest_breath(4, 6) == (4, 6)
    assert nearest_breath(2.5, 3.5) == (2.5, 3.5)
    assert nearest_breath(4, 8) == (4, 8)


def test_a_breath_out_is_never_shorter_than_the_breath_in() -> None:
    assert nearest_breath(5, 3.5) == (5, 5)
    assert not breath_fits(5, 4)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, True, "5"])
def test_a_number_that_is_none_is_left_out(value: Any) -> None:
    comfort = from_data({"breath_in": value, "idle_minutes": value})
    assert breath_fits(comfort.breath_in, comfort.breath_out)
    assert 1 <= comfort.idle_minutes <= 60


def test_a_topic_starts_at_the_level_the_content_library_gives_it() -> None:
    comfort = Comfort(first_levels={"sex": "ask"})
    assert comfort.level("sex") == "ask"
    assert comfort.with_changes(notes={"sex": "hide"}).level("sex") == "hide"


def test_going_back_to_the_first_level_keeps_nothing() -> None:
    comfort = Comfort(first_levels={"sex": "ask"}).with_changes(notes={"sex": "hide"})
    assert comfort.with_changes(notes={"sex": "ask"}).to_data() == {}


def test_first_choices_need_no_room() -> None:
    assert Comfort().to_data() == {}
