"""The server, really started: it refuses a key file that would lose somebody's words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVE = "import config.wsgi; print('would serve')"


class Installation:
    """A data folder of its own, and processes that start in it."""

    def __init__(self, folder: Path) -> None:
        self.key_file = folder / "server.keys"
        kept = {name: value for name, value in os.environ.items() if "STEADY" not in name}
        self.environment = {**kept, "STEADY_DATA": str(folder), "STEADY_PLAIN_HTTP": "1"}

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def refusal(self) -> str:
        answer = self.run("-c", SERVE)
        assert answer.returncode != 0
        assert "would serve" not in answer.stdout
        return answer.stderr.strip().splitlines()[-1]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    here = Installation(tmp_path)
    prepared = here.run("manage.py", "prepare")
    assert prepared.returncode == 0, prepared.stderr
    return here


NEW_LINE = "2:" + "dGhpcyBrZXkgaXMgbm90IGEgc2VjcmV0IGF0IGFsbCE"
OTHER_LINE = NEW_LINE[:-1] + "U"


def test_it_starts_with_the_key_it_was_prepared_with_and_refuses_every_other_state(
    installation: Installation,
) -> None:
    whole = installation.key_file.read_text()
    started = installation.run("-c", SERVE)
    assert started.stdout.strip() == "would serve", started.stderr

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
    started = installation.run("-c", SERVE)
    assert started.stdout.strip() == "would serve", "a new key above the old one is welcome"

    installation.key_file.write_text(f"{OTHER_LINE}\n{whole}")
    assert "Server key 2 is not the key it was" in installation.refusal(), "as on another machine"


def test_after_a_rotation_it_starts_without_the_old_key(installation: Installation) -> None:
    old = installation.key_file.read_text().splitlines()[-1]
    installation.key_file.write_text(f"{NEW_LINE}\n{old}\n")
    rotated = installation.run("manage.py", "rotate_server_key")
    assert rotated.returncode == 0, rotated.stderr
    assert "Its line can be taken out now." in rotated.stdout
    installation.key_file.write_text(NEW_LINE + "\n")
    started = installation.run("-c", SERVE)
    assert started.stdout.strip() == "would serve", started.stderr
    verified = installation.run("manage.py", "verify_vaults")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    installation.key_file.write_text(old + "\n")
    assert "Server key 2 is not listed" in installation.refusal()
    assert installation.run("manage.py", "verify_vaults").returncode == 1
    prepared = installation.run("manage.py", "prepare")
    assert prepared.returncode == 1
    assert prepared.stderr.startswith("Server key 2 is not listed"), "no trace of calls before it"
    assert len(prepared.stderr.splitlines()) == 1
