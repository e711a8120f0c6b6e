"""The note a vault keeps about itself: only its own opens, and a lost one says so."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.vault.crypto.about import EPOCH, HEAD, KNOWN_KINDS, NOTE, About
from skills_app.vault.crypto.padding import pad
from skills_app.vault.crypto.records import encode
from skills_app.vault.crypto.sealing import Purpose, SealError, seal, subkey

VMK, OTHER_VMK = bytes(32), bytes(range(32))
VAULT, OTHER_VAULT = b"v" * 16, b"w" * 16
MOMENT = dt.datetime(2026, 11, 23, 20, 15, 30, tzinfo=dt.UTC)
WHOLE = {"opened": "", "before": "", "kinds": [], "lost": [], "damage_read": ""}
moments = st.none() | st.datetimes(
    min_value=dt.datetime(1, 1, 2), max_value=dt.datetime(9999, 12, 30)
).map(lambda moment: moment.replace(microsecond=0, tzinfo=dt.UTC))
words = st.frozensets(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=4)
notes = st.builds(
    About, opened=moments, before=moments, kinds=words, lost=words, damage_read=st.text(max_size=9)
)


def sealed(plain: bytes) -> bytes:
    key = subkey(VMK, "about")
    return seal(key, purpose=Purpose.ABOUT, key_id=0, plain=pad(plain), context=VAULT)


@given(notes)
def test_a_note_opens_in_its_own_vault_only(note: About) -> None:
    blob = note.seal(vmk=VMK, vault=VAULT)
    assert About.open(blob, vmk=VMK, vault=VAULT) == note
    assert About.read(blob, vmk=VMK, vault=VAULT) == note
    for vmk, vault in ((OTHER_VMK, VAULT), (VMK, OTHER_VAULT)):
        with pytest.raises(SealError):
            About.open(blob, vmk=vmk, vault=vault)


def test_a_note_that_does_not_open_reads_as_an_empty_one_that_was_lost() -> None:
    for blob in (b"", b"junk", About().seal(vmk=OTHER_VMK, vault=VAULT)):
        assert About.read(blob, vmk=VMK, vault=VAULT) == About(lost=frozenset({NOTE}))


def test_short_notes_all_have_one_size() -> None:
    full = About(MOMENT, MOMENT, KNOWN_KINDS, frozenset({HEAD, EPOCH}), "f" * 64)
    assert len(About().seal(vmk=VMK, vault=VAULT)) == 1024 + 34
    assert len(full.seal(vmk=VMK, vault=VAULT)) == 1024 + 34


def test_a_time_of_another_zone_is_kept_in_utc() -> None:
    there = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=5)))
    note = About(opened=there).seal(vmk=VMK, vault=VAULT)
    opened = About.open(note, vmk=VMK, vault=VAULT).opened
    assert opened == MOMENT
    assert opened is not None
    assert opened.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    "change",
    [*({name: None} for name in WHOLE), {"opened": "yesterday"}, {"before": 7}, {"kinds": 3}],
)
def test_a_note_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    document = {name: value for name, value in (WHOLE | change).items() if value is not None}
    with pytest.raises(SealError):
        About.open(sealed(encode(document)), vmk=VMK, vault=VAULT)
    assert About.open(sealed(encode(WHOLE)), vmk=VMK, vault=VAULT) == About()


def test_an_opening_moves_the_last_one_back() -> None:
    later = MOMENT + dt.timedelta(hours=1)
    note = About().opened_at(MOMENT).opened_at(later)
    assert (note.opened, note.before) == (later, MOMENT)


def test_kinds_and_losses_add_up_until_they_are_read_about() -> None:
    note = About().with_kind("song").with_kind("song").with_lost(HEAD).with_lost(NOTE, HEAD)
    assert note.kinds == {"song"}
    assert note.all_kinds == KNOWN_KINDS | {"song"}
    assert note.lost == {HEAD, NOTE}
    read = note.after_reading("which")
    assert (read.lost, read.damage_read, read.kinds) == (frozenset(), "which", {"song"})
    assert note.with_kind("song") is note
