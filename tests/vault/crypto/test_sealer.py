import uuid
from dataclasses import dataclass, replace

import pytest

from skills_app.vault.crypto import records
from skills_app.vault.crypto.head import record_mark
from skills_app.vault.crypto.keyring import NO_KEYS, Keyring
from skills_app.vault.crypto.sealer import RecordSealer
from skills_app.vault.crypto.sealing import Opener, SealError, subkey

VAULT = uuid.UUID(int=7)
VMK = bytes(range(32))
RECORD = uuid.UUID(int=9)
PLAIN = b'{"text":"words"}'
FIRST = Keyring(((1, b"1" * 32),))
BOTH = Keyring((*FIRST.keys, (2, b"2" * 32)))


@dataclass(frozen=True)
class Row:
    id: uuid.UUID
    shelf: bytes
    version: int
    generation: int
    blob: bytes


def sealed(sealer: RecordSealer, version: int = 3) -> Row:
    shelf = sealer.shelf("entry")
    blob, generation = sealer.seal(PLAIN, RECORD, shelf, version=version)
    return Row(RECORD, shelf, version, generation, blob)


def test_what_it_seals_it_opens_under_the_newest_key() -> None:
    row = sealed(RecordSealer(VAULT, VMK, BOTH))
    assert row.generation == 2
    assert RecordSealer(VAULT, VMK, BOTH).open(row) == PLAIN
    place = records.context(
        vault=VAULT.bytes, record=RECORD.bytes, shelf=records.shelf_of(VMK, "entry"), version=3
    )
    assert records.open_record(b"2" * 32, row.blob, generation=2, place=place) == PLAIN


@pytest.mark.parametrize(
    "change",
    [
        {"id": uuid.UUID(int=8)},
        {"shelf": b"anything"},
        {"shelf": b"too short"[:3]},
        {"version": 4},
        {"version": -1},
        {"generation": 1},
        {"generation": 3},
        {"blob": b""},
    ],
)
def test_a_row_that_an_intruder_changed_does_not_open(change: dict[str, object]) -> None:
    sealer = RecordSealer(VAULT, VMK, BOTH)
    row = sealed(sealer)
    with pytest.raises(SealError):
        sealer.open(replace(row, **change))  # type: ignore[arg-type]
    assert sealer.open(row) == PLAIN


def test_another_vault_opens_nothing_of_it_with_the_same_keys() -> None:
    row = sealed(RecordSealer(VAULT, VMK, BOTH))
    with pytest.raises(SealError):
        RecordSealer(uuid.UUID(int=8), VMK, BOTH).open(row)


def test_a_mark_and_a_shelf_go_by_the_master_key() -> None:
    one, other = RecordSealer(VAULT, VMK, FIRST), RecordSealer(VAULT, b"o" * 32, FIRST)
    row = sealed(one)
    mark = one.mark(RECORD, 3, row.blob)
    tag = row.blob[-16:]
    assert mark == record_mark(subkey(VMK, "sum"), record=RECORD.bytes, version=3, tag=tag)
    assert mark != other.mark(RECORD, 3, row.blob)
    assert mark != one.mark(RECORD, 4, row.blob)
    assert one.shelf("entry") == records.shelf_of(VMK, "entry")
    assert one.shelf("entry") not in {one.shelf("draft"), other.shelf("entry")}
    with pytest.raises(SealError):
        one.mark(RECORD, -1, row.blob)


def test_it_asks_for_keys_only_when_a_record_names_one_it_does_not_know() -> None:
    asked = []

    def find() -> Keyring:
        asked.append(1)
        return BOTH

    row = sealed(RecordSealer(VAULT, VMK, BOTH))
    old = sealed(RecordSealer(VAULT, VMK, FIRST))
    sealer = RecordSealer(VAULT, VMK, FIRST, find_keys=find)
    assert sealer.open(old) == PLAIN
    assert not asked
    assert sealer.open(row) == PLAIN
    assert sealer.open(row) == PLAIN
    assert asked == [1]


def test_a_key_that_was_learned_stays_known_when_another_is() -> None:
    """As when a data key is dropped between two pages of the same request."""
    old, new = sealed(RecordSealer(VAULT, VMK, FIRST)), sealed(RecordSealer(VAULT, VMK, BOTH))
    sealer = RecordSealer(VAULT, VMK, FIRST)
    sealer.learn(Keyring((BOTH.newest,)))
    assert sealer.open(old) == sealer.open(new) == PLAIN
    assert sealed(sealer).generation == 2


def test_one_for_some_keys_alone_opens_with_no_others_and_asks_for_none() -> None:
    """Checking goes by it: a record whose key is no longer kept has to be missed."""
    whole = RecordSealer(VAULT, VMK, BOTH, find_keys=lambda: BOTH)
    new, old = sealed(whole), sealed(RecordSealer(VAULT, VMK, FIRST))
    assert whole.open(old) == PLAIN
    strict = whole.only(Keyring((BOTH.newest,)))
    assert strict.open(new) == PLAIN
    with pytest.raises(SealError):
        strict.open(old)
    assert whole.open(old) == PLAIN
    with pytest.raises(SealError):
        whole.only(NO_KEYS).open(new)


def test_a_cipher_is_set_up_once_for_all_records_of_a_data_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up, generations = records.opener, []

    def noted(key: bytes, *, generation: int) -> Opener:
        generations.append(generation)
        return set_up(key, generation=generation)

    monkeypatch.setattr(records, "opener", noted)
    sealer = RecordSealer(VAULT, VMK, BOTH)
    new, old = sealed(sealer), sealed(RecordSealer(VAULT, VMK, FIRST))
    for row in (new, old, new, old):
        assert sealer.open(row) == PLAIN
    assert generations == [2, 1]


def test_it_never_shows_a_key_when_printed() -> None:
    assert repr(RecordSealer(VAULT, VMK, FIRST)) == "<RecordSealer>"
