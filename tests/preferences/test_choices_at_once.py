"""The look, words, country, presets, and choices kept as they are made."""

import re

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import library
from skills_app.preferences.keeping.choices import Comfort, from_data
from skills_app.preferences.keeping.presets import PRESETS
from tests.preferences.test_comfort import chosen, page_of, ticked

pytestmark = pytest.mark.django_db

LOOK = {"look": "system", "text_size": "100", "spacing": "ordinary"}


def opening_tag(page: str) -> str:
    found = re.search(r"<html[^>]*>", page)
    assert found
    return found.group()


def at_once(client: Client, section: str, data: dict[str, str]) -> tuple[int, str]:
    headers = {"hx-request": "true", "hx-boosted": "true", "hx-target": f"now-{section}"}
    answer = client.post(f"/comfort/{section}/", data, headers=headers)
    return answer.status_code, answer.content.decode()


def test_the_page_says_nothing_about_a_look_nobody_chose(guest: Client) -> None:
    assert "data-" not in opening_tag(page_of(guest))


def test_a_chosen_look_is_said_by_every_page(guest: Client) -> None:
    chosen_look = {
        "look": "dark",
        "text_size": "150",
        "spacing": "roomy",
        "plain_font": "on",
        "still": "on",
        "fewer_pictures": "on",
    }
    assert guest.post("/comfort/look/", chosen_look).status_code == 303
    for address in ("/", "/comfort/", "/people/", "/skills/m03/"):
        tag = opening_tag(guest.get(address).content.decode())
        for said in ("look", "dark"), ("size", "150"), ("spacing", "roomy"), ("motion", "still"):
            assert '{}="{}"'.format(*said) in tag
        assert 'data-font="plain"' in tag
        assert 'data-pictures="few"' in tag


def test_a_part_of_a_page_carries_the_look_chosen_now(guest: Client) -> None:
    guest.post("/comfort/look/", LOOK | {"look": "contrast"})
    part = guest.get("/tools/", headers={"hx-request": "true", "hx-boosted": "true"})
    assert 'data-now-look="contrast"' in part.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("look", "neon"), ("text_size", "900"), ("spacing", ""), ("look", "")]
)
def test_a_look_that_does_not_exist_is_refused(guest: Client, field: str, value: str) -> None:
    assert guest.post("/comfort/look/", LOOK | {field: value}).status_code == 422
    assert "data-" not in opening_tag(page_of(guest))


def test_a_choice_made_with_scripts_is_kept_and_answered_without_a_redirect(guest: Client) -> None:
    status, page = at_once(guest, "look", LOOK | {"look": "light"})
    assert status == 200
    assert "Kept." in page
    assert "<html" not in page
    assert 'data-now-look="light"' in page
    assert 'data-look="light"' in opening_tag(page_of(guest))


def test_a_number_that_does_not_fit_is_said_beside_the_example(guest: Client) -> None:
    status, page = at_once(guest, "lock", {"idle_minutes": "0"})
    assert status == 422
    assert 'role="alert"' in page.split('id="now-lock"')[1].split("</form>")[0]


def test_keeping_the_same_choice_twice_still_undoes_the_last_change(guest: Client) -> None:
    for _ in range(2):
        guest.post("/comfort/look/", LOOK | {"look": "dark"})
    guest.post("/comfort/undo/")
    assert "data-look" not in opening_tag(page_of(guest))


def test_the_word_for_me_is_said_back_in_the_readers_own_way(guest: Client) -> None:
    assert "written for someone who lived through it" in page_of(guest)
    guest.post("/comfort/words/", {"self_word": "survivor", "voice": "plain"})
    assert "written for a survivor" in page_of(guest)
    for forged in ({"self_word": "case", "voice": "plain"}, {"self_word": "survivor"}):
        assert guest.post("/comfort/words/", forged).status_code == 422


def test_each_line_of_an_exercise_is_said_as_an_offer_to_those_who_want_that(
    guest: Client,
) -> None:
    words = {"self_word": "neither", "voice": "softer"}
    guides = [name for name, found in library().tools.items() if found[1].main.kind == "guide"]
    pacers = [name for name, found in library().tools.items() if found[1].main.kind == "pacer"]
    addresses = [f"/tools/{name}/" for name in (guides[0], pacers[0])]
    for address in addresses:
        assert "If you like:" not in guest.get(address).content.decode()
    assert guest.post("/comfort/words/", words).status_code == 303
    for address in addresses:
        assert guest.get(address).content.decode().count("If you like:") == 1
    assert guest.post("/comfort/words/", words | {"voice": "loud"}).status_code == 422
    guest.post("/comfort/undo/")
    assert "If you like:" not in guest.get(addresses[0]).content.decode()


def test_the_readers_country_comes_first_and_open_and_no_other_is_lost(guest: Client) -> None:
    countries = library().helplines.countries
    guest.post("/comfort/help/", {"country": "Ireland"})
    page = guest.get("/people/").content.decode()
    places = [page.index(f"<summary>{country}</summary>") for country in countries]
    assert page.index("<summary>Ireland</summary>") == min(places)
    assert page.count("open>") == 1
    assert guest.post("/comfort/help/", {"country": "Atlantis"}).status_code == 422
    guest.post("/comfort/help/", {"country": ""})
    assert guest.get("/people/").content.decode().count("open>") == 0


def test_parts_of_the_body_begin_with_hands_and_feet(guest: Client) -> None:
    assert ticked(page_of(guest), "body_areas") == ["body_area_hands", "body_area_feet"]
    guest.post("/comfort/body/", {"body_areas": ["body_area_face"]})
    assert ticked(page_of(guest), "body_areas") == ["body_area_face"]
    guest.post("/comfort/body/", {})
    assert "no exercise speaks of a part of the body" in page_of(guest)


def test_one_skill_can_have_a_level_of_its_own(guest: Client) -> None:
    once_above_and_once_in_what_it_is_about = 2
    page = guest.get("/skills/m03/").content.decode()
    assert page.count("Mentions attention to breath") == once_above_and_once_in_what_it_is_about
    guest.post("/comfort/modules/", {"m03": "show"})
    assert chosen(page_of(guest), "m03") == "show"
    assert "Mentions attention to breath" not in guest.get("/skills/m03/").content.decode()
    guest.post("/comfort/modules/", {"m03": "ask"})
    assert "Open it" in guest.get("/skills/m03/").content.decode()
    guest.post("/comfort/modules/", {"m03": ""})
    assert guest.post("/comfort/modules/", {"m03": "loud"}).status_code == 422
    page = guest.get("/skills/m03/").content.decode()
    assert page.count("Mentions attention to breath") == once_above_and_once_in_what_it_is_about


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_changes_many_choices_and_is_undone_with_one_press(
    guest: Client, name: str
) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["sound"]})
    before = page_of(guest)
    assert guest.post("/comfort/preset/", {"preset": name}).status_code == 303
    after = page_of(guest)
    levels = {"gentlest": "ask", "plain": "show", "everything": "show"}
    assert {chosen(after, topic.id) for topic in library().vocabulary.notes} == {levels[name]}
    guest.post("/comfort/undo/")
    assert ticked(page_of(guest), "avoid") == ["sound"]
    assert chosen(page_of(guest), "sex") == chosen(before, "sex")


def test_a_preset_leaves_what_it_does_not_name() -> None:
    comfort = Comfort(exit_page=1, idle_minutes=7, look="dark", country="Ireland")
    for preset in PRESETS.values():
        changed = preset(comfort)
        assert (changed.exit_page, changed.idle_minutes) == (1, 7)
        assert (changed.look, changed.country) == ("dark", "Ireland")


def test_presets_switch_the_soft_limits_too_and_leave_chosen_ones() -> None:
    off = Comfort(nudge_minutes=0, sittings_a_day=0, heavier_a_day=0, cool_down_minutes=0)
    for name in ("gentlest", "everything"):
        changed = PRESETS[name](off)
        assert (changed.nudge_minutes, changed.sittings_a_day) == (12, 3)
        assert (changed.heavier_a_day, changed.cool_down_minutes) == (1, 3)
        assert PRESETS[name](Comfort(nudge_minutes=20)).nudge_minutes == 20
    changed = PRESETS["plain"](Comfort())
    assert (changed.nudge_minutes, changed.cool_down_minutes) == (0, 0)


def test_a_preset_that_does_not_exist_changes_nothing(guest: Client) -> None:
    assert guest.post("/comfort/preset/", {"preset": "loudest"}).status_code == 303
    assert "Kept." not in page_of(guest)
    assert guest.get("/comfort/preset/").status_code == 405


def test_members_keep_their_look(alices_browser: Client, alice: User) -> None:
    alices_browser.post("/comfort/look/", LOOK | {"text_size": "125"})
    again = Client()
    again.force_login(alice)
    assert 'data-size="125"' in opening_tag(page_of(again))


def test_an_avoided_body_area_of_old_is_one_not_agreed_to() -> None:
    comfort = from_data({"avoid": ["body_area_hands", "touch"]})
    assert comfort.avoid == {"touch"}
    assert comfort.body_areas == {"body_area_feet"}
    assert comfort.avoids(("body_area_hands",))
    assert comfort.avoids(("body_area_chest",))
    assert not comfort.avoids(("body_area_feet",))


def opened(page: str) -> list[str]:
    return re.findall(r'<details class="fold section" open>\s*<summary><h2 id="(\w+)"', page)


@pytest.mark.parametrize("press", [("preset", {"preset": "plain"}), ("undo", {})])
def test_what_is_open_stays_open_after_a_preset_and_its_undo(
    guest: Client, press: tuple[str, dict[str, str]]
) -> None:
    guest.post("/comfort/look/", LOOK | {"look": "dark"})
    page = page_of(guest)
    assert opened(page) == ["look"]
    assert 'name="was_open" value="look"' in page
    where, data = press
    guest.post(f"/comfort/{where}/", data | {"was_open": ["look", "<b>", "pace"]})
    page = page_of(guest)
    assert opened(page) == ["pace", "look"]
    assert len(re.findall(r"<button[^>]* autofocus", page)) == 1
    assert opened(page_of(guest)) == []


def test_with_scripts_what_is_open_now_counts_and_not_what_was(guest: Client) -> None:
    sent = {"preset": "plain", "was_open": "look", "open": "sound"}
    guest.post("/comfort/preset/", sent, headers={"hx-request": "true", "hx-boosted": "true"})
    assert opened(page_of(guest)) == ["sound"]
