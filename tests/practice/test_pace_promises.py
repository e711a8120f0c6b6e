"""What the engine promises, tried on made-up modules and on every real one."""

from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from skills_app.content import library
from skills_app.library.vocabulary import LEVELS, Level
from skills_app.practice.addresses import goes_to_address
from skills_app.practice.pace import Showing, move, show
from skills_app.preferences.keeping.choices import Comfort
from skills_app.preferences.keeping.places import Place
from skills_app.steps.choose.body import Choose
from skills_app.steps.courses import Course, Outcome, course_of_module, course_of_tool
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
            assert not any(comfort.avoids(part.uses) for part in way.body.leavable)
            assert not (way.kind == "slider" and comfort.slider == "off")
            assert all(comfort.level(topic) != "hide" for topic in way.notes)
    elif any(
        not comfort.avoids(way.uses)
        and not any(comfort.avoids(part.uses) for part in way.body.leavable)
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


@settings(max_examples=40, deadline=None)
@given(comforts(), st.sampled_from(LEVELS), st.integers(0, 1), paths)
def test_every_real_module_and_tool_keeps_the_same_promise(
    comfort: Comfort, own_level: Level, odd: int, path: list[str]
) -> None:
    """To draw choices costs far more than to walk with them, so all are walked with the same, and
    every second one with a level of its own.
    """
    for number, course in enumerate(real_courses()):
        own = {course.module_id or course.id: own_level} if number % 2 == odd else {}
        walk(course, replace(comfort, module_notes=MappingProxyType(own)), None, path)


def steps_to_the_end(course: Course, comfort: Comfort, place: Place | None) -> int:
    most = sum(max(way.body.screen_count for way in step.ways) for step in course.steps) + 2
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
    most = sum(max(way.body.screen_count for way in step.ways) for step in course.steps) * 2 + 3
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
