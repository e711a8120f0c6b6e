"""Entries as sealed documents in the open space, with the ones before a change kept beside them."""

import datetime as dt
from dataclasses import replace
from typing import Final
from uuid import UUID

from skills_app.documents.values import now, read_id, words_in
from skills_app.journal.shapes import EarlierVersion, Entry
from skills_app.vault import days
from skills_app.vault.store import Damaged, Kept, NewerVersion, NotKept, OpenSpace

ENTRY: Final = "entry"
EARLIER: Final = "earlier"
ERASED: Final = "erased"
PINS: Final = "pins"
MOST_EARLIER: Final = 50
MOST_PINS: Final = 20
RECENT: Final = 3  # how far back a form sent twice is looked for


def newest_entries(
    space: OpenSpace, *, limit: int = 20, offset: int = 0
) -> tuple[list[Entry], int]:
    """A page of entries, and how many on it did not open (they are left as they are)."""
    listing = space.newest(ENTRY, limit=limit, offset=offset)
    return [Entry.from_kept(kept) for kept in listing], listing.damaged


def read_entry(space: OpenSpace, entry_id: UUID) -> Entry:
    """Raises: NotKept, Damaged."""
    return Entry.from_kept(space.read(entry_id, ENTRY))


def add_entry(space: OpenSpace, entry: Entry, *, beside: bool = False) -> Entry:
    """Keep a new entry; the same form sent twice keeps it once.

    Raises:
        NewerVersion: this editor kept other words already. With `beside`, they are kept as well.
    """
    with space.together():
        for kept in space.newest(ENTRY, limit=RECENT):
            there = Entry.from_kept(kept)
            if not entry.page or there.page != entry.page:
                continue
            if there.says_the_same_as(entry):
                return there
            if not beside:
                raise NewerVersion(kept)
        stamped = replace(entry, made=now(), changed=now(), earlier=())
        return Entry.from_kept(put_entry(space, stamped))


def change_entry(space: OpenSpace, entry_id: UUID, entry: Entry, *, version: int) -> Entry:
    """Keep a change, and the version before it. No change, no new version.

    Raises: NotKept, Damaged, NewerVersion (with what is there now; nothing is overwritten).
    """
    with space.together():
        kept = space.read(entry_id, ENTRY)
        before = Entry.from_kept(kept)
        if before.says_the_same_as(entry):
            return before
        if kept.version != version:
            raise NewerVersion(kept)
        earlier = (*before.earlier, _keep_as_earlier(space, before))
        for gone in earlier[:-MOST_EARLIER]:
            _erase_earlier(space, gone)
        stamped = replace(entry, made=before.made, changed=now(), earlier=earlier[-MOST_EARLIER:])
        changed = Entry.from_kept(space.save(entry_id, ENTRY, stamped.to_document(), version))
        days.change(space, ENTRY, days.Dated(entry_id, changed.version, day_number(changed.on)))
        return changed


def put_entry(space: OpenSpace, entry: Entry) -> Kept:
    """Keep it just as it is, and note its day. Call inside `together`, as `erase_record`."""
    kept = space.create(ENTRY, entry.to_document())
    days.add(space, ENTRY, days.Dated(kept.id, kept.version, day_number(entry.on)))
    return kept


def erase_record(space: OpenSpace, entry_id: UUID) -> None:
    """The entry alone. Raises: NotKept."""
    space.delete(entry_id, ENTRY)
    days.remove(space, ENTRY, entry_id)


def day_number(day: dt.date) -> int:
    """2026-11-27 → 20261127."""
    return day.year * 10_000 + day.month * 100 + day.day


# --- earlier versions -----------------------------------------------------------------


def earlier_versions(space: OpenSpace, entry: Entry) -> tuple[list[EarlierVersion], int]:
    """Newest first, and how many did not open."""
    found, damaged = [], 0
    for record_id in reversed(entry.earlier):
        try:
            found.append(read_earlier(space, entry, record_id))
        except (NotKept, Damaged):
            damaged += 1
    return found, damaged


def read_earlier(space: OpenSpace, entry: Entry, record_id: UUID) -> EarlierVersion:
    """Raises: NotKept (also for a version of another entry), Damaged."""
    if record_id not in entry.earlier:
        raise NotKept
    return EarlierVersion.from_kept(space.read(record_id, EARLIER))


def bring_version_back(space: OpenSpace, entry_id: UUID, record_id: UUID) -> Entry:
    """Make an earlier version the one that is shown; the present one becomes an earlier one.

    Raises: NotKept, Damaged.
    """
    with space.together():
        current = read_entry(space, entry_id)
        earlier = read_earlier(space, current, record_id)
        return change_entry(space, entry_id, earlier.entry, version=current.version)


def erase_earlier_of(space: OpenSpace, entry_id: UUID, known: tuple[UUID, ...] | None) -> None:
    """Erase an entry's earlier versions; `known` is its list of them, None if it can't be read."""
    if known is None:
        known = tuple(
            kept.id for kept in space.scan(EARLIER) if kept.document.get("of") == str(entry_id)
        )
    for record_id in known:
        _erase_earlier(space, record_id)


def _keep_as_earlier(space: OpenSpace, entry: Entry) -> UUID:
    document = replace(entry, earlier=(), page="", turn=0).to_document()
    document |= {"of": str(entry.id), "version": entry.version}
    return space.create(EARLIER, document).id


def _erase_earlier(space: OpenSpace, record_id: UUID) -> None:
    try:
        space.delete(record_id, EARLIER)
    except NotKept:
        return


# --- pins -----------------------------------------------------------------------------


class TooManyPins(Exception):
    """There are `MOST_PINS` pinned entries already."""


def pinned_ids(space: OpenSpace) -> tuple[UUID, ...]:
    """The latest pinned first."""
    for kept in space.newest(PINS, limit=1):
        return tuple(filter(None, map(read_id, words_in(kept.document, "entries"))))
    return ()


def pinned_entries(space: OpenSpace) -> list[Entry]:
    entries = []
    for entry_id in pinned_ids(space):
        try:
            entries.append(read_entry(space, entry_id))
        except (NotKept, Damaged):
            continue
    return entries


def pin(space: OpenSpace, entry_id: UUID) -> None:
    """Raises: TooManyPins."""
    with space.together():
        others = [one for one in pinned_ids(space) if one != entry_id]
        if len(others) >= MOST_PINS:
            raise TooManyPins
        _put_pins(space, [entry_id, *others])


def unpin(space: OpenSpace, entry_id: UUID) -> bool:
    """Whether it was pinned."""
    with space.together():
        pins = pinned_ids(space)
        if entry_id in pins:
            _put_pins(space, [one for one in pins if one != entry_id])
        return entry_id in pins


def _put_pins(space: OpenSpace, pins: list[UUID]) -> None:
    document = {"entries": [str(one) for one in pins]}
    for kept in space.newest(PINS, limit=1):
        space.save(kept.id, PINS, document, kept.version)
        return
    space.create(PINS, document)
