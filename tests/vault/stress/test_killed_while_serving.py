"""A serving process dies a hundred times in a stream of saves: what it called kept is kept."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.people import PASSPHRASE
from tests.real_site import ROOT, RealSite
from tests.vault import independent_reader
from tests.vault.stress.writers import Writer, hidden_fields, sign_up, writing
from tests.visitor import Visitor

DEATHS = 100
PATIENCE = 30  # seconds for one save, however busy the machine is
DEATHS_OF_THE_REAL_SERVER = 3


def read_back(site: RealSite, name: str) -> dict[str, list[dict[str, Any]]]:
    """By another program, which also checks that nothing is missing."""
    database = site.data / "steady.sqlite3"
    with sqlite3.connect(database) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names_key = (site.data / "names.key").read_text()
    return independent_reader.read_everything(
        database, site.data / "server.keys", name, names_key, PASSPHRASE
    )


def begin_two(port: int, name: str) -> tuple[Writer, Writer]:
    """One browser that keeps new entries, and one that changes the same entry all the time."""
    here = Visitor(port)
    sign_up(here, name)
    fields = hidden_fields(here.get("/write/new/"))
    entry = here.send("/write/new/", **(fields | {"text": "Wren wrote sentence 00000."})).where
    there = Visitor(port, dict(here.cookies), here.token)
    return Writer("Rowan", here), Writer("Wren", there, changing=entry)


def check(site: RealSite, name: str, new: Writer, changing: Writer, deaths: int) -> None:
    assert not new.odd + changing.odd, (new.odd + changing.odd)[0]
    assert new.unanswered + changing.unanswered >= deaths // 2, "deaths that nobody met"
    assert count_kept(new, changing) >= deaths, "deaths that met no stream of saves"
    assert min(len(new.acknowledged), len(changing.acknowledged)) > deaths // 10
    kept = read_back(site, name)
    texts = [str(document["text"]) for document in kept["entry"]]
    assert not set(new.acknowledged).difference(texts), "acknowledged, and lost"
    assert len(set(texts)) == len(texts), "kept twice"
    (changed,) = (text for text in texts if text.startswith(changing.name))
    assert changed >= changing.acknowledged[-1], "an older version came back"
    earlier = {str(document["text"]) for document in kept["earlier"]}
    latest = changing.acknowledged[-20:]
    assert set(latest) <= earlier | {changed}, "the latest versions are all there"


def count_kept(*writers: Writer) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def wait_for_a_save(new: Writer, changing: Writer) -> None:
    """Until one more is acknowledged, so that each death meets people who are writing."""
    before, end = count_kept(new, changing), time.monotonic() + PATIENCE
    while count_kept(new, changing) == before:
        assert time.monotonic() < end, "nothing was saved for a long time"
        time.sleep(0.001)


@contextmanager
def forking_server(site: RealSite) -> Iterator["subprocess.Popen[str]"]:
    """Prints its port and then its children's ids."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.vault.stress.forking_server"],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=20)
        assert server.stdout is not None
        server.stdout.close()


def test_a_hundred_deaths_in_a_stream_of_saves_lose_nothing(tmp_path: Path) -> None:
    site = RealSite(tmp_path)
    site.prepare()
    chance = random.Random(100)
    with forking_server(site) as server:
        assert server.stdout is not None
        port, child = (int(server.stdout.readline()) for _ in range(2))
        new, changing = begin_two(port, "rowan")
        with writing(new, changing):
            for _death in range(DEATHS):
                wait_for_a_save(new, changing)
                time.sleep(chance.uniform(0, 0.1))
                os.kill(child, signal.SIGKILL)
                child = int(server.stdout.readline())
            wait_for_a_save(new, changing)
    check(site, "rowan", new, changing, DEATHS)


def test_the_real_server_dies_and_starts_again_and_nothing_is_lost(tmp_path: Path) -> None:
    site = RealSite(tmp_path)
    site.prepare()
    site.start()
    try:
        new, changing = begin_two(site.port, "rowan")
        with writing(new, changing):
            for _death in range(DEATHS_OF_THE_REAL_SERVER):
                wait_for_a_save(new, changing)
                time.sleep(1)
                site.kill()
                site.start()
            wait_for_a_save(new, changing)
    finally:
        site.stop()
    check(site, "rowan", new, changing, DEATHS_OF_THE_REAL_SERVER)
