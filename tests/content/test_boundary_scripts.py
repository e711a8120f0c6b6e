"""All 540 boundary scripts keep to the rules."""

import re
from itertools import product

import pytest

from skills_app.content import library
from skills_app.content.reading_grade import sentences
from skills_app.content.reading_grade import words as words_of
from skills_app.library.words import ComposedScript, UnknownChoice, compose

WORDS = library().words
PAIRS = [
    (situation.id, relationship.id)
    for situation, relationship in product(WORDS.situations, WORDS.relationships)
]
ORDER = ["opener", "limit", "instead", "will", "close"]
NEVER_SAID = re.compile(
    r"\b(sorry|apolog\w*|forgive|my fault|you must|you have to|you need to|you should|or else|"
    r"because|unless you|if you don't|make you|regret|police|please don't be|i guess|maybe)\b",
    re.IGNORECASE,
)


def scripts(pair: tuple[str, str]) -> list[ComposedScript]:
    return [compose(WORDS, *pair, firmness) for firmness in (1, 2, 3, 4)]


def test_there_are_fifteen_situations_nine_relationships_and_four_levels() -> None:
    assert len(WORDS.situations) == 15
    assert len(WORDS.relationships) == 9
    assert [one.level for one in WORDS.firmness] == [1, 2, 3, 4]
    assert len(PAIRS) * 4 == 540


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_each_script_has_its_parts_in_order(pair: tuple[str, str]) -> None:
    for script in scripts(pair):
        parts = [line.part for line in script.lines]
        assert parts == [part for part in ORDER if part in parts]
        assert {"limit", "will", "close"} <= set(parts)
        assert ("opener" in parts) <= (script.firmness == 1)
        if script.firmness == 4:
            assert "instead" not in parts
        assert script.leaving


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_each_line_is_one_whole_sentence(pair: tuple[str, str]) -> None:
    for script in scripts(pair):
        for line in [*(line.text for line in script.lines), script.leaving]:
            assert len(list(sentences(line))) == 1, line
            assert re.match(r"[A-Z]", line), line
            assert line.endswith((".", "?")), line
            assert "  " not in line


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_firm_scripts_are_short_and_grow_no_longer(pair: tuple[str, str]) -> None:
    warm, clear, firm, final = (len(words_of(script.text)) for script in scripts(pair))
    assert firm <= 25
    assert final <= 25
    assert final <= firm <= max(warm, clear)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_what_i_will_do_is_in_my_own_hands(pair: tuple[str, str]) -> None:
    for script in scripts(pair):
        (will,) = [line.text for line in script.lines if line.part == "will"]
        assert re.match(r"I'll |I will |I won't ", will), will
        assert re.match(r"I'm ", script.leaving), script.leaving


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_no_script_apologises_threatens_explains_or_orders(pair: tuple[str, str]) -> None:
    for script in scripts(pair):
        assert not NEVER_SAID.search(script.text), script.text


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_four_levels_are_four_different_scripts(pair: tuple[str, str]) -> None:
    assert len({script.text for script in scripts(pair)}) == 4
    for script in scripts(pair):
        assert len({line.text for line in script.lines}) == len(script.lines)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_to_people_with_power_it_is_short_witnessed_and_written(pair: tuple[str, str]) -> None:
    relationship = WORDS.relationship(pair[1])
    assert relationship is not None
    assert relationship.power == (relationship.id in {"carer", "work", "clinician", "leader"})
    for script in scripts(pair):
        tips = " ".join(script.tips)
        if relationship.power:
            assert len(words_of(script.text)) <= 30
            assert "witness" in tips
            assert "advocate" in tips
            assert "writing" in tips
        else:
            # What is said then is about the situation, such as the danger of ending it.
            situation = WORDS.situation(pair[0])
            assert situation is not None
            assert script.tips == situation.tips


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_no_script_talks_of_answers_twice(pair: tuple[str, str]) -> None:
    for script in scripts(pair):
        assert len(re.findall(r"\banswer", script.text)) <= 1, script.text


def test_only_a_clear_no_danger_opens_the_gate() -> None:
    gate = WORDS.gate
    assert gate.opens("safe")
    for closed in ("unsure", "harm", "", "anything"):
        assert not gate.opens(closed)
    assert gate.instead.reminder == "Going along to stay safe is not consent."
    assert gate.instead.goes_to == "page:people"
    assert gate.instead.delay
    assert gate.instead.leaving


@pytest.mark.parametrize(
    ("situation", "relationship", "firmness"),
    [("nothing", "ex", 1), ("slow", "nobody", 1), ("slow", "ex", 0), ("slow", "ex", 5)],
)
def test_an_unknown_choice_is_refused(situation: str, relationship: str, firmness: int) -> None:
    with pytest.raises(UnknownChoice):
        compose(WORDS, situation, relationship, firmness)
