import hashlib
import os
import struct
import time
from unittest.mock import patch

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skills_app.vault.crypto import slots
from skills_app.vault.crypto.sealing import Purpose, SealError, seal
from skills_app.vault.crypto.slots import Cost

VAULT, SLOT, VMK = b"v" * 16, b"s" * 16, bytes(range(32))
SECRET = slots.passphrase_secret("amber lantern under the quiet bridge")


@pytest.fixture(scope="module")
def inner() -> bytes:
    with patch.object(slots, "COST", slots.LEAST_COST):
        return slots.make_inner(SECRET, VMK, vault=VAULT, slot=SLOT)


def open_it(
    inner: bytes, secret: bytes = SECRET, vault: bytes = VAULT, slot: bytes = SLOT
) -> bytes:
    return slots.open_inner(secret, inner, vault=vault, slot=slot)


def test_a_slot_has_125_bytes_and_opens_with_its_secret(inner: bytes) -> None:
    assert len(inner) == 125 == slots.INNER_SIZE
    assert open_it(inner) == VMK


def test_another_secret_vault_or_slot_is_refused(inner: bytes) -> None:
    for change in ({"secret": b"another"}, {"vault": b"w" * 16}, {"slot": b"t" * 16}):
        with pytest.raises(SealError):
            open_it(inner, **change)


def test_a_flip_of_any_byte_of_a_slot_is_refused(inner: bytes) -> None:
    for place in range(len(inner)):
        changed = bytearray(inner)
        changed[place] ^= 1 << place % 8
        with pytest.raises(SealError):
            open_it(bytes(changed))


@given(st.integers(0, 124))
def test_a_shortened_or_lengthened_slot_is_refused(cut: int) -> None:
    with pytest.raises(SealError):
        slots.read_parameters(bytes(cut))
    with pytest.raises(SealError):
        slots.read_parameters(bytes(126 + cut))


@pytest.mark.parametrize(
    "cost", [Cost(8 * 1024, 2), Cost(16 * 1024, 1), Cost(8 * 1024 + 8, 1), Cost(9 * 1024, 3)]
)
def test_stored_parameters_moved_up_or_down_are_refused(inner: bytes, cost: Cost) -> None:
    changed = bytearray(inner)
    struct.pack_into(">II", changed, 2, cost.memory_kib, cost.passes)
    with pytest.raises(SealError):
        open_it(bytes(changed))


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (8 * 1024 - 1, 1, 1),
        (256 * 1024 + 1, 1, 1),
        (2**32 - 1, 1, 1),
        (0, 1, 1),
        (8 * 1024, 0, 1),
        (8 * 1024, 11, 1),
        (8 * 1024, 2**32 - 1, 1),
        (8 * 1024, 1, 0),
        (8 * 1024, 1, 2),
        (8 * 1024, 1, 255),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_any_derivation(
    inner: bytes, memory_kib: int, passes: int, lanes: int
) -> None:
    changed = bytearray(inner)
    struct.pack_into(">IIB", changed, 2, memory_kib, passes, lanes)
    begun = time.perf_counter()
    with pytest.raises(SealError):
        open_it(bytes(changed))
    assert time.perf_counter() - begun < 0.05


def test_an_unbearable_cost_is_never_derived() -> None:
    with pytest.raises(SealError):
        slots.derive(SECRET, salt=bytes(16), cost=Cost(memory_kib=1024, passes=1))


def test_the_standard_cost_is_64_mib_three_passes() -> None:
    assert Cost() == Cost(memory_kib=65536, passes=3)


@pytest.mark.real_argon2
def test_a_slot_at_the_standard_cost_opens() -> None:
    inner = slots.make_inner(SECRET, VMK, vault=VAULT, slot=SLOT)
    assert slots.read_parameters(inner)[1] == Cost(memory_kib=65536, passes=3)
    assert open_it(inner) == VMK


def test_each_slot_has_its_own_salt() -> None:
    first, second = (slots.make_inner(SECRET, VMK, vault=VAULT, slot=SLOT) for _ in range(2))
    assert slots.read_parameters(first)[0] != slots.read_parameters(second)[0]


def test_the_commitment_tells_nothing_of_the_key() -> None:
    root = slots.derive(SECRET, salt=bytes(16), cost=slots.LEAST_COST)
    assert root.key != root.commit


@given(st.text(max_size=60))
@example("\ud800")
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = slots.normalise(text)
    assert slots.normalise(once) == once
    slots.passphrase_secret(text)


@pytest.mark.parametrize(
    "spelling",
    ["  blue   kite ", "blue\tkite\n", "blue\u00a0kite", "blue\u3000kite", "\uff42lue kite"],
)
def test_one_passphrase_has_one_spelling(spelling: str) -> None:
    assert slots.normalise(spelling) == "blue kite"


def test_capitals_and_accents_matter_but_their_encoding_does_not() -> None:
    assert slots.normalise("Kite") != slots.normalise("kite")
    assert slots.normalise("cafe\u0301") == slots.normalise("caf\u00e9")


def test_the_sign_in_hash_is_not_the_words_nor_their_key() -> None:
    entropy = os.urandom(16)
    kept = slots.sign_in_hash(entropy)
    assert len(kept) == 32
    assert entropy not in kept
    assert kept == slots.sign_in_hash(entropy) != slots.sign_in_hash(os.urandom(16))


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=600))
def test_any_secret_opens_its_own_slot(secret: bytes) -> None:
    with patch.object(slots, "COST", slots.LEAST_COST):
        inner = slots.make_inner(secret, VMK, vault=VAULT, slot=SLOT)
    assert open_it(inner, secret) == VMK


def parameters(*, version: int = slots.VERSION, kdf: int = 1, lanes: int = 1, **cost: int) -> bytes:
    """A slot of these parameters; what follows them is never looked at when they are refused."""
    chosen = {"memory_kib": 65536, "passes": 3} | cost
    packed = slots.PARAMETERS.pack(
        version, kdf, chosen["memory_kib"], chosen["passes"], lanes, bytes(16)
    )
    return packed + bytes(slots.INNER_SIZE - len(packed))


@pytest.mark.parametrize(
    "odd",
    [
        {"version": 2},
        {"kdf": 2},
        {"lanes": 2},
        {"memory_kib": slots.MOST_COST.memory_kib + 1},
        {"memory_kib": slots.LEAST_COST.memory_kib - 1},
        {"passes": slots.MOST_COST.passes + 1},
        {"passes": 0},
    ],
)
def test_each_odd_parameter_alone_is_refused_before_any_work(odd: dict[str, int]) -> None:
    with pytest.raises(SealError):
        slots.read_parameters(parameters(**odd))


def test_the_dearest_and_the_cheapest_cost_can_be_borne() -> None:
    assert slots.MOST_COST.is_bearable()
    assert slots.LEAST_COST.is_bearable()
    assert slots.read_parameters(parameters())[1] == Cost()


def test_a_master_key_sealed_under_another_key_number_is_refused(inner: bytes) -> None:
    salt, cost = slots.read_parameters(inner)
    root = slots.derive(SECRET, salt=salt, cost=cost)
    opening = inner[: slots.INNER_SIZE - 66]
    sealed = seal(
        root.key, purpose=Purpose.VMK, key_id=1, plain=VMK, context=VAULT + SLOT + opening
    )
    with pytest.raises(SealError):
        open_it(opening + sealed)


def test_the_hash_for_a_lost_sign_in_is_made_in_this_very_way() -> None:
    entropy = bytes(range(16))
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"vault/v1/sign-in")
    assert slots.sign_in_hash(entropy) == hashlib.sha256(hkdf.derive(entropy)).digest()


def test_hard_work_for_nothing_takes_any_secret() -> None:
    with patch.object(slots, "COST", slots.LEAST_COST), patch.object(slots, "derive") as derived:
        slots.derive_for_nothing(SECRET)
    assert derived.call_args.args == (SECRET,)
    assert derived.call_args.kwargs["cost"] == slots.LEAST_COST
    assert len(derived.call_args.kwargs["salt"]) == slots.SALT_SIZE
