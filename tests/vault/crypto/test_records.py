import hashlib
import hmac
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import example, given
from hypothesis import strategies as st

from skills_app.vault.crypto import records
from skills_app.vault.crypto.sealing import SealError

KEY = bytes(range(32))
PLACE = {"vault": b"v" * 16, "record": b"r" * 16, "shelf": b"s" * 8, "version": 1}
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
documents = st.dictionaries(st.text(max_size=8), values, max_size=5)
any_text = st.text(st.characters(exclude_categories=()), max_size=30)


def place(**change: object) -> bytes:
    return records.context(**(PLACE | change))  # type: ignore[arg-type]


def sealed(plain: bytes = b'{"text":"words"}') -> bytes:
    return records.seal_record(KEY, generation=4, plain=plain, place=place())


def does_not_open(blob: bytes, key: bytes = KEY, generation: int = 4, **change: object) -> None:
    with pytest.raises(SealError):
        records.open_record(key, blob, generation=generation, place=place(**change))


@given(documents)
def test_a_document_comes_back_as_it_was(document: records.Document) -> None:
    blob = sealed(records.encode(document))
    plain = records.open_record(KEY, blob, generation=4, place=place())
    assert records.decode(plain) == document


@given(any_text)
@example("\ud800 half a pair")
@example("\x00\x1b\u202e\u2066")
def test_no_text_at_all_is_lost(text: str) -> None:
    assert records.decode(records.encode({"text": text})) == {"text": text}


def test_letters_are_kept_as_they_are_for_searching() -> None:
    assert "größer".encode() in records.encode({"text": "größer"})


def test_a_swap_across_vault_record_shelf_version_generation_or_key_is_refused() -> None:
    blob = sealed()
    does_not_open(blob, vault=b"w" * 16)
    does_not_open(blob, record=b"q" * 16)
    does_not_open(blob, shelf=b"t" * 8)
    does_not_open(blob, version=2)
    does_not_open(blob, generation=5)
    does_not_open(blob, key=bytes(32))


def test_every_flipped_bit_truncation_and_addition_is_refused() -> None:
    blob = sealed()
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << bit % 8
        does_not_open(bytes(changed))
    for length in range(len(blob)):
        does_not_open(blob[:length])
    does_not_open(blob + b"\0")


@pytest.mark.parametrize("change", [{"version": -1}, {"version": 2**64}, {"shelf": b"s" * 7}])
def test_a_place_no_record_could_have_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(SealError):
        place(**change)


def test_a_document_at_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    frame = len(records.encode({"text": ""}))
    most = {"text": "a" * (records.MOST_BYTES - frame)}
    assert len(records.encode(most)) == 1_000_000
    with pytest.raises(records.TooLarge) as refused:
        records.encode({"text": most["text"] + "a"})
    assert refused.value.limit == 1_000_000
    assert refused.value.size == 1_000_001


@pytest.mark.parametrize("document", [["list"], "text", None])
def test_only_an_object_is_a_document(document: object) -> None:
    with pytest.raises(TypeError):
        records.encode(document)  # type: ignore[arg-type]


@pytest.mark.parametrize("plain", [b"", b"[1]", b"nonsense", b"\xff\xfe", b'{"a":'])
def test_bytes_that_are_not_an_object_are_refused(plain: bytes) -> None:
    with pytest.raises(SealError):
        records.decode(plain)


def test_a_shelf_does_not_say_its_kind_and_differs_between_vaults() -> None:
    shelf = records.shelf_of(bytes(32), "entry")
    assert len(shelf) == 8
    assert shelf == records.shelf_of(bytes(32), "entry")
    assert len({shelf, records.shelf_of(bytes(32), "plan"), records.shelf_of(KEY, "entry")}) == 3


@given(st.integers(0, 1000))
def test_short_entries_all_have_one_size(length: int) -> None:
    plain = records.encode({"t": "a" * length})
    assert len(sealed(plain)) == 1024 + 34


def hkdf(key: bytes, name: str) -> bytes:
    """Written down once more, so that the names of the subkeys stay what they are."""
    info = b"vault/v1/" + name.encode("ascii")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def test_a_shelf_is_made_of_the_master_key_and_the_kind_in_this_very_way() -> None:
    vmk = bytes(range(32))
    expected = hmac.digest(hkdf(vmk, "shelf"), b"entry", hashlib.sha256)[:8]
    assert records.shelf_of(vmk, "entry") == expected


def test_documents_are_spelled_in_one_way() -> None:
    assert records.encode({"a": [1, 2], "ü": "ß"}) == '{"a":[1,2],"ü":"ß"}'.encode()
    assert records.encode({"a": [1, 2], "half": "\ud800"}) == b'{"a":[1,2],"half":"\\ud800"}'


@pytest.mark.parametrize("document", [{"n": float("nan")}, {"n": float("inf"), "half": "\ud800"}])
def test_what_json_has_no_word_for_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        records.encode(document)


def test_the_first_version_is_nought_and_its_place_is_written_big_end_first() -> None:
    place = records.context(vault=b"v" * 16, record=b"r" * 16, shelf=b"s" * 8, version=0)
    assert place == b"v" * 16 + b"r" * 16 + b"s" * 8 + bytes(8)
    later = records.context(vault=b"v" * 16, record=b"r" * 16, shelf=b"s" * 8, version=258)
    assert later[-8:] == bytes([0, 0, 0, 0, 0, 0, 1, 2])
