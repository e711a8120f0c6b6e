"""Many people at the door at once, at the price a key has in life: nobody waits for ever."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connections

from skills_app.account.models import User
from skills_app.vault.crypto import gate, slots
from skills_app.vault.models import Slot
from skills_app.vault.unlocking.opening import change_passphrase, make_space, open_space
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser

EIGHT = 8
TOO_LONG = 60  # seconds; two derivations at a time take a tenth of that
NEW = "a kite over the slow river"


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    threads = ThreadPoolExecutor(EIGHT)
    yield threads
    threads.shutdown(wait=False, cancel_futures=True)


@pytest.mark.real_argon2
@pytest.mark.usefixtures("file_database")
def test_eight_people_make_open_and_change_at_once(
    pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A line that is long enough for them all, however busy the machine.
    monkeypatch.setattr(gate._gate, "most_waiting", EIGHT)
    monkeypatch.setattr(gate._gate, "longest", TOO_LONG)
    assert slots.Cost(memory_kib=65536, passes=3) == slots.COST, "nothing made it cheaper"
    browsers = [Browser(User.objects.create_user(f"person {n}", "unused")) for n in range(EIGHT)]

    def a_visit(browser: Browser) -> str:
        close_old_connections()
        try:
            make_space(browser.user, PASSPHRASE)
            kept = open_space(browser.request(), PASSPHRASE).create("entry", {"title": "mine"})
            change_passphrase(browser.request(), PASSPHRASE, NEW)
            space = open_space(browser.request(), NEW)
            return str(space.read(kept.id, "entry").document["title"])
        finally:
            connections.close_all()

    begun = time.monotonic()
    visits = [pool.submit(a_visit, browser) for browser in browsers]
    assert [visit.result(timeout=TOO_LONG) for visit in visits] == ["mine"] * EIGHT
    assert time.monotonic() - begun < TOO_LONG
    assert Slot.objects.count() == EIGHT
