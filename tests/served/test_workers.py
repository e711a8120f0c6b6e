"""A worker that dies comes back, and meanwhile the others answer."""

import os
import signal
from pathlib import Path

import pytest

from tests.real_site import RealSite
from tests.served.wire import ask


@pytest.fixture
def pair(tmp_path: Path, site: RealSite) -> RealSite:
    """The same site, served by two workers."""
    other = RealSite(tmp_path)
    other.data = site.data
    other.environment = {**site.environment, "STEADY_WORKERS": "2"}
    return other


def answers(site: RealSite) -> bool:
    try:
        return ask(site.port, "GET", "/now/").status == 200
    except OSError:  # it was this worker's to answer when it died
        return False


def listening(site: RealSite) -> int:
    """How many workers take connections, as the system says."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    places = [(line.split()[1], line.split()[3]) for line in lines]
    return sum(place.endswith(f":{site.port:04X}") and state == "0A" for place, state in places)


def start_both(pair: RealSite) -> None:
    pair.start()
    while listening(pair) < 2:
        assert answers(pair)


def wait_for_two_others_than(site: RealSite, dead: list[int]) -> int:
    """How many requests were not answered until two workers were there again."""
    unanswered = 0
    for _ in range(5000):  # each a whole request: this waits for the server, not for a clock
        unanswered += not answers(site)
        alive = set(site.workers()) - set(dead)
        if len(alive) == 2 and listening(site) == 2:
            return unanswered
    raise AssertionError("A worker did not come back.")


def test_killed_workers_come_back_however_often_and_the_site_answers(pair: RealSite) -> None:
    start_both(pair)
    try:
        lost: list[int] = []
        for _ in range(3):
            killed = pair.workers()[0]
            os.kill(killed, signal.SIGKILL)
            lost.append(wait_for_two_others_than(pair, [killed]))
            assert answers(pair)
        assert max(lost) <= 5, "only what the dying worker had taken is lost"
        both = pair.workers()
        for each in both:
            os.kill(each, signal.SIGKILL)
        wait_for_two_others_than(pair, both)
        assert answers(pair)
    finally:
        pair.stop()


def test_no_worker_outlives_its_server(pair: RealSite) -> None:
    start_both(pair)
    left = pair.workers()
    os.kill(pair.pid, signal.SIGKILL)
    pair.stop()
    for _ in range(5000):
        try:
            ask(pair.port, "GET", "/healthz")
        except OSError:
            break
    else:
        raise AssertionError(f"{left} still answer.")
