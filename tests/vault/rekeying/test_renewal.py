"""Someone may know it: new keys for everything, and not a word lost."""

import time

import pytest
from django.db import transaction

from skills_app.account.models import User
from skills_app.documents.values import now
from skills_app.vault.crypto import records
from skills_app.vault.crypto.about import KNOWN_KINDS, About
from skills_app.vault.crypto.head import Head
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.crypto.sealing import SealError
from skills_app.vault.models import Pending, Record, Slot, Unlock, Vault
from skills_app.vault.rekeying import every_key
from skills_app.vault.store.open_space import Damaged, OpenSpace, SpaceClosed
from skills_app.vault.unlocking.opening import (
    KeyRefused,
    PassphraseRefused,
    UnknownKind,
    change_passphrase,
    has_recovery_words,
    keep_recovery_words,
    offer_recovery_words,
    open_space,
    open_with_words,
    renew,
)
from tests.people import PASSPHRASE, PASSWORD, bring_back_sign_in
from tests.vault.browsers import Browser
from tests.vault.filling import fill, fill_quickly, titles
from tests.vault.power_cuts import at_each_statement

pytestmark = pytest.mark.django_db
NEW = "a kite over the slow river"


def renewed(browser: Browser, old: str = PASSPHRASE, new: str = NEW) -> OpenSpace:
    request = browser.request()
    renew(request, old, new)
    browser.take(request)
    assert browser.space is not None
    return browser.space


def opens(browser: Browser, passphrase: str) -> OpenSpace | None:
    Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
    try:
        return open_space(browser.request(), passphrase)
    except KeyRefused:
        return None


def test_everything_is_kept_under_the_same_ids_and_versions(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    ids = fill(alices_space, 7)
    alices_space.save(ids[0], "entry", {"title": "0, changed"}, 1)
    plan = alices_space.create("a kind of a later version", {"title": "plan"})
    before = set(Record.objects.values_list("id", "version", "seq"))
    space = renewed(alice_at_home)
    assert set(Record.objects.values_list("id", "version", "seq")) == before
    assert titles(space) == ["0, changed", *map(str, range(1, 7))]
    assert space.read(plan.id, plan.kind).document == {"title": "plan"}
    assert space.verify().is_sound
    space.save(ids[1], "entry", {"title": "and on it goes"}, 1)


def test_no_key_from_before_opens_anything_any_more(
    alice: User, alices_space: OpenSpace, alices_words: list[str], alice_at_home: Browser
) -> None:
    fill(alices_space, 3)
    row = Vault.objects.get()
    old_vmk = alices_space.master_key
    old_data_key = Keyring.open(bytes(row.keyring), vmk=old_vmk, vault=row.pk.bytes).newest[1]
    shelves = set(Record.objects.values_list("shelf", flat=True))
    space = renewed(alice_at_home)
    assert opens(alice_at_home, PASSPHRASE) is None
    with pytest.raises(KeyRefused):
        open_with_words(alice_at_home.request(), " ".join(alices_words))
    assert not bring_back_sign_in("alice", " ".join(alices_words))
    assert not has_recovery_words(alice)
    assert space.master_key != old_vmk
    row = Vault.objects.get()
    (left,) = Keyring.open(bytes(row.keyring), vmk=space.master_key, vault=row.pk.bytes).keys
    assert left[1] != old_data_key
    assert shelves.isdisjoint(Record.objects.values_list("shelf", flat=True))
    for sealed in (Keyring, Head, About):
        blob = bytes(getattr(row, sealed.__name__.lower()))
        with pytest.raises(SealError):
            sealed.open(blob, vmk=old_vmk, vault=row.pk.bytes)


def test_it_locks_every_other_browser_and_a_write_under_way_comes_too_late(
    alice: User, alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    elsewhere = Browser(alice)
    request = elsewhere.request()
    under_way = open_space(request, PASSPHRASE)
    elsewhere.take(request)
    assert elsewhere.space is not None
    renewed(alice_at_home)
    assert elsewhere.space is None
    assert Unlock.objects.count() == 1
    with pytest.raises(SpaceClosed):
        under_way.create("entry", {"title": "too late"})


def test_the_head_knows_of_the_locking_at_once(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    """So that an older epoch put back is seen even before anything is written."""
    request = alice_at_home.request()
    space = renew(request, PASSPHRASE, NEW)
    assert space is not None
    row = Vault.objects.get()
    head = Head.open(bytes(row.head), vmk=space.master_key, vault=row.pk.bytes)
    assert head.epoch == row.epoch == 2


def test_new_words_can_be_made_right_after(
    alice: User, alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    fill(alices_space, 2)
    renewed(alice_at_home)
    words = " ".join(offer_recovery_words())
    keep_recovery_words(alice_at_home.request(), words)
    assert titles(open_with_words(Browser(alice).request(), words)) == ["0", "1"]


def test_it_can_be_done_again_and_again(alices_space: OpenSpace, alice_at_home: Browser) -> None:
    fill(alices_space, 3)
    renewed(alice_at_home)
    renewed(alice_at_home, NEW, PASSPHRASE)
    space = renewed(alice_at_home, PASSPHRASE, NEW)
    assert titles(space) == ["0", "1", "2"]
    assert space.verify().is_sound


def test_a_wrong_passphrase_or_a_new_one_that_will_not_do_changes_nothing(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    fill(alices_space, 2)
    tables = (Vault, Slot, Record)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(KeyRefused):
        renew(alice_at_home.request(), "wrong one entirely", NEW)
    Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None, forget_at=None)
    for new in ("short", PASSWORD, f" {PASSPHRASE}  "):
        with pytest.raises(PassphraseRefused):
            renew(alice_at_home.request(), PASSPHRASE, new)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_a_fresh_data_key_that_was_asked_for_is_done_with_it(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    fill(alices_space, 2)
    Vault.objects.update(pending=Pending.KEY_ASKED)
    renewed(alice_at_home)
    assert Vault.objects.get().pending == Pending.NOTHING
    assert set(Record.objects.values_list("generation", flat=True)) == {2}


# --- what was wrong before stays wrong, and is neither hidden nor made worse ------------


def test_a_missing_record_is_still_missed_afterwards(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    ids = fill(alices_space, 4)
    Record.objects.filter(pk=ids[0]).delete()
    space = renewed(alice_at_home)
    alarm = space.verify()
    assert (alarm.expected, alarm.found, alarm.sum_fits) == (4, 3, False)
    assert alarm.needs_telling


def test_an_older_record_put_back_is_still_seen_afterwards(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    ids = fill(alices_space, 3)
    older = Record.objects.filter(pk=ids[0]).values().get()
    alices_space.save(ids[0], "entry", {"title": "newer"}, 1)
    Record.objects.filter(pk=ids[0]).update(**older)
    alarm = renewed(alice_at_home).verify()
    assert (alarm.expected, alarm.found, alarm.sum_fits) == (3, 3, False)


def test_a_record_that_does_not_open_is_left_as_it_is_with_its_key(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    ids = fill(alices_space, 3)
    whole = bytes(Record.objects.get(pk=ids[1]).blob)
    Record.objects.filter(pk=ids[1]).update(blob=whole[:-1] + bytes([whole[-1] ^ 1]))
    before = Record.objects.filter(pk=ids[1]).values().get()
    space = renewed(alice_at_home)
    assert Record.objects.filter(pk=ids[1]).values().get() == before
    assert space.verify().unopenable == 1
    Record.objects.filter(pk=ids[1]).update(blob=whole)
    assert space.verify().unopenable == 0, "mended from a backup, it opens as it would have"


def test_damage_that_kept_its_mark_makes_no_second_difference(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    """A letter changed in the middle: the sum fitted before, and so it does afterwards."""
    ids = fill(alices_space, 2)
    blob = bytearray(bytes(Record.objects.get(pk=ids[0]).blob))
    blob[200] ^= 1
    Record.objects.filter(pk=ids[0]).update(blob=bytes(blob))
    before = alices_space.verify()
    after = renewed(alice_at_home).verify()
    assert (before.unopenable, before.sum_fits) == (1, True)
    assert (after.unopenable, after.sum_fits) == (1, True)


def test_a_row_with_impossible_numbers_does_not_stop_it(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    ids = fill(alices_space, 3)
    Record.objects.filter(pk=ids[0]).update(version=-1)
    Record.objects.filter(pk=ids[1]).update(generation=2, shelf=b"short")
    space = renewed(alice_at_home)
    assert titles(space) == ["2"]
    assert space.verify().unopenable == 2


def test_a_record_of_no_known_kind_stops_it_before_anything_is_changed(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    kept = alices_space.create("a kind of a later version", {"title": "kept"})
    Vault.objects.update(about=b"lost")
    with pytest.raises(UnknownKind):
        renew(alice_at_home.request(), PASSPHRASE, NEW)
    space = opens(alice_at_home, PASSPHRASE)
    assert space is not None
    assert space.read(kept.id, kept.kind) == kept


def test_kinds_of_the_first_version_are_known_even_without_the_note(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    for kind in sorted(KNOWN_KINDS):
        # What was erased waits ten minutes; the journal lets go of older things at an opening.
        alices_space.create(kind, {"title": kind, "at": now()})
    Vault.objects.update(about=b"lost")
    space = renewed(alice_at_home)
    for kind in sorted(KNOWN_KINDS):
        assert titles(space, kind) == [kind]


def test_a_broken_keyring_stops_it_before_anything_is_changed(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    fill(alices_space, 2)
    whole = bytes(Vault.objects.get().keyring)
    Vault.objects.update(keyring=b"broken")
    with pytest.raises(Damaged):
        renew(alice_at_home.request(), PASSPHRASE, NEW)
    Vault.objects.update(keyring=whole)
    assert titles(alices_space) == ["0", "1"]


@pytest.mark.parametrize("fault", ["a row moved", "a seal that does not open", "a row missed"])
def test_whatever_goes_wrong_while_sealing_is_taken_back_whole(
    alices_space: OpenSpace, alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    fill(alices_space, 3)
    if fault == "a row moved":
        monkeypatch.setattr(every_key, "swap", lambda changes: False)
    elif fault == "a row missed":
        monkeypatch.setattr(every_key, "swap", lambda changes: bool(Record.objects.all().delete()))
    else:
        monkeypatch.setattr(records, "seal_record", lambda *_, **__: b"x" * 1058)
    with pytest.raises(Damaged):
        renew(alice_at_home.request(), PASSPHRASE, NEW)
    monkeypatch.undo()
    space = opens(alice_at_home, PASSPHRASE)
    assert space is not None
    assert titles(space) == ["0", "1", "2"]
    assert space.verify().is_sound


# --- broken off, at once with something else, and large -----------------------------------


@pytest.mark.django_db(transaction=True)
def test_broken_off_at_any_statement_old_or_new_keys_open_all_of_it(
    alices_space: OpenSpace, alice_at_home: Browser, alices_words: list[str]
) -> None:
    fill(alices_space, 4)
    cuts = 0

    def act() -> None:
        renew(alice_at_home.request(), PASSPHRASE, NEW)

    for number in at_each_statement(act):
        with_new = opens(alice_at_home, NEW)
        space = with_new or opens(alice_at_home, PASSPHRASE)
        assert space is not None, f"after statement {number}"
        assert titles(space) == ["0", "1", "2", "3"], f"after statement {number}"
        assert space.verify().is_sound, f"after statement {number}"
        if with_new:
            renew(alice_at_home.request(), NEW, PASSPHRASE)
        else:
            open_with_words(alice_at_home.request(), " ".join(alices_words))
            cuts += 1
        Vault.objects.update(tries=0, wrong_keys=0, next_try_at=None)
    assert cuts > 15


def test_two_renewals_at_once_leave_one_set_of_keys_that_opens_all_of_it(
    alices_space: OpenSpace, alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second tried its key before the first was done: what it holds opens nothing now."""
    from skills_app.vault.unlocking import opening

    fill(alices_space, 2)
    derive = opening.new_slot
    other = "another browser chose these words"

    def meanwhile(*args: object, **kwargs: object) -> Slot:
        monkeypatch.setattr(opening, "new_slot", derive)
        renew(alice_at_home.request(), PASSPHRASE, other)
        return derive(*args, **kwargs)  # type: ignore[arg-type]

    for late in (renew, change_passphrase):
        monkeypatch.setattr(opening, "new_slot", meanwhile)
        with pytest.raises(KeyRefused):
            late(alice_at_home.request(), PASSPHRASE, NEW)
        assert opens(alice_at_home, NEW) is None
        space = opens(alice_at_home, other)
        assert space is not None
        assert titles(space) == ["0", "1"]
        renew(alice_at_home.request(), other, PASSPHRASE)


def test_words_kept_while_the_keys_change_are_refused_and_not_kept_in_vain(
    alice: User, alices_space: OpenSpace, alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skills_app.vault.unlocking import opening

    derive = opening.new_slot

    def meanwhile(*args: object, **kwargs: object) -> Slot:
        monkeypatch.setattr(opening, "new_slot", derive)
        slot = derive(*args, **kwargs)  # type: ignore[arg-type]
        renew(alice_at_home.request(), PASSPHRASE, NEW)
        return slot

    monkeypatch.setattr(opening, "new_slot", meanwhile)
    with pytest.raises(KeyRefused):
        keep_recovery_words(alice_at_home.request(), " ".join(offer_recovery_words()), PASSPHRASE)
    assert not has_recovery_words(alice)


def test_ten_thousand_records_are_done_while_a_person_waits(
    alices_space: OpenSpace, alice_at_home: Browser
) -> None:
    with transaction.atomic():
        fill_quickly(alices_space, 10_000, text="a line of about as many words as a day has " * 30)
    start = time.monotonic()
    space = renewed(alice_at_home)
    took = time.monotonic() - start
    sound = space.verify()
    assert (sound.found, sound.is_sound) == (10_000, True)
    assert took < 30, "some seconds, on a machine shared with others"
