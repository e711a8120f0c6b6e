import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from skills_app.content import load_library
from tests.content.small_library import line_of, make_small_library


def test_a_sound_library_is_said_to_be_sound() -> None:
    said = StringIO()
    call_command("check_content", stdout=said)
    assert "all sound" in said.getvalue()
    assert "reading grade: median" in said.getvalue()


def test_a_library_of_long_sentences_is_not_sound(
    tmp_path: Path, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("skills_app.management.commands.check_content.LONG_SHARE", 0.0001)
    root = tmp_path / "library"
    shutil.copytree(settings.CONTENT_LIBRARY, root)
    write_in(root / "en" / "reading.yaml", "median_at_most: 6.5", "median_at_most: 0.5")
    said = said_of(root, settings, to_mend=2)
    assert "Split long sentences" in said
    assert "Make half of the files easier, to 0.5 or less." in said


def test_every_problem_is_listed_with_file_line_and_remedy(tmp_path: Path, settings: Any) -> None:
    root = make_small_library(tmp_path / "library")
    path = root / "en" / "modules" / "m02.yaml"
    text = path.read_text(encoding="utf-8").replace("minutes: 2", "minutes: 99", 1)
    path.write_text(text.replace("summary: One", "summary: You should. One"), encoding="utf-8")
    settings.CONTENT_LIBRARY = root
    said = StringIO()
    with pytest.raises(CommandError, match="2 to mend"):
        call_command("check_content", stdout=said)
    assert f"en/modules/m02.yaml:{line_of(path, 'minutes: 99')}: 99 is outside" in said.getvalue()
    assert "Use a number from 1 to 8." in said.getvalue()
    assert "“should” is not used here" in said.getvalue()


def test_a_day_to_come_is_a_problem_here_and_takes_no_help_from_a_reader(
    tmp_path: Path, settings: Any
) -> None:
    """A machine whose clock runs behind serves all the same."""
    root = make_small_library(tmp_path / "library")

    settings.CONTENT_LIBRARY = root
    said = StringIO()
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        with pytest.raises(CommandError):
            call_command("check_content", stdout=said)
        library = load_library(root, "en")

    assert "has not come yet" in said.getvalue()
    assert library.modules


def said_of(root: Path, settings: Any, *, to_mend: int = 0) -> str:
    settings.CONTENT_LIBRARY = root
    said = StringIO()
    if to_mend:
        with pytest.raises(CommandError, match=f"{to_mend} to mend"):
            call_command("check_content", stdout=said)
    else:
        call_command("check_content", stdout=said)
    return said.getvalue()


def write_in(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_small_library(tmp_path / "library")


@pytest.fixture
def german(root: Path) -> Path:
    """The only module, in another language as well."""
    (root / "de" / "modules").mkdir(parents=True)
    module = root / "de" / "modules" / "m02.yaml"
    shutil.copy(root / "en" / "modules" / "m02.yaml", module)
    return module


@time_machine.travel("2027-01-15")
def test_a_file_read_through_a_year_ago_is_no_news(root: Path, settings: Any) -> None:
    assert "note:" not in said_of(root, settings)


@time_machine.travel("2027-01-16")
def test_a_file_not_read_through_for_over_a_year_is_noted_and_refuses_nothing(
    root: Path, settings: Any
) -> None:
    line = line_of(root / "en" / "modules" / "m02.yaml", "reviewed_on")
    said = said_of(root, settings)
    assert f"note: en/modules/m02.yaml:{line}: This file was last read through on" in said
    assert "Read it through again" in said
    assert "all sound" in said


def test_a_translation_older_than_its_original_is_noted(
    root: Path, german: Path, settings: Any
) -> None:
    assert "after this translation" not in said_of(root, settings)
    original = root / "en" / "modules" / "m02.yaml"
    write_in(original, "reviewed_on: 2026-01-15", "reviewed_on: 2026-02-01")
    line = line_of(german, "reviewed_on")
    assert (
        f"note: de/modules/m02.yaml:{line}: The English original was read through on 2026-02-01,"
        " after this translation. Compare the two" in said_of(root, settings)
    )


def test_what_is_not_translated_yet_is_listed_file_by_file_with_what_to_do(
    root: Path, german: Path, settings: Any, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    said = said_of(root, settings)
    assert (
        "  de/words.yaml: not there yet, so English is shown."
        " Copy en/words.yaml there, and translate the text in it." in said
    )
    assert "de/modules/m02.yaml: not there" not in said
    assert "  en/" not in said
    buttons = "locale/de/LC_MESSAGES/django.po: not there yet, so buttons and titles are in English"
    assert buttons in said
    assert "`make messages LOCALE=de` gathers them" in said
    (tmp_path / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po").touch()
    assert buttons not in said_of(root, settings)


def test_what_is_wrong_in_english_is_not_said_again_for_each_language(
    root: Path, german: Path, settings: Any
) -> None:
    write_in(root / "en" / "words.yaml", "intro: Find", "intro: You should find")
    said = said_of(root, settings, to_mend=1)
    assert said.count("“should” is not used here") == 1
    assert "de: nothing of its own to mend" in said
    write_in(german, "minutes: 2", "minutes: 99")
    said = said_of(root, settings, to_mend=2)
    assert said.count("de/modules/m02.yaml") == 1


def test_long_sentences_of_english_are_not_counted_again_for_each_language(
    root: Path, german: Path, settings: Any
) -> None:
    write_in(root / "en" / "reading.yaml", "median_at_most: 6.5", "median_at_most: 0")
    assert said_of(root, settings, to_mend=1).count("reading grade:") == 1


def test_a_language_without_rules_of_its_own_is_told_what_is_not_checked(
    root: Path, german: Path, settings: Any
) -> None:
    said = said_of(root, settings)
    assert (
        "  de has no list of words for the body (de/body_words.yaml): notes for body scans and"
        " for texts about the breath are not checked." in said
    )
    assert "  de has no list of words to avoid (de/banned.yaml)" in said
    assert "  de has no measure of reading (de/reading.yaml)" in said
    assert "  en has no" not in said
    assert "banned.yaml: not there yet, so English is shown" not in said


def test_a_language_with_rules_of_its_own_is_told_nothing(
    root: Path, german: Path, settings: Any
) -> None:
    for name in ("body_words", "banned", "reading"):
        shutil.copy(root / "en" / f"{name}.yaml", root / "de" / f"{name}.yaml")
    assert "de has no" not in said_of(root, settings)


def test_short_files_are_graded_together_or_said_to_be_too_short(
    root: Path, settings: Any, monkeypatch: Any
) -> None:
    said = said_of(root, settings)
    assert "too short for a grade: " in said
    monkeypatch.setattr("skills_app.content.language_rules.GRADED_FROM_WORDS", 10_000)
    said = said_of(root, settings)
    assert "en/modules/m02.yaml" in said
    assert "reading grade:" not in said


def test_short_files_that_are_hard_together_are_refused(root: Path, settings: Any) -> None:
    hard = "Institutional accountability necessitates organisational review."
    for number in (3, 4):
        copied = root / "en" / "modules" / f"m0{number}.yaml"
        shutil.copy(root / "en" / "modules" / "m02.yaml", copied)
        write_in(copied, "id: m02", f"id: m0{number}")
        write_in(copied, "id: t01", f"id: t0{number}")
        copied.write_text(copied.read_text().replace("tool:t01", f"tool:t0{number}"))
        for plain in ("It may help.", "That was enough.", "Fill in what you like.", "Look at one"):
            write_in(copied, plain, hard)
    write_in(root / "en" / "reading.yaml", "file_at_most: 8", "file_at_most: 4")
    said = said_of(root, settings, to_mend=1)
    assert "The short files of this folder together read at grade" in said
