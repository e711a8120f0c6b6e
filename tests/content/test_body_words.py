"""Which parts of the body a text names, and where the same words mean something else."""

from pathlib import Path

import pytest
from django.conf import settings

from skills_app.content.language_rules import read_body_words
from skills_app.content.loading import load_library
from skills_app.content.reading.entries import Findings, read_file
from skills_app.library.problems import ContentError
from tests.content.small_library import make_small_library


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Move one finger.", {"body_area_hands"}),
        ("Lift your toes, or your Thumbs.", {"body_area_feet", "body_area_hands"}),
        ("Loosen the jaw.", {"body_area_face"}),
        ("With your eyes closed, wait.", {"eyes_closed"}),
        ("A knot in the stomach.", {"body_area_belly"}),
        ("The chest, from outside.", {"body_area_chest"}),
        ("Roll your shoulders.", {""}),
        ("Lean your back on the wall.", {""}),
        ("Smell some hand cream.", set()),
        ("On the other hand, it may rain.", set()),
        ("Hand it over, or come back later.", set()),
        ("Find your feet again.", set()),
        ("Follow the leg of a table.", set()),
        ("A hard talk to face.", set()),
        ("It is written on the back of the page.", set()),
    ],
)
def test_plain_words_for_the_body_are_known_and_other_senses_are_not(
    text: str, areas: set[str]
) -> None:
    path = Path(settings.CONTENT_LIBRARY, "en", "body_words.yaml")
    findings = Findings()
    top = read_file(path, shown_as="en/body_words.yaml", findings=findings)
    assert top is not None
    assert set(read_body_words(top).areas_named(text)) == areas
    assert findings.problems == []


def change(root: Path, old: str, new: str) -> Path:
    path = root / "en" / "modules" / "m02.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return root


LINE = "- {text: Look at your fingers., uses: [body_area_hands]}"


def test_a_line_may_say_itself_what_it_uses(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    change(root, "label: Look around", "label: Look around\n        notes: [bod]")
    change(root, "- Look at another.", f"- Look at another.\n          {LINE}")
    step = load_library(root, "en").modules["m02"].steps[0]
    assert [part.uses for part in step.ways[1].body.leavable] == [(), (), ("body_area_hands",)]


def test_what_one_line_says_does_not_speak_for_the_next(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    change(root, "label: Look around", "label: Look around\n        notes: [bod]")
    change(root, "- Look at another.", f"- Look at your thumb.\n          {LINE}")
    with pytest.raises(ContentError) as caught:
        load_library(root, "en")
    assert ["“thumb”" in problem.wrong for problem in caught.value.problems] == [True]


def test_a_word_can_be_said_to_be_fine(tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    change(root, "- A short screen.", "- Tingling fingers are a sign to stop.")
    with pytest.raises(ContentError):
        load_library(root, "en")
    change(root, "label: Read\n", "label: Read\n        also_fine: [fingers]\n")
    load_library(root, "en")
