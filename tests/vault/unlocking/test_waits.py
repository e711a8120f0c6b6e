"""Both sides: someone who goes on trying, and the person who gets in."""

import datetime as dt
import random
from collections.abc import Iterator

import pytest
import time_machine
from django.test import RequestFactory

from skills_app.account.models import User
from skills_app.vault.crypto import slots
from skills_app.vault.crypto.sealing import Purpose
from skills_app.vault.models import Slot, SpentProof, TryCount, Vault
from skills_app.vault.server_keys.keys import open_from_server, seal_for_server
from skills_app.vault.unlocking import proofs, throttle
from skills_app.vault.unlocking.opening import KeyRefused, NotYet, open_space, open_with_words
from skills_app.vault.unlocking.throttle import (
    CROWD,
    FREE_TRIES,
    GROUPS,
    LONGEST_PAUSE,
    MOST_COUNTED,
    Target,
    at_name,
    at_vault,
    forgive,
    give_back,
    group_of,
    pause_after,
    take_a_try,
)
from tests.people import PASSPHRASE
from tests.proving import prove
from tests.vault.browsers import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alices_words")]
START = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


class Even(random.Random):
    """Chance that never surprises: pauses are their average, and every draw is won."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2

    def randrange(self, *args: int) -> int:  # type: ignore[override]
        return 0


@pytest.fixture(autouse=True)
def _even(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_chance", Even())


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


def the_vault() -> Target:
    return at_vault(Vault.objects.get().pk)


def wrong(browser: Browser) -> None:
    with pytest.raises(KeyRefused):
        open_space(browser.request(), "wrong one entirely")


def told_to_wait(browser: Browser, passphrase: str = "wrong one entirely") -> NotYet:
    with pytest.raises(NotYet) as refusal:
        open_space(browser.request(), passphrase)
    return refusal.value


def with_proof(browser: Browser, not_yet: NotYet, passphrase: str) -> object:
    request = browser.request()
    request.POST = {"proof": prove(not_yet.challenge)}
    return open_space(request, passphrase)


def test_the_pause_grows_and_stays_short() -> None:
    pauses = [pause_after(wrong) for wrong in range(12)]
    assert pauses == [0, 0, 0, 0, 0, 2, 4, 8, 15, 15, 15, 15]
    assert pause_after(1000) == LONGEST_PAUSE == 15


def test_five_tries_are_free_then_one_waits(
    alice_at_home: Browser, clock: time_machine.Traveller, derivations: list[int]
) -> None:
    for _ in range(FREE_TRIES):
        wrong(alice_at_home)
    assert len(derivations) == 5
    assert told_to_wait(alice_at_home).seconds == 2
    assert len(derivations) == 5, "nothing is derived during a wait"
    clock.shift(2)
    wrong(alice_at_home)
    assert told_to_wait(alice_at_home).seconds == 4
    assert len(derivations) == 6


def test_the_right_key_opens_after_the_wait_and_ends_it(
    alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        wrong(alice_at_home)
    assert told_to_wait(alice_at_home, PASSPHRASE).seconds == 2
    clock.shift(2)
    assert open_space(alice_at_home.request(), PASSPHRASE)
    vault = Vault.objects.get()
    assert (vault.tries, vault.proven, vault.next_try_at) == (0, 0, None)


def test_with_a_proof_the_right_key_opens_at_once_whatever_others_do(
    alice: User, alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    """Someone with the sign-in takes each turn the moment it comes. Alice gets in at any time."""
    guesser = Browser(alice)
    for _ in range(30):
        try:
            open_space(guesser.request(), "a guess at it")
        except NotYet as told:
            not_yet = told_to_wait(alice_at_home, PASSPHRASE)
            clock.shift(told.seconds)
        except KeyRefused:
            continue
    for _ in range(5):
        with pytest.raises(KeyRefused):
            with_proof(guesser, told_to_wait(guesser), "a guess at it, with much work")
    not_yet = told_to_wait(alice_at_home, PASSPHRASE)
    assert with_proof(alice_at_home, not_yet, PASSPHRASE)


def test_a_try_with_a_proof_neither_takes_nor_lengthens_the_turn_of_others(
    alice: User, alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        wrong(alice_at_home)
    not_yet = told_to_wait(alice_at_home)
    before = Vault.objects.values_list("tries", "next_try_at").get()
    for _ in range(4):
        with pytest.raises(KeyRefused):
            with_proof(Browser(alice), not_yet, "a guess at it")
    assert Vault.objects.values_list("tries", "next_try_at").get() == before
    clock.shift(2)
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_under_many_tries_the_turn_is_drawn(
    alice_at_home: Browser, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pause is over, and still the first to come is not sure to be let through."""
    chance = Even()
    monkeypatch.setattr(throttle, "_chance", chance)
    Vault.objects.update(tries=CROWD, forget_at=START + dt.timedelta(hours=1))
    drawn = iter([1, 1, 0])
    monkeypatch.setattr(chance, "randrange", lambda _: next(drawn))
    assert told_to_wait(alice_at_home, PASSPHRASE).seconds == 1
    told_to_wait(alice_at_home, PASSPHRASE)
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_below_that_nobody_is_drawn_out(
    alice_at_home: Browser, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle._chance, "randrange", lambda _: 1)
    Vault.objects.update(tries=CROWD - 1, forget_at=START + dt.timedelta(hours=1))
    assert open_space(alice_at_home.request(), PASSPHRASE)


def test_pauses_end_at_no_moment_one_could_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_chance", random.Random(7))
    ends = set()
    with time_machine.travel(START, tick=False):
        for _ in range(20):
            TryCount.objects.all().delete()
            for _ in range(5):
                take_a_try(Target(TryCount, 7))
            ends.add(TryCount.objects.get().next_try_at)
    assert len(ends) == 20
    assert max(ends) <= START + dt.timedelta(seconds=3)
    assert min(ends) >= START + dt.timedelta(seconds=1)


def test_the_words_never_wait(
    alice: User, alice_at_home: Browser, alices_words: list[str], clock: time_machine.Traveller
) -> None:
    """They hold 128 bits: a wait would protect nothing, and someone could hold it."""
    for _ in range(30):
        with pytest.raises(KeyRefused):
            open_with_words(Browser(alice).request(), " ".join(alices_words[::-1]))
    for _ in range(5):
        wrong(alice_at_home)
    told_to_wait(alice_at_home)
    assert open_with_words(Browser(alice).request(), " ".join(alices_words))


def test_a_day_forward_or_back_makes_no_wait_longer(
    alice_at_home: Browser, clock: time_machine.Traveller
) -> None:
    for days in (1, -1, -300):
        for _ in range(5):
            wrong(alice_at_home)
        told_to_wait(alice_at_home)
        clock.shift(dt.timedelta(days=days))
        assert open_space(alice_at_home.request(), PASSPHRASE)


def test_one_persons_wait_is_not_anothers(
    alice_at_home: Browser, clock: time_machine.Traveller, bobs_space: object, bob: User
) -> None:
    for _ in range(5):
        wrong(alice_at_home)
    told_to_wait(alice_at_home)
    assert open_space(Browser(bob).request(), PASSPHRASE)


def test_the_count_ends_before_its_column_does(alice_at_home: Browser) -> None:
    """PostgreSQL takes no more than 32,767 there: one try further, and nobody would get in."""
    forget_at = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    most = dict.fromkeys(("tries", "proven", "wrong_keys"), MOST_COUNTED)
    Vault.objects.update(**most, next_try_at=None, forget_at=forget_at)
    wrong(alice_at_home)
    with pytest.raises(KeyRefused):
        with_proof(alice_at_home, told_to_wait(alice_at_home), "a guess")
    counts = Vault.objects.values("tries", "proven", "wrong_keys").get()
    assert counts == most
    assert MOST_COUNTED < 32_767


def test_a_try_counts_before_it_is_made() -> None:
    for _ in range(5):
        take_a_try(the_vault())
    with pytest.raises(NotYet):
        take_a_try(the_vault())


def test_a_try_that_was_not_made_is_given_back(clock: time_machine.Traveller) -> None:
    for _ in range(4):
        take_a_try(the_vault())
    for _ in range(3):
        give_back(take_a_try(the_vault()))
    take_a_try(the_vault())
    with pytest.raises(NotYet) as refusal:
        take_a_try(the_vault())
    proof = prove(refusal.value.challenge)
    give_back(take_a_try(the_vault(), proof))
    assert take_a_try(the_vault(), proof).proof, "and so is its proof"


def test_a_worker_killed_in_the_middle_leaves_one_try_counted_and_nothing_held(
    alice_at_home: Browser, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the end is done then: neither giving back nor forgiving."""

    class KilledError(BaseException):
        pass

    def die(*args: object, **kwargs: object) -> None:
        raise KilledError

    for count in range(1, FREE_TRIES + 1):
        with monkeypatch.context() as patch:
            patch.setattr(slots, "derive", die)
            with pytest.raises(KilledError):
                open_space(alice_at_home.request(), PASSPHRASE)
        assert Vault.objects.get().tries == count
    not_yet = told_to_wait(alice_at_home, PASSPHRASE)
    assert with_proof(alice_at_home, not_yet, PASSPHRASE)
    assert Vault.objects.get().tries == 0


def test_a_proof_is_for_one_use_one_place_and_ten_minutes(clock: time_machine.Traveller) -> None:
    place = the_vault()
    for _ in range(5):
        take_a_try(place)
    with pytest.raises(NotYet) as refusal:
        take_a_try(place)
    challenge = refusal.value.challenge
    proof = prove(challenge)
    elsewhere = at_name(bytes(32))
    assert proofs.read_proof(proof, elsewhere.name) is None
    for broken in (challenge, proof[:-2] + "xx", proof + ".1", "." * 16, "ä" + proof, "x" * 500):
        assert proofs.read_proof(broken, place.name) is None, broken
    for seconds in (proofs.GOOD_FOR, -1, -86_400, 86_400):
        with time_machine.travel(START + dt.timedelta(seconds=seconds), tick=False):
            assert proofs.read_proof(proof, place.name) is None, seconds
    assert take_a_try(place, proof).proof
    with pytest.raises(NotYet):
        take_a_try(place, proof)
    assert SpentProof.objects.count() == 1
    clock.shift(proofs.GOOD_FOR + 1)
    take_a_try(place, prove(proofs.make_challenge(place.name, 5)))
    assert SpentProof.objects.count() == 1, "the mark of the old one is gone"


def test_the_work_grows_with_the_tries_to_a_bound() -> None:
    bits = [proofs.bits_after(tries) for tries in (0, 5, 6, 12, 24, 1000)]
    assert bits == [11, 11, 12, 13, 15, proofs.MOST_BITS]


def test_easy_challenges_gathered_before_are_worth_nothing_later(
    clock: time_machine.Traveller,
) -> None:
    easy = proofs.make_challenge(the_vault().name, 0)
    proof = proofs.read_proof(prove(easy), the_vault().name)
    assert proof
    assert proof.is_enough(0)
    assert proof.is_enough(proofs.A_STEP * proofs.BEHIND), "others may try meanwhile"
    assert not proof.is_enough(1000)
    hardest = proofs.Proof(proofs.MOST_BITS, b"", 0)
    assert hardest.is_enough(1_000_000), "nobody can ask for more"


def test_tries_of_an_hour_or_two_ago_count_no_more(clock: time_machine.Traveller) -> None:
    place = Target(TryCount, 7)
    for _ in range(4):
        take_a_try(place)
    clock.shift(dt.timedelta(minutes=50))
    take_a_try(place)
    with pytest.raises(NotYet):
        take_a_try(place)
    clock.shift(dt.timedelta(hours=2))
    for _ in range(5):
        take_a_try(place)


def test_a_right_password_gains_no_free_tries_at_other_names_of_its_group() -> None:
    place = Target(TryCount, 7)
    for _ in range(5):
        take_a_try(place)
    for _ in range(3):
        with pytest.raises(NotYet) as refusal:
            take_a_try(place)
        forgive(take_a_try(place, prove(refusal.value.challenge)))
        take_a_try(place)  # one, for someone who mistypes


def test_names_fall_into_so_few_groups_that_a_row_tells_no_name() -> None:
    groups = [group_of(str(number).encode()) for number in range(5000)]
    assert max(groups) < GROUPS
    assert len(set(groups)) > GROUPS // 2


def test_the_answer_is_the_same_whatever_is_wrong(
    alice: User, alices_words: list[str], derivations: list[int]
) -> None:
    browser, right = Browser(alice), " ".join(alices_words)
    said = set()

    def ask(words: str) -> None:
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
    for passphrase in ("wrong one entirely", "x" * 10_000):
        with pytest.raises(KeyRefused) as refusal:
            open_space(browser.request(), passphrase)
        said.add(str(refusal.value))
    assert said == {
        "That did not open your space. Everything in it is still there. You can try again."
    }
    assert len(derivations) == 9, "each try costs one derivation"


def test_the_words_say_how_long_to_wait() -> None:
    place = Target(TryCount, 7)
    assert str(NotYet(place, 1)).endswith("You can try again in 1 second.")
    assert str(NotYet(place, 8)).endswith("You can try again in 8 seconds.")
    assert "They may not have been yours" in str(NotYet(place, 8))


def test_a_request_without_anyone_signed_in_has_no_space() -> None:
    from django.contrib.auth.models import AnonymousUser

    from skills_app.vault.unlocking.opening import NoSpace

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
    with pytest.raises(KeyRefused):
        open_space(alice_at_home.request(), PASSPHRASE)
    assert derivations == [1], "and one that was really made, not refused"
