"""After a long day on the real server, no word, date, key or cookie lies anywhere on its disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw_bytes import found_in, spellings, ways_to_write
from tests.real_site import RealSite, running_site
from tests.vault.stress.a_long_day import Day, live
from tests.visitor import Visitor

# What the operator keeps apart from the database: the only place where keys may be.
KEY_FILES = {"server.keys", "names.key"}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with running_site(tmp_path_factory.mktemp("day")) as site:
        today = Day(site, Visitor(site.port))
        live(today)
        yield today


def secrets_of(day: Day) -> dict[str, set[bytes]]:
    texts = {what: ways_to_write(text) for what, text in day.texts.items()}
    return texts | {what: spellings(key) for what, key in day.keys.items()}


def test_nothing_is_on_disk_while_the_server_runs_nor_afterwards(day: Day) -> None:
    secrets = secrets_of(day)
    assert len(secrets) > 40
    # With its log beside it, where one is: it is folded in when the last connection goes.
    assert list(day.site.data.glob("steady.sqlite3*"))
    found = found_in(day.site.data, secrets)
    day.site.stop()
    for what, files in found_in(day.site.data, secrets).items():
        found.setdefault(what, []).extend(files)
    assert {what: set(files) - KEY_FILES for what, files in found.items()} == {
        "server.keys": set(),
        "names.key": set(),
    }


def test_the_log_says_little(day: Day) -> None:
    log = (day.site.data / "server.log").read_text()
    assert "/write/" not in log
    assert "127.0.0.1 " not in log


@pytest.mark.parametrize("what", ["entry", "title, changed", "day", "first recovery words"])
def test_each_way_of_writing_it_would_have_been_found(day: Day, tmp_path: Path, what: str) -> None:
    """The control, for texts with and without letters beyond ASCII."""
    forms = sorted(ways_to_write(day.texts[what]))
    for number, form in enumerate(forms):
        (tmp_path / f"{number}.bin").write_bytes(b"before" + form + b"after")
    assert len(found_in(tmp_path, {what: forms})[what]) == len(forms)


def test_a_key_written_down_in_any_way_would_have_been_found(day: Day, tmp_path: Path) -> None:
    for what, key in day.keys.items():
        for number, form in enumerate(spellings(key)):
            (tmp_path / f"{number}.bin").write_bytes(b"\0" + form + b"\0")
        assert len(found_in(tmp_path, {what: spellings(key)})[what]) == len(spellings(key))


def test_the_folder_is_closed_to_other_users(day: Day) -> None:
    assert isinstance(day.site, RealSite)
    data = day.site.data
    assert data.stat().st_mode & 0o077 == 0
    private = [*data.glob("steady.sqlite3*"), *data.glob("*.key*")]
    assert private
    assert all(path.stat().st_mode & 0o077 == 0 for path in private)
