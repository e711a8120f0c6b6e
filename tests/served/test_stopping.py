"""After a clean stop the database file alone holds everything that was kept."""

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.real_site import RealSite
from tests.vault.stress.writers import sign_up
from tests.visitor import Visitor


def members_in(database: Path) -> int:
    with sqlite3.connect(database) as rows:
        return int(rows.execute("SELECT count(*) FROM skills_app_user").fetchone()[0])


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_a_copy_of_the_main_file_alone_holds_everybody(
    site: RealSite, tmp_path: Path, way: signal.Signals
) -> None:
    other = RealSite(tmp_path)
    shutil.copytree(site.data, other.data)
    shutil.rmtree(other.data / "tmp")
    (other.data / "tmp").mkdir()
    other.environment["STEADY_WORKERS"] = "2"
    other.start()
    try:
        before = members_in(other.data / "steady.sqlite3")
        sign_up(Visitor(other.port), "juniper")
        # One connection stays open, as those of a worker that is killed at the end would.
        held = sqlite3.connect(other.data / "steady.sqlite3")
        held.execute("SELECT count(*) FROM skills_app_user").fetchone()
    finally:
        os.killpg(other.pid, way)
        other.stop()

    shutil.copy(other.data / "steady.sqlite3", tmp_path / "alone.sqlite3")
    held.close()
    assert members_in(tmp_path / "alone.sqlite3") == before + 1
