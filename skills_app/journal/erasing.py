"""Erasing is real, with a short way back.

For ten minutes an erased entry waits as one sealed record. Then it, its earlier versions and its
unfinished changes are deleted from the database, in one transaction, at the next look at any
page of the journal; or at once, when its writer says so or erases another entry.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from skills_app.journal.drafts import erase_drafts_of, hand_drafts_over
from skills_app.journal.shapes import Entry, now, read_count, read_id, text_in
from skills_app.journal.store import (
    ENTRY,
    ERASED,
    TooManyPins,
    erase_earlier_of,
    pin,
    pinned_ids,
    unpin,
)
from skills_app.vault.store import Damaged, Kept, NotKept, OpenSpace

WAITS: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Erased:
    """An entry on its way out; `of` is the record it was."""

    entry: Entry
    of: UUID | None
    at: str
    pinned: bool
    version: int
    id: UUID

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        entry = doc.get("entry")
        return cls(
            entry=Entry.from_document(entry if isinstance(entry, dict) else {}),
            of=read_id(doc.get("of")),
            at=text_in(doc, "at"),
            pinned=doc.get("pinned") is True,
            version=read_count(doc.get("version")),
            id=kept.id,
        )

    @property
    def still_waits(self) -> bool:
        try:
            age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(self.at)
        except (ValueError, TypeError):
            return False
        return dt.timedelta(minutes=-1) <= age < WAITS


def erase_entry(space: OpenSpace, entry_id: UUID) -> bool:
    """Erase an entry; whatever was waiting before is gone for good now.

    Returns whether it can be brought back. One that does not open can not: it is gone at once.

    Raises: NotKept.
    """
    with space.together():
        let_go(space, everything=True)
        try:
            kept = space.read(entry_id, ENTRY)
        except Damaged:
            _erase_all(space, entry_id, known=None)
            return False
        document = {
            "entry": kept.document,
            "of": str(entry_id),
            "version": kept.version,
            "pinned": unpin(space, entry_id),
            "at": now(),
        }
        space.create(ERASED, document)
        space.delete(entry_id, ENTRY)
        return True


def waiting(space: OpenSpace) -> Erased | None:
    """The erased entry that can still be brought back, if any. Those past their time go now."""
    let_go(space)
    for kept in space.newest(ERASED, limit=1):
        return Erased.from_kept(kept)
    return None


@dataclass(frozen=True)
class BroughtBack:
    entry: Entry
    lost_its_pin: bool = False  # others took its place meanwhile


def bring_back(space: OpenSpace) -> BroughtBack | None:
    """Put the waiting entry back, with its earlier versions and unfinished changes.

    Should there be no room among the pinned ones any more, it comes back without its pin.
    """
    with space.together():
        erased = waiting(space)
        if erased is None:
            return None
        entry = Entry.from_kept(space.create(ENTRY, erased.entry.to_document()))
        space.delete(erased.id, ERASED)
        if erased.of and entry.id:
            hand_drafts_over(space, erased.of, erased.version, entry)
            if erased.pinned:
                try:
                    pin(space, entry.id)
                except TooManyPins:
                    return BroughtBack(entry, lost_its_pin=True)
        return BroughtBack(entry)


def let_go(space: OpenSpace, *, everything: bool = False) -> None:
    """Delete for good what was erased and is past its time, or all of it."""
    found = [Erased.from_kept(kept) for kept in space.newest(ERASED, limit=10)]
    gone = [one for one in found if everything or not one.still_waits]
    if not gone:
        return
    with space.together():
        for erased in gone:
            with suppress(NotKept):  # another tab was quicker
                space.delete(erased.id, ERASED)
                if erased.of:
                    _erase_all(space, erased.of, known=erased.entry.earlier)


def _erase_all(space: OpenSpace, entry_id: UUID, *, known: tuple[UUID, ...] | None) -> None:
    """The entry, if it is still there, its earlier versions, and its unfinished changes."""
    with suppress(NotKept):
        space.delete(entry_id, ENTRY)
    erase_earlier_of(space, entry_id, known)
    erase_drafts_of(space, entry_id)
    if entry_id in pinned_ids(space):
        unpin(space, entry_id)


def let_go_on_opening(*, space: OpenSpace, **kwargs: object) -> None:
    """Receives `space_opened`: what was erased in an earlier sitting does not wait for a visit."""
    let_go(space)
