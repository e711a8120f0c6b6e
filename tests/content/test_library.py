"""The library that ships: what every file in it keeps to."""

import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from skills_app.content import library
from skills_app.content.overviews import bodies_of, tools_by_family
from skills_app.content.reading_grade import sentences, words
from skills_app.library.modules import Module, Step, Way
from skills_app.library.vocabulary import GROUNDING_FAMILIES
from skills_app.steps.choose.body import Choose
from skills_app.steps.guide.body import Guide
from skills_app.steps.pacer.body import BREATH_PATTERNS, PATTERNS, Pacer
from skills_app.steps.plan.body import Plan
from skills_app.steps.read.body import Read

MODULES = sorted(library().modules)
# The modules, and the sets of tools that belong to none.
SETS = {**library().modules, **{module.id: module for module, _ in library().tools.values()}}


def each_way() -> list[tuple[Module, Step, Way]]:
    return [
        (module, step, way)
        for module in SETS.values()
        for step in module.steps
        for way in step.ways
    ]


def texts_of(way: Way) -> list[str]:
    match way.body:
        case Read(screens=screens):
            return list(screens)
        case Guide(prompts=prompts, closing=closing):
            return [*(prompt.text for prompt in prompts), closing]
        case Choose(question=question, options=options):
            said = [part for option in options for part in (option.text, option.answer)]
            return [question, *(text for text in said if text)]
        case Pacer(plain=plain, cue_in=cue_in, cue_out=cue_out, care=care):
            return [cue_in, cue_out, *plain, *([care] if care else [])]
        case Plan(intro=intro, fields=fields, closing=closing):
            lines = [part for field in fields for part in (field.label, field.hint) if part]
            return [intro, *lines, closing]
        case _:
            return strings_in(way.body)


def strings_in(part: Any) -> list[str]:
    """Every text inside a body, ids among them."""
    if isinstance(part, str):
        return [part] if part else []
    if isinstance(part, tuple):
        return [text for one in part for text in strings_in(one)]
    if is_dataclass(part):
        return [text for one in fields(part) for text in strings_in(getattr(part, one.name))]
    return []


def test_the_first_four_modules_have_the_steps_of_the_catalogue() -> None:
    found = {
        module.id: [(step.id, step.main.kind) for step in module.steps]
        for module in library().modules.values()
    }
    assert found["m02"] == [
        ("here", "choose"),
        ("orient", "guide"),
        ("pick", "choose"),
        ("breathe", "pacer"),
        ("someone", "plan"),
        ("after", "read"),
    ]
    kinds = {module: [kind for _, kind in steps] for module, steps in found.items()}
    assert kinds["m03"][:3] == ["read", "pacer", "choose"]
    assert kinds["m03"][-1] == "plan"
    assert {"guide", "choose", "plan"} == set(kinds["m04"])
    assert kinds["m13"] == ["choose", "script", "rehearse", "choose", "plan"]
    assert kinds["m01"] == ["read", "choose", "slider", "plan", "read"]
    assert kinds["m17"] == [
        "slider",
        "read",
        "choose",
        "ladder",
        "guide",
        "slider",
        "guide",
        "slider",
    ]


@pytest.mark.parametrize("state", ["up", "down", "even"])
def test_each_state_has_at_least_four_tools(state: str) -> None:
    assert len(library().tools_for(state)) >= 4


def test_too_much_and_shut_down_have_different_tools() -> None:
    up = {step.tool.id for _, step in library().tools_for("up") if step.tool}
    down = {step.tool.id for _, step in library().tools_for("down") if step.tool}
    assert len(up - down) >= 4
    assert len(down - up) >= 4


def test_slow_breath_is_not_offered_to_someone_who_is_shut_down() -> None:
    for _, step in library().tools_for("down"):
        for way in step.ways:
            assert not isinstance(way.body, Pacer)


def test_there_are_at_least_forty_tools_each_short() -> None:
    tools = library().tools
    assert len(tools) >= 40
    for _, step in tools.values():
        assert step.main.minutes <= 3


def test_the_shelf_has_enough_grounding_and_each_kind_of_it() -> None:
    families = tools_by_family(library())
    assert sum(families[one] for one in GROUNDING_FAMILIES) >= 24
    assert all(families[one] >= 2 for one in GROUNDING_FAMILIES)


def test_there_are_eight_breathing_patterns_and_every_pattern_is_there() -> None:
    assert {body.pattern for body in bodies_of(library(), "pacer")} == set(PATTERNS)
    assert len(BREATH_PATTERNS) == 8


def test_every_tool_has_a_way_that_asks_for_nothing_noted_or_avoided() -> None:
    for name, (_, step) in library().tools.items():
        assert [way for way in step.ways if not way.notes and not way.uses], name


def test_every_step_has_a_second_way_and_one_that_asks_for_nothing_noted_or_avoided() -> None:
    for module in library().modules.values():
        for step in module.steps:
            assert len(step.ways) >= 2, (module.id, step.id)
            plain = [way for way in step.ways if not way.notes and not way.uses]
            assert plain, (module.id, step.id)


def test_breathing_says_when_to_stop_and_who_asks_first() -> None:
    for _, _, way in each_way():
        if isinstance(way.body, Pacer) and way.body.pattern in BREATH_PATTERNS:
            for word in ("tingling", "dizziness", "panic", "asthma", "COPD", "heart", "pregnancy"):
                assert word in way.body.care
            assert way.body.hold == 0
    opening = library().modules["m03"].steps[0]
    told = " ".join(texts_of(opening.main))
    for word in ("tingle", "dizzy", "panic", "asthma", "COPD", "heart", "pregnant"):
        assert word in told


def test_an_unsafe_place_leads_to_people_and_a_watched_device_to_safety() -> None:
    step = library().modules["m02"].step("here")
    assert step is not None
    assert step.always_shown
    assert isinstance(step.main.body, Choose)
    leads = {option.id: option.goes_to for option in step.main.body.options}
    assert leads == {
        "safe": None,
        "unsure": "page:people",
        "unsafe": "page:people",
        "device": "page:safety",
    }


def test_the_boundary_module_opens_with_the_safety_question() -> None:
    module = library().modules["m13"]
    first = module.steps[0]
    assert first.always_shown
    for way in first.ways:
        assert isinstance(way.body, Choose)
        for option in way.body.options:
            if option.id != "safe":
                assert option.goes_to == "page:people"
                assert "Going along to stay safe is not consent." in option.answer


def test_no_text_names_an_assault_or_a_gender_or_a_promise() -> None:
    unwanted = re.compile(
        r"\b(rape|raped|assault\w*|penis|vagina|man|woman|husband|wife|boyfriend|girlfriend|"
        r"cure[sd]?|will work|always works)\b",
        re.IGNORECASE,
    )
    for module, step, way in each_way():
        for text in texts_of(way):
            assert not unwanted.search(text), (module.id, step.id, text)


def test_few_sentences_are_long() -> None:
    lengths = [
        len(words(sentence))
        for _, _, way in each_way()
        for text in texts_of(way)
        for sentence in sentences(text)
    ]
    assert sum(length > 20 for length in lengths) <= len(lengths) * 0.05


@pytest.mark.parametrize("module_id", MODULES)
def test_evidence_is_said_plainly(module_id: str) -> None:
    module = library().modules[module_id]
    assert "may help" in module.evidence
    assert module.sources


def test_the_defaults_of_the_notes_are_those_of_the_fact_base() -> None:
    defaults = {note.id: note.default for note in library().vocabulary.notes}
    assert defaults == {
        "asl": "label",
        "det": "hide",
        "bod": "label",
        "sex": "ask",
        "tch": "ask",
        "brt": "label",
        "shm": "label",
        "dv": "label",
        "sui": "label",
        "med": "ask",
        "leg": "label",
        "chi": "ask",
        "sub": "label",
    }


def test_everything_in_the_vocabulary_can_be_looked_up_by_id() -> None:
    names = library().vocabulary
    assert names.note("brt").name == "attention to breath"
    assert names.method("cold").name == "cold"
    assert names.level("ask").name == "Ask me first"
    assert names.state("up").name == "Too much"


def test_unknown_ids_are_answered_with_nothing() -> None:
    found = library()
    assert found.module("m99") is None
    assert found.tool("t99") is None
    assert found.words.situation("other") is None
    assert found.words.relationship("other") is None
    assert found.modules["m02"].step("other") is None
    step = found.modules["m02"].steps[0]
    assert step.way("other") is None
    assert step.way(step.main.id) is step.main
