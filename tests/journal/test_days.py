"""A month of a long journal opens only its own entries, whatever became of the list of days."""

import datetime as dt
from base64 import urlsafe_b64encode
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError
from django.test import Client

from skills_app.account.models import User
from skills_app.documents import erasing, store
from skills_app.journal import finding
from skills_app.journal.kinds import ENTRY, HOME
from skills_app.journal.shapes import Entry
from skills_app.vault.crypto import records
from skills_app.vault.crypto.slots import SlotKind
from skills_app.vault.models import Record, Vault
from skills_app.vault.rekeying.data_key import renew_data_key
from skills_app.vault.server_keys.keys import server_keyring
from skills_app.vault.store import days, scanning
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.keyslots import secret_from_passphrase, try_key
from tests.journal.spaces import page_at, space_of
from tests.people import PASSPHRASE
from tests.server_keys import forget_keys
from tests.vault.server_keys.test_server_keys import KEY_B

pytestmark = pytest.mark.django_db

KIND = days.index_of(ENTRY.name)
NEW = "copper kettle beside the slow harbour"


@pytest.fixture
def space(alice_with_space: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> OpenSpace:
    """With eleven entries over three months, the list of their days kept in parts of four."""
    monkeypatch.setattr(finding, "MANY", 3)
    monkeypatch.setattr(days, "PART", 4)
    space = space_of(alice)
    for n in range(11):
        store.add(space, ENTRY, Entry(title=f"E{n}", text="x", on=dt.date(2026, 1 + n % 3, 1 + n)))
    finding.months(space, None)
    assert days.read(space, ENTRY.name) is not None
    return space


def titles(space: OpenSpace, month: int) -> list[str]:
    return [entry.title for entry in finding.months(space, (2026, month)).entries]


def as_looked_for(space: OpenSpace, month: int) -> list[str]:
    page = finding._month_looked_for(space, (2026, month))
    return [one.title for one in sorted(page.entries, key=lambda one: one.on, reverse=True)]


def opened(space: OpenSpace, monkeypatch: pytest.MonkeyPatch, month: int) -> int:
    count = 0
    decode = records.decode

    def counting(plain: bytes) -> records.Document:
        nonlocal count
        count += b'"title"' in plain
        return decode(plain)

    monkeypatch.setattr(scanning, "decode", counting)
    finding.months(space, (2026, month))
    return count


def test_a_month_opens_only_its_own_entries(
    space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(space, monkeypatch, 2) == 4
    assert titles(space, 2) == ["E10", "E7", "E4", "E1"]
    page = finding.months(space, None)
    assert page.month == (2026, 3)
    assert sorted(page.months) == [(2026, 1), (2026, 2), (2026, 3)]


def test_it_follows_what_is_added_changed_erased_and_brought_back(
    space: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.add(space, ENTRY, Entry(title="New", text="x", on=dt.date(2026, 2, 20)))
    assert made.id
    moved = replace(made, title="Moved", on=dt.date(2026, 5, 5))
    store.change(space, ENTRY, made.id, moved, version=1)
    oldest = space.ids_of(ENTRY.name)[0][0]
    erasing.erase(space, ENTRY, oldest)
    assert days.read(space, ENTRY.name) is not None, "the list went along with every save"
    assert titles(space, 5) == ["Moved"]
    assert titles(space, 1) == ["E9", "E6", "E3"]
    erasing.bring_back(space, HOME)
    assert days.read(space, ENTRY.name) is not None
    assert titles(space, 1) == ["E9", "E6", "E3", "E0"]
    assert opened(space, monkeypatch, 5) == 1


def test_what_another_program_saved_is_seen_and_the_list_made_anew(space: OpenSpace) -> None:
    entry_id, version = space.ids_of(ENTRY.name)[0]
    document = space.read(entry_id, ENTRY.name).document
    space.save(entry_id, ENTRY.name, {**document, "on": "2026-02-28"}, version)
    assert days.read(space, ENTRY.name) is None
    assert titles(space, 2)[0] == "E0"
    assert days.read(space, ENTRY.name) is not None
    space.create(ENTRY.name, {"title": "Beside", "on": "2026-02-27"})
    gone = space.ids_of(ENTRY.name)[1][0]
    space.delete(gone, ENTRY.name)
    assert days.read(space, ENTRY.name) is None, "as many as before, and saved as often"
    assert titles(space, 2) == ["E0", "Beside", "E10", "E7", "E4"]


@pytest.mark.parametrize("how", ["damaged", "gone", "odd", "older", "wrong"])
def test_a_list_that_is_not_right_is_never_believed(space: OpenSpace, how: str) -> None:
    expected = [as_looked_for(space, month) for month in (1, 2, 3)]
    part = space.newest(KIND, limit=1).kept[0]
    row = Record.objects.filter(pk=part.id)
    before = row.values("blob", "version").get()
    if how == "damaged":
        row.update(blob=bytes(before["blob"])[:-1] + b"?")
    elif how == "gone":
        row.delete()
    elif how == "odd":
        space.save(part.id, KIND, {"ids": "x", "days": [None]}, part.version)
    elif how == "wrong":
        swapped = {**part.document, "days": list(reversed(part.document["days"]))}
        space.save(part.id, KIND, swapped, part.version)
    else:
        store.add(space, ENTRY, Entry(title="Later", text="x", on=dt.date(2026, 6, 1)))
        row.update(**before)
        expected = [as_looked_for(space, month) for month in (1, 2, 3)]
    assert [titles(space, month) for month in (1, 2, 3)] == expected
    assert days.read(space, ENTRY.name) is not None


def test_an_entry_that_does_not_open_is_told_of_and_comes_back_with_its_row(
    space: OpenSpace,
) -> None:
    entry_id = space.ids_of(ENTRY.name)[1][0]
    row = Record.objects.filter(pk=entry_id)
    whole = bytes(row.get().blob)
    row.update(blob=whole[:-1] + bytes([whole[-1] ^ 1]))
    for record_id, _ in space.ids_of(KIND):
        space.delete(record_id, KIND)
    assert finding.months(space, (2026, 1)).damaged == 1
    page = finding.months(space, (2026, 2))
    assert (page.damaged, len(page.entries)) == (1, 3)
    row.update(blob=whole)
    assert titles(space, 2) == ["E10", "E7", "E4", "E1"]


def test_it_is_none_of_the_things_that_are_kept(space: OpenSpace) -> None:
    assert space.count(KIND) == 3
    assert space.count_all() == 11
    sound = space.verify()
    assert (sound.is_sound, sound.expected, sound.found) == (True, 11, 11)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        DatabaseError("database disk image is malformed"),
    ],
)
def test_a_month_is_shown_though_the_list_can_not_be_written(
    space: OpenSpace, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for record_id, _ in space.ids_of(KIND):
        space.delete(record_id, KIND)

    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(OpenSpace, "create", full)
    assert titles(space, 2) == ["E10", "E7", "E4", "E1"]
    assert space.count(KIND) == 0


def test_a_save_between_looking_and_noting_is_not_written_over(space: OpenSpace) -> None:
    seen = space.state_of(ENTRY.name)
    dated = [days.Dated(one, version, 20260101) for one, version in space.ids_of(ENTRY.name)]
    store.add(space, ENTRY, Entry(title="Between", text="x", on=dt.date(2026, 2, 27)))
    days.make(space, ENTRY.name, dated, seen=seen)
    assert titles(space, 2)[0] == "Between"


def test_a_short_journal_has_no_list_and_an_empty_list_is_none(
    alice_with_space: Client, alice: User
) -> None:
    space = space_of(alice)
    store.add(space, ENTRY, Entry(title="One", text="x", on=dt.date(2026, 1, 1)))
    page_at(alice_with_space, "/write/months/")
    assert space.count(KIND) == 0


def test_new_keys_open_the_list_too(space: OpenSpace) -> None:
    assert renew_data_key(space).ended
    assert days.read(space, ENTRY.name) is not None
    assert titles(space, 2) == ["E10", "E7", "E4", "E1"]


def rows_of_the_list() -> dict[object, tuple[int, int, bytes, bytes]]:
    parts = {}
    for row in Record.objects.all():
        parts[row.id] = (row.seq, row.version, bytes(row.shelf), bytes(row.blob))
    return parts


def renewed(client: Client, user: User) -> OpenSpace:
    """ "Someone may know it": everything under new keys, through the page."""
    again = {"passphrase": NEW, "again": NEW}
    answer = client.post("/space/renew/", {"now": PASSPHRASE, **again})
    assert answer.status_code == 303, answer.content.decode()
    vault = Vault.objects.get(user=user)
    vmk = try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(NEW))
    return OpenSpace(vault_id=vault.pk, epoch=vault.epoch, vmk=vmk)


@pytest.mark.parametrize("note", ["there", "lost"])
def test_new_keys_for_everything_take_the_list_along(
    space: OpenSpace,
    alice_with_space: Client,
    alice: User,
    note: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = space.ids_of(KIND)
    before = rows_of_the_list()
    if note == "lost":  # where it says which kinds there are
        Vault.objects.update(about=b"lost")
    after = renewed(alice_with_space, alice)
    assert after.ids_of(KIND) == parts, "the same rows, not a list made anew"
    rows = rows_of_the_list()
    assert rows.keys() == before.keys()
    for row_id, (seq, version, shelf, blob) in rows.items():
        assert (seq, version) == before[row_id][:2]
        assert shelf != before[row_id][2]
        assert blob != before[row_id][3]
    assert space.ids_of(KIND) == [], "nothing stands under the old shelf"
    assert days.read(after, ENTRY.name) is not None
    assert opened(after, monkeypatch, 2) == 4, "no more than the month's own"
    assert titles(after, 2) == ["E10", "E7", "E4", "E1"]
    assert after.count_all() == 11
    store.add(after, ENTRY, Entry(title="After", text="x", on=dt.date(2026, 2, 28)))
    assert days.read(after, ENTRY.name) is not None
    assert titles(after, 2) == ["After", "E10", "E7", "E4", "E1"]


def test_new_keys_with_a_broken_list_lose_no_entry_and_it_is_made_anew(
    space: OpenSpace, alice_with_space: Client, alice: User
) -> None:
    row = Record.objects.filter(pk=space.ids_of(KIND)[0][0])
    row.update(blob=bytes(row.get().blob)[:-1] + b"?")
    after = renewed(alice_with_space, alice)
    assert [titles(after, month) for month in (1, 2, 3)] == [
        ["E9", "E6", "E3", "E0"],
        ["E10", "E7", "E4", "E1"],
        ["E8", "E5", "E2"],
    ]
    assert days.read(after, ENTRY.name) is not None


def test_a_new_server_key_touches_no_row_of_the_list(space: OpenSpace) -> None:
    before = rows_of_the_list()
    key_id, key = server_keyring().newest
    listed = f"{key_id + 1}:{KEY_B},{key_id}:{urlsafe_b64encode(key).decode()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEADY_SERVER_KEYS", listed)
        forget_keys()
        call_command("rotate_server_key", stdout=StringIO(), stderr=StringIO())
    forget_keys()
    assert rows_of_the_list() == before
    assert days.read(space, ENTRY.name) is not None


def test_looking_over_it_from_outside_finds_nothing_wrong_with_the_list(space: OpenSpace) -> None:
    said = StringIO()
    call_command("verify_vaults", stdout=said, stderr=StringIO())
    assert "All of it is as it should be" in said.getvalue()


def test_each_part_counts_the_saves_of_its_entries_and_no_more(space: OpenSpace) -> None:
    """What the rows show to whoever has the database: how many entries, and how often saved."""
    part_of = {hex_id: kept.id for kept in space.scan(KIND) for hex_id in kept.document["ids"]}
    versions = dict(space.ids_of(KIND))
    for n, (entry_id, _version) in enumerate(space.ids_of(ENTRY.name)[::4]):
        # To another day, or on the same one: a part is saved anew either way.
        kept = space.read(entry_id, ENTRY.name)
        entry = Entry.from_kept(kept)
        day = entry.on + dt.timedelta(days=n % 2)
        store.change(
            space, ENTRY, entry_id, replace(entry, on=day, text=f"Said {n}"), version=entry.version
        )
        versions[part_of[entry_id.hex]] += 1
    assert dict(space.ids_of(KIND)) == versions
    sizes = {len(bytes(row.blob)) for row in Record.objects.filter(pk__in=versions)}
    assert len(sizes) == 1, "however many of a part fall on one day"


def test_no_row_tells_a_day_and_none_is_of_another_size_for_it(space: OpenSpace) -> None:
    blobs = [bytes(row.blob) for row in Record.objects.filter(vault_id=space.vault_id)]
    assert not any(b"2026" in blob for blob in blobs)
    assert {len(blob) for blob in blobs} == {1024 + 34}
    assert Vault.objects.get(pk=space.vault_id).about
