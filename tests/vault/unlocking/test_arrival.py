"""What a person is told when they open their space, and what is put right before it opens."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from skills_app.account.models import User
from skills_app.space.differences import differences
from skills_app.vault.crypto.about import EPOCH, HEAD, NOTE, About
from skills_app.vault.crypto.sealing import SealError
from skills_app.vault.models import Record, Unlock, Vault
from skills_app.vault.store.kept import Soundness
from skills_app.vault.store.open_space import Damaged, OpenSpace
from skills_app.vault.unlocking.after_unlock import DIFFERS
from skills_app.vault.unlocking.opening import (
    KeyRefused,
    change_passphrase,
    make_space,
    open_space,
    open_with_words,
    recover,
)
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser
from tests.vault.filling import fill, titles

pytestmark = pytest.mark.django_db
START = dt.datetime(2031, 5, 17, 21, 40, tzinfo=dt.UTC)
NEW = "a kite over the slow river"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def opened(user: User) -> tuple[Browser, OpenSpace]:
    browser = Browser(user)
    request = browser.request()
    space = open_space(request, PASSPHRASE)
    request.session.save()
    browser.take(request)
    return browser, space


def flip(blob: bytes) -> bytes:
    return blob[:-1] + bytes([blob[-1] ^ 1])


# --- when it was last opened ------------------------------------------------------------


def test_each_opening_tells_of_the_one_before_and_how_much_is_there(
    alice: User, clock: time_machine.Traveller
) -> None:
    make_space(alice, PASSPHRASE)
    for day in range(3):
        clock.move_to(START + dt.timedelta(days=day + 1))
        _, space = opened(alice)
        assert space.arrival is not None
        assert space.arrival.last_opened == START + dt.timedelta(days=day)
        assert space.arrival.things == day
        assert space.note().before == space.arrival.last_opened
        space.create("entry", {"title": "one more"})


def test_every_way_of_opening_is_written_down(
    alice: User, alices_words: list[str], clock: time_machine.Traveller
) -> None:
    words = " ".join(alices_words)
    ways = [
        lambda request: open_space(request, PASSPHRASE),
        lambda request: open_with_words(request, words),
        lambda request: change_passphrase(request, PASSPHRASE, NEW),
        lambda request: recover(request, words, PASSPHRASE),
    ]
    for number, way in enumerate(ways):
        clock.move_to(START + dt.timedelta(hours=number))
        assert way(Browser(alice).request()).note().opened == START + dt.timedelta(hours=number)


def test_a_wrong_key_is_not_an_opening(alice: User, alices_space: OpenSpace) -> None:
    before = bytes(Vault.objects.get().about)
    with pytest.raises(KeyRefused):
        open_space(Browser(alice).request(), "wrong one entirely")
    assert bytes(Vault.objects.get().about) == before


def test_the_whole_database_put_back_shows_in_the_day_and_the_number(
    alice: User, clock: time_machine.Traveller
) -> None:
    """Nothing else can: every seal fits, since it is all of one day."""
    make_space(alice, PASSPHRASE)
    _, space = opened(alice)
    fill(space, 2)
    tables = [(table, list(table.objects.values())) for table in (Vault, Record)]
    clock.shift(dt.timedelta(days=30))
    fill(opened(alice)[1], 5)
    Record.objects.all().delete()
    for table, rows in tables:
        for row in rows:
            table.objects.update_or_create(pk=row["id"], defaults=row)
    clock.shift(dt.timedelta(days=1))
    _, space = opened(alice)
    assert space.arrival is not None
    assert space.arrival.soundness.is_sound
    assert space.arrival.last_opened == START
    assert space.arrival.things == 2


def test_the_note_tells_its_size_class_only_and_opens_in_its_own_vault_only() -> None:
    key, vault = bytes(range(32)), bytes(16)
    plain = About()
    full = About(opened=START, before=START, kinds=frozenset({"entry", "draft"}))
    assert len(plain.seal(vmk=key, vault=vault)) == len(full.seal(vmk=key, vault=vault)) == 1058
    assert About.open(full.seal(vmk=key, vault=vault), vmk=key, vault=vault) == full
    for other in ({"vmk": bytes(32), "vault": vault}, {"vmk": key, "vault": b"x" * 16}):
        with pytest.raises(SealError):
            About.open(full.seal(vmk=key, vault=vault), **other)
        assert About.read(b"", **other).lost == {NOTE}


# --- what differs, and is told until it was read -----------------------------------------


def test_a_sound_space_raises_no_alarm(alice: User, alices_space: OpenSpace) -> None:
    fill(alices_space, 2)
    browser, space = opened(alice)
    assert space.arrival is not None
    assert not space.arrival.soundness.needs_telling
    assert DIFFERS not in browser.request().session


def test_an_alarm_comes_back_at_every_opening_until_it_was_read(
    alice: User, alices_space: OpenSpace
) -> None:
    ids = fill(alices_space, 3)
    Record.objects.filter(pk=ids[0]).delete()
    for _ in range(2):
        browser, space = opened(alice)
        assert space.arrival is not None
        assert space.arrival.soundness.needs_telling
        assert browser.request().session[DIFFERS] == "new"
    space.accept_as_it_is()
    browser, space = opened(alice)
    assert DIFFERS not in browser.request().session
    assert titles(space) == ["1", "2"]


def test_an_alarm_that_was_read_elsewhere_is_over_here_at_the_next_opening(
    alice: User, alices_space: OpenSpace
) -> None:
    ids = fill(alices_space, 3)
    Record.objects.filter(pk=ids[0]).delete()
    browser, _ = opened(alice)
    _, elsewhere = opened(alice)
    elsewhere.accept_as_it_is()
    request = browser.request()
    open_space(request, PASSPHRASE)
    browser.take(request)
    assert DIFFERS not in browser.request().session


def test_damage_that_was_read_about_is_not_told_again_and_new_damage_is(
    alice: User, alices_space: OpenSpace
) -> None:
    ids = fill(alices_space, 3)
    Record.objects.filter(pk=ids[0]).update(blob=b"broken")
    alices_space.accept_as_it_is()
    known = alices_space.verify()
    assert (known.unopenable, known.is_sound, known.needs_telling) == (1, False, False)
    Record.objects.filter(pk=ids[1]).update(blob=b"broken")
    assert alices_space.verify().needs_telling
    alices_space.accept_as_it_is()
    Record.objects.filter(pk=ids[0]).update(blob=b"broken otherwise")
    assert alices_space.verify().needs_telling


@pytest.mark.parametrize("change", [flip, lambda blob: b"", lambda blob: blob[:-1]])
def test_a_broken_head_is_made_anew_and_told_of_and_all_can_be_read(
    alice: User, alices_space: OpenSpace, change: object
) -> None:
    fill(alices_space, 3)
    Vault.objects.update(head=change(bytes(Vault.objects.get().head)))  # type: ignore[operator]
    browser, space = opened(alice)
    assert browser.space is not None, "it stays open"
    alarm = space.verify()
    assert (alarm.lost, alarm.found, alarm.needs_telling) == ({HEAD}, 3, True)
    space.create("entry", {"title": "3"})
    assert titles(space) == ["0", "1", "2", "3"]
    assert opened(alice)[1].verify().lost == {HEAD}, "a later opening tells it again"
    space = opened(alice)[1]
    space.accept_as_it_is()
    assert space.verify().is_sound


def test_a_head_from_a_later_time_means_an_old_row_was_put_back(
    alice: User, alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    old = Unlock.objects.get()
    request = alice_at_home.request()
    change_passphrase(request, PASSPHRASE, NEW)
    Vault.objects.update(epoch=1)
    old.save(force_insert=True)
    assert alice_at_home.space is None, "what was opened then counts no more"
    browser = Browser(alice)
    request = browser.request()
    space = open_space(request, NEW)
    browser.take(request)
    assert browser.space is not None
    assert space.verify().lost == {EPOCH}
    assert Vault.objects.get().epoch > 2
    assert alice_at_home.space is None
    space.accept_as_it_is()
    assert space.verify().is_sound


def test_a_broken_note_is_told_of_too(alice: User, alices_space: OpenSpace) -> None:
    fill(alices_space, 1)
    for blob in (b"", flip(bytes(Vault.objects.get().about))):
        Vault.objects.update(about=blob)
        _, space = opened(alice)
        assert space.arrival is not None
        assert space.arrival.last_opened is None
        assert space.verify().lost == {NOTE}
        space.accept_as_it_is()
        assert space.verify().is_sound


def test_with_a_broken_keyring_it_stays_locked_and_nothing_is_changed(
    alice: User, alices_space: OpenSpace
) -> None:
    fill(alices_space, 2)
    whole = bytes(Vault.objects.get().keyring)
    Vault.objects.update(keyring=flip(whole), head=b"broken")
    before = Vault.objects.values("keyring", "head", "about", "epoch").get()
    browser = Browser(alice)
    with pytest.raises(Damaged):
        open_space(browser.request(), PASSPHRASE)
    assert Vault.objects.values("keyring", "head", "about", "epoch").get() == before
    Vault.objects.update(keyring=whole)
    _, space = opened(alice)
    assert titles(space) == ["0", "1"]


def test_a_lock_everywhere_in_the_same_moment_wins(
    alice: User, alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skills_app.vault.unlocking import after_unlock

    come_in = after_unlock.open_here

    def meanwhile(*args: object, **kwargs: object) -> OpenSpace:
        space = come_in(*args, **kwargs)  # type: ignore[arg-type]
        Vault.objects.update(epoch=50)
        return space

    monkeypatch.setattr(after_unlock, "open_here", meanwhile)
    browser = Browser(alice)
    request = browser.request()
    with pytest.raises(KeyRefused):
        open_space(request, PASSPHRASE)
    browser.take(request)
    assert browser.unlock_cookie == ""
    assert Unlock.objects.count() == 1, "the one from before; no place is told of that is none"


# --- in plain words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ((5, 3, 0, False), ["There should be 5 things here, and there are 3. Some of those"]),
        ((3, 4, 0, False), ["there are 4. Something that was erased may have come back"]),
        ((3, 3, 0, False), ["At least one thing is older than it should be"]),
        ((3, 3, 1, False), ["One thing does not open. It was left as it is."]),
        ((3, 3, 2, True), ["2 things do not open. They were left as they are."]),
        ((3, 3, 0, True), []),
    ],
)
def test_each_difference_has_a_sentence(seen: tuple[int, int, int, bool], words: list[str]) -> None:
    expected, found, unopenable, fits = seen
    said = differences(Soundness(expected, found, unopenable, fits, True))
    assert len(said) == len(words)
    assert all(part in sentence for part, sentence in zip(words, said, strict=True))


def test_what_was_lost_has_a_sentence_each() -> None:
    said = differences(Soundness(3, 3, 0, True, False, frozenset({HEAD, EPOCH, NOTE})))
    assert [
        part in sentence
        for part, sentence in zip(
            ("The list of what should be here", "An older state", "The note of when"),
            said,
            strict=True,
        )
    ] == [True] * 3
