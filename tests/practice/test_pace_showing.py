"""What the engine shows of a step: the way, the note before it, and the lines that are left."""

from dataclasses import replace

import pytest

from skills_app.content import library
from skills_app.library.modules import Way
from skills_app.practice.pace import begin, move, show
from skills_app.practice.shelf import shelf_for
from skills_app.preferences.keeping.choices import Comfort
from skills_app.steps.choose.body import Choose, Option
from skills_app.steps.choose.choosing import chosen_of
from skills_app.steps.courses import course_of_module, course_of_tool
from skills_app.steps.guide.body import Guide, Prompt
from skills_app.steps.pacer.body import Pacer
from skills_app.steps.plan.body import Plan, PlanField
from skills_app.steps.slider.body import Slider
from tests.practice.small_courses import course, step, way


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
    shown = show(one, NO_TOUCH, kept)
    assert [option.id for option in chosen_of(shown.way.body, shown.place)] == ["look"]  # type: ignore
    few = replace(choose, body=Choose("Which?", False, False, options[:2]))
    assert show(course(step("one", few, way("b"))), NO_TOUCH, None).answer == "another_way"


def test_an_avoided_line_of_a_plan_is_left_out() -> None:
    fields = (PlanField("a", "Hold", "", False, ("touch",)), PlanField("b", "Look", "", False))
    plan = Way("a", "Plan", "plan", 1, (), (), Plan("Some lines.", fields, "Done."))
    showing = show(course(step("one", plan, way("b"))), NO_TOUCH, None)
    assert showing.way is not None
    assert showing.way.body.leavable == (fields[1],)


AREAS = {"hands": "hand", "feet": "foot", "face": "face", "belly": "belly", "chest": "chest"}


@pytest.mark.parametrize("area", AREAS)
def test_the_short_scan_names_just_the_areas_that_were_allowed(area: str) -> None:
    module = library().module("m11")
    assert module is not None
    scan = replace(course_of_module(module), steps=(module.step("scan"),))  # type: ignore[arg-type]
    allowed = Comfort(body_areas=frozenset({f"body_area_{area}"}))
    showing = show(scan, allowed, None)
    assert showing.answer == "shown"
    said = " ".join(part.text for part in showing.way.body.leavable).lower()  # type: ignore
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
