"""What the engine promises, tried on made-up modules and on every real one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.content.body_shapes import (
    Choose,
    Guide,
    Option,
    Pacer,
    Plan,
    PlanField,
    Prompt,
    Read,
)
from skills_app.content.module_shapes import Step, ToolCard, Way
from skills_app.content.parts import parts_of
from skills_app.content.task_shapes import Slider
from skills_app.practice.courses import Course, course_of_module, course_of_tool
from skills_app.practice.drawing import goes_to_address
from skills_app.practice.pace import Outcome, Showing, begin, move, screens_of, show
from skills_app.practice.shelf import shelf_for
from skills_app.preferences.choices import Comfort
from skills_app.preferences.places import Place
from tests.practice.courses import MOVES, comforts, courses, places


def real_courses() -> list[Course]:
    shelf = library()
    tools = [
        course_of_tool(module, step.tool, step)
        for module, step in shelf.tools.values()
        if step.tool
    ]
    return [*(course_of_module(module) for module in shelf.modules.values()), *tools]


def check(course: Course, comfort: Comfort, showing: Showing) -> None:
    # Looked up here by the files themselves, not by what the course says of them.
    found = library().tool(course.id) if course.alone else None
    comfort = comfort.in_module(found[0].id if found else course.id)
    assert showing.step in course.steps
    assert showing.place.step == showing.step.id
    assert 1 <= showing.number <= showing.of == len(course.steps)
    assert 0 <= showing.place.screen < showing.screens
    closed = showing.answer in ("set_aside", "nothing_left", "finished")
    assert (showing.way is None) == closed
    if showing.way is None:
        return
    if not showing.step.always_shown:
        for way in (showing.way, *showing.others):
            assert not comfort.avoids(way.uses)
            assert not any(comfort.avoids(part.uses) for part in parts_of(way.body))
            assert not (way.kind == "slider" and comfort.slider == "off")
            assert all(comfort.level(topic) != "hide" for topic in way.notes)
    elif any(
        not comfort.avoids(way.uses)
        and not any(comfort.avoids(part.uses) for part in parts_of(way.body))
        and not (way.kind == "slider" and comfort.slider == "off")
        for way in showing.step.ways
    ):
        assert not comfort.avoids(showing.way.uses)
    if showing.open and not showing.place.opened:
        assert not showing.asks
    assert (showing.answer == "noted") == bool(showing.asks and not showing.place.opened)


def check_target(course: Course, outcome: Outcome) -> None:
    """Where an option leads is there: a step of this module, or a page that has an address."""
    if outcome.goes_to == "step":
        assert course.index_of(outcome.place.step) is not None
    else:
        assert goes_to_address(outcome.goes_to or "").startswith("/")


def options_of(course: Course) -> tuple[str, ...]:
    """The ids of everything that can be chosen somewhere in it."""
    bodies = [way.body for step in course.steps for way in step.ways]
    ids = [one.id for body in bodies if isinstance(body, Choose) for one in body.options]
    return tuple(dict.fromkeys(ids)) or ("none",)


# What leads across: whoever is shut down gets tools for too much, and the other way round. What
# suits both, or neither, leads to the question which of them it is.
ACROSS = {frozenset({"up"}): "down", frozenset({"down"}): "up"}


def walk(course: Course, comfort: Comfort, place: Place | None, path: list[str]) -> None:
    options = options_of(course)
    for count, name in enumerate(path):
        showing = show(course, comfort, place)
        check(course, comfort, showing)
        chosen = (options[count % len(options)], options[-1])
        outcome = move(course, comfort, showing.place, name, chosen=chosen)
        place = outcome.place
        if outcome.kind == "follow":
            check_target(course, outcome)
        if name == "leave":
            assert outcome.kind == "left"
        if name == "not_helping":
            assert outcome.kind == "unhelpful"
            card = showing.step.tool
            states = set(card.states if card else course.states) - {"even"}
            assert outcome.goes_to == ACROSS.get(frozenset(states))
        if name == "skip" and showing.answer != "finished":
            after = show(course, comfort, place)
            assert after.answer == "finished" or after.number == showing.number + 1
        if name in ("stay", "next", "skip", "back", "open_note", "begin"):
            assert outcome.kind in ("stay", "left")
    check(course, comfort, show(course, comfort, place))


paths = st.lists(st.sampled_from(MOVES), max_size=25)


@settings(deadline=None)
@given(courses(), comforts(), places, paths)
def test_no_path_through_any_module_shows_what_is_hidden_or_asks_for_what_is_avoided(
    course: Course, comfort: Comfort, place: Place, path: list[str]
) -> None:
    walk(course, comfort, place, path)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_every_real_module_and_tool_keeps_the_same_promise(data: st.DataObject) -> None:
    for course in real_courses():
        own = course.module_id or course.id
        walk(course, data.draw(comforts((own,))), None, data.draw(paths))


def steps_to_the_end(course: Course, comfort: Comfort, place: Place | None) -> int:
    most = sum(max(screens_of(way) for way in step.ways) for step in course.steps) + 2
    for count in range(most):
        showing = show(course, comfort, place)
        if showing.answer == "finished":
            return count
        before = (showing.number, showing.place.screen)
        place = move(course, comfort, showing.place, "next").place
        after = show(course, comfort, place)
        assert after.answer == "finished" or (after.number, after.place.screen) > before
    raise AssertionError("Next never came to the end.")


@settings(deadline=None)
@given(courses(), comforts(), places)
def test_next_always_comes_to_the_end_without_going_round(
    course: Course, comfort: Comfort, place: Place
) -> None:
    steps_to_the_end(course, comfort, place)


@settings(deadline=None)
@given(courses(), comforts(), places, st.lists(st.sampled_from(MOVES), max_size=12))
def test_wherever_a_reader_is_skipping_comes_to_the_end_and_never_repeats_a_step(
    course: Course, comfort: Comfort, place: Place, path: list[str]
) -> None:
    """No loop without the reader's wish: only going back, choosing and beginning lead back."""
    kept: Place | None = place
    for name in path:
        kept = move(course, comfort, show(course, comfort, kept).place, name).place
    seen: list[int] = []
    for _ in range(len(course.steps) + 1):
        showing = show(course, comfort, kept)
        if showing.answer == "finished":
            return
        assert showing.number not in seen
        seen.append(showing.number)
        kept = move(course, comfort, showing.place, "skip").place
    raise AssertionError("Skipping never came to the end.")


@settings(max_examples=20, deadline=None)
@given(comforts())
def test_next_comes_to_the_end_of_every_real_module(comfort: Comfort) -> None:
    for course in real_courses():
        steps_to_the_end(course, comfort, None)


@settings(deadline=None)
@given(courses(), comforts(), places)
def test_back_always_leads_out_in_the_end(course: Course, comfort: Comfort, place: Place) -> None:
    most = sum(max(screens_of(way) for way in step.ways) for step in course.steps) * 2 + 3
    for _ in range(most):
        outcome = move(course, comfort, place, "back")
        if outcome.kind == "left":
            return
        place = outcome.place
    raise AssertionError("Back never led out.")


@settings(deadline=None)
@given(courses(), comforts(), places, st.sampled_from(MOVES))
def test_a_move_starts_from_the_page_it_was_made_on(
    course: Course, comfort: Comfort, place: Place, name: str
) -> None:
    """Pressed twice, or pressed in an old tab: the same page leads to the same neighbour."""
    seen = show(course, comfort, place)
    once = move(course, comfort, seen.place, name, chosen=("a",))
    again = move(course, comfort, seen.place, name, chosen=("a",))
    assert once == again
    if name in ("next", "skip", "back") and once.kind == "stay":
        assert abs(show(course, comfort, once.place).number - seen.number) <= 1


def way(way_id: str, *, notes: tuple[str, ...] = (), uses: tuple[str, ...] = ()) -> Way:
    return Way(way_id, f"Way {way_id}", "read", 2, notes, uses, Read(("First.", "Second.")))


def course(*steps: Step) -> Course:
    return Course("m99", "A module", steps, ("up",))


def step(step_id: str, *ways: Way, always_shown: bool = False) -> Step:
    return Step(step_id, step_id, ways, None, always_shown)


def test_a_step_opens_in_its_first_way() -> None:
    showing = show(course(step("one", way("a"), way("b"))), Comfort(), None)
    assert (showing.answer, showing.way and showing.way.id) == ("shown", "a")


def test_an_avoided_method_is_swapped_for_its_other_way() -> None:
    only = course(step("one", way("a", uses=("eyes_closed",)), way("b")))
    showing = show(only, Comfort(avoid=frozenset({"eyes_closed"})), None)
    assert (showing.answer, showing.way and showing.way.id) == ("another_way", "b")
    assert showing.others == ()


def test_a_tool_keeps_to_the_level_of_the_module_it_comes_from() -> None:
    module, step = library().tools["t32"]
    assert module.id == "m11"
    assert step.tool is not None
    tool = course_of_tool(module, step.tool, step)
    hidden = Comfort(module_notes={"m11": "hide"})
    way = show(tool, hidden, None).way
    assert way is not None
    assert "bod" not in way.notes
    assert show(tool, Comfort(module_notes={"m11": "ask"}), None).answer == "noted"
    shelved = [one.way.id for one in shelf_for(library(), hidden).tools if one.card.id == "t32"]
    assert shelved == [way.id]


def test_breathing_says_and_takes_the_minutes_the_reader_set() -> None:
    pacer = Pacer("four_six", 4, 6, 0, 2, "In", "Out", ("Breathe.",))
    one = course(step("one", Way("a", "A pacer", "pacer", 2, (), (), pacer), way("b")))
    showing = show(one, Comfort(breath_minutes=7), None)
    assert showing.way is not None
    assert showing.way.minutes == 7


NO_TOUCH = Comfort(avoid=frozenset({"touch"}))


def guide(*uses: tuple[str, ...]) -> Way:
    prompts = tuple(Prompt(f"Line {number}.", each) for number, each in enumerate(uses, start=1))
    return Way("a", "A guide", "guide", 2, (), (), Guide(prompts, "That is all."))


def test_only_the_avoided_lines_of_a_guide_are_left_out() -> None:
    one = course(step("one", guide((), ("touch",), ("sound",)), way("b")))
    showing = show(one, NO_TOUCH, None)
    assert showing.answer == "shown"
    assert showing.screens == 3
    body = showing.way.body if showing.way else None
    assert isinstance(body, Guide)
    assert [prompt.text for prompt in body.prompts] == ["Line 1.", "Line 3."]
    assert show(one, Comfort(), None).screens == 4


def test_a_guide_of_which_next_to_nothing_is_left_gives_way_to_another() -> None:
    one = course(step("one", guide((), ("touch",), ("touch",)), way("b")))
    showing = show(one, NO_TOUCH, None)
    assert (showing.answer, showing.way and showing.way.id) == ("another_way", "b")
    assert showing.others == ()


def test_an_avoided_option_is_neither_shown_nor_taken() -> None:
    options = (
        Option("hold", "Hold a thing", "Yes.", None, ("touch",)),
        Option("look", "Look at it", "Yes.", None),
        Option("rest", "Rest", "Yes.", None),
    )
    choose = Way("a", "Choose", "choose", 1, (), (), Choose("Which?", False, False, options))
    one = course(step("one", choose, way("b")))
    place = move(one, NO_TOUCH, begin(one), "answer", chosen=("hold",)).place
    assert place.chosen == ()
    kept = replace(begin(one), way="a", chosen=("hold", "look"))
    assert [option.id for option in show(one, NO_TOUCH, kept).chosen] == ["look"]
    few = replace(choose, body=Choose("Which?", False, False, options[:2]))
    assert show(course(step("one", few, way("b"))), NO_TOUCH, None).answer == "another_way"


def test_an_avoided_line_of_a_plan_is_left_out() -> None:
    fields = (PlanField("a", "Hold", "", False, ("touch",)), PlanField("b", "Look", "", False))
    plan = Way("a", "Plan", "plan", 1, (), (), Plan("Some lines.", fields, "Done."))
    showing = show(course(step("one", plan, way("b"))), NO_TOUCH, None)
    assert showing.way is not None
    assert parts_of(showing.way.body) == (fields[1],)


AREAS = {"hands": "hand", "feet": "foot", "face": "face", "belly": "belly", "chest": "chest"}


@pytest.mark.parametrize("area", AREAS)
def test_the_short_scan_names_just_the_areas_that_were_allowed(area: str) -> None:
    module = library().module("m11")
    assert module is not None
    scan = replace(course_of_module(module), steps=(module.step("scan"),))  # type: ignore[arg-type]
    allowed = Comfort(body_areas=frozenset({f"body_area_{area}"}))
    showing = show(scan, allowed, None)
    assert showing.answer == "shown"
    said = " ".join(part.text for part in parts_of(showing.way.body)).lower()  # type: ignore
    assert AREAS[area] in said
    assert not any(word in said for name, word in AREAS.items() if name != area)
    none = show(scan, Comfort(body_areas=frozenset()), None)
    assert none.way is not None
    assert none.way.id != "main"


def test_a_step_whose_ways_are_all_avoided_leaves_nothing_and_goes_on() -> None:
    both = course(step("one", way("a", uses=("touch",)), way("b", uses=("touch",))))
    comfort = Comfort(avoid=frozenset({"touch"}))
    assert show(both, comfort, None).answer == "nothing_left"
    assert move(both, comfort, begin(both), "next").place.finished


def test_a_hidden_topic_shows_a_way_without_it() -> None:
    comfort = Comfort(notes={"sex": "hide"})
    showing = show(course(step("one", way("a", notes=("sex",)), way("b"))), comfort, None)
    assert showing.way is not None
    assert showing.way.id == "b"


def test_a_topic_hidden_in_every_way_sets_the_step_aside() -> None:
    comfort = Comfort(notes={"sex": "hide"})
    assert show(course(step("one", way("a", notes=("sex",)))), comfort, None).answer == "set_aside"


def test_a_topic_to_ask_about_is_folded_until_it_is_opened() -> None:
    only = course(step("one", way("a", notes=("sex", "bod"))))
    comfort = Comfort(notes={"sex": "ask"})
    showing = show(only, comfort, None)
    assert (showing.answer, showing.asks, showing.labels) == ("noted", ("sex",), ("bod",))
    opened = move(only, comfort, showing.place, "open_note").place
    assert show(only, comfort, opened).answer == "shown"


def test_an_opened_note_does_not_open_the_other_way() -> None:
    only = course(step("one", way("a", notes=("sex",)), way("b", notes=("sex",))))
    comfort = Comfort(notes={"sex": "ask"})
    opened = move(only, comfort, begin(only), "open_note").place
    other = move(only, comfort, opened, "another_way").place
    assert show(only, comfort, other).answer == "noted"


def test_a_shown_topic_has_no_note_at_all() -> None:
    comfort = Comfort(notes={"bod": "show"})
    showing = show(course(step("one", way("a", notes=("bod",)))), comfort, None)
    assert (showing.answer, showing.labels) == ("shown", ())


def test_help_is_never_hidden_and_never_folded() -> None:
    helplines = course(step("one", way("a", notes=("sui",), uses=("sound",)), always_shown=True))
    for level in ("ask", "hide"):
        comfort = Comfort(notes={"sui": level}, avoid=frozenset({"sound"}))
        assert show(helplines, comfort, None).answer == "shown"


def test_another_way_goes_round_the_ways_that_are_open() -> None:
    only = course(step("one", way("a"), way("b", uses=("touch",)), way("c")))
    comfort = Comfort(avoid=frozenset({"touch"}))
    place = begin(only)
    seen = []
    for _ in range(3):
        place = move(only, comfort, place, "another_way").place
        seen.append(place.way)
    assert seen == ["c", "a", "c"]


def test_with_no_other_way_something_else_is_offered() -> None:
    only = course(step("one", way("a")))
    assert move(only, Comfort(), begin(only), "another_way").kind == "elsewhere"


def test_next_goes_through_the_screens_and_then_the_steps() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    place, seen = begin(both), []
    for _ in range(4):
        place = move(both, Comfort(), place, "next").place
        seen.append((place.step, place.screen, place.finished))
    assert seen == [
        ("one", 1, False),
        ("two", 0, False),
        ("two", 1, False),
        ("two", 0, True),
    ]


def test_back_returns_to_the_last_screen_of_the_step_before() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    outcome = move(both, Comfort(), Place("two", at=1), "back")
    assert (outcome.place.step, outcome.place.screen) == ("one", 1)


def test_a_step_that_is_gone_leads_to_its_nearest_neighbour_and_says_so() -> None:
    both = course(step("one", way("a")), step("two", way("a")))
    showing = show(both, Comfort(), Place("gone", at=7, screen=1))
    assert (showing.step.id, showing.place.screen, showing.moved) == ("two", 0, True)


def test_a_way_that_closed_meanwhile_starts_its_other_way_from_the_beginning() -> None:
    only = course(step("one", way("a", uses=("touch",)), way("b")))
    place = Place("one", way="a", screen=1, opened=True)
    showing = show(only, Comfort(avoid=frozenset({"touch"})), place)
    assert (showing.place.way, showing.place.screen, showing.place.opened) == ("b", 0, False)


@pytest.mark.parametrize(
    ("states", "opposite"),
    [(("up",), "down"), (("down", "even"), "up"), (("even",), None), (("up", "down"), None)],
)
def test_what_does_not_help_leads_to_the_opposite_kind(
    states: tuple[str, ...], opposite: str | None
) -> None:
    only = replace(course(step("one", way("a"))), states=states)
    outcome = move(only, Comfort(), begin(only), "not_helping")
    assert (outcome.kind, outcome.goes_to) == ("unhelpful", opposite)


def test_a_step_that_stands_alone_too_knows_its_own_kind() -> None:
    card = ToolCard("t01", "A tool", "", ("down",), "senses")
    only = replace(course(replace(step("one", way("a")), tool=card)), states=("up", "even"))
    assert move(only, Comfort(), begin(only), "not_helping").goes_to == "up"


def test_sliders_that_are_off_give_way_to_another_kind() -> None:
    marked = Way("a", "A line", "slider", 1, (), (), Slider("How?", (), (), False, ""))
    both = course(step("one", marked, way("b")))
    assert show(both, Comfort(), None).way is marked
    showing = show(both, Comfort(slider="off"), None)
    assert showing.way is not None
    assert showing.way.id == "b"


def test_a_level_for_one_module_counts_there_and_nowhere_else() -> None:
    only = course(step("one", way("a", notes=("sex",))))
    comfort = Comfort(notes={"sex": "hide"}, module_notes={"m99": "show"})
    assert show(only, comfort, None).answer == "shown"
    assert show(replace(only, id="m98"), comfort, None).answer == "set_aside"
