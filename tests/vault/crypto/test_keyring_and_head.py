import hashlib
import hmac
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.vault.crypto.head import Head, record_mark
from skills_app.vault.crypto.keyring import ENTRY, Keyring
from skills_app.vault.crypto.sealing import Purpose, SealError, open_sealed, seal, subkey

VMK, OTHER_VMK = bytes(32), bytes(range(32))
VAULT, OTHER_VAULT = b"v" * 16, b"w" * 16
u64 = st.integers(0, 2**64 - 1)
heads = st.builds(
    Head,
    epoch=st.integers(0, 2**32 - 1),
    next_seq=u64,
    count=u64,
    sum=st.integers(0, 2**256 - 1),
)
marks = st.integers(0, 2**256 - 1)


def sealed_keyring(plain: bytes) -> bytes:
    return seal(
        subkey(VMK, "keyring"), purpose=Purpose.KEYRING, key_id=0, plain=plain, context=VAULT
    )


def test_a_keyring_opens_in_its_own_vault_only() -> None:
    keyring = Keyring.new().with_next_generation()
    blob = keyring.seal(vmk=VMK, vault=VAULT)
    assert Keyring.open(blob, vmk=VMK, vault=VAULT) == keyring
    for vmk, vault in ((OTHER_VMK, VAULT), (VMK, OTHER_VAULT)):
        with pytest.raises(SealError):
            Keyring.open(blob, vmk=vmk, vault=vault)


def test_a_new_generation_leaves_the_old_key_until_it_is_dropped() -> None:
    first = Keyring.new()
    second = first.with_next_generation()
    assert second.newest[0] == 2
    assert second.get(1) == first.newest[1]
    assert second.get(3) is None
    assert second.only(()).get(1) is None
    assert second.only(()).newest == second.newest


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"short",
        ENTRY.pack(1, VMK) + b"!",
        ENTRY.pack(2, VMK) + ENTRY.pack(1, VMK),
        ENTRY.pack(1, VMK) + ENTRY.pack(1, OTHER_VMK),
    ],
)
def test_a_keyring_that_makes_no_sense_is_refused(plain: bytes) -> None:
    with pytest.raises(SealError):
        Keyring.open(sealed_keyring(plain), vmk=VMK, vault=VAULT)


def test_a_keyring_never_shows_its_keys_when_printed() -> None:
    keyring = Keyring.new()
    assert keyring.newest[1].hex() not in repr(keyring)
    assert repr(keyring.newest[1]) not in repr(keyring)


@given(heads)
def test_a_head_opens_in_its_own_vault_only(head: Head) -> None:
    blob = head.seal(vmk=VMK, vault=VAULT)
    assert len(blob) == 86
    assert Head.open(blob, vmk=VMK, vault=VAULT) == head
    for vmk, vault in ((OTHER_VMK, VAULT), (VMK, OTHER_VAULT)):
        with pytest.raises(SealError):
            Head.open(blob, vmk=vmk, vault=vault)


def test_a_head_of_another_size_is_refused() -> None:
    blob = seal(subkey(VMK, "head"), purpose=Purpose.HEAD, key_id=0, plain=b"x", context=VAULT)
    with pytest.raises(SealError):
        Head.open(blob, vmk=VMK, vault=VAULT)


@given(st.lists(marks, max_size=8), st.randoms())
def test_adding_and_removing_in_any_order_comes_back_to_nothing(
    listed: list[int], random: object
) -> None:
    head = Head()
    for seq, mark in enumerate(listed, 1):
        head = head.with_added(mark, seq=seq)
    assert head.count == len(listed)
    assert head.next_seq == len(listed) + 1
    random.shuffle(listed)  # type: ignore[attr-defined]
    for mark in listed:
        head = head.with_removed(mark)
    assert (head.count, head.sum) == (0, 0)


@given(marks, marks)
def test_replacing_is_removing_and_adding(old: int, new: int) -> None:
    head = Head().with_added(old, seq=1)
    assert head.with_replaced(old, new).sum == new
    assert head.with_replaced(old, new).count == 1


def test_a_mark_depends_on_record_version_and_tag() -> None:
    key = bytes(32)
    base = {"record": b"r" * 16, "version": 1, "tag": b"t" * 16}
    changes = [{}, {"record": b"q" * 16}, {"version": 2}, {"tag": b"u" * 16}]
    assert len({record_mark(key, **(base | change)) for change in changes}) == 4  # type: ignore[arg-type]
    for version in (-1, 2**64):
        with pytest.raises(SealError):
            record_mark(key, record=b"r" * 16, version=version, tag=b"t" * 16)


def test_a_mark_is_made_of_record_version_and_tag_in_this_very_way() -> None:
    key, record, tag = bytes(range(32)), b"r" * 16, b"t" * 16
    for version in (0, 258):
        message = record + struct.pack(">Q", version) + tag
        expected = int.from_bytes(hmac.digest(key, message, hashlib.sha256), "big")
        assert record_mark(key, record=record, version=version, tag=tag) == expected


def test_taking_a_record_out_counts_one_less() -> None:
    head = Head(epoch=1, next_seq=9, count=5, sum=7)
    assert head.with_removed(3) == Head(epoch=1, next_seq=9, count=4, sum=4)
    assert Head(epoch=1, next_seq=9, count=0, sum=0).with_removed(0).count == 0


def test_what_was_sealed_under_another_key_number_is_refused() -> None:
    ring = seal(
        subkey(VMK, "keyring"),
        purpose=Purpose.KEYRING,
        key_id=1,
        plain=ENTRY.pack(1, VMK),
        context=VAULT,
    )
    with pytest.raises(SealError):
        Keyring.open(ring, vmk=VMK, vault=VAULT)
    first = Head(epoch=1, next_seq=1, count=0, sum=0).seal(vmk=VMK, vault=VAULT)
    plain = open_sealed(subkey(VMK, "head"), first, purpose=Purpose.HEAD, key_id=0, context=VAULT)
    head = seal(subkey(VMK, "head"), purpose=Purpose.HEAD, key_id=1, plain=plain, context=VAULT)
    with pytest.raises(SealError):
        Head.open(head, vmk=VMK, vault=VAULT)


def test_a_head_counted_anew_or_moved_on_keeps_the_rest() -> None:
    head = Head(epoch=1, next_seq=9, count=5, sum=7)
    assert head.with_all(count=2, total=11) == Head(epoch=1, next_seq=9, count=2, sum=11)
    assert head.at_epoch(4) == Head(epoch=4, next_seq=9, count=5, sum=7)


def test_a_keyring_keeps_the_asked_generations_and_always_the_newest() -> None:
    ring = Keyring(((1, b"a" * 32), (2, b"b" * 32), (3, b"c" * 32)))
    assert ring.only({1}) == Keyring(((1, b"a" * 32), (3, b"c" * 32)))
    assert ring.only(()).keys == (ring.newest,)


def test_beside_another_keyring_each_generation_is_known_once_and_in_order() -> None:
    ours = Keyring(((1, b"a" * 32), (3, b"c" * 32)))
    theirs = Keyring(((1, b"x" * 32), (2, b"b" * 32)))
    assert ours.beside(None) is ours
    assert ours.beside(theirs) == Keyring(((1, b"a" * 32), (2, b"b" * 32), (3, b"c" * 32)))
