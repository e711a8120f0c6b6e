"""A small library with one place broken, and what its refusal has to say."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from skills_app.content.loading import load_library
from skills_app.library.problems import ContentError, Problem
from tests.content.small_library import line_of, make_small_library

TODAY = date(2026, 11, 28)


class Break(NamedTuple):
    """Replace `old` by `new` in `file`; the problem is on the line where `at` stands."""

    name: str
    file: str
    old: str
    new: str
    at: str
    wrong: str
    remedy: str


def problems_of(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_library(root, "en", today=TODAY)
    return caught.value.problems


def assert_refused(case: Break, tmp_path: Path) -> None:
    """The broken file is named, with the line and what to do."""
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
