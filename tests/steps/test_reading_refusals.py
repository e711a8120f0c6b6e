"""Broken sliders, ladders and rehearsals are refused with file, line and remedy."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from skills_app.content.loading import load_library
from skills_app.library.problems import ContentError
from tests.content.small_library import line_of


class Break(NamedTuple):
    """Replace `old` by `new` once in `file`; the problem is on the line where `at` stands."""

    name: str
    file: str
    old: str
    new: str
    at: str
    wrong: str


BREAKS = [
    Break("a reply to nowhere", "m13", "leads: glad}", "leads: sky}", "leads: sky", "is no turn"),
    Break(
        "a talk that goes round",
        "m13",
        'text: "Yes, this is what I want. Good night.", leads: fine}',
        'text: "Yes, this is what I want. Good night.", leads: half}',
        "- id: early",
        "goes round",
    ),
    Break(
        "too few replies that are taken well",
        "m13",
        '- {id: wave, text: "I\'d like a wave today, no hug.", leads: glad}',
        '- {id: wave, text: "I\'d like a wave today, no hug.", leads: joke}',
        "id: hello",
        "0 of 3 replies are taken well",
    ),
    Break(
        "a script without a word before it",
        "m12",
        "        intro: |\n          A stop signal can work when words don't come. It is short, and"
        " it is agreed on beforehand, on a calm day.\n\n          No, stop, silence or moving"
        " away count just as much, with or without your word.\n\n          Open what you want,"
        " and pick a line or write your own. All the rest is left out.\n",
        "",
        "- id: ask\n            label: How I like",
        "has no intro",
    ),
    Break(
        "a part with one line to pick",
        "m12",
        '              - "Pineapple"\n              - "My own full name"\n',
        "",
        '- "Red"',
        "",
    ),
    Break(
        "the boundary builder with an intro",
        "m13",
        "        parts: words\n",
        "        parts: words\n        intro: Hello.\n",
        "intro: Hello.",
        "has an intro of its own",
    ),
    Break("a turn nobody reaches", "m13", "leads: door}", "leads: fine}", "- id: early", "Nothing"),
    Break(
        "a turn that neither ends nor goes on",
        "m13",
        "                end: |\n"
        "                  You practised saying it once, and waiting. They heard it.\n",
        "",
        "- id: glad",
        "or it is an end",
    ),
    Break("a missing quiet end", "m13", "          freeze: |", "          frozen: |", "", "freeze"),
    Break("no end for asking for help", "m13", "          help: |", "          aid: |", "", "help"),
    Break(
        "a reply with the id of an end",
        "m13",
        "{id: coat, text:",
        "{id: leave, text:",
        "{id: leave",
        "belongs to an end",
    ),
    Break(
        "a talk with a note nobody knows",
        "m13",
        "            notes: [tch]\n            setting",
        "            notes: [hugs]\n            setting",
        "notes: [hugs]",
        "not a known note",
    ),
    Break(
        "a talk that describes",
        "m13",
        "            notes: [tch]\n            setting",
        "            notes: [det]\n            setting",
        "notes: [det]",
        "not a known note",
    ),
    Break(
        "a first rung that is too high",
        "m17",
        'shop", hard: 2}',
        'shop", hard: 4}',
        "Look at a picture of the shop",
        "first rung is at 4",
    ),
    Break("rungs out of order", "m17", 'hour", hard: 3}', 'hour", hard: 9}', "Look at", "easier"),
    Break(
        "too few rungs",
        "m17",
        '              - {text: "Sit there for ten minutes with music or a book", hard: 7}\n',
        "",
        "Find the building",
        "has 4 items",
    ),
    Break(
        "too few words on a slider", "m17", "[at ease, nearly at ease, ", "[", "[a bit", "5 items"
    ),
    Break(
        "a word in braces that stands for nothing",
        "m01",
        "{self_word}",
        "{name}",
        "{name}",
        "{name}",
    ),
]


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case.name)
def test_a_broken_task_is_refused_with_its_place(case: Break, tmp_path: Path) -> None:
    shutil.copytree(Path(settings.CONTENT_LIBRARY), tmp_path / "library")
    path = tmp_path / "library" / "en" / "modules" / f"{case.file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_library(tmp_path / "library", "en", today=date(2026, 11, 28))
    found = [one for one in refused.value.problems if case.wrong in one.wrong]
    assert found, refused.value
    assert found[0].path == f"en/modules/{case.file}.yaml"
    assert found[0].remedy
    if case.at:
        assert line_of(path, case.at) in [one.line for one in found]


def test_a_note_on_every_talk_is_refused(tmp_path: Path) -> None:
    shutil.copytree(Path(settings.CONTENT_LIBRARY), tmp_path / "library")
    path = tmp_path / "library" / "en" / "modules" / "m13.yaml"
    text = re.sub(r"\n            notes: .*", "", path.read_text(encoding="utf-8"))
    noted = text.replace(
        "\n            setting: |", "\n            notes: [leg]\n            setting: |"
    )
    path.write_text(noted, encoding="utf-8")
    with pytest.raises(ContentError, match="Every talk has the note “leg”"):
        load_library(tmp_path / "library", "en", today=date(2026, 11, 28))


def test_a_step_of_sliders_only_is_refused(tmp_path: Path) -> None:
    shutil.copytree(Path(settings.CONTENT_LIBRARY), tmp_path / "library")
    path = tmp_path / "library" / "en" / "modules" / "m17.yaml"
    text = path.read_text(encoding="utf-8")
    way = text[text.index("      - id: main") : text.index("      - id: read")]
    end = text.index("  - id: fits")
    broken = text[: text.index("      - id: read")] + way.replace("id: main", "id: two") + "\n"
    path.write_text(broken + text[end:], encoding="utf-8")
    with pytest.raises(ContentError, match="Every way of this step is a slider"):
        load_library(tmp_path / "library", "en", today=date(2026, 11, 28))
