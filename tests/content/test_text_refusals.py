"""Texts that are hard to read, hold words not used here, or more than plain text, are refused."""

from pathlib import Path

import pytest

from tests.content.breaking import Break, assert_refused, problems_of
from tests.content.small_library import make_small_library

M = "modules/m02.yaml"
LONG = "word " * 26

BREAKS = [
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
]


@pytest.mark.parametrize("case", BREAKS, ids=[case.name for case in BREAKS])
def test_a_broken_file_is_named_with_line_and_remedy(case: Break, tmp_path: Path) -> None:
    assert_refused(case, tmp_path)


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
