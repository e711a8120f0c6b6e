"""The shelf: what fits, what is picked, and what is kept near."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.library.vocabulary import METHODS, STATES
from skills_app.practice.shelf import MINUTES, one_for_me, shelf_for, without_folded
from skills_app.preferences.keeping.choices import Comfort

TOOL = re.compile(r'href="/tools/(t\d\d)/"')


def main_of(page: bytes) -> str:
    return page.decode().split("<main")[1].split("</main")[0]


def listed(page: bytes) -> list[str]:
    return TOOL.findall(main_of(page))


@settings(deadline=None)  # the first example reads the whole library
@given(
    state=st.sampled_from(["", *STATES]),
    minutes=st.sampled_from([0, *MINUTES]),
    without=st.sets(st.sampled_from(METHODS)),
)
def test_what_is_found_keeps_to_what_was_asked(state: str, minutes: int, without: set[str]) -> None:
    shelf = shelf_for(library(), Comfort(), state=state, minutes=minutes, without=without)
    for one in shelf.tools:
        assert not state or state in one.card.states
        assert not minutes or one.way.minutes <= minutes
        assert not without & set(one.way.uses)
    assert [one for _, tools in shelf.by_family() for one in tools if one not in shelf.tools] == []
    assert sum(len(tools) for _, tools in shelf.by_family()) == len(shelf.tools)


@settings(deadline=None)
@given(state=st.sampled_from(STATES), seed=st.integers(0, 5))
def test_another_one_goes_through_all_that_fit_before_any_comes_again(
    state: str, seed: int
) -> None:
    tools = without_folded(shelf_for(library(), Comfort(), state=state)).tools
    seen: list[str] = []
    for _ in tools:
        one = one_for_me(tools, seen=seen, choose=lambda some: some[seed % len(some)])
        assert one is not None
        assert one.card.id not in seen
        assert not one.folded
        seen.append(one.card.id)
    assert one_for_me(tools, seen=seen, choose=lambda some: some[0]) is not None
    assert one_for_me((), seen=(), choose=lambda some: some[0]) is None


def test_the_one_that_is_picked_is_among_the_lightest() -> None:
    tools = shelf_for(library(), Comfort()).tools
    heaviest = max(tools, key=lambda one: one.weight)
    assert one_for_me(tools, seen=(), choose=lambda some: some[-1]) != heaviest


@pytest.mark.django_db
def test_one_is_picked_and_another_on_request(guest: Client) -> None:
    first = guest.post("/tools/one/", {"state": "up"}).content
    (name,) = listed(first)
    assert name in {step.tool.id for _, step in library().tools_for("up") if step.tool}
    second = guest.post("/tools/one/", {"state": "up", "seen": [name]}).content
    assert listed(second) != [name]
    assert f'name="seen" value="{name}"' in main_of(second)


@pytest.mark.django_db
def test_odd_things_sent_for_one_still_give_one(guest: Client) -> None:
    answer = guest.post("/tools/one/", {"state": "sideways", "seen": ["t99", "<b>", "t01"]})
    assert answer.status_code == 200
    assert len(listed(answer.content)) == 1
    assert listed(guest.get("/tools/one/").content)


@pytest.mark.django_db
def test_tools_are_found_by_state_minutes_and_what_to_leave_out(guest: Client) -> None:
    wanted = {"state": "down", "minutes": "1", "without": ["touch", "sound"]}
    answer = guest.post("/tools/", wanted)
    expected = shelf_for(
        library(), Comfort(), state="down", minutes=1, without=("touch", "sound")
    ).tools
    assert listed(answer.content) == [one.card.id for one in expected]
    assert 'value="touch"' in answer.content.decode()
    assert "touch" not in str(dict(guest.session)), "it counts for this one look"


@pytest.mark.django_db
def test_a_wish_that_is_not_in_the_list_is_answered_kindly(guest: Client) -> None:
    answer = guest.post("/tools/", {"state": "sideways", "minutes": "99", "without": ["magic"]})
    assert answer.status_code == 422
    assert "That one is not in the list" in answer.content.decode()


@pytest.mark.django_db
def test_nothing_that_fits_says_so_and_what_to_do(guest: Client) -> None:
    answer = guest.post("/tools/", {"minutes": "1", "without": list(METHODS), "state": "up"})
    page = main_of(answer.content)
    assert listed(answer.content) or "You could allow a little more time" in page


@pytest.mark.django_db
@pytest.mark.parametrize("browser", ["guest", "alices_browser"])
def test_a_tool_kept_near_is_on_top_until_it_is_put_back(
    browser: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(browser)
    assert "Kept near" not in main_of(client.get("/tools/").content)
    client.post("/tools/t09/near/")
    page = main_of(client.get("/tools/").content)
    near = page.split("Kept near")[1].split("</section")[0]
    assert TOOL.findall(near) == ["t09"]
    assert "Put it back" in client.get("/tools/t09/").content.decode()
    client.post("/tools/t09/near/", {"off": "1"})
    assert "Kept near" not in main_of(client.get("/tools/").content)


@pytest.mark.django_db
def test_only_a_tool_can_be_kept_near(guest: Client) -> None:
    assert guest.post("/tools/t99/near/").status_code == 303
    assert "t99" not in str(dict(guest.session.items()))
    assert guest.get("/tools/t09/near/").status_code == 405
