"""A kept place: begun again, forgotten, put back, gone; in two tabs, for guests and members."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from skills_app.account.models import User
from skills_app.content import Library, library
from skills_app.practice import addresses, pages, tool_views, views
from tests.practice.test_modules import fields, heading, page_of, press

pytestmark = pytest.mark.django_db

AGAIN = "This is the beginning again"
FORGOTTEN = "Forgotten: nothing is kept"


@pytest.fixture(params=["a guest", "a member"])
def reader(request: pytest.FixtureRequest, guest: Client, alices_browser: Client) -> Client:
    return guest if request.param == "a guest" else alices_browser


@pytest.fixture
def take_out(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Publish the library without a module, or without some of its steps."""

    def publish(module_id: str, *, steps: tuple[str, ...] = ()) -> None:
        shelf = library()
        modules = dict(shelf.modules)
        module = modules.pop(module_id)
        if steps:
            left = tuple(step for step in module.steps if step.id not in steps)
            modules[module_id] = replace(module, steps=left)
        names = {step.id for step in module.steps if not steps or step.id in steps}
        tools = {
            name: found
            for name, found in shelf.tools.items()
            if found[0].id != module_id or found[1].id not in names
        }
        changed: Library = replace(shelf, modules=modules, tools=tools)
        for place in (views, addresses, pages, tool_views):
            monkeypatch.setattr(place, "library", lambda: changed)

    return publish


def titles(module_id: str = "m03") -> list[str]:
    return [step.title for step in library().modules[module_id].steps]


def a_tool_with_screens() -> str:
    """The address of a tool that has more than one screen."""
    for tool_id, (_module, step) in library().tools.items():
        if step.main.kind == "guide" and not step.main.notes:
            return f"/tools/{tool_id}/"
    raise AssertionError("There is a guide among the tools.")


def test_nothing_kept_offers_nothing_to_forget(reader: Client) -> None:
    for address in ("/skills/m03/", "/skills/", a_tool_with_screens()):
        page = page_of(reader, address)
        assert 'value="forget"' not in page
        assert 'value="begin"' not in page
        assert 'value="put_back"' not in page


def test_a_module_is_begun_again_and_put_back_with_one_press_each(reader: Client) -> None:
    for _ in range(3):
        press(reader, "skip")
    assert 'value="begin"' in page_of(reader)
    assert press(reader, "begin") == "/skills/m03/"
    page = page_of(reader)
    assert AGAIN in page
    assert heading(page) == titles()[0]
    assert press(reader, "put_back") == "/skills/m03/"
    page = page_of(reader)
    assert heading(page) == titles()[3]
    assert 'value="put_back"' not in page


def test_a_place_is_forgotten_from_its_page_and_put_back_from_the_list(reader: Client) -> None:
    press(reader, "skip")
    press(reader, "skip")
    assert press(reader, "forget") == "/skills/"
    page = page_of(reader, "/skills/")
    assert FORGOTTEN in page
    assert "step " not in page.split("<main")[1]
    assert "Carry on" not in page_of(reader, "/")
    assert "Undo: back to my place" in page
    reader.post("/skills/m03/", {"move": "put_back"})
    assert heading(page_of(reader)) == titles()[2]
    assert "Carry on" in page_of(reader, "/")


def test_the_page_of_a_begun_skill_offers_both_and_the_list_stays_a_list(reader: Client) -> None:
    press(reader, "skip")
    page = page_of(reader)
    assert page.count('value="forget"') == page.count('value="begin"') == 1
    listed = page_of(reader, "/skills/")
    assert 'value="forget"' not in listed
    assert "step 2 of" in listed


def test_a_tool_is_begun_again_and_forgotten_like_a_module(reader: Client) -> None:
    address = a_tool_with_screens()
    press(reader, "next", address)
    press(reader, "next", address)
    assert "Part 3 of" in page_of(reader, address)
    press(reader, "begin", address)
    assert "Part 1 of" in page_of(reader, address)
    press(reader, "put_back", address)
    assert "Part 3 of" in page_of(reader, address)
    assert press(reader, "forget", address) == "/tools/"
    assert "Undo: back to my place" in page_of(reader, "/tools/")
    assert 'value="put_back"' not in page_of(reader, "/skills/")
    assert "Part 1 of" in page_of(reader, address)


def test_the_next_step_anywhere_ends_the_offer_to_put_back(reader: Client) -> None:
    press(reader, "skip")
    press(reader, "begin")
    press(reader, "next")
    press(reader, "next", "/now/")
    assert 'value="put_back"' not in page_of(reader)
    reader.post("/skills/m03/", {"move": "put_back"})
    assert fields(page_of(reader))["screen"] == "1"


@pytest.mark.parametrize("move", ["begin", "forget", "put_back"])
def test_pressed_with_nothing_kept_or_in_another_module_it_does_no_harm(
    reader: Client, move: str
) -> None:
    press(reader, "skip", "/skills/m04/")
    press(reader, "begin", "/skills/m04/")
    assert reader.post("/skills/m03/", {"move": move}).status_code == 303
    assert heading(page_of(reader)) == titles()[0]


def test_what_a_guest_gave_up_is_not_put_back_into_an_account(guest: Client, alice: User) -> None:
    press(guest, "skip")
    press(guest, "forget")
    guest.force_login(alice)
    assert "Undo" not in page_of(guest, "/skills/")
    guest.post("/skills/m03/", {"move": "put_back"})
    assert heading(page_of(guest)) == titles()[0]


def test_bob_cannot_reach_what_alice_gave_up(alices_browser: Client, bobs_browser: Client) -> None:
    press(alices_browser, "skip")
    press(alices_browser, "forget")
    bobs_browser.post("/skills/m03/", {"move": "put_back"})
    assert heading(page_of(bobs_browser)) == titles()[0]
    assert 'value="put_back"' not in page_of(bobs_browser, "/skills/")


def test_a_step_taken_out_lands_on_its_neighbour_and_says_so(
    reader: Client, take_out: Callable[..., None]
) -> None:
    press(reader, "skip")
    gone = library().modules["m03"].steps[1]
    take_out("m03", steps=(gone.id,))
    page = page_of(reader)
    assert heading(page) == titles()[2]
    assert "not here any more" in page
    press(reader, "next")
    assert "not here any more" not in page_of(reader)


def test_a_press_on_a_page_whose_step_was_taken_out_goes_on_from_its_neighbour(
    reader: Client, take_out: Callable[..., None]
) -> None:
    press(reader, "skip")
    seen = fields(page_of(reader))
    take_out("m03", steps=(library().modules["m03"].steps[1].id,))
    assert reader.post("/skills/m03/", {**seen, "move": "skip"}).status_code == 303
    assert heading(page_of(reader)) == titles()[3]


def test_a_module_taken_out_is_offered_nowhere_and_nothing_breaks(
    reader: Client, take_out: Callable[..., None]
) -> None:
    reader.post("/comfort/modules/", {"m03": "show"})
    press(reader, "skip")
    seen = fields(page_of(reader))
    tool = next(name for name, found in library().tools.items() if found[0].id == "m03")
    reader.post(f"/tools/{tool}/near/", {})
    take_out("m03")
    for address in ("/skills/m03/", f"/tools/{tool}/"):
        assert reader.get(address).status_code == 404
        answer = reader.post(address, {**seen, "move": "next"}, follow=True)
        assert answer.redirect_chain == [(f"/{address.split('/')[1]}/", 303)]
        assert "That skill is not here any more." in answer.content.decode()
    for address in ("/", "/skills/", "/tools/", "/tools/up/", "/comfort/", "/now/"):
        page = page_of(reader, address)
        assert "/skills/m03/" not in page
        assert "Carry on" not in page


def test_what_was_given_up_in_a_module_taken_out_is_not_offered_back(
    reader: Client, take_out: Callable[..., None]
) -> None:
    press(reader, "skip")
    press(reader, "forget")
    take_out("m03")
    assert "Undo" not in page_of(reader, "/skills/")


def test_of_two_tabs_each_moves_from_its_own_page(reader: Client) -> None:
    first_tab = fields(page_of(reader))
    press(reader, "skip")
    second_tab = fields(page_of(reader))
    press(reader, "skip")
    press(reader, "skip")
    reader.post("/skills/m03/", {**second_tab, "move": "back"})
    assert heading(page_of(reader)) == titles()[0]
    reader.post("/skills/m03/", {**second_tab, "move": "skip"})
    assert heading(page_of(reader)) == titles()[2]
    reader.post("/skills/m03/", {**first_tab, "move": "another_way"})
    assert heading(page_of(reader)) == titles()[0]


def test_a_tab_left_open_over_forgetting_still_moves_from_its_page(reader: Client) -> None:
    press(reader, "skip")
    tab = fields(page_of(reader))
    press(reader, "forget")
    reader.post("/skills/m03/", {**tab, "move": "skip"})
    assert heading(page_of(reader)) == titles()[2]
