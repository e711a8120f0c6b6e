"""Each sealed thing the program keeps: no flipped bit, cut or addition opens, and no swap does."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.vault.crypto import records, slots
from skills_app.vault.crypto.about import About
from skills_app.vault.crypto.head import Head
from skills_app.vault.crypto.keyring import Keyring
from skills_app.vault.crypto.padding import pad, unpad
from skills_app.vault.crypto.sealing import CONTEXT_SIZES, Purpose, SealError, open_sealed, seal
from skills_app.vault.server_keys.keys import open_from_server, seal_for_server

VMK, KEY, TOKEN_KEY = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))
VAULT, SLOT, RECORD, USER, OTHER = (bytes([n]) * 16 for n in range(1, 6))
SHELF, LOOKUP = b"s" * 8, b"l" * 32
TEXT = b'{"text":"words"}'
UNLOCK_PLACE = VAULT + USER + bytes(4) + b"session digest 1"
Opens = Callable[[bytes], object]


@dataclass(frozen=True)
class Sealed:
    """A blob as the program makes it, how it is opened, and how it would be elsewhere."""

    blob: bytes
    opens: Opens
    elsewhere: Mapping[str, Opens]


def record_at(**change: object) -> Opens:
    given_ = {"vault": VAULT, "record": RECORD, "shelf": SHELF, "version": 7} | change
    key, generation = given_.pop("key", KEY), given_.pop("generation", 3)
    place = records.context(**given_)  # type: ignore[arg-type]
    return lambda blob: records.open_record(key, blob, generation=generation, place=place)  # type: ignore[arg-type]


def from_server(purpose: Purpose, place: bytes) -> Opens:
    return lambda blob: open_from_server(purpose, blob, place)


def unlock_at(place: bytes, key: bytes = TOKEN_KEY) -> Opens:
    return lambda blob: open_sealed(key, blob, purpose=Purpose.UNLOCK, context=place)


def all_sealed() -> dict[str, Sealed]:
    slot_place = slots.slot_context(VAULT, SLOT, slots.SlotKind.PASSPHRASE)
    kinds: dict[str, type[Keyring | Head | About]] = {
        "keyring": Keyring,
        "head": Head,
        "note": About,
    }
    made: dict[str, Keyring | Head | About] = {
        "keyring": Keyring.new().with_next_generation(),
        "head": Head(count=3),
        "note": About(),
    }

    def of_vault(name: str, vmk: bytes = VMK, vault: bytes = VAULT) -> Opens:
        return lambda blob: kinds[name].open(blob, vmk=vmk, vault=vault)

    found = {
        name: Sealed(
            each.seal(vmk=VMK, vault=VAULT),
            of_vault(name),
            {
                "another vault": of_vault(name, vault=OTHER),
                "another master key": of_vault(name, vmk=KEY),
            },
        )
        for name, each in made.items()
    }
    place = records.context(vault=VAULT, record=RECORD, shelf=SHELF, version=7)
    found["record"] = Sealed(
        records.seal_record(KEY, generation=3, plain=TEXT, place=place),
        record_at(),
        {
            "another vault": record_at(vault=OTHER),
            "another record": record_at(record=OTHER),
            "another shelf": record_at(shelf=b"t" * 8),
            "an earlier version": record_at(version=6),
            "a later version": record_at(version=8),
            "an older generation": record_at(generation=2),
            "a newer generation": record_at(generation=4),
            "another data key": record_at(key=VMK),
        },
    )
    found["slot"] = Sealed(
        seal_for_server(Purpose.SLOT, bytes(125), slot_place),
        from_server(Purpose.SLOT, slot_place),
        {
            "another vault": from_server(Purpose.SLOT, OTHER + slot_place[16:]),
            "another slot": from_server(Purpose.SLOT, VAULT + OTHER + slot_place[32:]),
            "another kind": from_server(Purpose.SLOT, slot_place[:32] + b"\x02"),
        },
    )
    found["unlock row"] = Sealed(
        seal(TOKEN_KEY, purpose=Purpose.UNLOCK, key_id=1, plain=VMK, context=UNLOCK_PLACE),
        unlock_at(UNLOCK_PLACE),
        {
            "another vault": unlock_at(OTHER + UNLOCK_PLACE[16:]),
            "another person": unlock_at(VAULT + OTHER + UNLOCK_PLACE[32:]),
            "a later epoch": unlock_at(UNLOCK_PLACE[:35] + b"\x01" + UNLOCK_PLACE[36:]),
            "another session": unlock_at(UNLOCK_PLACE[:36] + b"session digest 2"),
            "another token": unlock_at(UNLOCK_PLACE, KEY),
        },
    )
    found["session"] = Sealed(
        seal_for_server(Purpose.SESSION, pad(json.dumps({"a": 1}).encode()), LOOKUP),
        lambda blob: unpad(open_from_server(Purpose.SESSION, blob, LOOKUP)),
        {"another session": from_server(Purpose.SESSION, b"m" * 32)},
    )
    found["profile"] = Sealed(
        seal_for_server(Purpose.PROFILE, pad(b"{}"), USER),
        lambda blob: unpad(open_from_server(Purpose.PROFILE, blob, USER)),
        {"another person": from_server(Purpose.PROFILE, OTHER)},
    )
    found["canary"] = Sealed(
        seal_for_server(Purpose.CANARY, b"words", b""), from_server(Purpose.CANARY, b""), {}
    )
    return found


@pytest.fixture(scope="module")
def all_of_them() -> dict[str, Sealed]:
    return all_sealed()


NAMES = ["note", "keyring", "head", "record", "slot", "unlock row", "session", "profile", "canary"]


EACH = pytest.mark.parametrize("name", NAMES)


def refused(opens: Opens, blob: bytes) -> bool:
    try:
        opens(blob)
    except SealError:
        return True
    return False


def flips(blob: bytes) -> Iterator[bytes]:
    whole = int.from_bytes(blob, "big")
    for bit in range(len(blob) * 8):
        yield (whole ^ (1 << bit)).to_bytes(len(blob), "big")


def test_every_purpose_but_the_inner_slot_is_tried_here(all_of_them: dict[str, Sealed]) -> None:
    tried = {Purpose(each.blob[1]) for each in all_of_them.values()}
    assert tried == set(Purpose) - {Purpose.VMK}
    assert set(NAMES) == set(all_of_them)


@EACH
def test_it_opens_where_it_belongs(all_of_them: dict[str, Sealed], name: str) -> None:
    each = all_of_them[name]
    assert not refused(each.opens, each.blob)


@EACH
def test_no_flipped_bit_opens(all_of_them: dict[str, Sealed], name: str) -> None:
    each = all_of_them[name]
    assert all(refused(each.opens, changed) for changed in flips(each.blob))


@EACH
def test_no_cut_at_either_end_opens(all_of_them: dict[str, Sealed], name: str) -> None:
    each = all_of_them[name]
    for length in range(len(each.blob)):
        assert refused(each.opens, each.blob[:length])
        assert refused(each.opens, each.blob[length + 1 :])


@EACH
@given(more=st.binary(min_size=1, max_size=64))
def test_no_addition_at_either_end_opens(
    all_of_them: dict[str, Sealed], name: str, more: bytes
) -> None:
    each = all_of_them[name]
    assert refused(each.opens, each.blob + more)
    assert refused(each.opens, more + each.blob)
    half = len(each.blob) // 2
    assert refused(each.opens, each.blob[:half] + more + each.blob[half:])


@EACH
def test_it_opens_in_no_other_place_and_by_no_other_key(
    all_of_them: dict[str, Sealed], name: str
) -> None:
    each = all_of_them[name]
    for place, opens in each.elsewhere.items():
        assert refused(opens, each.blob), place


@EACH
def test_it_opens_as_nothing_else(all_of_them: dict[str, Sealed], name: str) -> None:
    blob = all_of_them[name].blob
    for other, each in all_of_them.items():
        assert refused(each.opens, blob) is (other != name)
        as_other = blob[:1] + each.blob[1:6] + blob[6:]  # with the other one's header
        assert refused(each.opens, as_other) is (other != name)


@pytest.mark.parametrize("purpose", Purpose)
def test_no_blob_opens_for_another_purpose_even_under_the_same_key(purpose: Purpose) -> None:
    place = bytes(CONTEXT_SIZES[purpose])
    blob = seal(KEY, purpose=purpose, key_id=1, plain=b"words", context=place)
    for other in set(Purpose) - {purpose}:
        there = bytes(CONTEXT_SIZES[other])

        def as_other(changed: bytes, other: Purpose = other, there: bytes = there) -> object:
            return open_sealed(KEY, changed, purpose=other, context=there)

        assert refused(as_other, blob)
        assert refused(as_other, blob[:1] + bytes([other]) + blob[2:])


def test_every_flipped_bit_cut_and_addition_of_an_inner_slot_is_refused() -> None:
    """Each costs a derivation, so the least cost is the one that is tried."""
    secret = b"amber lantern under the quiet bridge"
    inner = slots.make_inner(secret, VMK, vault=VAULT, slot=SLOT)

    def opens(changed: bytes) -> bytes:
        return slots.open_inner(secret, changed, vault=VAULT, slot=SLOT)

    assert opens(inner) == VMK
    assert all(refused(opens, changed) for changed in flips(inner))
    assert all(refused(opens, inner[:length]) for length in range(len(inner)))
    assert all(refused(opens, inner + bytes(more)) for more in range(1, 100))
