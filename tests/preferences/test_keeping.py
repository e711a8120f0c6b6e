from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.account.models import User
from skills_app.preferences.keeping.places import MOST_SCREENS, Place, place_from_data
from skills_app.preferences.keeping.sittings import Sitting
from skills_app.preferences.keeping.whole import Keeping, keeping_from_data, nothing_kept
from skills_app.preferences.models import Profile
from skills_app.preferences.store import carry_over
from tests.preferences.test_choices import junk

KEPT = ("comfort", "places", "last", "uses", "sitting")
PLACE_FIELDS = ("step", "way", "screen", "opened", "chosen", "at", "finished")


def a_guest() -> Keeping:
    kept = nothing_kept().with_place("m02", Place("one")).with_place("m03", Place("two", at=1))
    return kept.with_comfort(kept.comfort.with_changes(idle_minutes=5)).with_one_more_use()


def kept_for(user: User) -> Keeping:
    from skills_app.preferences.store import load_for_member

    found = load_for_member(user)
    assert found is not None
    return found


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["comfort", "places", "last", "uses", "sitting"]), junk) | junk
)
def test_whatever_is_stored_can_be_read(data: Any) -> None:
    kept = keeping_from_data(data)
    assert keeping_from_data(kept.to_data()) == kept


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(PLACE_FIELDS), junk))
def test_a_place_is_read_whatever_it_holds(data: Any) -> None:
    place = place_from_data(data)
    if place is not None:
        assert place.step
        assert 0 <= place.screen <= MOST_SCREENS
        assert place_from_data(place.to_data()) == place


def test_the_last_place_is_forgotten_with_its_place() -> None:
    kept = a_guest().without_place("m03")
    assert kept.last is None
    assert set(kept.places) == {"m02"}


@pytest.mark.django_db
def test_a_new_account_takes_the_guests_choices_and_places(alice: User) -> None:
    carry_over(a_guest().to_data(), alice)
    kept = kept_for(alice)
    assert kept == a_guest()


@pytest.mark.django_db
def test_an_accounts_own_choices_win_and_the_guests_places_fill_gaps(alice: User) -> None:
    own = nothing_kept().with_place("m03", Place("own", at=4))
    carry_over(own.with_comfort(own.comfort.with_changes(idle_minutes=40)).to_data(), alice)
    carry_over(a_guest().to_data(), alice)
    kept = kept_for(alice)
    assert kept.comfort.idle_minutes == 40
    assert kept.places["m03"].step == "own"
    assert kept.places["m02"].step == "one"
    assert kept.last == "m03"


@pytest.mark.django_db
def test_an_account_that_never_chose_takes_what_the_guest_chose(alice: User) -> None:
    carry_over(nothing_kept().with_place("m03", Place("own")).to_data(), alice)
    assert not carry_over(a_guest().to_data(), alice)
    kept = kept_for(alice)
    assert kept.comfort == a_guest().comfort
    assert kept.places["m03"].step == "own"


HANDS, FEET, FACE = "body_area_hands", "body_area_feet", "body_area_face"


@pytest.mark.django_db
def test_what_a_guest_leaves_out_is_left_out_of_the_account_as_well(alice: User) -> None:
    first = nothing_kept()
    own = first.comfort.with_changes(avoid={"cold"}, body_areas={HANDS, FEET, FACE}, text_size=125)
    carry_over(first.with_comfort(own).to_data(), alice)
    guest = first.comfort.with_changes(avoid={"touch"})
    assert carry_over(first.with_comfort(guest).to_data(), alice)
    assert kept_for(alice).comfort.avoid == {"cold", "touch"}
    assert kept_for(alice).comfort.body_areas == {HANDS, FEET, FACE}
    assert kept_for(alice).comfort.text_size == 125
    fewer = first.comfort.with_changes(body_areas={HANDS, FACE})
    assert carry_over(first.with_comfort(fewer).to_data(), alice)
    assert kept_for(alice).comfort.body_areas == {HANDS, FACE}
    assert not carry_over(first.with_comfort(guest).to_data(), alice)


@pytest.mark.django_db
def test_tools_kept_near_come_along_into_the_account(alice: User) -> None:
    carry_over(nothing_kept().with_near("t01", near=True).to_data(), alice)
    carry_over(nothing_kept().with_near("t07", near=True).to_data(), alice)
    assert set(kept_for(alice).near) == {"t01", "t07"}


def test_what_is_kept_near_is_read_whatever_is_stored() -> None:
    assert keeping_from_data({"near": "t01"}).near == ()
    assert keeping_from_data({"near": ["t01", 7, "t01", "x" * 99, None]}).near == ("t01",)


@pytest.mark.django_db
def test_the_sitting_a_guest_is_in_goes_on_in_the_account(alice: User) -> None:
    carry_over(nothing_kept().with_sitting(Sitting(latest=5, sittings=3)).to_data(), alice)
    carry_over(nothing_kept().with_sitting(Sitting(latest=9, sittings=1)).to_data(), alice)
    assert kept_for(alice).sitting == Sitting(latest=9, sittings=1)
    carry_over(nothing_kept().to_data(), alice)
    assert kept_for(alice).sitting.latest == 9


@pytest.mark.django_db
def test_a_guest_who_chose_nothing_leaves_an_account_alone(alice: User) -> None:
    carry_over(None, alice)
    assert not Profile.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_is_sealed_and_padded(alice: User, bob: User) -> None:
    carry_over(a_guest().to_data(), alice)
    carry_over(nothing_kept().to_data(), bob)
    rows = [bytes(row.sealed) for row in Profile.objects.all()]
    assert len({len(row) for row in rows}) == 1
    assert all(b"comfort" not in row and b"m03" not in row for row in rows)


@pytest.mark.django_db
def test_a_row_put_in_someone_elses_place_does_not_open(alice: User, bob: User) -> None:
    carry_over(a_guest().to_data(), alice)
    Profile.objects.create(user=bob, sealed=Profile.objects.get(user=alice).sealed)
    assert kept_for(bob) == nothing_kept()


@pytest.mark.django_db
def test_help_still_opens_when_the_row_was_damaged(alice: User, alices_browser: Client) -> None:
    carry_over(a_guest().to_data(), alice)
    Profile.objects.filter(user=alice).update(sealed=b"broken")
    for address in ("/", "/now/", "/comfort/", "/skills/m03/"):
        assert alices_browser.get(address).status_code == 200


@pytest.mark.django_db
def test_a_session_full_of_junk_does_no_harm(guest: Client) -> None:
    session = guest.session
    session["keeping"] = {"comfort": [1], "places": {"m03": 5, "m02": {"step": []}}, "uses": "x"}
    session.save()
    for address in ("/", "/now/", "/comfort/", "/skills/m03/"):
        assert guest.get(address).status_code == 200
