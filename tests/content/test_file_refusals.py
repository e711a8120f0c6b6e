"""Files that are missing, stray or unreadable are refused; the message has line and remedy."""

from pathlib import Path

import pytest

from skills_app.content.loading import TOP_FILES, load_library
from skills_app.library.problems import ContentError, Problem
from tests.content.breaking import TODAY, Break, assert_refused, problems_of
from tests.content.small_library import make_small_library

M = "modules/m02.yaml"

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
]


@pytest.mark.parametrize("case", BREAKS, ids=[case.name for case in BREAKS])
def test_a_broken_file_is_named_with_line_and_remedy(case: Break, tmp_path: Path) -> None:
    assert_refused(case, tmp_path)


def test_the_small_library_itself_is_whole(tmp_path: Path) -> None:
    found = load_library(make_small_library(tmp_path), "en", today=TODAY)
    assert [step.id for step in found.modules["m02"].steps] == ["first", "second"]
    assert found.modules["m02"].minutes == 3


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
        "en/modules/m02.yaml:23: 20 is outside the safe range. Use a number from 1 to 8."
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
