"""A new server key: nobody is asked anything, nobody notices, and the old one can go."""

import base64
import secrets
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from skills_app.account.models import User
from skills_app.management.commands import rotate_server_key
from skills_app.management.progress import ProgressLine
from skills_app.preferences.models import Profile
from skills_app.preferences.store import carry_over, load_for_member
from skills_app.vault.crypto.sealing import Purpose, SealError, key_id_of
from skills_app.vault.models import Canary, Slot, StoredSession, Unlock, Vault
from skills_app.vault.rekeying import server_key
from skills_app.vault.server_keys.canary import check_canaries, check_keys
from skills_app.vault.server_keys.keys import (
    name_lookup,
    seal_for_server,
    server_keyring,
)
from skills_app.vault.unlocking.keyslots import _inner
from skills_app.vault.unlocking.opening import (
    KeyRefused,
    make_space,
    open_space,
    open_with_words,
)
from tests.people import PASSPHRASE, bring_back_sign_in
from tests.server_keys import forget_keys
from tests.vault.browsers import Browser

pytestmark = pytest.mark.django_db


def line(key_id: int) -> str:
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return f"{key_id}:{key}"


class KeyFile:
    """What the server has read: lines of the key file, newest first."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.old, self.new = line(1), line(2)

    def holds(self, *lines: str) -> None:
        self.monkeypatch.setenv("STEADY_SERVER_KEYS", ",".join(lines))
        forget_keys()


@pytest.fixture
def key_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyFile]:
    server_keyring()
    name_lookup("make the other key file as well")
    file = KeyFile(monkeypatch)
    file.holds(file.old)
    check_keys()
    yield file
    monkeypatch.undo()
    forget_keys()


@pytest.fixture
def words(key_file: KeyFile, alices_words: list[str]) -> str:
    """Alice has a space that is open at home, with words; all of it under the old key."""
    return " ".join(alices_words)


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_server_key", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def key_ids(blobs: Any, purpose: Purpose) -> set[int]:
    return {key_id_of(bytes(blob), purpose=purpose) for blob in blobs}


def test_everything_moves_and_all_of_it_still_opens_without_the_old_key(
    alice: User, words: str, key_file: KeyFile
) -> None:
    carry_over({"comfort": {"idle_minutes": 7}}, alice)
    session = Browser(alice)
    key_file.holds(key_file.new, key_file.old)
    said = rotate("--lock-open-spaces")
    assert "slots: 2 moved, 0 there already" in said
    assert "comfort choices: 1 moved" in said
    assert "sessions: 2 moved" in said
    assert "Server key 1 seals nothing more. Its line can be taken out now." in said
    key_file.holds(key_file.new)
    check_canaries()
    assert open_space(Browser(alice).request(), PASSPHRASE)
    assert open_with_words(Browser(alice).request(), words)
    assert bring_back_sign_in("alice", words)
    kept = load_for_member(alice)
    assert kept is not None
    assert kept.comfort.idle_minutes == 7
    assert session.request().session["_auth_user_id"] == str(alice.pk)
    assert User.objects.get(username="ALICE") == alice, "names have a key of their own"


def test_from_then_on_no_server_starts_without_the_new_key(words: str, key_file: KeyFile) -> None:
    """Also when none was started with it before."""
    key_file.holds(key_file.new, key_file.old)
    rotate()
    key_file.holds(key_file.old)
    with pytest.raises(ImproperlyConfigured, match="Server key 2 is not listed"):
        check_canaries()


def test_the_inner_slot_stays_byte_for_byte(words: str, key_file: KeyFile) -> None:
    """Nobody's passphrase is needed, so nothing that needs it may be touched."""
    before = {slot.pk: _inner(slot) for slot in Slot.objects.all()}
    key_file.holds(key_file.new, key_file.old)
    rotate()
    assert None not in before.values()
    assert {slot.pk: _inner(slot) for slot in Slot.objects.all()} == before


def test_a_dry_run_counts_and_changes_nothing(words: str, key_file: KeyFile) -> None:
    key_file.holds(key_file.new, key_file.old)
    tables = (Slot, StoredSession, Profile, Canary, Unlock)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    said = rotate("--dry-run", "--lock-open-spaces")
    assert "slots: 2 to move, 0 there already" in said
    assert "Nothing was changed." in said
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_a_space_that_is_open_stays_open_and_the_answer_says_until_when(
    alice_at_home: Browser, words: str, key_file: KeyFile
) -> None:
    key_file.holds(key_file.new, key_file.old)
    said = rotate()
    assert "Its line can be taken out after " in said
    assert "--lock-open-spaces" in said
    assert alice_at_home.space is not None
    assert "Locked 1 open spaces" in rotate("--lock-open-spaces")
    assert alice_at_home.space is None


def test_only_spaces_that_are_open_under_an_old_key_hold_it_up_or_are_locked(
    alice: User, alice_at_home: Browser, words: str, key_file: KeyFile
) -> None:
    key_file.holds(key_file.new, key_file.old)
    away = Browser(alice)
    request = away.request()
    open_space(request, PASSPHRASE)
    away.take(request)
    said = rotate("--lock-open-spaces")
    assert "Locked 1 open spaces" in said
    assert "Its line can be taken out now." in said
    assert alice_at_home.space is None
    assert away.space is not None


def test_a_space_that_has_locked_itself_holds_nothing_up(words: str, key_file: KeyFile) -> None:
    Unlock.objects.update(idle_until=timezone.now())
    key_file.holds(key_file.new, key_file.old)
    assert "Its line can be taken out now." in rotate()


def test_running_it_twice_is_no_trouble(words: str, key_file: KeyFile) -> None:
    key_file.holds(key_file.new, key_file.old)
    rotate()
    said = rotate()
    assert "slots: 0 moved, 2 there already" in said
    assert "Server key 1 seals nothing more." in said


def test_with_one_key_only_it_says_how_to_make_another(words: str, key_file: KeyFile) -> None:
    with pytest.raises(CommandError, match=r"Only server key 1 is listed.*write it above"):
        rotate()


def test_a_wrong_key_under_an_old_id_stops_it_at_once(words: str, key_file: KeyFile) -> None:
    key_file.holds(key_file.new, line(1))
    with pytest.raises(ImproperlyConfigured, match="key 1 is not the key it was"):
        rotate()
    assert key_ids(Slot.objects.values_list("blob", flat=True), Purpose.SLOT) == {1}


def test_a_slot_that_does_not_open_is_left_alone_and_its_key_has_to_stay(
    alice: User, words: str, key_file: KeyFile
) -> None:
    slot = Slot.objects.get(kind=2)
    whole = bytes(slot.blob)
    Slot.objects.filter(pk=slot.pk).update(blob=whole[:-1] + bytes([whole[-1] ^ 1]))
    key_file.holds(key_file.new, key_file.old)
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 slots do not open\. They were left alone"):
        call_command("rotate_server_key", stdout=out, stderr=StringIO())
    assert "Server key 1 has to stay: 1 slots" in out.getvalue()
    key_file.holds(key_file.new)
    with pytest.raises(ImproperlyConfigured, match="key 1 is not listed"):
        check_canaries()
    key_file.holds(key_file.new, key_file.old)
    Slot.objects.filter(pk=slot.pk).update(blob=whole)
    assert "Server key 1 seals nothing more" in rotate()
    assert open_with_words(Browser(alice).request(), words)


def test_a_server_that_still_seals_with_the_old_key_is_noticed(
    words: str, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when it was not restarted: rows under the old key come back after each round."""
    old = list(StoredSession.objects.values())
    swap = server_key._swap

    def meanwhile(*args: Any) -> int:
        count = swap(*args)
        for row in old:
            StoredSession.objects.update_or_create(lookup=row["lookup"], defaults=row)
        return count

    key_file.holds(key_file.new, key_file.old)
    monkeypatch.setattr(server_key, "_swap", meanwhile)
    with pytest.raises(CommandError, match="A running server still seals sessions"):
        rotate()
    assert Canary.objects.filter(key_id=1).exists()


def test_a_slot_sealed_by_such_a_server_afterwards_keeps_the_old_key_needed(
    bob: User, words: str, key_file: KeyFile
) -> None:
    key_file.holds(key_file.new, key_file.old)
    rotate()
    key_file.holds(key_file.old)
    make_space(bob, PASSPHRASE)
    key_file.holds(key_file.new)
    with pytest.raises(ImproperlyConfigured, match="Server key 1 is not listed"):
        check_canaries()
    key_file.holds(key_file.new, key_file.old)
    check_canaries()
    rotate()
    key_file.holds(key_file.new)
    check_canaries()
    assert open_space(Browser(bob).request(), PASSPHRASE)


def test_a_slot_sealed_by_such_a_server_in_the_last_moment_is_found(
    bob: User, words: str, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last round, and before the old key is let go: nothing would ask for it again."""
    remove = rotate_server_key.remove_canaries

    def just_before(key_ids: list[int]) -> None:
        key_file.holds(key_file.old)
        make_space(bob, PASSPHRASE)
        key_file.holds(key_file.new, key_file.old)
        remove(key_ids)

    key_file.holds(key_file.new, key_file.old)
    with monkeypatch.context() as moment:
        moment.setattr(rotate_server_key, "remove_canaries", just_before)
        with pytest.raises(CommandError, match="A running server still seals slots"):
            rotate()
    key_file.holds(key_file.new)
    check_canaries()
    assert open_space(Browser(bob).request(), PASSPHRASE)


def test_stopped_half_way_it_says_so_and_goes_on_the_next_time(
    alice: User, words: str, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    key_file.holds(key_file.new, key_file.old)
    with monkeypatch.context() as moment:
        moment.setattr(ProgressLine, "add", stop)
        for arguments, said in (("--dry-run",), "Nothing was changed"), ((), "stays moved"):
            with pytest.raises(CommandError, match=f"^Stopped. .*{said}") as stopped:
                rotate(*arguments)
            assert stopped.value.returncode == 130
    assert open_space(Browser(alice).request(), PASSPHRASE)
    assert Canary.objects.filter(key_id=1).exists(), "its key is still needed"
    assert "slots: 0 moved, 2 there already" in rotate()
    key_file.holds(key_file.new)
    assert open_with_words(Browser(alice).request(), words)


def test_what_somebody_saves_in_between_is_not_written_over(
    words: str, key_file: KeyFile, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(alice)
    key_file.holds(key_file.new, key_file.old)
    opened = server_key.open_from_server

    def meanwhile(purpose: Purpose, blob: bytes, place: bytes) -> bytes:
        plain = opened(purpose, blob, place)
        if purpose is Purpose.SESSION:
            monkeypatch.setattr(server_key, "open_from_server", opened)
            request = browser.request()
            request.session["typed"] = "meanwhile"
            request.session.save()
        return plain

    monkeypatch.setattr(server_key, "open_from_server", meanwhile)
    rotate()
    assert browser.request().session["typed"] == "meanwhile"
    blobs = StoredSession.objects.values_list("blob", flat=True)
    assert key_ids(blobs, Purpose.SESSION) == {2}


def test_a_slot_that_changed_under_the_old_key_in_between_is_moved_in_the_next_round(
    bob: User, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_space(bob, PASSPHRASE)
    swap = server_key._swap

    def meanwhile(table: server_key.Table, changes: Any) -> int:
        if table is server_key.SLOTS and changes:
            monkeypatch.setattr(server_key, "_swap", swap)
            slot = Slot.objects.get()
            place = server_key.SLOTS.place(slot.pk, slot.vault_id, slot.kind)
            inner = _inner(slot)
            assert inner is not None
            key_file.holds(key_file.old)
            Slot.objects.update(blob=seal_for_server(Purpose.SLOT, inner, place))
            key_file.holds(key_file.new, key_file.old)
        return swap(table, changes)

    key_file.holds(key_file.new, key_file.old)
    monkeypatch.setattr(server_key, "_swap", meanwhile)
    assert "slots: 1 moved, 0 there already" in rotate()
    assert key_ids(Slot.objects.values_list("blob", flat=True), Purpose.SLOT) == {2}


def test_a_slot_of_no_known_kind_is_counted_and_left_alone(words: str, key_file: KeyFile) -> None:
    Slot.objects.filter(kind=2).update(kind=7)
    key_file.holds(key_file.new, key_file.old)
    tally = server_key.reseal(server_key.SLOTS)
    assert (tally.moved, tally.unopenable) == (1, {1: 1})


def test_many_rows_go_in_batches(
    key_file: KeyFile, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(server_key, "BATCH", 3)
    for number in range(8):
        make_space(User.objects.create_user(f"person {number}", "unused"), PASSPHRASE)
    key_file.holds(key_file.new, key_file.old)
    told: list[int] = []
    assert server_key.reseal(server_key.SLOTS, tell=told.append).moved == 8
    assert told == [3, 3, 2]
    assert key_ids(Slot.objects.values_list("blob", flat=True), Purpose.SLOT) == {2}


def test_without_the_rotation_the_old_key_is_needed(
    alice: User, words: str, key_file: KeyFile
) -> None:
    """The control: it is the rotation that makes the difference."""
    key_file.holds(key_file.new)
    with pytest.raises(ImproperlyConfigured):
        check_canaries()
    with pytest.raises(KeyRefused):
        open_space(Browser(alice).request(), PASSPHRASE)
    assert Vault.objects.get().wrong_keys == 1


@pytest.mark.parametrize("blob", [b"", b"short", b"\x09" * 159])
def test_a_row_without_a_header_is_counted_and_left_alone(
    words: str, key_file: KeyFile, blob: bytes
) -> None:
    Slot.objects.filter(kind=2).update(blob=blob)
    key_file.holds(key_file.new, key_file.old)
    tally = server_key.reseal(server_key.SLOTS)
    assert (tally.moved, tally.unopenable) == (1, {0: 1})
    assert bytes(Slot.objects.get(kind=2).blob) == blob
    with pytest.raises(SealError):
        key_id_of(blob, purpose=Purpose.SLOT)
