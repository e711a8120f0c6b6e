"""What each pattern makes of the reader's rhythm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.content.overviews import patterns_in
from skills_app.content.shapes import Pacer
from skills_app.content.vocabulary import BREATH_PATTERNS, PATTERNS, QUIET_PATTERNS
from skills_app.practice.breath import BREATH_MOVES, adjusted, rhythm_of
from skills_app.preferences.choices import Comfort, breath_fits, from_data


def pacer(pattern: str) -> Pacer:
    return Pacer(pattern, None, None, 0, 2, "In", "Out", ("Breathe.",))


def test_every_pattern_is_on_the_shelf_or_in_a_module() -> None:
    assert patterns_in(library()) == set(PATTERNS)


def test_two_slow_steps_in_and_three_out_take_as_long_as_the_shape() -> None:
    found = library().tool("t94")
    assert found is not None
    body = found[1].main.body
    assert isinstance(body, Pacer)
    rhythm = rhythm_of(body, Comfort(), 9)
    assert rhythm.breathe_in / 2 == rhythm.breathe_out / 3
    assert rhythm.hold == 0
    assert not rhythm.own


@given(
    st.sampled_from(BREATH_PATTERNS),
    st.floats(2.5, 5),
    st.floats(3.5, 8),
    st.floats(0, 4),
)
def test_no_choice_makes_a_breath_slower_or_faster_than_is_safe(
    pattern: str, breath_in: float, breath_out: float, hold: float
) -> None:
    comfort = from_data({"breath_in": breath_in, "breath_out": breath_out, "hold_seconds": hold})
    rhythm = rhythm_of(pacer(pattern), comfort, 9)
    whole = rhythm.breathe_in + rhythm.sip + rhythm.hold + rhythm.breathe_out
    assert 5.99 <= whole <= 12.01
    assert min(rhythm.breathe_in, rhythm.breathe_out) >= 1.5


@pytest.mark.parametrize("pattern", PATTERNS)
def test_nothing_is_held_sounded_or_buzzed_unless_it_was_asked_for(pattern: str) -> None:
    rhythm = rhythm_of(pacer(pattern), Comfort(), 0)
    assert (rhythm.hold, rhythm.tone, rhythm.vibration) == (0, False, False)
    assert rhythm.shortened == (pattern not in QUIET_PATTERNS)


def test_a_hold_is_kept_when_asked_for_and_dropped_when_avoided() -> None:
    assert rhythm_of(pacer("longer_out"), Comfort(hold_seconds=2), 9).hold == 2
    assert rhythm_of(pacer("sigh"), Comfort(hold_seconds=2), 9).hold == 0
    avoiding = Comfort(hold_seconds=2, avoid=frozenset({"breath_hold"}))
    assert rhythm_of(pacer("longer_out"), avoiding, 9).hold == 0


def test_a_tone_gives_way_to_the_avoid_list() -> None:
    comfort = Comfort(tone=True, avoid=frozenset({"sound"}))
    assert not rhythm_of(pacer("even"), comfort, 9).tone


def test_a_square_has_four_sides_and_asks_nothing_of_the_breath() -> None:
    rhythm = rhythm_of(pacer("square"), Comfort(breath_in=3), 0)
    assert (rhythm.side, rhythm.tell, rhythm.own) == (3, False, False)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_first_three_uses_take_three_quarters_of_the_time(pattern: str) -> None:
    whole = rhythm_of(pacer(pattern), Comfort(), 3).seconds
    share = 1 if pattern in QUIET_PATTERNS else 0.75
    for uses in range(3):
        assert rhythm_of(pacer(pattern), Comfort(), uses).seconds == whole * share


@given(
    st.floats(2.5, 5),
    st.floats(3.5, 8),
    st.lists(st.sampled_from(tuple(BREATH_MOVES)), max_size=30),
)
def test_no_row_of_presses_leads_out_of_the_safe_ranges(
    breath_in: float, breath_out: float, presses: list[str]
) -> None:
    comfort = from_data({"breath_in": breath_in, "breath_out": breath_out})
    for press in presses:
        comfort = adjusted(comfort, press)
        assert breath_fits(comfort.breath_in, comfort.breath_out)
