"""One tool for a state and two of other kinds: never two of a kind, none missing in the end."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.library import FAMILIES
from skills_app.library.vocabulary import METHODS, STATES
from skills_app.practice.shelf import KIND_OF, LEADS, kind_of, seen_after, shelf_for, three_for
from skills_app.preferences.keeping.choices import Comfort

TOOL = re.compile(r'href="/tools/(t\d\d)/"')


def three_on(page: str) -> list[str]:
    """The one to begin and the two below it, without those that are folded."""
    main = page.split("<main")[1].split("</main")[0]
    return TOOL.findall(main.split("<details")[0])


def test_every_family_is_of_a_kind() -> None:
    assert set(KIND_OF) == set(FAMILIES)
    assert set(LEADS.values()) <= set(KIND_OF.values())
    assert set(LEADS) <= set(STATES)


@settings(deadline=None)  # the first example reads the whole library
@given(
    state=st.sampled_from(STATES),
    avoid=st.sets(st.sampled_from(METHODS), max_size=4),
    seen=st.sets(st.sampled_from(sorted(library().tools))),
    without_kind=st.sampled_from(["", *sorted(set(KIND_OF.values()))]),
)
def test_no_two_are_of_a_kind_and_all_fit(
    state: str, avoid: set[str], seen: set[str], without_kind: str
) -> None:
    tools = shelf_for(library(), Comfort(avoid=frozenset(avoid)), state=state).tools
    three = three_for(tools, state=state, seen=seen, without_kind=without_kind)
    kinds = [kind_of(one) for one in three]
    assert len(set(kinds)) == len(kinds) <= 3
    assert without_kind not in kinds
    there = {kind_of(one) for one in tools} - {without_kind}
    assert len(three) == min(3, len(there))
    assert set(three) <= set(tools)
    fresh = {kind_of(one) for one in tools if one.card.id not in seen} - {without_kind}
    assert sum(one.card.id not in seen for one in three) == min(3, len(fresh))


@settings(deadline=None)
@given(state=st.sampled_from(STATES), avoid=st.sets(st.sampled_from(METHODS), max_size=4))
def test_asking_for_others_goes_through_all_of_them(state: str, avoid: set[str]) -> None:
    tools = shelf_for(library(), Comfort(avoid=frozenset(avoid)), state=state).tools
    shown: set[str] = set()
    seen: list[str] = []
    for _ in range(len(tools) + 1):
        three = three_for(tools, state=state, seen=seen)
        shown |= {one.card.id for one in three}
        seen = seen_after(seen, three, tools)
        assert len(seen) == len(set(seen))
    assert shown == {one.card.id for one in tools}


def test_what_is_shut_down_is_met_by_a_little_movement_and_too_much_by_looking() -> None:
    for state, kind in LEADS.items():
        tools = shelf_for(library(), Comfort(), state=state).tools
        first, *_others = three_for(tools, state=state)
        assert kind_of(first) == kind
        assert not first.folded


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_state_answers_with_one_to_begin_and_two_others(guest: Client, state: str) -> None:
    page = guest.get(f"/tools/{state}/").content.decode()
    assert len(three_on(page)) == 3
    assert page.count("button--main") == 1
    seen = re.findall(r'name="seen" value="(t\d\d)"', page)
    assert seen == three_on(page)
    others = guest.post(f"/tools/{state}/", {"seen": seen}).content.decode()
    assert not set(three_on(others)) & set(seen)
    every = {step.tool.id for _, step in library().tools_for(state) if step.tool}
    assert set(TOOL.findall(page)) == every, "all of them are there, folded"


@pytest.mark.django_db
def test_odd_things_sent_still_answer_with_three_and_are_not_said_back(guest: Client) -> None:
    sent = {"seen": ["t99", "<b>", "x" * 5000, *sorted(library().tools)]}
    page = guest.post("/tools/up/", sent).content.decode()
    assert len(three_on(page)) == 3
    assert "x" * 50 not in page
    assert "<b>" not in page


@pytest.mark.django_db
def test_with_breath_avoided_nothing_of_it_is_among_them(guest: Client) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["breath_attention"]})
    for state in STATES:
        page = guest.get(f"/tools/{state}/").content.decode()
        for tool_id in three_on(page):
            found = library().tool(tool_id)
            assert found
            assert found[1].tool
            assert found[1].tool.family != "breathing"


@pytest.mark.django_db
def test_with_breath_avoided_none_of_it_is_picked_or_among_the_quiet_minutes(guest: Client) -> None:
    guest.post("/comfort/avoid/", {"avoid": ["breath_attention"]})
    breathing = {
        step.tool.id
        for _, step in library().tools.values()
        if step.tool and step.tool.family == "breathing"
    }
    quiet = guest.get("/tools/quiet/").content.decode()
    assert not set(TOOL.findall(quiet.split("<main")[1])) & breathing
    seen: list[str] = []
    for _ in range(len(library().tools)):
        page = guest.post("/tools/one/", {"state": "up", "seen": seen}).content.decode()
        (picked,) = TOOL.findall(page.split("<main")[1].split("</main")[0])
        assert picked not in breathing
        seen = [*seen, picked]
