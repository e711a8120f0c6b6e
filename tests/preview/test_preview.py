"""A content file as its author sees it while writing."""

import socket
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from django.test import Client

from skills_app.content import reset
from skills_app.management.commands.preview_content import show_in_its_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Any:
    """A copy of a module, previewed."""
    settings.MIDDLEWARE = list(settings.MIDDLEWARE)  # so that pytest puts them back
    settings.ROOT_URLCONF = settings.ROOT_URLCONF
    settings.PREVIEWED = ""
    path = tmp_path / "m05.yaml"
    source = Path(settings.CONTENT_LIBRARY) / "en" / "modules" / "m05.yaml"
    settings.CONTENT_LIBRARY = settings.CONTENT_LIBRARY
    path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    show_in_its_place(path, tmp_path / "library")
    yield path
    reset()


def test_every_step_and_way_is_listed_with_what_it_mentions(file: Path) -> None:
    page = Client().get("/preview/").content.decode()
    assert "Freezing is common" in page
    assert "Mentions an unwanted sexual experience" in page
    assert "Set aside for who avoids" not in page or "attention to" in page


def test_a_way_opens_as_readers_see_it(file: Path) -> None:
    client = Client()
    sent = {"step": "freeze", "way": "summary", "opened": "1", "move": "show"}
    answer = client.post("/skills/m05/", sent, follow=True)
    assert "Freezing is common" in answer.content.decode()


def test_what_was_saved_is_there_at_the_next_load(file: Path) -> None:
    client = Client()
    assert "A new plum title" not in client.get("/skills/m05/").content.decode()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Freezing is common", "A new plum title", 1), encoding="utf-8")
    assert "A new plum title" in client.get("/skills/m05/").content.decode()


def test_a_broken_file_shows_the_line_and_the_remedy_and_the_way_out(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("heavier: no", "heavier: perhaps", 1), encoding="utf-8")
    answer = Client().get("/skills/m05/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "en/modules/m05.yaml, line 4" in page
    assert 'action="/leave/"' in page


def test_a_file_that_is_not_there_is_said_kindly() -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("preview_content", "nowhere.yaml")


@pytest.mark.parametrize("name", ["words.yaml", "scripts.yaml", "m5.yaml", "m05.yml", "notes.txt"])
def test_a_file_without_steps_is_refused_and_those_that_have_some_are_named(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).touch()
    with pytest.raises(CommandError, match=r"for a module, .* m05\.yaml, or a set of tools"):
        call_command("preview_content", str(tmp_path / name))


def test_without_the_command_there_is_no_such_page(guest: Client) -> None:
    assert guest.get("/preview/").status_code == 404
    assert not any("preview" in name for name in real_settings.MIDDLEWARE)


def test_a_port_in_use_is_said_with_a_way_round_it(file: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is in use.* PORT={port + 1}"):
            call_command("preview_content", str(file), "--port", str(port))
