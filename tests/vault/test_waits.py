import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault import slots
from skills_app.vault.models import Slot, Vault
from skills_app.vault.opening import KeyRefused, open_space, open_with_words
from skills_app.vault.sealing import Purpose
from skills_app.vault.server_keys import open_from_server, seal_for_server
from skills_app.vault.waits import (
    FREE_TRIES,
    LONGEST_WAIT,
    MOST_COUNTED,
    take_a_try,
    wait_after,
)
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alices_words")]
START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each key derivation made."""
    made: list[int] = []
    derive = slots.derive

    def counted(*args: object, **kwargs: object) -> slots.Root:
        root = derive(*args, **kwargs)  # type: ignore[arg-type]
        made.append(1)
        return root

    monkeypatch.setattr(slots, "derive", counted)
    return made


def refused(browser: Browser, passphrase: str = "wrong one entirely") -> KeyRefused:
    with pytest.raises(KeyRefused) as refusal:
        open_space(browser.request(), passphrase)
    return refusal.value


def test_the_wait_grows_and_stays_under_a_minute() -> None:
    waits = [wait_after(wrong) for wrong in range(14)]
    assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert wait_after(1000) == LONGEST_WAIT == 60


def test_the_count_ends_before_its_column_does(alice: User, alice_at_home: Browser) -> None:
    """PostgreSQL takes no more than 32,767 there: one try further, and nobody would get in."""
    for _ in range(2):
        Vault.objects.update(wrong_keys=MOST_COUNTED, next_try_at=None)
        assert refused(alice_at_home).wait_seconds == LONGEST_WAIT
    assert Vault.objects.get().wrong_keys == MOST_COUNTED < 32_767
    Vault.objects.update(next_try_at=None)
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_five_tries_are_free_then_a_wait_begins(
    alice_at_home: Browser, clock: time_machine.Traveller, derivations: list[int]
) -> None:
    waits = [refused(alice_at_home).wait_seconds for _ in range(FREE_TRIES)]
    assert waits == [0, 0, 0, 0, 2]
    assert len(derivations) == 5
    assert refused(alice_at_home).wait_seconds == 2
    assert len(derivations) == 5, "nothing is derived during a wait"
    clock.shift(2)
    assert refused(alice_at_home).wait_seconds == 4
    assert len(derivations) == 6


def test_the_right_key_waits_too_then_opens_and_forgives(
    alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        refused(alice_at_home)
    assert refused(alice_at_home, PASSPHRASE).wait_seconds == 2
    clock.shift(2)
    assert open_space(alice_at_home.request(), PASSPHRASE)
    vault = Vault.objects.get()
    assert (vault.wrong_keys, vault.next_try_at) == (0, None)


def test_nobody_is_ever_locked_out(alice_at_home: Browser, clock: time_machine.Traveller) -> None:
    Vault.objects.update(wrong_keys=1000)
    assert refused(alice_at_home).wait_seconds == 60
    clock.shift(60)
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_a_clock_that_was_moved_back_locks_nobody_out(
    alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    Vault.objects.update(wrong_keys=9, next_try_at=timezone.now() + dt.timedelta(days=300))
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_the_wait_is_the_vaults_whatever_browser_or_kind_of_key(
    alice: User, alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        refused(alice_at_home)
    with pytest.raises(KeyRefused) as refusal:
        open_with_words(Browser(alice).request(), "twelve words that are not hers")
    assert refusal.value.wait_seconds == 2


def test_one_persons_wait_is_not_anothers(
    alice_at_home: Browser, clock: time_machine.Traveller, bobs_space: object, bob: User
) -> None:
    for _ in range(6):
        refused(alice_at_home)
    assert open_space(Browser(bob).request(), PASSPHRASE)


def test_a_try_counts_before_it_is_made() -> None:
    vault = Vault.objects.get()
    for _ in range(5):
        take_a_try(vault.pk)
    with pytest.raises(KeyRefused):
        take_a_try(vault.pk)


def test_the_answer_is_the_same_whatever_is_wrong(
    alice: User, alices_words: list[str], derivations: list[int]
) -> None:
    browser, right = Browser(alice), " ".join(alices_words)
    said = set()

    def ask(words: str) -> None:
        Vault.objects.update(wrong_keys=0)
        with pytest.raises(KeyRefused) as refusal:
            open_with_words(browser.request(), words)
        said.add(str(refusal.value))

    backwards = " ".join(alices_words[::-1])
    for words in ("", "zoo " * 12, "abandon " * 11 + "about", "слово", backwards):
        ask(words)
    Slot.objects.update(blob=b"not a slot")
    ask(right)
    Slot.objects.all().delete()
    ask(right)
    said.add(str(refused(browser, "wrong one entirely")))
    said.add(str(refused(browser, "x" * 10_000)))
    assert said == {
        "That did not open your space. Everything in it is still there. You can try again."
    }
    assert len(derivations) == 9, "each try costs one derivation"


def test_the_words_say_how_long_to_wait() -> None:
    assert str(KeyRefused(1)).endswith("You can try again in 1 second.")
    assert str(KeyRefused(8)).endswith("You can try again in 8 seconds.")


def test_a_request_without_anyone_signed_in_has_no_space() -> None:
    from django.contrib.auth.models import AnonymousUser

    from skills_app.vault.opening import NoSpace

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(NoSpace):
        open_space(request, PASSPHRASE)


def test_a_slot_that_asks_for_an_impossible_cost_takes_no_less_time(
    alice_at_home: Browser, derivations: list[int]
) -> None:
    slot = Slot.objects.get(kind=slots.SlotKind.PASSPHRASE)
    place = slots.slot_context(slot.vault_id.bytes, slot.pk.bytes, slots.SlotKind.PASSPHRASE)
    inner = open_from_server(Purpose.SLOT, bytes(slot.blob), place)
    no_memory = inner[:2] + bytes(4) + inner[6:]
    Slot.objects.filter(pk=slot.pk).update(blob=seal_for_server(Purpose.SLOT, no_memory, place))
    refused(alice_at_home, PASSPHRASE)
    assert derivations == [1], "and one that was really made, not refused"
