"""Someone who can write to the database can break things, but not unnoticed and not quietly."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F

from skills_app.vault.crypto.head import Head
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.models import Record, Vault
from skills_app.vault.store.open_space import Damaged, Kept, NotKept, OpenSpace

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(alices_space: OpenSpace) -> list[Kept]:
    return [alices_space.create("entry", {"title": name}) for name in ("one", "two", "three")]


def fresh(space: OpenSpace) -> OpenSpace:
    """The same space in a later request."""
    return OpenSpace(vault_id=space.vault_id, epoch=space.epoch, vmk=space.master_key)


def row(record_id: uuid.UUID) -> Any:
    return Record.objects.filter(pk=record_id)


def flip(blob: bytes, place: int) -> bytes:
    return blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]


changes: dict[str, Callable[[bytes], dict[str, object]]] = {
    "a flipped header": lambda blob: {"blob": flip(blob, 3)},
    "a flipped nonce": lambda blob: {"blob": flip(blob, 10)},
    "a flipped text": lambda blob: {"blob": flip(blob, 200)},
    "a flipped tag": lambda blob: {"blob": flip(blob, len(blob) - 1)},
    "a cut end": lambda blob: {"blob": blob[:-1]},
    "nothing left": lambda blob: {"blob": b""},
    "something added": lambda blob: {"blob": blob + b"\0"},
    "a raised version": lambda blob: {"version": 2},
    "a negative version": lambda blob: {"version": -1},
    "another generation": lambda blob: {"generation": 7},
}


@pytest.mark.parametrize("name", changes)
def test_a_changed_row_is_damaged_left_alone_and_counted(
    alices_space: OpenSpace, three: list[Kept], name: str
) -> None:
    one, two, _ = three
    blob = bytes(row(two.id).get().blob)
    row(two.id).update(**changes[name](blob))
    before = row(two.id).values().get()
    with pytest.raises(Damaged):
        alices_space.read(two.id, "entry")
    listing = alices_space.newest("entry", 10)
    assert [kept.document["title"] for kept in listing] == ["three", "one"]
    assert listing.damaged == 1
    scan = alices_space.scan("entry")
    assert len(list(scan)) == 2
    assert scan.damaged == 1
    for version in (1, 2):
        with pytest.raises(Damaged):
            alices_space.save(two.id, "entry", {"title": "over it"}, version)
    assert row(two.id).values().get() == before
    alarm = alices_space.verify()
    assert not alarm.is_sound
    assert (alarm.expected, alarm.found, alarm.unopenable) == (3, 3, 1)
    assert alices_space.read(one.id, "entry") == one


def test_blobs_swapped_between_two_rows_do_not_open(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    one, two = row(three[0].id).get(), row(three[1].id).get()
    row(one.pk).update(blob=two.blob)
    row(two.pk).update(blob=one.blob)
    assert alices_space.newest("entry", 10).damaged == 2
    assert alices_space.verify().unopenable == 2


def test_a_row_moved_to_another_vault_does_not_open_there(
    alices_space: OpenSpace, bobs_space: OpenSpace, three: list[Kept]
) -> None:
    bobs_shelf = bobs_space.sealer.shelf("entry")
    row(three[0].id).update(vault_id=bobs_space.vault_id, shelf=bobs_shelf, seq=50)
    with pytest.raises(Damaged):
        bobs_space.read(three[0].id, "entry")
    with pytest.raises(NotKept):
        alices_space.read(three[0].id, "entry")
    assert (alices_space.verify().found, bobs_space.verify().found) == (2, 1)
    assert not alices_space.verify().is_sound
    assert not bobs_space.verify().is_sound


def test_a_row_moved_to_another_shelf_does_not_open_there(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    row(three[0].id).update(shelf=alices_space.sealer.shelf("plan"))
    with pytest.raises(Damaged):
        alices_space.read(three[0].id, "plan")
    row(three[1].id).update(shelf=b"short")
    assert alices_space.verify().unopenable == 2


def test_a_row_put_back_to_an_older_version_raises_the_alarm(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    older = row(three[0].id).values().get()
    alices_space.save(three[0].id, "entry", {"title": "newer words"}, 1)
    row(three[0].id).update(**older)
    assert alices_space.read(three[0].id, "entry").document == {"title": "one"}
    alarm = alices_space.verify()
    assert (alarm.expected, alarm.found, alarm.unopenable) == (3, 3, 0)
    assert not alarm.sum_fits
    assert not alarm.is_sound
    alices_space.save(three[0].id, "entry", {"title": "written over it"}, 1)
    assert not alices_space.verify().is_sound, "a later save does not quieten the alarm"


def test_a_row_of_another_vault_put_on_ones_shelf_is_not_looked_at(
    alices_space: OpenSpace, bobs_space: OpenSpace, three: list[Kept]
) -> None:
    bobs = bobs_space.create("entry", {"title": "his"})
    row(bobs.id).update(shelf=bytes(row(three[0].id).get().shelf))
    assert alices_space.count("entry") == 3
    assert alices_space.newest("entry", 10).damaged == 0
    with pytest.raises(NotKept):
        alices_space.read(bobs.id, "entry")


def test_a_removed_row_raises_the_alarm(alices_space: OpenSpace, three: list[Kept]) -> None:
    row(three[0].id).delete()
    alarm = alices_space.verify()
    assert (alarm.expected, alarm.found) == (3, 2)
    assert not alarm.is_sound
    alices_space.create("entry", {"title": "four"})
    assert not alices_space.verify().is_sound


def test_a_removed_row_replaced_by_a_copy_of_another_raises_the_alarm(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    copy = row(three[1].id).get()
    row(three[0].id).delete()
    copy.pk, copy.seq = three[0].id, 1
    copy.save(force_insert=True)
    assert not alices_space.verify().is_sound


def test_an_older_head_raises_the_alarm_and_stops_nothing(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    older = bytes(Vault.objects.get().head)
    alices_space.create("entry", {"title": "four"})
    Vault.objects.update(head=older)
    assert not alices_space.verify().is_sound
    kept = alices_space.create("entry", {"title": "five"})
    assert alices_space.read(kept.id, "entry") == kept
    assert len(alices_space.newest("entry", 10)) == 5


def test_accepting_what_is_there_ends_the_alarm_and_throws_nothing_away(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    row(three[0].id).delete()
    row(three[1].id).update(blob=b"broken")
    alices_space.accept_as_it_is()
    settled = alices_space.verify()
    assert (settled.expected, settled.found, settled.unopenable) == (2, 2, 1)
    assert settled.sum_fits
    assert Record.objects.count() == 2


def test_a_damaged_record_goes_when_its_person_asks(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    row(three[1].id).update(blob=b"broken")
    with pytest.raises(Damaged):
        alices_space.delete(three[1].id, "entry", version=2)
    alices_space.delete(three[1].id, "entry")
    assert len(alices_space.newest("entry", 10)) == 2


@pytest.mark.parametrize("part", ["keyring", "head"])
@pytest.mark.parametrize("change", ["flip", "cut", "empty", "another's"])
def test_a_changed_keyring_or_head_stops_writing_and_changes_nothing(
    alices_space: OpenSpace, bobs_space: OpenSpace, three: list[Kept], part: str, change: str
) -> None:
    vault = Vault.objects.get(pk=alices_space.vault_id)
    blob = bytes(getattr(vault, part))
    blob = {
        "flip": flip(blob, 30),
        "cut": blob[:-1],
        "empty": b"",
        "another's": bytes(getattr(Vault.objects.get(pk=bobs_space.vault_id), part)),
    }[change]
    Vault.objects.filter(pk=vault.pk).update(**{part: blob})
    space = fresh(alices_space)
    for act in (
        lambda: space.create("entry", {"title": "four"}),
        lambda: space.save(three[0].id, "entry", {"title": "over"}, 1),
        lambda: space.delete(three[0].id, "entry"),
        lambda: space.verify(),
        lambda: space.accept_as_it_is(),
    ):
        with pytest.raises(Damaged):
            act()
    assert Record.objects.count() == 3
    listing = space.newest("entry", 10)
    if part == "head":
        assert len(listing) == 3, "reading needs no head"
    else:
        assert (len(listing), listing.damaged) == (0, 3)


def test_a_head_from_a_later_epoch_than_the_vaults_raises_the_alarm(
    alices_space: OpenSpace,
) -> None:
    head = Head(epoch=5).seal(vmk=alices_space.master_key, vault=alices_space.vault_id.bytes)
    Vault.objects.update(head=head)
    assert not alices_space.verify().epoch_fits
    assert not alices_space.verify().is_sound


def test_records_of_an_older_generation_open_and_new_ones_use_the_newest(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    vmk, vault = alices_space.master_key, alices_space.vault_id.bytes
    keyring = Keyring.open(bytes(Vault.objects.get().keyring), vmk=vmk, vault=vault)
    two_keys = keyring.with_next_generation()
    Vault.objects.update(keyring=two_keys.seal(vmk=vmk, vault=vault))
    kept = alices_space.create("entry", {"title": "four"})
    saved = alices_space.save(three[0].id, "entry", {"title": "one, saved"}, 1)
    assert dict(Record.objects.values_list("pk", "generation")) == {
        three[0].id: 2,
        three[1].id: 1,
        three[2].id: 1,
        kept.id: 2,
    }
    assert fresh(alices_space).read(three[1].id, "entry") == three[1]
    assert fresh(alices_space).read(three[0].id, "entry") == saved
    Vault.objects.update(keyring=two_keys.only(()).seal(vmk=vmk, vault=vault))
    with pytest.raises(Damaged):
        fresh(alices_space).read(three[1].id, "entry")


def test_a_record_sealed_with_a_key_made_since_the_request_began_opens(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    reader = fresh(alices_space)
    assert reader.read(three[0].id, "entry") == three[0]
    vmk, vault = alices_space.master_key, alices_space.vault_id.bytes
    keyring = Keyring.open(bytes(Vault.objects.get().keyring), vmk=vmk, vault=vault)
    Vault.objects.update(keyring=keyring.with_next_generation().seal(vmk=vmk, vault=vault))
    kept = alices_space.create("entry", {"title": "four"})
    assert reader.read(kept.id, "entry") == kept


def test_the_whole_database_put_back_is_sound_as_the_design_says(
    alices_space: OpenSpace, three: list[Kept]
) -> None:
    """The one thing the head cannot see; the page after opening says how many are kept."""
    assert alices_space.verify().is_sound
    Record.objects.update(seq=F("seq") + 100)
    assert alices_space.verify().is_sound, "the order of making is not sealed"
