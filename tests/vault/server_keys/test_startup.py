"""The server, as it starts: it refuses a key file that would lose somebody's words."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings

import manage
from skills_app.startup import refuse_unless_ready
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import make_or_check_keys
from tests.server_keys import forget_keys
from tests.vault.another_database import asked_in_its_place, copy_test_database

ROOT = Path(__file__).resolve().parents[3]


class Installation:
    """A key file and a database of its own, that were prepared."""

    def __init__(self, folder: Path) -> None:
        self.key_file = folder / "server.keys"
        self.start()

    def start(self) -> None:
        """What a process does that begins to serve: it reads the keys and the database afresh."""
        forget_keys()
        refuse_unless_ready()

    def refusal(self) -> str:
        with pytest.raises(ImproperlyConfigured) as refused:
            self.start()
        return str(refused.value)

    def run(self, command: str) -> str:
        forget_keys()
        said = StringIO()
        call_command(command, stdout=said, stderr=StringIO())
        return said.getvalue()


@pytest.fixture
def installation(tmp_path: Path, settings: Settings, db: None) -> Iterator[Installation]:
    path = tmp_path / "steady.sqlite3"
    copy_test_database(path)
    settings.SERVER_KEYS_FILE = tmp_path / "server.keys"
    settings.NAMES_KEY_FILE = tmp_path / "names.key"
    forget_keys()
    with asked_in_its_place(path):
        make_or_check_keys()
        check_keys()
        yield Installation(tmp_path)
    forget_keys()


NEW_LINE = "2:" + "dGhpcyBrZXkgaXMgbm90IGEgc2VjcmV0IGF0IGFsbCE"
OTHER_LINE = NEW_LINE[:-1] + "U"


def test_it_starts_with_the_key_it_was_prepared_with_and_refuses_every_other_state(
    installation: Installation,
) -> None:
    whole = installation.key_file.read_text()
    installation.start()

    installation.key_file.write_text(NEW_LINE)
    assert "Server key 1 is not listed" in installation.refusal()
    assert "Put its line back into the key file" in installation.refusal()

    installation.key_file.write_text(NEW_LINE.replace("2:", "1:"))
    assert "Server key 1 is not the key it was" in installation.refusal()

    installation.key_file.unlink()
    assert "server.keys is missing" in installation.refusal()
    assert not installation.key_file.exists(), "none is made in its place"

    installation.key_file.write_text(whole)
    installation.key_file.chmod(0o644)
    assert "chmod 600" in installation.refusal()
    installation.key_file.chmod(0o600)

    installation.key_file.write_text(f"{NEW_LINE}\n{whole}")
    installation.start()  # a new key above the old one is welcome

    installation.key_file.write_text(f"{OTHER_LINE}\n{whole}")
    assert "Server key 2 is not the key it was" in installation.refusal(), "as on another machine"


def test_after_a_rotation_it_starts_without_the_old_key(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    old = installation.key_file.read_text().splitlines()[-1]
    installation.key_file.write_text(f"{NEW_LINE}\n{old}\n")
    assert "Its line can be taken out now." in installation.run("rotate_server_key")
    installation.key_file.write_text(NEW_LINE + "\n")
    installation.start()
    installation.run("verify_vaults")
    installation.key_file.write_text(old + "\n")
    assert "Server key 2 is not listed" in installation.refusal()
    with pytest.raises(CommandError):
        installation.run("verify_vaults")
    forget_keys()
    with pytest.raises(SystemExit) as ended:
        manage.main(["manage.py", "prepare"])
    assert str(ended.value.code).startswith("Server key 2 is not listed"), "no trace of calls"
    assert len(str(ended.value.code).splitlines()) == 1


def test_the_program_itself_ends_at_a_wrong_key(
    installation: Installation, settings: Settings
) -> None:
    """What a server runs, in a process of its own."""
    installation.key_file.write_text(NEW_LINE)
    folder = installation.key_file.parent
    (folder / "static").symlink_to(settings.STATIC_ROOT)
    kept = {name: value for name, value in os.environ.items() if "STEADY" not in name}
    answer = subprocess.run(
        [sys.executable, "-c", "import config.wsgi; print('would serve')"],
        cwd=ROOT,
        env={**kept, "STEADY_DATA": str(folder), "STEADY_PLAIN_HTTP": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.returncode != 0
    assert "would serve" not in answer.stdout
    assert "Server key 1 is not listed" in answer.stderr.splitlines()[-1]
