"""Each way of writing, broken off at each statement: as before or as after, never in between."""

from collections.abc import Callable
from typing import Any

import pytest

from skills_app.vault.models import Record, Vault
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.opening import (
    KeyRefused,
    change_passphrase,
    keep_recovery_words,
    make_space,
    offer_recovery_words,
    open_space,
    open_with_words,
    recover,
    remove_recovery_words,
)
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser
from tests.vault.filling import fill, titles
from tests.vault.power_cuts import at_each_statement

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "a kite over the slow river"

WRITES: dict[str, tuple[Callable[[OpenSpace, Any], object], list[str]]] = {
    "create": (lambda space, _: space.create("entry", {"title": "3"}), ["0", "1", "2", "3"]),
    "a first of its kind": (lambda space, _: space.create("plan", {"title": "3"}), ["0", "1", "2"]),
    "save": (lambda space, row: space.save(row, "entry", {"title": "new"}, 1), ["0", "new", "2"]),
    "delete": (lambda space, row: space.delete(row, "entry"), ["0", "2"]),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_whole_or_not_at_all(alices_space: OpenSpace, name: str) -> None:
    write, after = WRITES[name]
    ids = fill(alices_space, 3)
    cuts = 0
    for number in at_each_statement(lambda: write(alices_space, ids[1])):
        assert titles(alices_space) == ["0", "1", "2"], f"after statement {number}"
        assert alices_space.verify().is_sound, f"after statement {number}"
        cuts += 1
    assert cuts > 3
    assert titles(alices_space) == after
    assert alices_space.verify().is_sound


def opens(browser: Browser, passphrase: str) -> OpenSpace | None:
    Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
    try:
        return open_space(browser.request(), passphrase)
    except KeyRefused:
        return None


@pytest.mark.parametrize("way", ["change", "recover", "open", "open with words"])
def test_the_old_or_the_new_passphrase_opens_all_of_it(
    alices_space: OpenSpace, alices_words: list[str], alice_at_home: Browser, way: str
) -> None:
    fill(alices_space, 2)
    words = " ".join(alices_words)
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: change_passphrase(alice_at_home.request(), PASSPHRASE, NEW),
        "recover": lambda: recover(alice_at_home.request(), words, NEW),
        "open": lambda: open_space(alice_at_home.request(), PASSPHRASE),
        "open with words": lambda: open_with_words(alice_at_home.request(), words),
    }

    def act() -> None:
        Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
        if way == "change" and opens(alice_at_home, NEW):
            return
        acts[way]()

    for number in at_each_statement(act):
        space = opens(alice_at_home, PASSPHRASE) or opens(alice_at_home, NEW)
        assert space is not None, f"after statement {number}"
        assert titles(space) == ["0", "1"]
        assert space.verify().is_sound, f"after statement {number}"
        assert open_with_words(alice_at_home.request(), words)


@pytest.mark.parametrize("way", ["replace", "remove"])
def test_the_old_or_the_new_words_work_and_the_passphrase_always_does(
    alices_space: OpenSpace, alices_words: list[str], alice_at_home: Browser, way: str
) -> None:
    new = " ".join(offer_recovery_words())

    def act() -> None:
        if way == "replace":
            keep_recovery_words(alice_at_home.request(), new, PASSPHRASE)
        else:
            remove_recovery_words(alice_at_home.request(), PASSPHRASE)

    def work(words: str) -> bool:
        Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
        try:
            return bool(open_with_words(alice_at_home.request(), words))
        except KeyRefused:
            return False

    for number in at_each_statement(act):
        assert work(" ".join(alices_words)) or work(new) or way == "remove", f"at {number}"
        assert opens(alice_at_home, PASSPHRASE)
    assert not work(" ".join(alices_words))
    assert work(new) is (way == "replace")


def test_a_space_is_made_whole_or_not_at_all(alice: Any) -> None:
    browser = Browser(alice)

    def act() -> None:
        if not Vault.objects.exists():
            make_space(alice, PASSPHRASE, request=browser.request())

    for number in at_each_statement(act):
        if Vault.objects.exists():
            assert opens(browser, PASSPHRASE), f"after statement {number}"
    assert opens(browser, PASSPHRASE)
    assert not Record.objects.exists()
