#!/usr/bin/env python3
"""Branches per 100 lines of JavaScript, over whole folders or single files.

A line counts that is neither empty nor comment alone. A branch is an `if`, `for`, `while`, `case`
or `catch`, a `?` of a condition, and each `&&`, `||` and `??`. What stands in strings, in regular
expressions and in comments is no code.

    scripts/js_branches.py static/js
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.light_scripts import NOT_CODE

BRANCH = re.compile(r"(?<![.\w$])(?:if|for|while|case|catch)\b(?!\s*:)|&&|\|\||\?\?|\?(?!\.)")


def _blank(found: re.Match[str]) -> str:
    """Nothing for a comment, a stand-in for a value, and the lines as many as they were."""
    return ("" if found["comment"] else "0") + "\n" * found[0].count("\n")


def counted(script: str) -> tuple[int, int]:
    """Branches and lines of one script."""
    code = NOT_CODE.sub(_blank, script)
    return len(BRANCH.findall(code)), sum(bool(line.strip()) for line in code.splitlines())


def branches_per_100_lines(files: Iterable[Path]) -> float:
    """Over all files together."""
    counts = [counted(file.read_text(encoding="utf-8")) for file in files]
    lines = sum(lines for _, lines in counts)
    return 100 * sum(branches for branches, _ in counts) / lines if lines else 0.0


def files_in(place: Path) -> list[Path]:
    return sorted(place.rglob("*.js")) if place.is_dir() else [place]


def told(files: list[Path], name: str) -> str:
    lines = sum(counted(file.read_text(encoding="utf-8"))[1] for file in files)
    return f"{branches_per_100_lines(files):6.1f}  {lines:5}  {name}"


if __name__ == "__main__":
    places = [Path(name) for name in sys.argv[1:]] or [Path("static/js")]
    found = [file for place in places for file in files_in(place)]
    for file in found:
        print(told([file], str(file)))
    print(told(found, "all of them"))
