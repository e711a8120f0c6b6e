"""The process dies before any one statement: old or new keys open all of it, no word is lost."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from skills_app.account.models import User
from skills_app.vault.models import Pending, Record, Slot, Vault
from skills_app.vault.rekeying import data_key, server_key
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import server_keyring
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.opening import (
    KeyRefused,
    change_passphrase,
    erase_space,
    finish_erasing,
    has_space,
    keep_recovery_words,
    make_space,
    offer_recovery_words,
    open_space,
    open_with_words,
    recover,
    remove_recovery_words,
    renew,
)
from tests.people import PASSPHRASE
from tests.server_keys import forget_keys
from tests.vault.browsers import Browser
from tests.vault.filling import fill, titles
from tests.vault.stress.killing import is_whole, killed_at_each_statement

NEW = "a kite over the slow river"
NEW_WORDS = " ".join(offer_recovery_words())
BEFORE = ["0", "1", "2"]


@dataclass
class Home:
    """Rowan's space with three entries, open in one browser."""

    database: Path
    person: User
    browser: Browser
    words: str
    entry: UUID

    @property
    def space(self) -> OpenSpace:
        space = self.browser.space
        assert space is not None
        return space

    def opened_by(self, passphrase: str = "", words: str = "") -> OpenSpace | None:
        Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
        request = self.browser.request()
        try:
            return open_with_words(request, words) if words else open_space(request, passphrase)
        except KeyRefused:
            return None


@pytest.fixture
def home(file_database: Path) -> Home:
    rowan = User.objects.create_user("rowan", "unused")
    browser = Browser(rowan)
    request = browser.request()
    make_space(rowan, PASSPHRASE, request=request)
    words = " ".join(offer_recovery_words())
    keep_recovery_words(request, words)
    browser.take(request)
    assert browser.space is not None
    return Home(file_database, rowan, browser, words, entry=fill(browser.space, 3)[1])


Work = Callable[[Home], object]

WRITES: dict[str, tuple[Work, list[str]]] = {
    "create": (lambda home: home.space.create("entry", {"title": "3"}), [*BEFORE, "3"]),
    "create a first of its kind": (lambda home: home.space.create("new", {"title": "3"}), BEFORE),
    "save": (
        lambda home: home.space.save(home.entry, "entry", {"title": "new"}, 1),
        ["0", "new", "2"],
    ),
    "delete": (lambda home: home.space.delete(home.entry, "entry"), ["0", "2"]),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_there_whole_or_not_at_all(home: Home, name: str) -> None:
    write, after = WRITES[name]
    seen = []
    for number in killed_at_each_statement(home.database, lambda: write(home)):
        assert is_whole()
        space = home.opened_by(PASSPHRASE)
        assert space is not None
        assert space.verify().is_sound, f"killed at statement {number}"
        seen.append(titles(space))
        assert seen[-1] in (BEFORE, after), f"killed at statement {number}"
    assert seen[0] == BEFORE
    assert seen[-1] == after, "killed after the last statement, it stays"
    assert len(seen) > 4


def test_a_write_in_pieces_would_be_noticed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same write without its transaction fails the same check."""
    write, _ = WRITES["create"]
    sound = []

    def in_pieces() -> None:
        monkeypatch.setattr("skills_app.vault.store.open_space.transaction.atomic", nullcontext)
        write(home)

    for _number in killed_at_each_statement(home.database, in_pieces):
        sound.append(home.space.verify().is_sound)
    assert sound[0]
    assert sound[-1]
    assert not all(sound)


KEY_CHANGES: dict[str, Work] = {
    "change the passphrase": lambda home: change_passphrase(
        home.browser.request(), PASSPHRASE, NEW
    ),
    "recover": lambda home: recover(home.browser.request(), home.words, NEW),
    "renew everything": lambda home: renew(home.browser.request(), PASSPHRASE, NEW),
}


@pytest.mark.parametrize("name", KEY_CHANGES)
def test_the_old_or_the_new_passphrase_opens_all_of_it(home: Home, name: str) -> None:
    opened = []
    for number in killed_at_each_statement(home.database, lambda: KEY_CHANGES[name](home)):
        assert is_whole()
        by_old, by_new = home.opened_by(PASSPHRASE), home.opened_by(NEW)
        by_words = home.opened_by(words=home.words)
        opened.append((by_old is not None, by_new is not None))
        assert sum(opened[-1]) == 1, f"killed at statement {number}: one of them, not both"
        assert (by_words is not None) or (name == "renew everything" and by_new)
        space = by_old or by_new
        assert space is not None
        assert titles(space) == BEFORE
        assert space.verify().is_sound, f"killed at statement {number}"
        space.create("entry", {"title": "and it can be written in"})
    assert opened[0] == (True, False)
    assert opened[-1] == (False, True)


WORD_CHANGES: dict[str, Work] = {
    "replace": lambda home: keep_recovery_words(home.browser.request(), NEW_WORDS, PASSPHRASE),
    "remove": lambda home: remove_recovery_words(home.browser.request(), PASSPHRASE),
}


@pytest.mark.parametrize("name", WORD_CHANGES)
def test_the_passphrase_opens_it_whatever_became_of_the_words(home: Home, name: str) -> None:
    work = []
    for number in killed_at_each_statement(home.database, lambda: WORD_CHANGES[name](home)):
        space = home.opened_by(PASSPHRASE)
        assert space is not None, f"killed at statement {number}"
        assert space.verify().is_sound
        work.append([bool(home.opened_by(words=words)) for words in (home.words, NEW_WORDS)])
        assert work[-1] in ([True, False], [False, name == "replace"])
    assert work[-1] == [False, name == "replace"]


def test_a_space_is_made_whole_or_not_at_all(file_database: Path) -> None:
    rowan = User.objects.create_user("rowan", "unused")
    browser = Browser(rowan)

    def work() -> None:
        make_space(rowan, PASSPHRASE, request=browser.request())

    for number in killed_at_each_statement(file_database, work):
        if not has_space(rowan):
            work()
        assert open_space(browser.request(), PASSPHRASE).verify().is_sound, number


def test_a_new_data_key_goes_on_from_wherever_it_was_killed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skills_app.vault.store.rows.BATCH", 2)
    data_key.ask_for_new_keys()
    between = set()
    for number in killed_at_each_statement(
        home.database, lambda: data_key.carry_on_if_asked(home.space)
    ):
        assert is_whole()
        assert titles(home.space) == BEFORE, f"killed at statement {number}"
        assert home.space.verify().is_sound, f"killed at statement {number}"
        between.add(tuple(sorted(Record.objects.values_list("generation", flat=True))))
        home.space.create("entry", {"title": "3"})
        space = home.opened_by(PASSPHRASE)
        assert space is not None
        assert titles(space) == [*BEFORE, "3"]
        assert set(Record.objects.values_list("generation", flat=True)) == {2}
        assert Vault.objects.get().pending == Pending.NOTHING
    assert between == {(1, 1, 1), (1, 2, 2), (2, 2, 2)}


def test_a_space_that_is_being_erased_is_gone_or_can_still_be_opened(home: Home) -> None:
    there = []
    for number in killed_at_each_statement(home.database, lambda: erase_space(home.person)):
        there.append(has_space(home.person))
        if there[-1]:
            space = home.opened_by(PASSPHRASE)
            assert space is not None, f"killed at statement {number}"
            assert titles(space) == BEFORE
        else:
            assert not Slot.objects.exists(), "nothing opens what is left"
            finish_erasing()
            assert not Record.objects.exists()
            assert not Vault.objects.exists()
    assert there == sorted(there, reverse=True)
    assert (there[0], there[-1]) == (True, False)


def reseal_slots() -> None:
    server_key.reseal(server_key.SLOTS)


def test_a_new_server_key_takes_over_and_both_open_it_on_the_way(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = server_keyring().keys
    monkeypatch.setattr("skills_app.vault.rekeying.server_key.BATCH", 1)
    both = ((old[0] + 1, bytes(range(32))), old)
    lines = (f"{number}:{urlsafe_b64encode(key).decode()}" for number, key in both)
    monkeypatch.setenv("STEADY_SERVER_KEYS", ",".join(lines))
    forget_keys()
    try:
        check_keys()
        for number in killed_at_each_statement(home.database, reseal_slots):
            space = home.opened_by(PASSPHRASE)
            assert space is not None, f"killed at statement {number}"
            assert titles(space) == BEFORE
            assert home.opened_by(words=home.words)
            reseal_slots()
            headers = {bytes(blob)[2:6] for blob in Slot.objects.values_list("blob", flat=True)}
            assert headers == {(old[0] + 1).to_bytes(4, "big")}
    finally:
        monkeypatch.undo()
        forget_keys()
