import re

import pytest
from django.test import Client

from skills_app.content import library
from skills_app.library.vocabulary import STATES

pytestmark = pytest.mark.django_db


def main_of(guest: Client, address: str) -> str:
    answer = guest.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_shelf_of_its_own(guest: Client, state: str) -> None:
    page = main_of(guest, f"/tools/{state}/")
    folded = page.split("<details")[1]
    listed = re.findall(r'href="/tools/(t\d\d)/"', folded)
    assert listed == [step.tool.id for _, step in library().tools_for(state) if step.tool]
    assert listed


def test_the_whole_shelf_is_one_page(guest: Client) -> None:
    page = main_of(guest, "/tools/")
    assert set(re.findall(r'href="/tools/(t\d\d)/"', page)) == set(library().tools)


def test_every_tool_opens_and_has_a_way_out(guest: Client) -> None:
    for name in library().tools:
        page = main_of(guest, f"/tools/{name}/")
        assert page.count("<h1") == 1
        assert 'value="leave"' in page


def test_a_tool_ends_kindly_and_can_be_done_once_more(guest: Client) -> None:
    guest.post("/tools/t03/", {"step": "pacer", "move": "next"})
    page = main_of(guest, "/tools/t03/")
    assert "That is all of it" in page
    guest.post("/tools/t03/", {"step": "pacer", "finished": "1", "move": "begin"})
    assert "data-pacer" in main_of(guest, "/tools/t03/")


def test_the_readers_rhythm_reaches_the_pacer(guest: Client) -> None:
    guest.post("/tools/t03/", {"step": "pacer", "move": "in_less"})
    assert 'data-in="3.5"' in main_of(guest, "/tools/t03/")


def test_moving_shapes_that_are_avoided_stand_still(guest: Client) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["moving_pictures", "counting"]})
    page = main_of(guest, "/tools/t03/")
    assert 'data-motion="still"' in page
    assert "data-uncounted" in page


def test_the_shelf_says_in_one_line_that_something_was_set_aside(guest: Client) -> None:
    assert "set aside" not in main_of(guest, "/tools/")
    every_topic = {topic.id: "hide" for topic in library().vocabulary.notes}
    every_method = [method.id for method in library().vocabulary.methods]
    guest.post("/comfort/notes/", every_topic)
    guest.post("/comfort/avoid/", {"avoid": every_method})
    page = main_of(guest, "/tools/")
    hidden = set(library().tools) - set(re.findall(r'href="/tools/(t\d\d)/"', page))
    assert ("set aside" in page) == bool(hidden)


def test_a_guide_can_be_heard_from_its_first_line_again(guest: Client) -> None:
    address, sent = "/tools/t08/", {"step": "look", "way": "main", "screen": "2"}
    assert 'value="repeat"' not in main_of(guest, address)
    guest.post(address, {**sent, "move": "next"})
    assert 'name="screen" value="3"' in main_of(guest, address)
    assert 'value="repeat"' in main_of(guest, address)
    guest.post(address, {**sent, "screen": "3", "move": "repeat"})
    assert 'name="screen" value="0"' in main_of(guest, address)
