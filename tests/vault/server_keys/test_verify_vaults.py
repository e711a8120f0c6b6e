"""`manage.py verify_vaults` and `rotate_data_key`, as an operator meets them."""

import sqlite3
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from skills_app.account.models import User
from skills_app.management.progress import ProgressLine
from skills_app.vault.models import (
    Canary,
    Pending,
    Record,
    Slot,
    StoredSession,
    Vault,
)
from skills_app.vault.rekeying.data_key import begin, reseal_batch
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.opening import finish_erasing, make_space
from tests.people import PASSPHRASE
from tests.vault.filling import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(alices_space: OpenSpace, bobs_space: OpenSpace) -> OpenSpace:
    check_keys()
    fill(alices_space, 4)
    fill(bobs_space, 2)
    return alices_space


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_vaults", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def troubles() -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="need looking at"):
        call_command("verify_vaults", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_sound_vaults_are_found_sound(filled: OpenSpace) -> None:
    for arguments in ((), ("--dry-run",)):
        said = verify(*arguments)
        assert "Looked at 2 spaces with 6 records." in said
        assert "All of it is as it should be, as far as can be seen from outside." in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("verify_vaults", "Not all was looked at, and nothing was changed"),
        ("rotate_data_key", "Spaces that were marked stay so. Run this again"),
        ("rotate_data_key --dry-run", "Nothing was changed. Run this again"),
    ],
)
def test_a_command_that_is_stopped_says_what_is_true_then(
    filled: OpenSpace, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ProgressLine, "add", stop)
    with pytest.raises(CommandError, match=f"^Stopped. {said}"):
        call_command(*command.split(), stdout=StringIO(), stderr=StringIO())
    waiting = Vault.objects.filter(pending=Pending.KEY_ASKED).count()
    assert waiting == (2 if command == "rotate_data_key" else 0)


def test_a_rotation_half_way_is_no_trouble(
    filled: OpenSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skills_app.vault.store.rows.BATCH", 2)
    begin(filled)
    reseal_batch(filled, after=None)
    assert set(Record.objects.values_list("generation", flat=True)) == {1, 2}
    verify()


def flip(blob: bytes) -> bytes:
    return blob[:-1] + bytes([blob[-1] ^ 1])


def change_slot(which: int, **values: object) -> Callable[[], object]:
    return lambda: Slot.objects.filter(kind=which).update(**values)


def change_record(**values: object) -> Callable[[], object]:
    def change() -> None:
        first = Record.objects.order_by("seq").first()
        assert first is not None
        Record.objects.filter(pk=first.pk).update(**values)

    return change


def flip_a_slot() -> None:
    slot = Slot.objects.get(kind=2)
    Slot.objects.filter(pk=slot.pk).update(blob=flip(bytes(slot.blob)))


def grow_a_record() -> None:
    first = Record.objects.order_by("seq").first()
    assert first is not None
    Record.objects.filter(pk=first.pk).update(blob=bytes(first.blob) + b"\0")


faults: dict[str, tuple[Callable[[], object], str]] = {
    "a slot's seal": (flip_a_slot, "opens under none of the listed server keys"),
    "a slot's size": (change_slot(2, blob=b"short"), "it is not a slot of 159 bytes"),
    "a slot's kind": (change_slot(2, kind=9), "its kind is not one that is known"),
    "a slot's hash": (change_slot(2, sign_in_hash=None), "the hash that brings back a sign-in"),
    "no passphrase": (lambda: Slot.objects.filter(kind=1).delete(), "no passphrase opens it"),
    "a keyring": (lambda: Vault.objects.update(keyring=b"x" * 71), "the keyring is not one"),
    "a keyring's header": (
        lambda: Vault.objects.update(keyring=b"x" * 70),
        "the keyring is not one",
    ),
    "a head": (lambda: Vault.objects.update(head=b"short"), "the head is not one"),
    "a note": (lambda: Vault.objects.update(about=b"x" * 1058), "the note about it is not one"),
    "a pending work": (lambda: Vault.objects.update(pending=77), "has no known name (77)"),
    "a record's size": (grow_a_record, "its size is none that padding makes"),
    "a record cut": (change_record(blob=b""), "its header is not that of a record"),
    "a record's generation": (change_record(generation=2), "its header is not that of a record"),
    "too many generations": (change_record(generation=7), "records name 2 data keys"),
    "a record's version": (change_record(version=0), "a number in it is below one"),
    "a record's shelf": (change_record(shelf=b"short"), "its shelf is not 8 bytes"),
    "a canary": (lambda: Canary.objects.update(blob=b"x"), "is not the key it was"),
    "a missing canary": (lambda: Canary.objects.all().delete(), "has no canary"),
    "a session": (
        lambda: StoredSession.objects.update(blob=b"x"),
        "sessions open under none of the listed keys",
    ),
    "an erasing broken off": (
        lambda: Vault.objects.update(pending=Pending.ERASING),
        "erasing it was broken off",
    ),
}


@pytest.mark.parametrize("name", faults)
def test_each_fault_is_named_and_the_answer_is_no(filled: OpenSpace, name: str) -> None:
    change, words = faults[name]
    change()
    assert words in troubles()


def test_rows_that_belong_nowhere_are_named(filled: OpenSpace, django_db_blocker: object) -> None:
    """As when somebody took rows out with another program, which keeps no promises."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("DELETE FROM skills_app_vault WHERE id = %s", [filled.vault_id.hex])
        said = troubles()
        assert "4 records belong to no vault." in said
        assert "2 slots belong to no vault." in said
        cursor.execute("DELETE FROM skills_app_record")
        cursor.execute("DELETE FROM skills_app_slot")
        cursor.execute("DELETE FROM skills_app_unlock")
        cursor.execute("DELETE FROM skills_app_user")
        assert "1 vaults belong to no member." in troubles()
        cursor.execute("DELETE FROM skills_app_vault")


def test_a_number_given_twice_is_named(file_database: Path) -> None:
    """The table forbids it, so the index has to go first."""
    rowan = User.objects.create_user("rowan", "unused")
    vault = make_space(rowan, PASSPHRASE)
    check_keys()
    file = sqlite3.connect(file_database)
    (made,) = file.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'skills_app_record'"
    ).fetchone()
    assert "one_record_a_seq" in made
    file.execute("DROP TABLE skills_app_record")
    file.execute(made.split(", CONSTRAINT")[0] + ")")
    for number in range(2):
        file.execute(
            "INSERT INTO skills_app_record (id, vault_id, seq, version, generation, shelf, blob)"
            " VALUES (?, ?, 1, 1, 1, x'0000000000000000', x'00')",
            [f"{number:032x}", vault.pk.hex],
        )
    file.commit()
    file.close()
    assert f"Vault {vault.pk}: number 1 was given 2 times." in troubles()


def test_very_many_troubles_are_counted_and_not_all_shown(filled: OpenSpace) -> None:
    fill(filled, 60)
    Record.objects.update(version=0)
    out = StringIO()
    with pytest.raises(CommandError, match="66 things need looking at"):
        call_command("verify_vaults", stdout=out, stderr=StringIO())
    assert out.getvalue().count("below one") == 50
    assert "There is more" in out.getvalue()


def test_checking_changes_nothing(filled: OpenSpace) -> None:
    tables = (Vault, Slot, Record, StoredSession, Canary)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    verify()
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_progress_is_told_a_tenth_at_a_time_where_there_is_no_terminal(
    filled: OpenSpace,
) -> None:
    errors = StringIO()
    call_command("verify_vaults", stdout=StringIO(), stderr=errors)
    assert "records: 100 %, 6 of 6" in errors.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_is_a_bar(filled: OpenSpace) -> None:
    errors = Terminal()
    call_command("verify_vaults", stdout=StringIO(), stderr=errors)
    assert "records " + "█" * 30 + " 6 of 6" in errors.getvalue()


def test_what_is_left_of_an_erased_space_can_be_taken_away(filled: OpenSpace) -> None:
    Vault.objects.filter(pk=filled.vault_id).update(pending=Pending.ERASING)
    assert finish_erasing() == 1
    assert Record.objects.count() == 2
    verify()


# --- asking for new data keys -----------------------------------------------------------------


def ask(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_data_key", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_asking_for_new_data_keys_marks_every_space_and_says_how_far_it_is(
    filled: OpenSpace,
) -> None:
    assert "2 spaces would be marked." in ask("--dry-run")
    assert set(Vault.objects.values_list("pending", flat=True)) == {Pending.NOTHING}
    assert "2 spaces are marked now." in ask()
    begin(filled)
    said = ask()
    assert "0 spaces are marked now." in said
    assert "1 were marked before and wait." in said
    assert "1 have begun." in said


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_asking_shows_how_many_spaces_were_looked_at(
    filled: OpenSpace, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skills_app.vault.rekeying.data_key.VAULTS_AT_ONCE", 1)
    errors = StringIO()
    call_command("rotate_data_key", *arguments, stdout=StringIO(), stderr=errors)
    assert errors.getvalue().split("\n")[:2] == ["spaces: 50 %, 1 of 2", "spaces: 100 %, 2 of 2"]
    terminal = Terminal()
    call_command("rotate_data_key", *arguments, stdout=StringIO(), stderr=terminal)
    assert "spaces " + "█" * 30 + " 2 of 2" in terminal.getvalue()
