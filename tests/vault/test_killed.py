"""Processes killed with SIGKILL, in the middle of everything: no acknowledged word is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_killed_process_loses_no_acknowledged_word_and_locks_nobody_out(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "STEADY" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.killing"],
        cwd=ROOT,
        env={**environment, "STEADY_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["statements"]) == {
        "create",
        "save",
        "delete",
        "change",
        "recover",
        "renew",
        "rotate",
    }
    assert all(kills > 3 for kills in found["statements"].values()), found
    assert found["serving"]["kills"] == 100
    assert found["serving"]["acknowledged"] > 50, found
