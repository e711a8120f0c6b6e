"""Slow work goes one at a time, few wait for it, and nothing that breaks leaves it held."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from skills_app.vault.crypto import gate, slots
from skills_app.vault.crypto.gate import KEPT_FREE, Gate, GateFull, go_first, request_of
from skills_app.vault.unlocking.hashing import GatedArgon2PasswordHasher


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(20)
    yield pool
    pool.shutdown(wait=True)


@contextmanager
def someone_inside(gate: Gate, pool: ThreadPoolExecutor) -> Iterator[Future[str]]:
    """The gate's thread is busy until the end of this."""
    begun, go_on = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        assert go_on.wait(20)
        return "done"

    inside = pool.submit(gate.through, work)
    assert begun.wait(20)
    try:
        yield inside
    finally:
        go_on.set()
        assert inside.result(20) == "done"


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(200_000):
        if true():
            return
        threading.Event().wait(0.0001)
    raise AssertionError


def test_it_answers_with_the_result_or_the_error() -> None:
    one = Gate()
    assert one.through(lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        one.through(lambda: 1 // 0)
    assert one.through(lambda: 6) == 6, "an error takes nothing with it"


def test_work_that_asks_for_more_does_not_wait_for_itself() -> None:
    one = Gate()
    assert one.through(lambda: one.through(lambda: one.through(lambda: "inmost"))) == "inmost"


def test_one_at_a_time_in_the_order_of_coming(pool: ThreadPoolExecutor) -> None:
    one, order, waiting = Gate(), [], []
    with someone_inside(one, pool):
        for number in range(one.most_waiting):
            waiting.append(pool.submit(one.through, lambda number=number: order.append(number)))
            wait_until(lambda number=number: len(one._line) == number + 1)
    for each in waiting:
        each.result(20)
    assert order == list(range(one.most_waiting))


def test_when_the_line_is_full_one_is_turned_away_at_once(pool: ThreadPoolExecutor) -> None:
    one = Gate(longest=20)
    with someone_inside(one, pool):
        waiting = [pool.submit(one.through, lambda: 1) for _ in range(one.most_waiting)]
        wait_until(lambda: len(one._line) == one.most_waiting)
        with pytest.raises(GateFull):
            one.through(lambda: 1)
        with pytest.raises(GateFull):
            one.look()
    assert [each.result(20) for each in waiting] == [1] * one.most_waiting
    one.look()


def test_who_waited_too_long_is_turned_away_and_nothing_of_theirs_is_done(
    pool: ThreadPoolExecutor,
) -> None:
    one, done = Gate(longest=0.01), []
    with someone_inside(one, pool), pytest.raises(GateFull):
        one.through(lambda: done.append(1))
    assert one.through(lambda: "next") == "next"
    assert done == []


@pytest.mark.skipif(sys.platform != "linux", reason="niceness of a thread is Linux's own")
def test_its_thread_steps_back_behind_the_pages() -> None:
    here = os.getpriority(os.PRIO_PROCESS, 0)
    there = Gate().through(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert there == max(here, gate.NICENESS)
    assert os.getpriority(os.PRIO_PROCESS, 0) == here


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_process_forked_while_somebody_waits_has_a_free_gate(pool: ThreadPoolExecutor) -> None:
    with someone_inside(gate._gate, pool):
        child = os.fork()
        if child == 0:
            os._exit(0 if gate.through(lambda: True) else 1)
        _, status = os.waitpid(child, 0)
    assert status == 0


def test_a_thread_that_died_is_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Gate()
    monkeypatch.setattr(one, "_serve", lambda: None)
    with pytest.raises(GateFull):
        Gate.through(one, lambda: 1) if one._line else _with_short_patience(one)
    monkeypatch.undo()
    assert one.through(lambda: 2) == 2


def _with_short_patience(one: Gate) -> None:
    one.longest = 0.01
    one.through(lambda: 1)


@pytest.mark.parametrize(
    "slow",
    [
        lambda: GatedArgon2PasswordHasher().encode("a password", "a little salt"),
        lambda: GatedArgon2PasswordHasher().verify("a password", ENCODED),
        lambda: slots.derive(b"a secret", salt=bytes(16), cost=slots.COST),
        lambda: slots.derive_for_nothing(b""),
    ],
    ids=["a new password", "a password", "a key", "a key for nothing"],
)
def test_all_that_is_slow_on_purpose_goes_through_it(
    slow: Callable[[], object], pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Gate()
    monkeypatch.setattr(gate, "through", one.through)
    slow()
    with someone_inside(one, pool):
        waiting = [pool.submit(one.through, lambda: 1) for _ in range(one.most_waiting)]
        wait_until(lambda: len(one._line) == one.most_waiting)
        with pytest.raises(GateFull):
            slow()
    for each in waiting:
        each.result(20)


ENCODED = Argon2PasswordHasher().encode("a password", "a little salt")


def test_a_full_line_of_guests_keeps_no_member_waiting(pool: ThreadPoolExecutor) -> None:
    one, order = Gate(longest=20), []

    def as_member(name: str) -> None:
        with request_of(lambda: True):
            one.through(lambda: order.append(name))

    with someone_inside(one, pool):
        guests = [
            pool.submit(one.through, lambda: order.append("guest")) for _ in range(one.most_waiting)
        ]
        wait_until(lambda: len(one._line) == one.most_waiting)
        members = []
        for number in range(KEPT_FREE):
            members.append(pool.submit(as_member, f"member {number}"))
            wait_until(lambda number=number: len(one._line) == one.most_waiting + number + 1)
        with pytest.raises(GateFull):
            as_member("one too many")
    for each in (*guests, *members):
        each.result(20)
    assert order == ["member 0", "member 1", *["guest"] * one.most_waiting]


def test_going_first_ends_with_the_request() -> None:
    one = Gate(most_waiting=0)
    with request_of(lambda: False):
        with pytest.raises(GateFull):
            one.look()
        go_first()
        one.look()
    with pytest.raises(GateFull):
        one.look()
