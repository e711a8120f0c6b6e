import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library

pytestmark = pytest.mark.django_db

PACE = {
    "breath_in": "4",
    "breath_out": "6",
    "hold_seconds": "0",
    "breath_minutes": "2",
    "advance": "tap",
    "advance_seconds": "20",
    "prompt_pause": "5",
    "writing_minutes": "10",
}


CAPS = {
    "nudge_minutes": "12",
    "sittings_a_day": "3",
    "heavier_a_day": "1",
    "heavier_gap_days": "1",
    "cool_down_minutes": "3",
}


def page_of(client: Client) -> str:
    answer = client.get("/comfort/")
    assert answer.status_code == 200
    return answer.content.decode()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<input[^>]*value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found
    return found.group(1)


def chosen(page: str, name: str) -> str:
    box = page.split(f'<select name="{name}"')[1].split("</select>")[0]
    found = re.search(r'value="(\w+)" selected', box)
    assert found
    return found.group(1)


def ticked(page: str, name: str) -> list[str]:
    boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    values = [re.search(r'value="([^"]*)"', box) for box in boxes if " checked" in box]
    return [value.group(1) for value in values if value]


def test_the_page_shows_things_as_they_are(guest: Client) -> None:
    page = page_of(guest)
    assert page.count("<h1") == 1
    assert value_of(page, "breath_out") == "6"
    assert chosen(page, "sex") == "ask"
    assert "Undo the last change" not in page
    assert not guest.session.keys()


def test_a_choice_counts_at_once_and_is_confirmed(guest: Client) -> None:
    answer = guest.post("/comfort/pace/", PACE | {"breath_out": "7,5"})
    assert (answer.status_code, answer["Location"]) == (303, "/comfort/")
    page = page_of(guest)
    assert value_of(page, "breath_out") == "7.5"
    assert "Kept." in page
    assert "out for 7.5" in page


def test_a_change_can_be_undone_and_redone(guest: Client) -> None:
    guest.post("/comfort/pace/", PACE | {"breath_minutes": "5"})
    assert guest.post("/comfort/undo/").status_code == 303
    assert value_of(page_of(guest), "breath_minutes") == "2"
    guest.post("/comfort/undo/")
    assert value_of(page_of(guest), "breath_minutes") == "5"


def test_undo_with_nothing_to_undo_changes_nothing(guest: Client) -> None:
    assert guest.post("/comfort/undo/").status_code == 303
    assert "Put back" not in page_of(guest)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("breath_in", "9", "Between 2.5 and 5"),
        ("breath_in", "-1", "Between 2.5 and 5"),
        ("breath_in", "soon", "does not look like a number"),
        ("breath_in", "nan", "does not look like a number"),
        ("breath_in", "1e999", "does not look like a number"),
        ("breath_in", "", "A number goes here"),
        ("breath_out", "3.6", "at least as long"),
        ("breath_minutes", "11", "Between 1 and 10"),
        ("hold_seconds", "5", "Between 0 and 4"),
        ("hold_seconds", "3", "more than 12 seconds"),
        ("advance", "never", "one of the two"),
        ("advance_seconds", "5", "Between 10 and 60"),
        ("writing_minutes", "20", "Between 5 and 15"),
        ("prompt_pause", "2.5", "does not look like a number"),
    ],
)
def test_a_pace_that_does_not_fit_is_explained_and_stays_in_its_box(
    guest: Client, field: str, value: str, words: str
) -> None:
    answer = guest.post("/comfort/pace/", PACE | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if value and field != "advance":
        assert value_of(page, field) == value
    assert value_of(page_of(guest), "breath_in") == "4"


def test_the_live_example_rests_as_kept_and_never_for_who_avoids_holding(guest: Client) -> None:
    guest.post("/comfort/pace/", PACE | {"hold_seconds": "2"})
    page = page_of(guest)
    assert 'data-hold="2"' in page
    assert 'data-safe="2.5 5 3.5 8 0 4 6 12"' in page
    guest.post("/comfort/avoid/", {"avoid": ["breath_hold"]})
    page = page_of(guest)
    assert 'data-hold="0"' in page
    assert "data-held-off" in page


def test_the_time_for_writing_is_chosen_once_and_offered_where_one_writes(guest: Client) -> None:
    guest.post("/comfort/pace/", PACE | {"writing_minutes": "7"})
    assert '<option value="7" selected>' in guest.get("/write/timed/").content.decode()
    steps = library().modules["m08"].steps
    for step in steps:
        if step.main.kind == "write":
            break
        guest.post("/skills/m08/", {"step": step.id, "move": "skip"})
    page = guest.get("/skills/m08/").content.decode()
    assert 'data-timer="7"' in page
    assert "Your time for a page is 7 minutes" in page


def test_a_rhythm_that_is_too_slow_altogether_is_explained(guest: Client) -> None:
    answer = guest.post("/comfort/pace/", PACE | {"breath_in": "5", "breath_out": "8"})
    assert answer.status_code == 422
    assert "4.6 breaths a minute" in answer.content.decode()


def test_each_limit_can_be_switched_off_and_undone(guest: Client) -> None:
    for name in CAPS:
        assert chosen(page_of(guest), name) == CAPS[name]
        assert guest.post("/comfort/caps/", CAPS | {name: "0"}).status_code == 303
        assert chosen(page_of(guest), name) == "0"
        guest.post("/comfort/undo/")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nudge_minutes", "4"),
        ("nudge_minutes", "soon"),
        ("sittings_a_day", "-1"),
        ("sittings_a_day", ""),
        ("heavier_a_day", "3"),
        ("heavier_gap_days", "8"),
        ("cool_down_minutes", "1e9"),
    ],
)
def test_a_limit_out_of_its_range_is_refused(guest: Client, field: str, value: str) -> None:
    assert guest.post("/comfort/caps/", CAPS | {field: value}).status_code == 422
    assert chosen(page_of(guest), field) == CAPS[field]


def test_each_topic_has_its_own_level(guest: Client) -> None:
    guest.post("/comfort/notes/", {"sex": "hide", "bod": "show"})
    page = page_of(guest)
    assert (chosen(page, "sex"), chosen(page, "bod"), chosen(page, "tch")) == (
        "hide",
        "show",
        "ask",
    )


@pytest.mark.parametrize("preset", ["show", "ask"])
def test_one_press_sets_every_topic(guest: Client, preset: str) -> None:
    guest.post("/comfort/notes/", {"preset": preset, "sex": "hide"})
    page = page_of(guest)
    for topic in library().vocabulary.notes:
        assert chosen(page, topic.id) == preset


def test_one_press_brings_every_topic_back(guest: Client) -> None:
    guest.post("/comfort/notes/", {"sex": "hide"})
    guest.post("/comfort/notes/", {"preset": "first"})
    page = page_of(guest)
    for topic in library().vocabulary.notes:
        assert chosen(page, topic.id) == topic.default


def test_a_level_or_preset_that_does_not_exist_is_refused_or_ignored(guest: Client) -> None:
    assert guest.post("/comfort/notes/", {"sex": "loud"}).status_code == 422
    guest.post("/comfort/notes/", {"preset": "loud", "none-such": "hide"})
    assert chosen(page_of(guest), "sex") == "ask"


def test_the_avoid_list_keeps_what_is_ticked(guest: Client) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["touch", "cold"]})
    assert ticked(page_of(guest), "avoid") == ["touch", "cold"]
    assert guest.post("/comfort/avoid/", {"avoid": ["flying"]}).status_code == 422
    guest.post("/comfort/avoid/", {})
    assert ticked(page_of(guest), "avoid") == []


def test_idle_minutes_have_a_range(guest: Client) -> None:
    assert guest.post("/comfort/lock/", {"idle_minutes": "30"}).status_code == 303
    assert "it locks at 10:30" in page_of(guest)
    assert guest.post("/comfort/lock/", {"idle_minutes": "61"}).status_code == 422


def test_the_page_to_leave_to_comes_from_the_operators_list(guest: Client) -> None:
    guest.post("/comfort/leaving/", {"exit_page": "1"})
    assert "opens www.bbc.com" in page_of(guest)
    for forged in ("9", "-1", "https://evil.example/", ""):
        answer = guest.post("/comfort/leaving/", {"exit_page": forged})
        assert answer.status_code == 422
        assert "evil.example" not in answer.content.decode()


def test_an_unknown_section_is_not_found_and_a_reload_of_one_goes_home(guest: Client) -> None:
    assert guest.post("/comfort/none-such/", {}).status_code == 404
    assert guest.get("/comfort/pace/")["Location"] == "/comfort/"


def test_a_forged_form_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = strict.post("/comfort/lock/", {"idle_minutes": "5"}, headers=elsewhere)
    assert answer.status_code == 403
    strict.get("/comfort/")
    assert strict.post("/comfort/lock/", {"idle_minutes": "5"}).status_code == 403


def test_a_wrong_value_with_htmx_answers_with_the_page_alone(guest: Client) -> None:
    boosted = {"hx-request": "true", "hx-boosted": "true"}
    answer = guest.post("/comfort/lock/", {"idle_minutes": "x"}, headers=boosted)
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()


def test_members_choices_follow_them_and_touch_nobody_else(
    alices_browser: Client, bobs_browser: Client, alice: User
) -> None:
    alices_browser.post("/comfort/lock/", {"idle_minutes": "7"})
    again = Client()
    again.force_login(alice)
    assert value_of(page_of(again), "idle_minutes") == "7"
    assert value_of(page_of(bobs_browser), "idle_minutes") == "15"


def test_a_guests_undo_never_reaches_into_the_account_they_open(guest: Client, alice: User) -> None:
    guest.post("/comfort/lock/", {"idle_minutes": "7"})
    guest.force_login(alice)
    assert "Undo the last change" not in page_of(guest)


def test_the_cover_comes_by_itself_only_when_asked(guest: Client) -> None:
    assert "when you press “Cover”" in page_of(guest)
    assert "data-cover-after" not in page_of(guest).partition("<body")[0]

    assert guest.post("/comfort/cover/", {"cover_minutes": "5"}).status_code == 303
    assert "after 5 quiet minutes" in page_of(guest)
    assert 'data-cover-after="5"' in page_of(guest).partition("<body")[0]
    assert guest.post("/comfort/cover/", {"cover_minutes": "61"}).status_code == 422

    guest.post("/comfort/undo/")
    assert "data-cover-after" not in page_of(guest).partition("<body")[0]


def test_going_blank_is_a_choice_that_every_page_is_told(guest: Client) -> None:
    guest.post("/comfort/cover/", {"cover_minutes": "0", "blank_when_hidden": "on"})
    assert 'data-blank="hidden"' in guest.get("/people/").content.decode()
    assert "goes blank while you look" in page_of(guest)

    guest.post("/comfort/cover/", {"cover_minutes": "0"})
    assert "data-blank" not in guest.get("/people/").content.decode().partition("<body")[0]


@pytest.mark.parametrize("name", ["breath_in", "breath_minutes", "advance"])
def test_a_number_that_is_far_too_long_is_not_drawn_once_more(guest: Client, name: str) -> None:
    answer = guest.post("/comfort/pace/", PACE | {name: "7" * 100_000})
    assert answer.status_code == 422
    assert "7" * 100 not in answer.text
