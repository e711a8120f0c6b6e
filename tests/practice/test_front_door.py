import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.steps.working import Pacer

pytestmark = pytest.mark.django_db


def choose(guest: Client, section: str, **values: object) -> None:
    assert guest.post(f"/comfort/{section}/", values).status_code == 303


def test_help_comes_first_and_needs_no_account(guest: Client) -> None:
    page = guest.get("/").content.decode()
    assert page.count("<h1") == 1
    assert "Breathe with me" in page
    for address in (
        "/tools/up/",
        "/tools/down/",
        "/tools/even/",
        "/write/let-go/",
        "/people/",
        "/safety/",
    ):
        assert f'href="{address}"' in page
    assert "It is not an emergency service" in page


def test_grounding_is_offered_before_breathing(guest: Client) -> None:
    """More than a third of beginners breathed too much on their first day."""
    page = guest.get("/").content.decode()
    assert page.index("Ground with me") < page.index("Breathe with me")
    first = page.split("<h1")[1].split('class="button button--main button--big"')[1]
    assert first.split(">")[1].startswith("Ground with me")


def test_without_scripts_breathing_with_me_leads_to_a_breathing_tool(guest: Client) -> None:
    page = guest.get("/").content.decode()
    form = page.split("data-begins")[0].rsplit('action="', 1)[1].split('"')[0]
    tool = guest.get(form).content.decode()
    assert "In words" in tool
    assert "data-pacer" in tool


def test_someone_who_avoids_breath_is_offered_grounding_instead(guest: Client) -> None:
    choose(guest, "avoid", avoid=["breath_attention"])
    page = guest.get("/").content.decode()
    assert "data-pacer" not in page
    assert "Breathe with me" not in page
    main = page.split("<main")[1]
    first, other = re.findall(r'href="/tools/(t\d\d)/"', main)
    tools = library().tools
    for name in (first, other):
        assert not isinstance(tools[name][1].main.body, Pacer)
    cards = [tools[name][1].tool for name in (first, other)]
    assert cards[0]
    assert cards[1]
    assert cards[0].family != cards[1].family
    assert main.index("Ground with me") < main.index(cards[1].title)


@pytest.mark.parametrize("level", ["ask", "hide"])
def test_a_folded_or_hidden_breath_topic_is_not_in_the_way_either(
    guest: Client, level: str
) -> None:
    choose(guest, "notes", brt=level)
    assert "data-pacer" not in guest.get("/").content.decode()


def test_it_offers_to_carry_on_only_where_there_is_something_to_carry_on(guest: Client) -> None:
    assert "Carry on" not in guest.get("/").content.decode()
    module = library().modules["m03"]
    guest.post("/skills/m03/", {"move": "next", "step": module.steps[0].id})
    page = guest.get("/").content.decode()
    assert "Carry on: Breathing with choices" in page
    assert re.search(r"step \d of \d", page)
    assert 'href="/skills/m03/"' in page


def test_a_module_that_was_removed_is_not_offered_again(guest: Client) -> None:
    guest.post("/skills/m03/", {"move": "next"})
    session = guest.session
    kept = session["keeping"]
    kept["places"]["m97"] = {"step": "gone", "at": 2}
    kept["last"] = "m97"
    session["keeping"] = kept
    session.save()
    assert "Carry on" not in guest.get("/").content.decode()
    assert guest.get("/skills/m97/").status_code == 404


def test_rhythm_buttons_work_without_scripts_and_answer_numbers_with_them(guest: Client) -> None:
    answer = guest.post("/", {"move": "out_more"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    told = guest.post("/", {"move": "in_less"}, headers={"accept": "application/json"})
    assert told.json() == {
        "in": {"seconds": 3.5, "shown": "3.5"},
        "hold": {"seconds": 0.0, "shown": "0"},
        "out": {"seconds": 6.5, "shown": "6.5"},
    }


def test_the_first_three_times_are_shorter(guest: Client) -> None:
    assert 'data-seconds="90"' in guest.get("/").content.decode()
    for _ in range(3):
        assert guest.post("/", {"move": "began"}).status_code == 204
    assert 'data-seconds="120"' in guest.get("/").content.decode()


def test_an_unknown_move_changes_nothing(guest: Client) -> None:
    assert guest.post("/", {"move": "fly"}).status_code == 303
    assert "keeping" not in guest.session


def test_a_boosted_visit_gets_the_same_page_without_its_frame(guest: Client) -> None:
    boosted = {"hx-request": "true", "hx-boosted": "true"}
    page = guest.get("/", headers=boosted).content.decode()
    assert "<h1" in page
    assert "<html" not in page


def test_a_look_leaves_nothing_behind(guest: Client) -> None:
    guest.get("/")
    assert not guest.session.keys()


def test_what_is_kept_near_is_at_hand_on_the_first_page_too(guest: Client) -> None:
    names = list(library().tools)[:4]
    for name in names:
        guest.post(f"/tools/{name}/near/", {})
    main = guest.get("/").text.split("<main")[1]
    assert main.count("Kept near") == 3
    for name in names[:3]:
        assert f'href="/tools/{name}/"' in main


def test_the_states_are_named_in_a_word_or_two_each_with_its_mark(guest: Client) -> None:
    row = guest.get("/").text.split('<ul class="states">')[1].split("</ul>")[0]
    assert row.count("<svg") == 3
    words = [one.strip() for one in re.findall(r"</svg>\s*([^<]+)</a>", row)]
    assert words == ["Too much", "Shut down", "Okay"]
