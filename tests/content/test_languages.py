"""A language may be there in part: the rest is read in English, and says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from skills_app.content import languages, library, reset
from skills_app.content.errors import ContentError
from skills_app.content.loading import load_library

GERMAN = "Erst einmal ankommen"


@pytest.fixture
def partly_german(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The real library, with one module in German and nothing else."""
    root = tmp_path / "library"
    shutil.copytree(settings.CONTENT_LIBRARY, root)
    (root / "de" / "modules").mkdir(parents=True)
    text = (root / "en" / "modules" / "m01.yaml").read_text(encoding="utf-8")
    text = text.replace("What this is, and what it is not", GERMAN, 1)
    (root / "de" / "modules" / "m01.yaml").write_text(text, encoding="utf-8")
    settings.CONTENT_LIBRARY = str(root)
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    reset()
    yield root
    reset()


def test_what_is_not_there_yet_is_read_in_english(partly_german: Path) -> None:
    german = load_library(partly_german, "de")
    assert list(german.modules) == list(library("en").modules)
    assert german.modules["m01"].steps[0].title == GERMAN
    assert german.modules["m02"] == library("en").modules["m02"]
    assert "m01" not in german.borrowed
    assert {"m02", "words", "helplines", "grounding"} <= german.borrowed
    assert library("en").borrowed == frozenset()


def test_a_broken_file_of_another_language_is_refused_by_its_own_name(partly_german: Path) -> None:
    path = partly_german / "de" / "modules" / "m01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 3", "minutes: 300"))
    with pytest.raises(ContentError, match=r"de/modules/m01\.yaml"):
        load_library(partly_german, "de")


def test_the_reading_grade_is_asked_of_english_only(partly_german: Path) -> None:
    path = partly_german / "de" / "modules" / "m01.yaml"
    hard = "Incomprehensibility characterises multitudinous institutional communications. "
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Small skills, at your pace.", hard * 34, 1), encoding="utf-8")
    load_library(partly_german, "de")
    shutil.copy(path, partly_german / "en" / "modules" / "m01.yaml")
    with pytest.raises(ContentError, match="reads at grade"):
        load_library(partly_german, "en")


def test_the_readers_language_decides_where_there_is_one(partly_german: Path) -> None:
    assert languages(partly_german) == {"en", "de"}
    with translation.override("de-at"):
        assert library().lang == "de"
    with translation.override("fr"):
        assert library().lang == "en"


@pytest.mark.django_db
def test_a_part_that_is_in_english_so_far_says_so(partly_german: Path, guest: Client) -> None:
    german = {"headers": {"accept-language": "de"}}
    own = guest.get("/skills/m01/", **german).content.decode()
    assert GERMAN in own
    assert 'lang="de"' in own
    assert "This part is in English so far." not in own
    for address in ("/skills/m03/", "/tools/t60/", "/people/", "/words/"):
        page = guest.get(address, **german).content.decode()
        assert "This part is in English so far." in page, address
    assert "so far" not in guest.get("/skills/m03/").content.decode()
