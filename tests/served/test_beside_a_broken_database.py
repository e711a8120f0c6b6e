"""The real server beside a database that is not there: it begins, helps, and comes back."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.real_site import RealSite
from tests.served.test_workers import answers
from tests.served.wire import ask


@pytest.fixture
def without(tmp_path: Path, site: RealSite) -> RealSite:
    """A copy of the prepared folder, from which the database was taken."""
    other = RealSite(tmp_path)
    shutil.copytree(site.data, other.data)
    for each in other.data.glob("steady.sqlite3*"):
        each.unlink()
    other.environment = {**site.environment, "STEADY_DATA": str(other.data)}
    return other


def status(site: RealSite, path: str, method: str = "GET") -> int:
    return ask(site.port, method, path, "Sec-Fetch-Site: same-origin").status


def test_it_begins_and_its_workers_come_back_and_so_does_all_else(
    without: RealSite, site: RealSite
) -> None:
    database = without.data / "steady.sqlite3"
    without.start()
    try:
        for _ in range(2):
            for path in ("/", "/now/", "/tools/", "/people/", "/safety/", "/healthz"):
                assert status(without, path) == 200, path
            assert status(without, "/leave/", "POST") == 200
            assert status(without, "/space/") == status(without, "/readyz") == 503
            (worker,) = without.workers()
            os.kill(worker, signal.SIGKILL)
            while without.workers() in ([worker], []) or not answers(without):
                pass
        said = (without.data / "server.log").read_text()
        assert "The database, or a table of it, is not there or not reached." in said
        assert "Traceback" not in said
        assert not database.exists(), "no other is put in its place"
        shutil.copy(site.data / "steady.sqlite3", database)
        while status(without, "/readyz") != 200:
            assert status(without, "/now/") == 200
        assert status(without, "/space/") == 200
    finally:
        without.stop()
