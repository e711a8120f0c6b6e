"""The format is final: what was sealed once opens for ever, and for other programs too."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from skills_app.account.models import User
from skills_app.vault import records, slots, wordlists
from skills_app.vault.head import Head
from skills_app.vault.keyring import Keyring
from skills_app.vault.opening import make_space
from skills_app.vault.padding import padded_size, unpad
from skills_app.vault.sealing import Purpose, open_sealed, subkey
from skills_app.vault.server_keys import forget_keys, name_lookup, open_from_server
from skills_app.vault.sessions import session_digest
from skills_app.vault.unlocking import the_open_space
from tests.people import PASSPHRASE
from tests.vault import independent_reader
from tests.vault.browsers import Browser

VECTORS = Path(__file__).with_name("vectors")
V1: dict[str, Any] = json.loads((VECTORS / "v1.json").read_text())
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


def test_another_program_reads_everything_from_a_copy_the_passphrase_and_the_key(
    file_database: Path,
) -> None:
    rowan = User.objects.create_user("Rowan", "unused")
    request = Browser(rowan).request()
    make_space(rowan, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    first = space.create("entry", {"title": "Größe", "text": "one\ntwo " * 300})
    space.save(first.id, "entry", {"title": "Größe", "text": "changed"}, 1)
    space.create("keepsake", {"title": "plan"})
    gone = space.create("entry", {"title": "gone"})
    space.delete(gone.id, "entry")
    space.create("entry", {"title": "last"})
    assert independent_reader.read_everything(
        file_database,
        settings.SERVER_KEYS_FILE,
        "rowan",
        settings.NAMES_KEY_FILE.read_text(),
        f"  {PASSPHRASE}",
    ) == {
        "entry": [{"title": "Größe", "text": "changed"}, {"title": "last"}],
        "keepsake": [{"title": "plan"}],
    }
