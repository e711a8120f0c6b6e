from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.content.small_library import line_of, make_small_library


def test_a_sound_library_is_said_to_be_sound() -> None:
    said = StringIO()
    call_command("check_content", stdout=said)
    assert "all sound" in said.getvalue()
    assert "reading grade: median" in said.getvalue()


def test_a_library_of_long_sentences_is_not_sound(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("skills_app.content.limits.LONG_SHARE", 0.0001)
    monkeypatch.setattr("skills_app.content.limits.MEDIAN_GRADE", 0.5)
    said = StringIO()
    with pytest.raises(CommandError, match="2 to mend"):
        call_command("check_content", stdout=said)
    assert "Split long sentences" in said.getvalue()
    assert "Make half of the files easier" in said.getvalue()


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
