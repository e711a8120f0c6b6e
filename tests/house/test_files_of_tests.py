"""Files of tests: one name each, and no test that waits for a time or tries twice."""

import re
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
# Waits for a time, whatever has come by then. `wait_until` asks again and again instead.
FIXED_WAITS = re.compile(r"wait_for_timeout|networkidle|time\.sleep|\bsleep\(")
ASKS_AGAIN = {"writing.py", "firefox.py"}
A_SLOW_SERVER = {"serving.py"}


def test_each_file_of_tests_has_a_name_of_its_own() -> None:
    """So that a test that failed, or is named in a document, is found by it."""
    names = Counter(path.name for path in TESTS.rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_browser_test_waits_for_a_time() -> None:
    waits = {
        path.name
        for path in (TESTS / "browser").glob("*.py")
        if FIXED_WAITS.search(path.read_text(encoding="utf-8"))
    }
    assert waits == ASKS_AGAIN | A_SLOW_SERVER


def test_no_test_gets_a_second_try() -> None:
    for name in ("Makefile", "pyproject.toml", "requirements-dev.in"):
        assert "rerun" not in (TESTS.parent / name).read_text(encoding="utf-8"), name
