"""Every row of docs/threat-model.md names tests, and they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
NAMED = re.compile(r"`(test_\w+): (test_\w+)`")


def functions_in(name: str) -> set[str]:
    """The test functions of the one file of that name."""
    (path,) = (ROOT / "tests").rglob(f"{name}.py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_table_is_there() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_row_names_tests_that_exist(row: str) -> None:
    adversary, gets, shown_by = (cell.strip() for cell in row.strip("| ").split("|"))
    named = NAMED.findall(shown_by)
    assert adversary
    assert gets
    assert named, "a claim that nothing shows"
    assert re.sub(NAMED, "", shown_by).strip(" ,") == "", "something that is not a test"
    for file, test in named:
        assert test in functions_in(file), f"{file} has no {test}"
