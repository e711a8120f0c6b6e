from pathlib import Path

import pytest
from django.core.checks import run_checks

from skills_app import content
from skills_app.content.checks import check_content
from skills_app.library.problems import ContentError
from tests.content.small_library import make_small_library


@pytest.fixture
def small_library(tmp_path, settings):
    settings.CONTENT_LIBRARY = make_small_library(tmp_path)
    content.reset()
    yield Path(settings.CONTENT_LIBRARY)
    content.reset()


def test_the_library_that_ships_passes_the_check() -> None:
    assert check_content(None) == []


def test_the_check_runs_with_all_the_others() -> None:
    assert [one for one in run_checks() if (one.id or "").startswith("content.")] == []


def test_each_problem_becomes_an_error_with_its_remedy_as_hint(small_library: Path) -> None:
    path = small_library / "en" / "modules" / "m02.yaml"
    path.write_text(path.read_text().replace("minutes: 2", "minutes: 20"))
    (found,) = check_content(None)
    assert found.id == "content.E001"
    assert found.msg == "en/modules/m02.yaml:23: 20 is outside the safe range."
    assert found.hint == "Use a number from 1 to 8."


def test_what_is_not_checked_for_a_language_is_said_and_stops_nothing(small_library: Path) -> None:
    (small_library / "de").mkdir()
    found = check_content(None)
    assert [one.id for one in found] == ["content.I001"] * 3
    assert "de has no list of words for the body (de/body_words.yaml)" in found[0].msg
    assert not any(one.is_serious() for one in found)


def test_a_missing_library_is_an_error(tmp_path: Path, settings) -> None:
    settings.CONTENT_LIBRARY = tmp_path / "nowhere"
    (found,) = check_content(None)
    assert found.id == "content.E002"


def test_a_library_is_read_once_and_again_after_a_reset(small_library: Path) -> None:
    first = content.library()
    assert content.library() is first
    content.reset()
    assert content.library() is not first


def test_a_broken_file_refuses_the_whole_library(small_library: Path) -> None:
    path = small_library / "en" / "helplines.yaml"
    path.write_text(path.read_text().replace("0800 123", "soon"))
    with pytest.raises(ContentError, match=r"helplines\.yaml:11"):
        content.library()
