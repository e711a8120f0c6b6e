"""What is said in passing after a lot of work, on the pages themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from skills_app.content import library
from skills_app.practice import views
from skills_app.preferences.models import Profile
from tests.practice.test_modules import heading, page_of, press

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 28, 22, 40, tzinfo=UTC)  # the night a summer time begins
TOLD = "Don’t tell me this again"
LONG = "You have been at this for a while"
OFTEN = "more than once in the last day"
HEAVIER = "you began another not long ago"
QUIET = "Some quiet minutes now may help"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(params=["a guest", "a member"])
def reader(request: pytest.FixtureRequest, guest: Client, alices_browser: Client) -> Client:
    return guest if request.param == "a guest" else alices_browser


def heavier_modules() -> list[str]:
    return [module.id for module in library().modules.values() if module.heavier]


def sit_down(reader: Client, clock: time_machine.Traveller, times: int) -> None:
    for _ in range(times):
        press(reader, "next")
        clock.shift(timedelta(hours=1))


def test_a_long_sitting_is_mentioned_once(reader: Client, clock: time_machine.Traveller) -> None:
    press(reader, "next")
    clock.shift(timedelta(minutes=11))
    assert LONG not in page_of(reader)
    clock.shift(timedelta(minutes=1))
    assert LONG in page_of(reader)
    assert TOLD not in page_of(reader)
    press(reader, "next")
    clock.shift(timedelta(minutes=20))
    assert TOLD not in page_of(reader)


def test_the_page_beside_it_works_as_ever(reader: Client, clock: time_machine.Traveller) -> None:
    press(reader, "next")
    clock.shift(timedelta(minutes=15))
    page = page_of(reader)
    assert LONG in page
    for move in ("next", "back", "skip", "another_way", "not_helping", "leave"):
        assert f'value="{move}"' in page


def test_the_fourth_time_in_a_day_is_mentioned_once(
    reader: Client, clock: time_machine.Traveller
) -> None:
    sit_down(reader, clock, 3)
    assert OFTEN in page_of(reader)
    assert OFTEN not in page_of(reader)
    clock.shift(timedelta(days=1))
    assert OFTEN not in page_of(reader)


def test_right_now_and_single_tools_never_count_and_never_mention_it(
    reader: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(6):
        press(reader, "next", "/now/")
        press(reader, "next", "/tools/t01/")
        clock.shift(timedelta(minutes=45))
    assert OFTEN not in page_of(reader)
    sit_down(reader, clock, 4)
    for address in ("/now/", "/skills/m02/", "/tools/t01/", "/", "/tools/up/"):
        assert TOLD not in page_of(reader, address)


def test_it_is_switched_off_in_place_and_brought_back_with_one_press(
    reader: Client, clock: time_machine.Traveller
) -> None:
    def a_long_time_later() -> str:
        press(reader, "next")
        clock.shift(timedelta(minutes=15))
        return page_of(reader)

    assert 'value="off:long"' in a_long_time_later()
    answer = reader.post("/skills/m03/", {"move": "off:long"})
    assert (answer.status_code, answer["Location"]) == (303, "/skills/m03/")
    assert "will not be told that again" in page_of(reader)
    clock.shift(timedelta(minutes=40))
    assert TOLD not in a_long_time_later()
    reader.post("/comfort/undo/")
    clock.shift(timedelta(minutes=40))
    assert LONG in a_long_time_later()


def test_a_heavier_skill_soon_after_another_is_mentioned_once_before_it_begins(
    reader: Client, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = library()
    modules = {**shelf.modules, "m03": replace(shelf.modules["m03"], heavier=True)}
    monkeypatch.setattr(views, "library", lambda: replace(shelf, modules=modules))
    press(reader, "skip", f"/skills/{heavier_modules()[0]}/")
    clock.shift(timedelta(minutes=5))
    assert HEAVIER not in page_of(reader, f"/skills/{heavier_modules()[0]}/")
    assert HEAVIER not in page_of(reader, "/skills/m04/")
    assert HEAVIER in page_of(reader)
    assert HEAVIER not in page_of(reader)


def test_the_end_of_a_heavier_skill_offers_quiet_minutes_once(
    reader: Client, clock: time_machine.Traveller
) -> None:
    reader.post("/comfort/notes/", {"preset": "show"})
    heavy = heavier_modules()[0]
    for _ in library().modules[heavy].steps:
        press(reader, "skip", f"/skills/{heavy}/")
    page = page_of(reader, f"/skills/{heavy}/")
    assert heading(page) == "That is all of it"
    assert QUIET in page
    assert 'href="/tools/quiet/"' in page
    assert QUIET not in page_of(reader, f"/skills/{heavy}/")


def test_leaving_a_heavier_skill_leads_past_quiet_minutes_once(
    reader: Client, clock: time_machine.Traveller
) -> None:
    reader.post("/comfort/notes/", {"preset": "show"})
    address = f"/skills/{heavier_modules()[0]}/"
    assert press(reader, "leave", address) == "/"
    press(reader, "skip", address)
    assert press(reader, "leave", address) == "/tools/quiet/"
    page = page_of(reader, "/tools/quiet/")
    assert "Your place is kept" in page
    assert "Not now" in page
    assert press(reader, "leave", address) == "/"


def test_quiet_minutes_last_as_long_as_chosen_and_can_be_switched_off(
    reader: Client, clock: time_machine.Traveller
) -> None:
    caps = {
        "nudge_minutes": "0",
        "sittings_a_day": "0",
        "heavier_a_day": "0",
        "heavier_gap_days": "1",
        "cool_down_minutes": "5",
    }
    assert reader.post("/comfort/caps/", caps).status_code == 303
    page = page_of(reader, "/tools/quiet/")
    assert 'data-seconds="225"' in page  # three quarters of five minutes, at first
    assert page.count('class="quiet small"') >= 3
    answer = reader.post("/tools/quiet/", {"move": "off:quiet"})
    assert answer["Location"] == "/"
    address = f"/skills/{heavier_modules()[0]}/"
    press(reader, "skip", address)
    assert press(reader, "leave", address) == "/"
    assert "offer me this again" not in page_of(reader, "/tools/quiet/")


def test_quiet_minutes_keep_to_the_avoid_list(reader: Client) -> None:
    reader.post("/comfort/avoid/", {"avoid": ["breath_attention"]})
    page = page_of(reader, "/tools/quiet/")
    assert "data-pacer" not in page
    assert "One of these" in page


@pytest.mark.parametrize("move", ["", "off:", "off:everything", "off:sitting", "fly"])
def test_a_forged_switch_changes_nothing(guest: Client, move: str) -> None:
    for address in ("/skills/m03/", "/tools/quiet/"):
        assert guest.post(address, {"move": move}).status_code == 303
    assert "Undo the last change" not in page_of(guest, "/comfort/")


def test_with_all_of_it_off_nothing_is_counted_for_a_guest(guest: Client) -> None:
    press(guest, "next")
    assert guest.session["keeping"]["sitting"]["sittings"] == 1
    for word in ("sittings", "heavier", "long", "quiet"):
        guest.post("/skills/m03/", {"move": f"off:{word}"})
    assert guest.session["keeping"]["sitting"] == {}
    press(guest, "next")
    assert guest.session["keeping"]["sitting"] == {}


def test_what_is_counted_for_a_member_is_sealed_and_a_look_writes_nothing(
    alices_browser: Client,
) -> None:
    page_of(alices_browser)
    assert not Profile.objects.exists()
    press(alices_browser, "next")
    row = bytes(Profile.objects.get().sealed)
    assert b"sitting" not in row
    assert "sitting" not in str(dict(alices_browser.session))


def test_a_guest_who_only_looks_gets_no_session(guest: Client) -> None:
    page_of(guest)
    page_of(guest, "/tools/quiet/")
    assert not guest.session.keys()
