import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.vault.crypto.sealing import (
    CONTEXT_SIZES,
    HEADER,
    OVERHEAD,
    Opener,
    Purpose,
    SealError,
    key_id_of,
    open_sealed,
    seal,
    subkey,
)

KEY = bytes(range(32))
purposes = st.sampled_from(Purpose)
texts = st.binary(max_size=300)
key_ids = st.integers(0, 2**32 - 1)


def place(purpose: Purpose, fill: int = 7) -> bytes:
    return bytes([fill]) * CONTEXT_SIZES[purpose]


def sealed(purpose: Purpose = Purpose.HEAD, plain: bytes = b"words", key_id: int = 3) -> bytes:
    return seal(KEY, purpose=purpose, key_id=key_id, plain=plain, context=place(purpose))


def does_not_open(blob: bytes, **change: object) -> None:
    given_: dict[str, object] = {
        "key": KEY,
        "purpose": Purpose.HEAD,
        "key_id": 3,
        "context": place(Purpose.HEAD),
    } | change
    key = given_.pop("key")
    with pytest.raises(SealError):
        open_sealed(key, blob, **given_)  # type: ignore[arg-type]


@given(purposes, texts, key_ids)
def test_what_is_sealed_opens_and_is_34_bytes_longer(
    purpose: Purpose, plain: bytes, key_id: int
) -> None:
    blob = sealed(purpose, plain, key_id)
    assert len(blob) == len(plain) + OVERHEAD == len(plain) + 34
    assert key_id_of(blob, purpose=purpose) == key_id
    assert open_sealed(KEY, blob, purpose=purpose, context=place(purpose)) == plain


def test_every_flipped_bit_is_refused() -> None:
    blob = sealed()
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << bit % 8
        does_not_open(bytes(changed))
        does_not_open(bytes(changed), key_id=None)


def test_every_truncation_is_refused() -> None:
    blob = sealed()
    for length in range(len(blob)):
        does_not_open(blob[:length])
        does_not_open(blob[length + 1 :])


@given(st.binary(min_size=1, max_size=40))
def test_every_addition_is_refused(more: bytes) -> None:
    does_not_open(sealed() + more)
    does_not_open(more + sealed())


@given(purposes, purposes)
def test_a_blob_opens_for_its_own_purpose_only(one: Purpose, other: Purpose) -> None:
    blob = sealed(one)
    if one is other:
        assert open_sealed(KEY, blob, purpose=other, context=place(other)) == b"words"
    else:
        does_not_open(blob, purpose=other, context=place(other), key_id=None)


def test_a_header_rewritten_for_another_purpose_is_refused() -> None:
    blob = sealed(Purpose.HEAD)
    swapped = HEADER.pack(1, Purpose.KEYRING, 3) + blob[HEADER.size :]
    does_not_open(swapped, purpose=Purpose.KEYRING)


def test_another_key_key_id_or_place_is_refused() -> None:
    does_not_open(sealed(), key=os.urandom(32))
    does_not_open(sealed(), key_id=4)
    does_not_open(sealed(), context=place(Purpose.HEAD, fill=8))


def test_an_unknown_suite_is_refused() -> None:
    does_not_open(b"\x02" + sealed()[1:])


@pytest.mark.parametrize("purpose", Purpose)
def test_a_context_of_another_width_is_the_callers_mistake(purpose: Purpose) -> None:
    with pytest.raises(ValueError, match="context"):
        seal(KEY, purpose=purpose, key_id=1, plain=b"", context=place(purpose) + b"!")
    with pytest.raises(ValueError, match="context"):
        open_sealed(KEY, sealed(purpose), purpose=purpose, context=place(purpose) + b"!")


def test_the_mistake_is_named_also_where_many_are_opened_one_after_another() -> None:
    opener = Opener(KEY, purpose=Purpose.HEAD, key_id=3)

    with pytest.raises(ValueError, match="context of HEAD has 16 bytes, not 3"):
        opener.open(sealed(), b"abc")


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_only_a_32_byte_key_seals(size: int) -> None:
    with pytest.raises(ValueError, match="key"):
        seal(bytes(size), purpose=Purpose.HEAD, key_id=1, plain=b"", context=place(Purpose.HEAD))


def test_200_000_nonces_are_all_different() -> None:
    nonces = {
        seal(KEY, purpose=Purpose.CANARY, key_id=1, plain=b"", context=b"")[6:18]
        for _ in range(200_000)
    }
    assert len(nonces) == 200_000


def test_subkeys_differ_by_key_name_and_salt() -> None:
    keys = {
        subkey(KEY, "one"),
        subkey(KEY, "two"),
        subkey(KEY, "one", salt=b"salt"),
        subkey(bytes(32), "one"),
    }
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)
