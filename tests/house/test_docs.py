"""Documentation: what it links to is there, decisions are listed, no line is too long."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# A path of a file of ours, as documentation names it; one with a <kind> in it is a pattern.
PATH = re.compile(
    r"`((?:skills_app|config|tests|templates|static|scripts|benchmarks|docs)/[\w./-]+)`"
)
WIDEST = 100
MADE_LATER = {"docs/coverage.md"}  # written by a command, a table throughout


def anchors_of(page: Path) -> set[str]:
    """As the usual places that show Markdown make them of headings."""
    headings = HEADING.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        if anchor:
            assert anchor[1:] in anchors_of(there), target + anchor


@pytest.mark.parametrize("name", NAMES)
def test_each_file_that_is_named_is_there(name: str) -> None:
    named = PATH.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", sorted(set(NAMES) - MADE_LATER))
def test_lines_are_at_most_a_hundred_wide(name: str) -> None:
    """Rows of tables can not be broken, nor can code, nor one long word."""
    text = CODE.sub("", (ROOT / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if not line.startswith(("|", "    "))]
    long = [line for line in lines if len(line) > WIDEST and " " in line.strip()[4:]]
    assert long == []


def test_each_decision_has_its_row() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{3}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(page.name for page in folder.glob("0*.md"))
