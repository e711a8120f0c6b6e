"""A small library whose last step is done in one way of each kind: tests/steps/examples."""

from pathlib import Path
from textwrap import indent

import pytest

from skills_app.content.loading import load_library
from skills_app.library.modules import Way
from tests.content.breaking import TODAY
from tests.content.small_library import make_small_library

EXAMPLES = Path(__file__).parent / "examples"
STEP = """\
  - id: examples
    title: A step of every kind
    ways:
"""


def example_of(kind: str) -> str:
    path = EXAMPLES / f"{kind}.yaml"
    if not path.exists():
        pytest.fail(f"The kind “{kind}” has no example. Write one way of it in {path}.")
    return path.read_text(encoding="utf-8")


def make_library_with(root: Path, *kinds: str) -> Path:
    """Write it to `root`/en and give `root` back. Each way has its kind's name as its id."""
    make_small_library(root)
    ways = [example_of(kind).replace("id: example", f"id: {kind}", 1) for kind in kinds]
    ways.append("id: plain\nlabel: Only read\nkind: read\nminutes: 1\nscreens: [A screen.]\n")
    listed = "".join(f"      - {indent(way, ' ' * 8).strip()}\n" for way in ways)
    module = root / "en" / "modules" / "m02.yaml"
    module.write_text(module.read_text(encoding="utf-8") + STEP + listed, encoding="utf-8")
    return root


def ways_with(root: Path, *kinds: str) -> dict[str, Way]:
    """The ways of that last step, as they are read, by their kinds."""
    library = load_library(make_library_with(root, *kinds), "en", today=TODAY)
    step = library.modules["m02"].step("examples")
    assert step is not None
    return {way.id: way for way in step.ways}
