"""Drawings are part of the page: plain shapes, coloured by tokens, and each of them light."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from skills_app.content import library
from skills_app.library import STATES

FOLDER = Path(settings.BASE_DIR) / "templates"
SCENES = sorted((FOLDER / "scenes").glob("*"))
MARKS = sorted(
    path for path in (FOLDER / "shapes").glob("*") if path.stem != "mark"
)  # not the name
# Compressed by itself, where a page has more of it and shares what they have in common.
MOST_BYTES = {"shore": 470, "house": 380, "table": 420, "path": 360, "home": 420}
MOST_OF_A_MARK = 160
CLASSES = {"far", "mid", "near", "sky", "l", "lit", "day", "night", "shape__line"}
GIVEN = {"path": {"class", "d"}, "circle": {"class", "cx", "cy", "r"}}


class Parts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data.strip()


@pytest.mark.parametrize(
    "path", [*SCENES, *MARKS], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_drawing_holds_only_shapes_in_the_colours_of_the_look(path: Path) -> None:
    parts = Parts(path.read_text())
    assert parts.text == ""
    assert parts.found
    for tag, attrs in parts.found:
        assert tag in GIVEN, tag
        assert set(attrs) <= GIVEN[tag], attrs  # no id, no style, no fill, nothing that runs
        assert set(attrs.get("class", "").split()) <= CLASSES
        assert not re.search(r"\d\.\d\d", attrs.get("d", "")), "one decimal is enough"


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_is_light(path: Path) -> None:
    assert len(gzip.compress(path.read_bytes(), 9)) <= MOST_BYTES[path.stem]


@pytest.mark.parametrize("path", MARKS, ids=lambda path: path.stem)
def test_a_mark_is_light(path: Path) -> None:
    assert len(gzip.compress(path.read_bytes(), 9)) <= MOST_OF_A_MARK


def test_each_skill_and_each_state_has_a_mark_of_its_own() -> None:
    drawn = {path.stem: path.read_text() for path in MARKS}
    names = [*library().modules, *STATES]
    assert set(names) <= set(drawn)
    assert len({drawn[name] for name in names}) == len(names)


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_scene_has_an_evening(path: Path) -> None:
    """What is only there by day, or only by night, is so by the two opacities of the tokens."""
    assert "night" in path.read_text() or "lit" in path.read_text()
    tokens = (FOLDER.parent / "static" / "css" / "tokens.css").read_text()
    assert tokens.count("--night: 1") == tokens.count("--day: 0") == 2  # the device's, the chosen


SVG = re.compile(r"<svg\b[^>]*>", re.DOTALL)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(FOLDER.rglob("*.html")) if "<svg" in path.read_text()],
    ids=lambda path: str(path.relative_to(FOLDER)),
)
def test_no_drawing_is_read_out(path: Path) -> None:
    for drawing in SVG.findall(path.read_text()):
        assert 'aria-hidden="true"' in drawing, drawing
