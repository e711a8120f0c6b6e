"""The format is final: what was sealed once opens for ever, and for other programs too."""

import base64
import datetime as dt
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django import Settings

from skills_app.account.models import User
from skills_app.vault.crypto import records, slots, wordlists
from skills_app.vault.crypto.about import About
from skills_app.vault.crypto.head import Head
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.crypto.padding import padded_size, unpad
from skills_app.vault.crypto.sealing import Purpose, open_sealed, subkey
from skills_app.vault.models import Record
from skills_app.vault.rekeying.data_key import renew_data_key
from skills_app.vault.rekeying.server_key import SLOTS, reseal
from skills_app.vault.server_keys.keys import (
    name_lookup,
    open_from_server,
    parse_server_keys,
)
from skills_app.vault.unlocking.opening import make_space, renew
from skills_app.vault.unlocking.sessions import session_digest
from skills_app.vault.unlocking.unlocks import the_open_space
from tests.people import PASSPHRASE
from tests.server_keys import forget_keys
from tests.vault import independent_reader
from tests.vault.browsers import Browser

VECTORS = Path(__file__).with_name("vectors")
V1: dict[str, Any] = json.loads((VECTORS / "v1.json").read_text())
ABOUT: dict[str, Any] = json.loads((VECTORS / "v1_note.json").read_text())
NEW_PASSPHRASE = "a kite over the slow river"
VMK, VAULT, USER = (bytes.fromhex(V1[name]) for name in ("vmk", "vault", "user"))
SERVER_KEY = bytes.fromhex(V1["server_key"])


@pytest.fixture(autouse=True)
def _keys_of_the_vectors(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    if "file_database" not in request.fixturenames:
        monkeypatch.setenv("STEADY_SERVER_KEYS", V1["server_keys"])
        monkeypatch.setenv("STEADY_NAMES_KEY", V1["names_key"])
        forget_keys()
    yield
    monkeypatch.undo()
    forget_keys()


def blob(name: str, field: str = "blob") -> bytes:
    return bytes.fromhex(V1[name][field])


@pytest.mark.parametrize("case", V1["slots"], ids=lambda case: case["about"])
def test_a_slot_opens(case: dict[str, Any]) -> None:
    secret = (
        slots.passphrase_secret(case["secret"])
        if case["kind"] == 1
        else wordlists.entropy_from_words(case["secret"])
    )
    slot, outer = bytes.fromhex(case["slot"]), bytes.fromhex(case["blob"])
    assert len(outer) == 159
    inner = open_from_server(
        Purpose.SLOT, outer, slots.slot_context(VAULT, slot, slots.SlotKind(case["kind"]))
    )
    assert slots.open_inner(secret, inner, vault=VAULT, slot=slot) == VMK
    assert (
        independent_reader.master_key(
            secret,
            outer,
            server_keys={V1["server_key_id"]: SERVER_KEY},
            vault=VAULT,
            slot=slot,
            kind=case["kind"],
        )
        == VMK
    )


def test_the_keyring_opens() -> None:
    keys = {int(generation): bytes.fromhex(key) for generation, key in V1["data_keys"].items()}
    assert dict(Keyring.open(blob("keyring"), vmk=VMK, vault=VAULT).keys) == keys
    assert independent_reader.data_keys(VMK, blob("keyring"), VAULT) == keys


def test_the_head_opens() -> None:
    head = Head.open(blob("head"), vmk=VMK, vault=VAULT)
    assert (head.epoch, head.next_seq, head.count) == (3, 41, 2)
    assert head.sum.to_bytes(32, "big").hex() == V1["head"]["sum"]
    assert independent_reader.head(VMK, blob("head"), VAULT) == (3, 41, 2, blob("head", "sum"))


@pytest.mark.parametrize("case", V1["records"], ids=lambda case: case["about"])
def test_a_record_opens(case: dict[str, Any]) -> None:
    row, shelf = bytes.fromhex(case["record"]), bytes.fromhex(case["shelf"])
    sealed = bytes.fromhex(case["blob"])
    key = bytes.fromhex(V1["data_keys"][str(case["generation"])])
    place = records.context(vault=VAULT, record=row, shelf=shelf, version=case["version"])
    plain = records.open_record(key, sealed, generation=case["generation"], place=place)
    assert records.decode(plain) == case["document"]
    assert records.shelf_of(VMK, case["kind"]) == shelf
    assert (
        independent_reader.record(
            {case["generation"]: key},
            sealed,
            vault=VAULT,
            row=row,
            shelf=shelf,
            version=case["version"],
        )
        == case["document"]
    )


def test_the_unlock_row_opens() -> None:
    case = V1["unlock"]
    token = bytes.fromhex(case["token"])
    assert subkey(token, "unlock-id").hex() == case["lookup"]
    context = (
        VAULT + USER + case["epoch"].to_bytes(4, "big") + session_digest(case["session_key"])[:16]
    )
    key = subkey(token, "unlock-key", salt=subkey(SERVER_KEY, "unlock"))
    assert open_sealed(key, blob("unlock"), purpose=Purpose.UNLOCK, context=context) == VMK


def test_the_session_opens() -> None:
    case = V1["session"]
    lookup = session_digest(case["session_key"])
    assert lookup.hex() == case["lookup"]
    plain = unpad(open_from_server(Purpose.SESSION, blob("session"), lookup))
    assert json.loads(plain) == case["data"]


def test_the_profile_and_canary_open() -> None:
    assert open_from_server(Purpose.PROFILE, blob("profile"), USER).hex() == V1["profile"]["plain"]
    assert open_from_server(Purpose.CANARY, blob("canary"), b"").hex() == V1["canary"]["plain"]


@pytest.mark.parametrize(("spelling", "normalised"), V1["passphrases"])
def test_a_passphrase_is_normalised_as_it_always_was(spelling: str, normalised: str) -> None:
    assert slots.normalise(spelling) == normalised


@pytest.mark.parametrize(("words", "entropy", "sign_in"), V1["words"])
def test_recovery_words_spell_what_they_always_did(words: str, entropy: str, sign_in: str) -> None:
    assert wordlists.entropy_from_words(words).hex() == entropy
    assert slots.sign_in_hash(bytes.fromhex(entropy)).hex() == sign_in
    assert independent_reader.sign_in_hash(bytes.fromhex(entropy)).hex() == sign_in


@pytest.mark.parametrize(("name", "stored"), V1["names"])
def test_a_name_is_looked_up_as_it_always_was(name: str, stored: str) -> None:
    assert name_lookup(name) == stored


@pytest.mark.parametrize(("length", "size"), V1["padded_sizes"])
def test_padding_has_the_sizes_it_always_had(length: int, size: int) -> None:
    assert padded_size(length) == size


def test_the_note_opens() -> None:
    case = ABOUT["note"]
    sealed = bytes.fromhex(case["blob"])
    about = About.open(sealed, vmk=VMK, vault=VAULT)
    assert about.kinds == set(case["plain"]["kinds"])
    assert about.lost == set(case["plain"]["lost"])
    assert about.damage_read == case["plain"]["damage_read"]
    assert about.opened == dt.datetime.fromisoformat(case["plain"]["opened"])
    assert about.before == dt.datetime.fromisoformat(case["plain"]["before"])
    assert independent_reader.note(VMK, sealed, VAULT) == case["plain"]


def test_another_program_reads_a_key_file_with_remarks_and_gaps() -> None:
    one, two = (base64.urlsafe_b64encode(bytes(range(n, n + 32))).decode() for n in (0, 64))
    text = f"# newest: 9:first\n\n  9: {one}  \n\t# 8:older\n8:{two.rstrip('=')}\n#\n"
    ours = parse_server_keys(text.splitlines(), where="here")
    assert independent_reader.read_key_file(text) == dict(ours.keys)
    assert ours.ids == (9, 8)


def read_as_another_program(database: Path, passphrase: str) -> dict[str, list[dict[str, Any]]]:
    return independent_reader.read_everything(
        database,
        settings.SERVER_KEYS_FILE,
        "rowan",
        settings.NAMES_KEY_FILE.read_text(),
        passphrase,
    )


def test_another_program_reads_everything_from_a_copy_the_passphrase_and_the_key(
    file_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was made, with a data key half renewed and renewed, and with new keys for all."""
    rowan = User.objects.create_user("Rowan", "unused")
    browser = Browser(rowan)
    request = browser.request()
    make_space(rowan, PASSPHRASE, request=request)
    browser.take(request)
    space = the_open_space(request)
    assert space is not None
    first = space.create("entry", {"title": "Größe", "text": "one\ntwo " * 300})
    space.save(first.id, "entry", {"title": "Größe", "text": "changed"}, 1)
    space.create("keepsake", {"title": "plan"})
    gone = space.create("entry", {"title": "gone"})
    space.delete(gone.id, "entry")
    space.create("entry", {"title": "last"})
    everything = {
        "entry": [{"title": "Größe", "text": "changed"}, {"title": "last"}],
        "keepsake": [{"title": "plan"}],
    }
    assert read_as_another_program(file_database, f"  {PASSPHRASE}") == everything

    monkeypatch.setattr("skills_app.vault.store.rows.BATCH", 2)
    assert not renew_data_key(space, most=1).ended
    assert set(Record.objects.values_list("generation", flat=True)) == {1, 2}
    assert read_as_another_program(file_database, PASSPHRASE) == everything
    assert renew_data_key(space).ended
    assert read_as_another_program(file_database, PASSPHRASE) == everything

    renew(browser.request(), PASSPHRASE, NEW_PASSPHRASE)
    assert read_as_another_program(file_database, NEW_PASSPHRASE) == everything
    with pytest.raises(AssertionError):
        read_as_another_program(file_database, PASSPHRASE)


def test_another_program_reads_everything_under_a_new_server_key(
    file_database: Path, tmp_path: Path, settings: Settings
) -> None:
    rowan = User.objects.create_user("Rowan", "unused")
    request = Browser(rowan).request()
    make_space(rowan, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    space.create("entry", {"title": "kept"})
    old = settings.SERVER_KEYS_FILE.read_text()
    settings.SERVER_KEYS_FILE = tmp_path / "keys of a later year"
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    settings.SERVER_KEYS_FILE.write_text(f"# made in spring\n7:{key}\n\n# until then:\n  {old}")
    settings.SERVER_KEYS_FILE.chmod(0o600)
    forget_keys()
    reseal(SLOTS)
    settings.SERVER_KEYS_FILE.write_text(f"# the only one now\n7:{key}\n")
    assert read_as_another_program(file_database, PASSPHRASE) == {"entry": [{"title": "kept"}]}
