"""Sentences that could harm, and the ones that stand there instead.

Each was found by a trauma-informed editor's reading. The first list holds the patterns of what
was wrong: none of them may come back anywhere in the library, in any file.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

from skills_app.content import library
from skills_app.content.body_shapes import Choose, Guide, Read, Script
from skills_app.content.task_shapes import Rehearse
from skills_app.content.words import compose

ENGLISH = Path(settings.CONTENT_LIBRARY) / "en"
FILES = sorted(ENGLISH.rglob("*.yaml"))

HARMFUL = {
    "a limit as a closed door": r"within 48 at the latest|\bat the latest\b|not used after",
    "only a clear no counts": r"\b(clear|plain|proper|firm) no\b|said (it|no) clearly|"
    r"asked (for it )?(plainly|clearly)",
    "the wording is judged": r"wording is not to blame",
    "the bar for consent is collapse": r"too drunk to stand|passed out is",
    "better is promised": r"before (they|you|it) (feels?|gets?) better|"
    r"\b(will|soon|mostly) (feels? better|eases?|pass(es)?)\b",
    "a memory is declared": r"the memory is a memory|it is (only|just) a memory",
    "it is declared over": r"it is over for today",
    "pace is put on the reader": r"if I went|I went faster|faster than I wanted",
    "silence makes ill": r"secrets? that|secrets make",
    "an absolute turns into blame": r"\bI (will|must) always\b|I have my own way home",
    "sober is a duty": r"I am sober",
    "someone from the past is asked for": r"did not (know|own) \w+ years ago|"
    r"where do you know it from|where did you get it",
    "every line takes every call": r"(?<!many )helplines take calls|"
    r"take calls about anything heavy",
    "the reader could have asked": r"(a pause|pausing|asking) first.{0,40}would have|"
    r"wish you had not|you could have (said|asked|stopped|left|known|done|prevented)",
    "touch is excused": r"(colleague|partner|friend|relative) who (does it without|means well)|"
    r"I didn't (mean to|think)\b(?! so)",
    "touch is put off by rule": r"is better kept for later",
    "suicide is not named": r"pulled to do something that is not safe|too heavy to go on",
    "the person does not matter": r"they are not a danger to you\. if they were",
    "good words always win": r"strongest one there is|your no held the whole way",
}


@pytest.mark.parametrize("what", HARMFUL)
def test_what_could_harm_is_nowhere_in_the_library(what: str) -> None:
    pattern = re.compile(HARMFUL[what], re.IGNORECASE)
    for file in FILES:
        if file.name == "banned.yaml":
            continue
        text = " ".join(file.read_text(encoding="utf-8").split())
        found = pattern.search(text)
        assert not found, (file.name, text[max(0, found.start() - 60) : found.end() + 60])


def choice(module: str, step: str, option: str, way: str = "main") -> tuple[str, str | None]:
    """The answer of one option, and where it leads."""
    place = library().modules[module].step(step)
    assert place is not None
    body = next(one.body for one in place.ways if one.id == way)
    assert isinstance(body, Choose)
    found = next(one for one in body.options if one.id == option)
    return found.answer or "", found.goes_to


def said_by(step_of: str, step: str) -> list[str]:
    """What each way of a step says, as one text a way."""
    module = library().modules[step_of]
    place = module.step(step)
    assert place is not None
    told = []
    for way in place.ways:
        if isinstance(way.body, Guide):
            told.append(" ".join([*(prompt.text for prompt in way.body.prompts), way.body.closing]))
        elif isinstance(way.body, Read):
            told.append(" ".join(way.body.screens))
    return told


def talks() -> Rehearse:
    step = library().modules["m13"].step("rehearse")
    assert step is not None
    assert isinstance(step.main.body, Rehearse)
    return step.main.body


def test_someone_hurt_is_told_what_can_kill_unseen_and_led_to_care() -> None:
    answer, leads = choice("m18", "recent", "hurt")
    assert "pressed on your neck" in answer
    assert "hit your head or blacked out" in answer
    assert "even if you feel fine" in answer
    assert leads == "page:care"


def test_suicide_and_harm_going_on_are_named_among_the_signs_for_a_person() -> None:
    signs = " ".join(library().people.person_signs.signs)
    assert "You think about ending your life" in signs
    assert "You are still being hurt" in signs
    assert "emergency number" in library().people.person_signs.closing
    ladder = library().modules["m06"].step("ladder")
    assert ladder is not None
    for way in ladder.ways[:2]:
        assert "ending your life" in way.body.intro  # type: ignore[union-attr]
        assert "sui" in way.notes


def test_right_now_asks_first_whether_it_is_safe_here() -> None:
    assert [step.id for step in library().modules["m02"].steps][:2] == ["here", "orient"]


def test_here_today_speaks_of_danger_first_wherever_it_stands_alone() -> None:
    for told in said_by("m02", "orient"):
        first, _, rest = told.partition(".")
        assert "danger here" in first
        assert "people" in first + rest[:80]
        assert "this is a memory" not in told or "If you are safe here, this is a memory" in told


def test_a_no_counts_however_it_was_shown() -> None:
    said = "If they ignore your no, however you showed it, that is their choice."
    assert said in library().words.tips
    plan = library().modules["m13"].step("plan")
    assert plan is not None
    assert said in plan.main.body.closing  # type: ignore[union-attr]
    assert said in said_by("m13", "plan")[0]
    assert "however you showed it" in talks().ignored


def test_in_several_talks_the_person_goes_on_and_one_leaves_anyway() -> None:
    unheard = {
        one.id: turn.end
        for one in talks().rehearsals
        for turn in one.turns
        if turn.end and not turn.accepts
    }
    assert len(unheard) >= 3
    assert "You go anyway, and you held your limit." in unheard["slow"]
    assert "You go anyway" in unheard["tonight"]
    for end in unheard.values():
        assert not re.search(r"next time|try|could have", end), end


def test_pressure_is_called_pressure_in_the_talk_at_home() -> None:
    talk = next(one for one in talks().rehearsals if one.id == "tonight")
    assert any("If you loved me" in turn.says for turn in talk.turns)
    for turn in talk.turns:
        if turn.id in ("okay", "soft", "cold"):
            assert "pressure" in turn.end, turn.id


def test_messages_after_a_no_are_called_what_they_can_be() -> None:
    talk = next(one for one in talks().rehearsals if one.id == "again")
    for turn in talk.turns:
        if turn.end:
            assert "copies" in turn.end, turn.id
            assert "helpline for stalking can plan with you" in turn.end, turn.id
    assert "helpline for stalking" in talk.setting


def test_telling_begins_with_its_own_question_of_safety() -> None:
    module = library().modules["m15"]
    ids = [step.id for step in module.steps]
    assert ids.index("safe") == ids.index("tell") - 1
    step = module.step("safe")
    assert step is not None
    assert step.always_shown
    assert isinstance(step.main.body, Choose)
    assert "Could this person hurt you, or pass it on" in step.main.body.question
    for option in ("unsure", "harm"):
        assert choice("m15", "safe", option)[1] == "page:people"
    assert "Some jobs have to pass things on." in choice("m15", "safe", "pass")[0]


def test_ending_it_and_going_off_the_map_come_with_a_word_on_danger() -> None:
    words = library().words
    for situation in ("ending", "phone"):
        for relationship in words.relationships:
            tips = compose(words, situation, relationship.id, 2).tips
            assert "danger" in tips[0], (situation, relationship.id)
            assert "helpline first" in tips[0]
    for script in ("s27", "s28", "s32", "s34"):
        tips = library().ready_scripts[script].tips
        assert "danger" in tips[0], script
        assert "helpline first" in tips[0], script


def test_weight_and_wrapping_are_noted_and_can_be_beside_one() -> None:
    for tool in ("t69", "t72"):
        _, step = library().tools[tool]
        assert "tch" in step.main.notes
        assert isinstance(step.main.body, Guide)
        said = " ".join(prompt.text for prompt in step.main.body.prompts)
        assert "Beside you works too." in said


def test_a_stop_word_is_an_extra() -> None:
    step = library().modules["m12"].step("mine")
    assert step is not None
    assert isinstance(step.main.body, Script)
    assert (
        "No, stop, silence or moving away count just as much, with or without your word."
        in step.main.body.intro
    )


def test_someone_forced_today_is_answered_beside_the_scale() -> None:
    step = library().modules["m01"].step("lines")
    assert step is not None
    closing = step.main.body.closing  # type: ignore[union-attr]
    assert "If closeness is not your choice now, that is not your doing." in closing
    assert "People to talk to" in closing


def test_letters_go_to_people_who_are_safe_to_think_about() -> None:
    assert "safe to think about today" in choice("m08", "what", "letter")[0]
    page = library().modules["m08"].step("page")
    assert page is not None
    assert "safe to think about today" in page.main.body.intro  # type: ignore[union-attr]
