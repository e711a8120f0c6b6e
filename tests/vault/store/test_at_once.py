"""Many at once: nothing hangs, nothing is lost, nobody gains tries."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import close_old_connections, connections
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.crypto import gate, slots
from skills_app.vault.crypto.gate import MOST_WAITING, GateFull
from skills_app.vault.models import Vault
from skills_app.vault.store.open_space import NewerVersion, OpenSpace
from skills_app.vault.unlocking.opening import (
    AlreadyMade,
    KeyRefused,
    NotYet,
    make_space,
    open_space,
)
from skills_app.vault.unlocking.proofs import make_challenge
from skills_app.vault.unlocking.throttle import FREE_TRIES, LONGEST_PAUSE, at_vault, take_a_try
from skills_app.vault.unlocking.unlocks import the_open_space
from tests.people import PASSPHRASE
from tests.proving import prove
from tests.vault.browsers import Browser

EIGHT = 8


def all_at_once(act: Callable[[int], Any], times: int = EIGHT) -> list[Any]:
    """Each in a thread of its own; more than 60 seconds is a hang."""

    def in_thread(number: int) -> Any:
        close_old_connections()
        try:
            return act(number)
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(times)
    try:
        return [
            call.result(timeout=60) for call in [pool.submit(in_thread, n) for n in range(times)]
        ]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def again_while_full(act: Callable[[], Any]) -> Any:
    """As a page does by itself: whoever is turned away at the gate comes again."""
    while True:
        try:
            return act()
        except GateFull:
            continue


@pytest.mark.real_argon2
def test_eight_threads_derive_at_once_and_none_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate._gate, "longest", 60.0)  # however busy the machine

    def derive(_: int) -> bytes | None:
        try:
            return slots.derive(b"one secret", salt=bytes(16), cost=slots.Cost()).key
        except GateFull:
            return None

    roots = [root for root in all_at_once(derive) if root]
    assert len(roots) >= MOST_WAITING
    assert len(set(roots)) == 1


def test_one_derivation_runs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = [], []

    class Watched:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, secret: bytes) -> bytes:
            running.append(1)
            most.append(len(running))
            for _ in range(2000):
                pass
            running.pop()
            return bytes(32)

    monkeypatch.setattr(slots, "Argon2id", Watched)
    all_at_once(
        lambda _: [slots.derive(b"", salt=bytes(16), cost=slots.COST) for _ in range(50)],
        times=MOST_WAITING,
    )
    assert max(most) == 1


@pytest.mark.usefixtures("file_database")
def test_eight_people_open_their_spaces_at_once() -> None:
    people = [User.objects.create_user(f"person {n}", "unused") for n in range(EIGHT)]
    for person in people:
        make_space(person, PASSPHRASE)
    browsers = [Browser(person) for person in people]

    def open_mine(number: int) -> bool:
        request = browsers[number].request()
        space = again_while_full(lambda: open_space(request, PASSPHRASE))
        kept = space.create("entry", {"title": str(number)})
        return space.read(kept.id, "entry").document == {"title": str(number)}

    assert all(all_at_once(open_mine))


@pytest.fixture
def rowan(file_database: Path) -> User:
    return User.objects.create_user("rowan", "unused")


@pytest.fixture
def rowans_space(rowan: User) -> OpenSpace:
    request = Browser(rowan).request()
    make_space(rowan, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    return space


def again(space: OpenSpace) -> OpenSpace:
    """The same space as another request has it."""
    return OpenSpace(vault_id=space.vault_id, epoch=space.epoch, vmk=space.master_key)


def test_writes_at_once_into_one_space_are_all_kept(rowans_space: OpenSpace) -> None:
    def write(number: int) -> None:
        space = again(rowans_space)
        for count in range(5):
            space.create("entry", {"title": f"{number} {count}"})

    all_at_once(write)
    assert rowans_space.count("entry") == EIGHT * 5
    assert len({kept.document["title"] for kept in rowans_space.scan("entry")}) == EIGHT * 5
    assert rowans_space.verify().is_sound


def test_saves_at_once_of_one_record_let_one_through_and_show_it_to_the_rest(
    rowans_space: OpenSpace,
) -> None:
    kept = rowans_space.create("entry", {"title": "start"})

    def save(number: int) -> str:
        try:
            saved = again(rowans_space).save(kept.id, "entry", {"title": str(number)}, 1)
        except NewerVersion as newer:
            return "met " + str(newer.current.document["title"])
        return str(saved.document["title"])

    answers = all_at_once(save)
    winners = [answer for answer in answers if not answer.startswith("met")]
    assert len(winners) == 1
    assert answers.count(f"met {winners[0]}") == EIGHT - 1
    assert rowans_space.verify().is_sound


def test_reading_goes_on_while_others_write(rowans_space: OpenSpace) -> None:
    kept = rowans_space.create("entry", {"title": "start"})

    def act(number: int) -> bool:
        space = again(rowans_space)
        for count in range(10):
            if number % 2:
                space.create("entry", {"title": str(count)})
            elif space.read(kept.id, "entry") != kept or space.newest("entry", 50).damaged:
                return False
        return True

    assert all(all_at_once(act))


def test_guesses_at_once_gain_no_tries(rowan: User) -> None:
    make_space(rowan, PASSPHRASE)
    browsers = [Browser(rowan) for _ in range(EIGHT)]

    def guess(number: int) -> str:
        try:
            open_space(browsers[number].request(), f"wrong guess number {number}")
        except (KeyRefused, NotYet, GateFull) as refused:
            return type(refused).__name__
        return "opened"

    answers = all_at_once(guess)
    assert set(answers) <= {"KeyRefused", "NotYet", "GateFull"}
    assert 1 <= answers.count("KeyRefused") <= FREE_TRIES, "no more are tried than are free"
    vault = Vault.objects.get()
    assert vault.tries == vault.wrong_keys == answers.count("KeyRefused")


def test_a_proof_sent_eight_times_at_once_is_good_for_one_try(rowan: User) -> None:
    make_space(rowan, PASSPHRASE)
    place = at_vault(Vault.objects.get().pk)
    proof = prove(make_challenge(place.name, 0))
    Vault.objects.update(
        tries=FREE_TRIES,
        next_try_at=timezone.now() + timedelta(seconds=LONGEST_PAUSE),
        forget_at=timezone.now() + timedelta(hours=1),
    )

    def take(_: int) -> bool:
        try:
            return take_a_try(place, proof).proof is not None
        except NotYet:
            return False

    assert all_at_once(take).count(True) == 1


def test_making_a_space_eight_times_at_once_makes_one(rowan: User) -> None:
    def make(number: int) -> bool:
        try:
            again_while_full(lambda: make_space(rowan, f"{PASSPHRASE} {number}"))
        except AlreadyMade:
            return False
        return True

    made = all_at_once(make)
    assert made.count(True) == 1
    assert open_space(Browser(rowan).request(), f"{PASSPHRASE} {made.index(True)}")
