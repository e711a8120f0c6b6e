"""Each kind of broken file is refused with its name, the line, and what to do."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from skills_app.content.errors import ContentError, Problem
from skills_app.content.loading import TOP_FILES, load_library
from tests.content.small_library import line_of, make_small_library

TODAY = date(2026, 11, 24)


class Break(NamedTuple):
    """Replace `old` by `new` in `file`; the problem is on the line where `at` stands."""

    name: str
    file: str
    old: str
    new: str
    at: str
    wrong: str
    remedy: str


M = "modules/m02.yaml"
LONG = "word " * 26

BREAKS = [
    Break(
        "an unknown key",
        M,
        "summary: One",
        "colour: blue\nsummary: One",
        "colour",
        "key “colour” is not known",
        "Use one of: id, title",
    ),
    Break(
        "a key written twice",
        M,
        "heavier: no\n",
        "heavier: no\nheavier: yes\n",
        "heavier: yes",
        "“heavier” is written twice",
        "Keep one",
    ),
    Break(
        "a missing key",
        M,
        "evidence: It may help.\n",
        "",
        "id: m02",
        "“evidence” is missing",
        "Add “evidence:”",
    ),
    Break(
        "a part of the body named by a line that does not say so",
        M,
        "- Look at another.",
        "- Look at your fingers.",
        "your fingers",
        "“fingers” is named here, and nothing says that this uses it",
        "Add “body_area_hands” to uses",
    ),
    Break(
        "eyes closed in an option that does not say so",
        M,
        "text: The tool",
        "text: Close your eyes",
        "Close your",
        "“Close your eyes” is named here",
        "Add “eyes_closed” to uses",
    ),
    Break(
        "a part of the body nobody can leave out",
        M,
        "label: One thing",
        "label: For the shoulders",
        "shoulders",
        "“shoulders” names a part of the body that readers cannot leave out",
        "Name hands or feet, or no body",
    ),
    Break(
        "an unknown method of one line",
        M,
        "- Look at another.",
        "- {text: Look at another., uses: [magic]}",
        "magic",
        "“magic” is not a known method",
        "Use one of: breath_hold",
    ),
    Break(
        "a line that uses a part of the body without its note",
        M,
        "- Look at another.",
        "- {text: Look at another., uses: [body_area_hands]}",
        "id: other",
        "This way names a part of the body.",
        "Add the note “bod”",
    ),
    Break(
        "a line without which too little is left of the other way",
        M,
        "- Look at another.",
        "- {text: Look at another., uses: [breath_attention]}",
        "id: other",
        "Every way of this step uses “breath_attention”",
        "does not use it",
    ),
    Break(
        "a missing review date",
        M,
        "reviewed_on: 2026-01-15\n",
        "",
        "id: m02",
        "“reviewed_on” is missing",
        "Add “reviewed_on:”",
    ),
    Break(
        "a review date in the future",
        M,
        "reviewed_on: 2026-01-15",
        "reviewed_on: 2027-01-15",
        "reviewed_on",
        "has not come yet",
        "the day it was really done",
    ),
    Break(
        "a day that is not a date",
        M,
        "2026-01-15",
        "2026-02-31",
        "reviewed_on",
        "“2026-02-31” is not a date",
        "year-month-day",
    ),
    Break(
        "a list where text belongs",
        M,
        "title: A small module",
        "title: [A, small]",
        "title: [A",
        "a single value is expected",
        "as one text",
    ),
    Break(
        "text where a list belongs",
        M,
        "sources: [LAB]",
        "sources: LAB",
        "sources: LAB",
        "a list is expected",
        "“- ”",
    ),
    Break(
        "text where keys belong",
        M,
        "      - id: other\n        label: Look around\n        kind: guide\n        minutes: 1\n"
        "        prompts:\n          - Look at one thing.\n          - Look at another.\n"
        "        closing: That was enough.\n",
        "      - only words\n",
        "only words",
        "a group of keys is expected",
        "key: value",
    ),
    Break(
        "a word for a number",
        M,
        "minutes: 2",
        "minutes: two",
        "minutes: two",
        "“two” is not a number",
        "Write a number from 1 to 8",
    ),
    Break(
        "minutes out of range",
        M,
        "minutes: 2",
        "minutes: 9",
        "minutes: 9",
        "9 is outside the safe range",
        "1 to 8",
    ),
    Break(
        "an in-breath that is too long",
        M,
        "breathe_in: 4",
        "breathe_in: 5.5",
        "breathe_in",
        "5.5 is outside the safe range",
        "2.5 to 5",
    ),
    Break(
        "an out-breath that is too long",
        M,
        "breathe_out: 6",
        "breathe_out: 9",
        "breathe_out",
        "outside the safe range",
        "3.5 to 8",
    ),
    Break(
        "an out-breath shorter than the in-breath",
        M,
        "breathe_out: 6",
        "breathe_out: 3.5",
        "breathe_out",
        "shorter than the in-breath",
        "4 or more",
    ),
    Break(
        "too few breaths a minute",
        M,
        "breathe_in: 4\n        breathe_out: 6",
        "breathe_in: 5\n        breathe_out: 8",
        "breathe_out",
        "4.6 breaths a minute",
        "5 to 10",
    ),
    Break(
        "too many breaths a minute",
        M,
        "breathe_in: 4\n        breathe_out: 6",
        "breathe_in: 2.5\n        breathe_out: 3.5\n        hold: 4.5",
        "hold",
        "outside the safe range",
        "0 to 4",
    ),
    Break(
        "half a rhythm",
        M,
        "        breathe_out: 6\n",
        "",
        "breathe_in",
        "Only one half",
        "neither for the reader's own rhythm",
    ),
    Break(
        "a hold that is not said",
        M,
        "breathe_out: 6",
        "breathe_out: 5\n        hold: 1",
        "id: main",
        "holds the breath",
        "Add “breath_hold”",
    ),
    Break(
        "an unknown pattern",
        M,
        "pattern: even",
        "pattern: deep",
        "pattern: deep",
        "“deep” is not a known pattern",
        "longer_out",
    ),
    Break(
        "breathing with no word on stopping",
        M,
        "        care: Stop when you like.\n",
        "",
        "id: main",
        "does not say when to stop",
        "Add “care:”",
    ),
    Break(
        "an unknown note",
        M,
        "notes: [brt]",
        "notes: [brx]",
        "notes: [brx]",
        "“brx” is not a known note",
        "asl, det, bod",
    ),
    Break(
        "a note listed twice",
        M,
        "notes: [brt]",
        "notes: [brt, brt]",
        "notes: [brt, brt]",
        "“brt” is listed twice",
        "Keep one",
    ),
    Break(
        "a description of an assault",
        M,
        "notes: [brt]",
        "notes: [brt, det]",
        "id: main",
        "note “det” is here",
        "may not be written",
    ),
    Break(
        "an unknown method",
        M,
        "uses: [breath_attention]",
        "uses: [breath_attention, fire]",
        "uses:",
        "“fire” is not a known method",
        "Use one of: breath_hold",
    ),
    Break(
        "breathing without its method",
        M,
        "        uses: [breath_attention]\n",
        "",
        "id: main",
        "This is a breathing exercise",
        "Add “breath_attention” to uses",
    ),
    Break(
        "breathing without its note",
        M,
        "        notes: [brt]\n",
        "",
        "id: main",
        "speaks of the breath",
        "Add the note “brt”",
    ),
    Break(
        "prompts about the breath without method",
        M,
        "- Look at one thing.",
        "- Notice your breathing.",
        "id: other",
        "speak of the breath",
        "breath_attention",
    ),
    Break(
        "a body area without its note",
        M,
        "        kind: guide\n        minutes: 1\n",
        "        kind: guide\n        minutes: 1\n        uses: [body_area_feet]\n",
        "id: other",
        "names a part of the body",
        "Add the note “bod”",
    ),
    Break(
        "a note on every way",
        M,
        "        kind: guide\n        minutes: 1\n",
        "        kind: guide\n        minutes: 1\n        notes: [brt]\n",
        "id: other",
        "Every way of this step has the note “brt”",
        "Add another way",
    ),
    Break(
        "a method in every way",
        M,
        "        kind: guide\n        minutes: 1\n",
        "        kind: guide\n        minutes: 1\n        uses: [breath_attention]\n",
        "id: other",
        "Every way of this step uses “breath_attention”",
        "Add another way",
    ),
    Break(
        "only one way",
        M,
        "      - id: other\n        label: Look around\n        kind: guide\n        minutes: 1\n"
        "        prompts:\n          - Look at one thing.\n          - Look at another.\n"
        "        closing: That was enough.\n",
        "",
        "- id: main",
        "only one way",
        "Add a second way",
    ),
    Break(
        "an unknown kind",
        M,
        "kind: guide",
        "kind: dance",
        "kind: dance",
        "“dance” is not a known kind",
        "read, guide, choose",
    ),
    Break(
        "a step id used twice",
        M,
        "- id: second",
        "- id: first",
        "- id: first\n    title: The second",
        "step id “first” is used twice",
        "its own id",
    ),
    Break(
        "a way id used twice",
        M,
        "- id: other",
        "- id: main",
        "- id: main\n        label: Look",
        "way id “main” is used twice",
        "its own id",
    ),
    Break(
        "an option id used twice",
        M,
        "- id: two",
        "- id: one",
        "- id: one\n            text: The tool",
        "option id “one” is used twice",
        "its own id",
    ),
    Break(
        "an id that cannot be one",
        M,
        "- id: other",
        "- id: Other way!",
        "Other way!",
        "cannot be an id",
        "small letters",
    ),
    Break(
        "a module id unlike its file",
        M,
        "id: m02",
        "id: m03",
        "id: m03",
        "differs from the file name",
        "Write “id: m02”",
    ),
    Break(
        "a tool id of the wrong form",
        M,
        "id: t01",
        "id: tool1",
        "id: tool1",
        "cannot be a tool id",
        "like t07",
    ),
    Break(
        "a tool id used twice",
        M,
        "    title: The second step\n",
        "    title: The second step\n    tool:\n      id: t01\n      title: Again\n"
        "      summary: Again.\n      states: [even]\n      family: mental\n",
        "id: t01\n      title: Again",
        "tool id “t01” is also used",
        "its own id",
    ),
    Break(
        "a tool of no known family",
        M,
        "family: breathing",
        "family: calming",
        "family: calming",
        "“calming” is not a known family",
        "senses, orienting",
    ),
    Break(
        "a step that serves what nobody named",
        M,
        "    title: The second step\n",
        "    title: The second step\n    serves: [a, Q]\n",
        "serves: [a, Q]",
        "“Q” is not a known component",
        "a, b, c",
    ),
    Break(
        "a finished script about nothing there is",
        "scripts.yaml",
        "about: stop",
        "about: go",
        "about: go",
        "“go” is not a known situation",
        "Use one of: stop",
    ),
    Break(
        "a firm script that is long",
        "scripts.yaml",
        "text: I'm stopping here.",
        "text: " + "I stop here. " * 9,
        "text:",
        "At firmness 3 this has 27 words.",
        "Shorten it, to 25 words",
    ),
    Break(
        "a script id of the wrong form",
        "scripts.yaml",
        "id: s01",
        "id: first",
        "id: first",
        "cannot be a script id",
        "like s07",
    ),
    Break(
        "an unknown state",
        M,
        "states: [up, even]",
        "states: [up, calm]",
        "states: [up, calm]",
        "“calm” is not a known state",
        "up, down, even",
    ),
    Break(
        "no state at all",
        M,
        "states: [up, even]",
        "states: []",
        "states: []",
        "No state is named",
        "Add one or more",
    ),
    Break(
        "an unknown source",
        M,
        "sources: [LAB]",
        "sources: [XYZ]",
        "sources",
        "“XYZ” is not a known source",
        "LAB, SZU",
    ),
    Break(
        "no source at all",
        M,
        "sources: [LAB]",
        "sources: []",
        "sources",
        "No source is named",
        "sources.yaml",
    ),
    Break(
        "a link to no step",
        M,
        "step:first",
        "step:third",
        "step:third",
        "“step:third” leads nowhere",
        "step:first, step:second",
    ),
    Break(
        "a link to no tool",
        M,
        "tool:t01",
        "tool:t99",
        "tool:t99",
        "leads nowhere",
        "tool:t01",
    ),
    Break(
        "a link to no module",
        M,
        "tool:t01",
        "module:m99",
        "module:m99",
        "leads nowhere",
        "module:m02",
    ),
    Break(
        "a link to no page",
        M,
        "tool:t01",
        "page:secrets",
        "page:secrets",
        "leads nowhere",
        "page:people",
    ),
    Break(
        "a link out of the library",
        M,
        "tool:t01",
        "https://example.org",
        "https:",
        "leads nowhere",
        "page:…",
    ),
    Break(
        "a banned word",
        M,
        "It may help.",
        "You should try it.",
        "evidence",
        "“should” is not used here",
        "Offer it",
    ),
    Break(
        "a banned phrase across lines",
        M,
        "              Some **light** text.",
        "              This one is for the\n              attacker to say.",
        "attacker",
        "“attacker” is not used here",
        "the person who harmed you",
    ),
    Break(
        "a sentence that is too long",
        M,
        "- A short screen.",
        f"- {LONG}end.",
        "- word",
        "has 27 words",
        "at most 25",
    ),
    Break(
        "a link in a text",
        M,
        "Some **light** text.",
        "See [here](https://example.org).",
        "See [here",
        "“](” is not something a text here can hold",
        "plain paragraphs",
    ),
    Break(
        "HTML in a text",
        M,
        "Some **light** text.",
        "Some <b>bold</b> text.",
        "Some <b>",
        "“<b” is not something",
        "**strong**",
    ),
    Break(
        "an empty text",
        M,
        "title: A small module",
        'title: ""',
        'title: ""',
        "This text is empty",
        "take the key out",
    ),
    Break(
        "a list that is too short",
        M,
        "          - Look at another.\n",
        "",
        "- Look at one",
        "This list has 1 items",
        "at least 2",
    ),
    Break(
        "broken YAML",
        M,
        "title: A small module",
        'title: "A small module',
        "id: m02",
        "not valid YAML",
        "Check the indent",
    ),
    Break(
        "a tag that would run code",
        M,
        "title: A small module",
        "title: !!python/object/apply:os.system [echo]",
        "title: !!python",
        "The tag",
        "Take out the “!…”",
    ),
    Break(
        "an alias",
        M,
        "title: A small module",
        "title: &a A small module",
        "title: &a",
        "anchors (&) and aliases (*) are not used here",
        "Check the indent",
    ),
    Break(
        "a missing level",
        "words.yaml",
        "will: {1-3: I'll step back., 4: I'll leave.}",
        "will: {1-3: I'll step back.}",
        "will: {1-3",
        "no line for level 4",
        "Add “4: …”",
    ),
    Break(
        "an instead at the firmest level",
        "words.yaml",
        "instead: {1: A break",
        "instead: {1, 4: A break",
        "instead: {1",
        "level",
        "Use levels from 1 to 3",
    ),
    Break(
        "a level written twice",
        "words.yaml",
        "will: {1-3:",
        "will: {3: I'll go., 1-3:",
        "will: {3:",
        "written twice",
        "one line for each level",
    ),
    Break(
        "a relationship without wording",
        "words.yaml",
        "for: [work]",
        "for: []",
        "- for: [friend]",
        "“work” has 0 wordings",
        "exactly one",
    ),
    Break(
        "firm words that are too many",
        "words.yaml",
        "3-4: Stop.",
        "3-4: Stop and then stop a bit more until all of it has come to a stop and has stayed so.",
        "- id: stop",
        "To “friend” at firmness 3 this makes",
        "to 25 words in all",
    ),
    Break(
        "levels out of order",
        "words.yaml",
        "level: 1, name: Warm",
        "level: 2, name: Warm",
        "- {level: 2",
        "not 1, 2, 3, 4 in order",
        "in that order",
    ),
    Break(
        "a gate that leads nowhere",
        "words.yaml",
        "goes_to: page:people",
        "goes_to: page:nowhere",
        "page:nowhere",
        "not a known page",
        "page:people",
    ),
    Break(
        "a number that cannot be dialled",
        "helplines.yaml",
        "value: 0800 123",
        "value: call us",
        "call us",
        "not a number to dial",
        "Write digits",
    ),
    Break(
        "an address with a path",
        "helplines.yaml",
        "value: example.org",
        "value: https://example.org/x",
        "https:",
        "not the name of a site",
        "example.org",
    ),
    Break(
        "a flag that is neither yes nor no",
        "helplines.yaml",
        "women_only: no",
        "women_only: maybe",
        "women_only",
        "neither yes nor no",
        "Write yes or no",
    ),
    Break(
        "a check in the future",
        "helplines.yaml",
        "verified_on: never",
        "verified_on: 2030-01-01",
        "verified_on",
        "has not come yet",
        "really done",
    ),
    Break(
        "a note topic left out",
        "vocabulary.yaml",
        "  - id: sub\n    name: alcohol and drugs\n    default: label\n",
        "",
        "- id: asl",
        "Not listed: sub",
        "Add a row",
    ),
    Break(
        "an unknown level of note",
        "vocabulary.yaml",
        "name: touch\n    default: ask",
        "name: touch\n    default: shout",
        "default: shout",
        "“shout” is not a known level",
        "show, label, ask, hide",
    ),
    Break(
        "a source listed twice",
        "sources.yaml",
        "  - id: SZU",
        "  - id: LAB",
        "  - id: LAB\n    text: PLoS",
        "“LAB” is listed twice",
        "Keep one",
    ),
    Break(
        "a banned word without reason",
        "banned.yaml",
        "    why: it raises alarm before anything has happened.\n",
        "",
        "- phrases: [warning",
        "“why” is missing",
        "Add “why:”",
    ),
]


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_library(root, "en", today=TODAY)
    return caught.value.problems


def test_the_small_library_itself_is_whole(tmp_path: Path) -> None:
    found = load_library(make_small_library(tmp_path), "en", today=TODAY)
    assert [step.id for step in found.modules["m02"].steps] == ["first", "second"]
    assert found.modules["m02"].minutes == 3


@pytest.mark.parametrize("case", BREAKS, ids=[case.name for case in BREAKS])
def test_a_broken_file_is_named_with_line_and_remedy(case: Break, tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    path = root / "en" / case.file
    text = path.read_text(encoding="utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    found = problems_of(root)
    fitting = [
        problem
        for problem in found
        if problem.path == f"en/{case.file}"
        and case.wrong in problem.wrong
        and case.remedy in problem.remedy
    ]
    assert fitting, "\n".join(map(str, found))
    if case.name == "broken YAML":  # an open quote is noticed where the text breaks off
        assert fitting[0].line >= line_of(path, case.at)
    else:
        assert line_of(path, case.at) in [one.line for one in fitting], found


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    module = root / "en" / "modules" / "m02.yaml"
    text = module.read_text(encoding="utf-8")
    text = text.replace("evidence: It may help.\n", "").replace("minutes: 2", "minutes: 20")
    module.write_text(text.replace("goes_to: tool:t01", "goes_to: tool:t77"), encoding="utf-8")
    lines = root / "en" / "helplines.yaml"
    lines.write_text(lines.read_text(encoding="utf-8").replace("0800 123", "soon"))
    found = problems_of(root)
    assert {problem.path for problem in found} == {"en/modules/m02.yaml", "en/helplines.yaml"}
    assert len(found) == 4


def test_the_message_reads_file_line_wrong_remedy(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    module = root / "en" / "modules" / "m02.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("minutes: 2", "minutes: 20"))
    with pytest.raises(ContentError) as caught:
        load_library(root, "en", today=TODAY)
    assert str(caught.value) == (
        "en/modules/m02.yaml:22: 20 is outside the safe range. Use a number from 1 to 8."
    )


@pytest.mark.parametrize("name", [f"{name}.yaml" for name in TOP_FILES])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    (root / "en" / name).unlink()
    assert Problem(
        f"en/{name}",
        1,
        "This file is missing.",
        "Put it back, or copy it from the original library.",
    ) in problems_of(root)


def test_a_stray_file_among_the_tools_is_not_passed_over(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    (root / "en" / "tools").mkdir()
    (root / "en" / "tools" / "My Tools.yaml").write_text("id: mine")
    (found,) = problems_of(root)
    assert found.path == "en/tools/My Tools.yaml"


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    with pytest.raises(ContentError, match="xx:1: There is no such language here"):
        load_library(root, "xx", today=TODAY)


def test_a_stray_file_among_the_modules_is_not_passed_over(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    (root / "en" / "modules" / "m02 copy.yaml").write_text("id: m02")
    (found,) = problems_of(root)
    assert found.path == "en/modules/m02 copy.yaml"
    assert "m05.yaml" in found.remedy


def test_no_modules_at_all_is_refused(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    (root / "en" / "modules" / "m02.yaml").unlink()
    assert "There is no module here." in [problem.wrong for problem in problems_of(root)]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "empty"),
        (b"# nothing but a remark\n", "empty"),
        (b"\xff\xfe\x00id", "cannot be read as text"),
        (b"id: \x07bell", "a character YAML cannot read"),
        (b"[" * 5000, "nested too deeply"),
        (b"a: *b", "aliases"),
        (b"x" * 200_001, "too long"),
        (b"%YAML 3.0\n---\nid: m02", "YAML"),
        (b"id: m02\n---\nid: m03", "not valid YAML"),
    ],
)
def test_a_file_that_is_not_yaml_is_refused(content: bytes, wrong: str, tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    (root / "en" / "modules" / "m02.yaml").write_bytes(content)
    found = [one for one in problems_of(root) if one.path == "en/modules/m02.yaml"]
    assert any(wrong in one.wrong for one in found), "\n".join(map(str, found))


def test_a_hard_file_is_refused_by_its_reading_grade(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    path = root / "en" / "modules" / "m02.yaml"
    hard = (
        "Considerable institutional accountability necessitates comprehensive organisational "
        "investigation. Extraordinary psychological vulnerability occasionally accompanies "
        "intergenerational communication. "
    ) * 8
    text = path.read_text(encoding="utf-8").replace("- A short screen.", f"- {hard}")
    path.write_text(text, encoding="utf-8")
    (found,) = problems_of(root)
    assert found.wrong.startswith("This file reads at grade")
    assert "until it is 8 or less" in found.remedy
