"""A new data key: in batches, from wherever it was broken off, and no word is lost on the way."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.models import Pending, Record, Vault
from skills_app.vault.rekeying import data_key
from skills_app.vault.store import rows, scanning
from skills_app.vault.store.open_space import Damaged, NotKept, OpenSpace
from skills_app.vault.store.rows import Change, in_batches, swap
from skills_app.vault.unlocking.opening import open_space
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser
from tests.vault.filling import fill, titles
from tests.vault.power_cuts import at_each_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skills_app.vault.store.rows.BATCH", 3)


def fresh(space: OpenSpace) -> OpenSpace:
    """The same space in a later request."""
    return OpenSpace(vault_id=space.vault_id, epoch=space.epoch, vmk=space.master_key)


def keyring(space: OpenSpace) -> Keyring:
    row = Vault.objects.get(pk=space.vault_id)
    return Keyring.open(bytes(row.keyring), vmk=space.master_key, vault=row.pk.bytes)


def generations() -> set[int]:
    return set(Record.objects.values_list("generation", flat=True))


def test_afterwards_only_the_new_key_is_left_and_all_of_it_opens(alices_space: OpenSpace) -> None:
    fill(alices_space, 25)
    old = keyring(alices_space).newest
    told: list[int] = []
    progress = data_key.renew_data_key(alices_space, tell=told.append)
    assert (progress.done, progress.total, progress.ended) == (25, 25, True)
    assert sum(told) == 25
    assert generations() == {2}
    (left,) = keyring(alices_space).keys
    assert left[0] == 2
    assert left[1] != old[1]
    assert titles(fresh(alices_space)) == [str(n) for n in range(25)]
    assert fresh(alices_space).verify().is_sound
    assert Vault.objects.get().pending == Pending.NOTHING


def test_an_empty_space_gets_a_new_key_too(alices_space: OpenSpace) -> None:
    assert data_key.renew_data_key(alices_space).ended
    assert [generation for generation, _ in keyring(alices_space).keys] == [2]


@pytest.mark.usefixtures("small_batches")
def test_half_way_everything_opens_and_it_goes_on_from_there(alices_space: OpenSpace) -> None:
    fill(alices_space, 10)
    progress = data_key.renew_data_key(alices_space, most=4)
    assert (progress.done, progress.total, progress.ended) == (6, 10, False)
    assert generations() == {1, 2}
    later = fresh(alices_space)
    assert titles(later) == [str(n) for n in range(10)]
    assert later.verify().is_sound
    added = later.create("entry", {"title": "while it goes on"})
    assert Record.objects.get(pk=added.id).generation == 2
    assert data_key.renew_data_key(fresh(alices_space)).ended
    assert generations() == {2}, "the same new key, not a third"
    assert fresh(alices_space).verify().is_sound


@pytest.mark.usefixtures("small_batches")
def test_what_an_operator_asked_for_happens_at_the_next_openings(
    alices_space: OpenSpace, alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_key, "AT_AN_OPENING", 3)
    fill(alices_space, 8)
    call_command("rotate_data_key", verbosity=0)
    assert generations() == {1}, "asking alone changes nothing"
    seen = []
    for _ in range(4):
        space = open_space(alice_at_home.request(), PASSPHRASE)
        assert space.arrival is not None
        assert titles(space) == [str(n) for n in range(8)]
        progress = space.arrival.fresh_key
        seen.append((progress.done, progress.ended) if progress else None)
    assert seen == [(3, False), (6, False), (8, True), None]


def test_a_space_that_is_already_at_it_is_not_asked_twice(
    alices_space: OpenSpace, bobs_space: OpenSpace
) -> None:
    fill(alices_space, 3)
    data_key.begin(alices_space)
    assert data_key.ask_for_new_keys() == 1
    assert data_key.ask_for_new_keys() == 0
    assert Vault.objects.get(pk=alices_space.vault_id).pending == Pending.KEY_BEGUN
    data_key.begin(fresh(alices_space))
    assert [generation for generation, _ in keyring(alices_space).keys] == [1, 2]


def test_a_record_saved_in_between_is_left_alone(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 2)
    (rows,) = list(in_batches(alices_space.vault_id))
    alices_space.save(ids[0], "entry", {"title": "saved meanwhile"}, 1)
    stale = [Change(row, row.shelf, 2, row.blob) for row in rows]
    with transaction.atomic():
        assert not swap(stale), "one of the two was not as it was read"
        transaction.set_rollback(True)
    assert alices_space.read(ids[0], "entry").document == {"title": "saved meanwhile"}
    assert generations() == {1}


def test_a_batch_that_meets_a_changed_row_takes_itself_back(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(alices_space, 3)
    data_key.begin(alices_space)
    monkeypatch.setattr(data_key, "swap", lambda changes: False)
    with pytest.raises(Damaged):
        data_key.reseal_batch(alices_space, after=None)
    monkeypatch.undo()
    assert generations() == {1}
    assert fresh(alices_space).verify().is_sound


def test_a_record_that_does_not_open_stays_and_so_does_its_key(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 3)
    whole = bytes(Record.objects.get(pk=ids[1]).blob)
    Record.objects.filter(pk=ids[1]).update(blob=whole[:-1] + bytes([whole[-1] ^ 1]))
    assert not data_key.renew_data_key(alices_space).ended
    assert [generation for generation, _ in keyring(alices_space).keys] == [1, 2]
    assert Vault.objects.get().pending == Pending.KEY_BEGUN, "asked again at the next opening"
    Record.objects.filter(pk=ids[1]).update(blob=whole)
    mended = fresh(alices_space)
    assert titles(mended) == ["0", "1", "2"], "put back from a backup, it opens"
    assert mended.verify().is_sound
    assert data_key.renew_data_key(fresh(alices_space)).ended
    assert [generation for generation, _ in keyring(alices_space).keys] == [2]


def test_damage_that_was_read_about_does_not_hold_it_up(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 3)
    Record.objects.filter(pk=ids[1]).update(blob=b"broken")
    alices_space.accept_as_it_is()
    assert data_key.renew_data_key(alices_space).ended
    assert generations() == {1, 2}
    assert [generation for generation, _ in keyring(alices_space).keys] == [1, 2]
    assert not fresh(alices_space).verify().needs_telling


def test_an_alarm_is_not_quietened_by_it(alices_space: OpenSpace) -> None:
    ids = fill(alices_space, 4)
    older = Record.objects.filter(pk=ids[0]).values().get()
    alices_space.save(ids[0], "entry", {"title": "newer"}, 1)
    Record.objects.filter(pk=ids[0]).update(**older)
    assert not alices_space.verify().sum_fits
    data_key.renew_data_key(fresh(alices_space))
    assert not fresh(alices_space).verify().sum_fits


def test_a_list_begun_before_the_old_key_went_is_read_to_its_end(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(alices_space, 4)
    reader = fresh(alices_space)
    listing = iter(reader.scan("entry"))
    assert next(listing).document == {"title": "3"}
    data_key.renew_data_key(fresh(alices_space))
    assert [kept.document["title"] for kept in listing] == ["2", "1", "0"]
    assert titles(reader) == ["0", "1", "2", "3"]


def test_a_record_found_before_the_old_key_went_is_read(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = fill(alices_space, 1)
    find = rows.find

    def then_sealed_anew(*args: Any, **kwargs: Any) -> rows.FoundRow | None:
        found = find(*args, **kwargs)
        assert data_key.renew_data_key(fresh(alices_space)).ended
        return found

    monkeypatch.setattr(rows, "find", then_sealed_anew)
    assert fresh(alices_space).read(kept, "entry").document == {"title": "0"}


def test_a_list_under_both_keys_is_read_though_the_old_one_goes_meanwhile(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a request that had learned the keys before the new one was made."""
    fill(alices_space, 2)
    reader, fetch = fresh(alices_space), scanning.fetch
    with pytest.raises(NotKept):
        reader.read(uuid.uuid4(), "entry")
    data_key.begin(alices_space)
    data_key.reseal_batch(alices_space, after=1)

    def then_sealed_anew(asked: Any) -> Iterator[Any]:
        found = list(fetch(asked))
        assert {generation for rows in found for _, _, generation, _ in rows} == {1, 2}
        assert data_key.renew_data_key(alices_space).ended
        return iter(found)

    monkeypatch.setattr(scanning, "fetch", then_sealed_anew)
    assert titles(reader) == ["0", "1"]


def test_a_key_that_is_gone_is_missed_also_by_those_who_had_read_with_it(
    alices_space: OpenSpace,
) -> None:
    (kept,) = fill(alices_space, 1)
    looks, ends, accepts = readers = [fresh(alices_space) for _ in range(3)]
    for reader in readers:
        reader.read(kept, "entry")
    lost = keyring(alices_space).with_next_generation().only(())
    place = {"vmk": alices_space.master_key, "vault": alices_space.vault_id.bytes}
    Vault.objects.update(keyring=lost.seal(**place))
    assert looks.verify().unopenable == 1
    assert not data_key.finish(ends)
    accepts.accept_as_it_is()
    assert not fresh(alices_space).verify().needs_telling


def test_rows_come_in_batches_by_number_and_by_size(
    alices_space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in (10, 4000, 10, 10, 9000):
        alices_space.create("entry", {"title": "a" * size})
    monkeypatch.setattr("skills_app.vault.store.rows.MOST_BYTES", 6000)
    sizes = [[len(row.blob) for row in batch] for batch in in_batches(alices_space.vault_id)]
    assert [len(batch) for batch in sizes] == [2, 2, 1], "at least one, however large"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_batches")
def test_broken_off_at_any_statement_nothing_is_lost_and_it_can_be_finished(
    alices_space: OpenSpace,
) -> None:
    fill(alices_space, 7)
    expected = [str(n) for n in range(7)]
    cuts = 0
    for number in at_each_statement(lambda: data_key.renew_data_key(fresh(alices_space))):
        later = fresh(alices_space)
        assert titles(later) == expected, f"after statement {number}"
        assert later.verify().is_sound, f"after statement {number}"
        assert data_key.renew_data_key(fresh(alices_space)).ended
        cuts += 1
    assert cuts > 20
    assert len(keyring(alices_space).keys) == 1


def test_another_persons_records_are_not_touched(
    alices_space: OpenSpace, bobs_space: OpenSpace
) -> None:
    fill(bobs_space, 3)
    before = list(Record.objects.filter(vault_id=bobs_space.vault_id).values())
    fill(alices_space, 3)
    data_key.renew_data_key(alices_space)
    assert list(Record.objects.filter(vault_id=bobs_space.vault_id).values()) == before


def test_a_broken_keyring_stops_it_before_anything_is_changed(alices_space: OpenSpace) -> None:
    fill(alices_space, 2)
    Vault.objects.update(keyring=b"broken")
    with pytest.raises(Damaged):
        data_key.renew_data_key(fresh(alices_space))
    assert generations() == {1}
