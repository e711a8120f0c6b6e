"""What each pattern makes of the reader's rhythm."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.content.overviews import bodies_of
from skills_app.preferences.keeping.choices import Comfort, breath_fits, from_data
from skills_app.steps.pacer.body import BREATH_PATTERNS, PATTERNS, QUIET_PATTERNS, Pacer
from skills_app.steps.pacer.rhythm import BREATH_MOVES, adjusted, rhythm_of
from tests.preferences.test_comfort import CAPS, PACE


def pacer(pattern: str) -> Pacer:
    return Pacer(pattern, None, None, 0, 2, "In", "Out", ("Breathe.",))


def test_every_pattern_is_on_the_shelf_or_in_a_module() -> None:
    assert {body.pattern for body in bodies_of(library(), "pacer")} == set(PATTERNS)


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


def test_a_pattern_with_a_hold_holds_only_if_asked_and_no_longer() -> None:
    held = Pacer("longer_out", 4, 6, 3, 2, "In", "Out", ("Breathe.",))
    assert rhythm_of(held, Comfort(), 9).hold == 0
    assert rhythm_of(held, Comfort(hold_seconds=1), 9).hold == 1
    short = Pacer("longer_out", 4, 6, 1, 2, "In", "Out", ("Breathe.",))
    assert rhythm_of(short, Comfort(hold_seconds=2), 9).hold == 1


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("own", [True, False])
def test_every_pattern_takes_the_minutes_the_reader_set(pattern: str, own: bool) -> None:
    half = None if own else 4.0
    one = Pacer(pattern, half, half, 0, 2, "In", "Out", ("Breathe.",))
    assert rhythm_of(one, Comfort(breath_minutes=5), 9).seconds == 300


@given(
    st.floats(2.5, 5),
    st.floats(3.5, 8),
    st.floats(0, 4),
    st.lists(st.sampled_from(tuple(BREATH_MOVES)), max_size=12),
)
def test_with_a_hold_no_row_of_presses_makes_a_breath_too_slow(
    breath_in: float, breath_out: float, hold: float, presses: list[str]
) -> None:
    comfort = from_data({"breath_in": breath_in, "breath_out": breath_out, "hold_seconds": hold})
    for press in presses:
        comfort = adjusted(comfort, press)
        rhythm = rhythm_of(pacer("longer_out"), comfort, 9)
        assert rhythm.breathe_in + rhythm.hold + rhythm.breathe_out <= 12.01


@pytest.mark.django_db
def test_a_press_on_a_rhythm_button_answers_with_the_hold_that_is_left(guest: Client) -> None:
    guest.post("/comfort/pace/", PACE | {"breath_out": "6", "hold_seconds": "2"})
    pacers = {"step": "pacer", "way": "main", "opened": "1"}
    page = guest.post("/skills/m03/", {**pacers, "move": "stay"}, follow=True).content.decode()
    assert 'data-hold="2"' in page
    press = {**pacers, "move": "out_more"}
    told = guest.post("/skills/m03/", press, headers={"accept": "application/json"}).json()
    assert list(told) == ["in", "hold", "out"]
    assert [each["shown"] for each in told.values()] == ["4", "1.5", "6.5"]
    told = guest.post("/", press, headers={"accept": "application/json"}).json()
    assert [each["shown"] for each in told.values()] == ["4", "1", "7"]
    page = guest.get("/skills/m03/").content.decode()
    assert 'data-hold="1"' in page


@pytest.mark.django_db
def test_a_press_on_a_rhythm_button_can_be_undone_and_takes_back_nothing_else(
    guest: Client,
) -> None:
    guest.post("/comfort/caps/", dict.fromkeys(CAPS, "0"))
    guest.post("/skills/m03/", {"step": "pacer", "way": "main", "move": "out_more"})
    kept = guest.session["keeping"]["comfort"]
    assert kept["breath_out"] == 6.5
    guest.post("/comfort/undo/")
    after = guest.session["keeping"]["comfort"]
    assert "breath_out" not in after
    assert after["nudge_minutes"] == 0


@pytest.mark.django_db
def test_the_page_says_the_time_that_will_run(guest: Client) -> None:
    guest.post("/comfort/pace/", PACE | {"breath_minutes": "8"})
    data = {"step": "pacer", "way": "main", "opened": "1", "move": "stay"}
    page = guest.post("/skills/m03/", data, follow=True).content.decode()
    assert 'data-seconds="360"' in page
    assert "About 6 minutes" in page


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
