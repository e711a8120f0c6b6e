"""Erasing is real, with a short way back.

For ten minutes an erased entry waits as one sealed record, and so does an unfinished page or a
start of one's own. Then it, its earlier versions and its unfinished changes are deleted from the
database, in one transaction, at the next look at any page of the journal; or at once, when its
writer says so.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Self
from uuid import UUID

from skills_app.documents.values import Document, now, read_count, read_id, text_in
from skills_app.journal.drafts import erase_drafts_of, hand_drafts_over
from skills_app.journal.shapes import Entry
from skills_app.journal.store import (
    ENTRY,
    ERASED,
    TooManyPins,
    erase_earlier_of,
    erase_record,
    pin,
    pinned_ids,
    put_entry,
    unpin,
)
from skills_app.vault.store import Damaged, Kept, NotKept, OpenSpace, TooLarge

WAITS: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Erased:
    """Something on its way out, of this kind, as it was; `of` is the record an entry was."""

    kind: str
    document: Document = field(repr=False)
    of: UUID | None
    at: str
    pinned: bool
    version: int
    id: UUID

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        kind = text_in(doc, "kind") or ENTRY
        erased = doc.get("entry" if kind == ENTRY else "document")
        return cls(
            kind=kind,
            document=erased if isinstance(erased, dict) else {},
            of=read_id(doc.get("of")),
            at=text_in(doc, "at"),
            pinned=doc.get("pinned") is True,
            version=read_count(doc.get("version")),
            id=kept.id,
        )

    @property
    def entry(self) -> Entry:
        return Entry.from_document(self.document)

    @property
    def still_waits(self) -> bool:
        try:
            age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(self.at)
        except (ValueError, TypeError):
            return False
        return dt.timedelta(minutes=-1) <= age < WAITS


def erase_entry(space: OpenSpace, entry_id: UUID) -> bool:
    """Returns whether it can be brought back. One that does not open can not: it is gone at once.

    Raises: NotKept.
    """
    with space.together():
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
        erase_record(space, entry_id)
        return True


def erase_piece(space: OpenSpace, record_id: UUID, kind: str) -> bool:
    """Erase a draft, or a start of one's own; one that is gone already is no trouble.

    Returns whether it can be brought back: not when it does not open, or fills a record.
    """
    with space.together(), suppress(NotKept):
        try:
            kept = space.read(record_id, kind)
            space.create(ERASED, {"kind": kind, "document": kept.document, "at": now()})
        except (Damaged, TooLarge):
            space.delete(record_id, kind)
            return False
        space.delete(record_id, kind)
        return True
    return False


def waiting(space: OpenSpace) -> list[Erased]:
    """What was erased and can still be brought back, the last one first.

    What is past its time goes now.
    """
    let_go(space)
    return [Erased.from_kept(kept) for kept in space.scan(ERASED)]


@dataclass(frozen=True)
class BroughtBack:
    kind: str
    id: UUID
    lost_its_pin: bool = False  # others took its place meanwhile


def bring_back(space: OpenSpace) -> BroughtBack | None:
    """Put back what was erased last; an entry with its earlier versions and unfinished changes.

    Should there be no room among the pinned ones any more, it comes back without its pin.
    """
    with space.together():
        erased = next(iter(waiting(space)), None)
        if erased is None:
            return None
        space.delete(erased.id, ERASED)
        if erased.kind != ENTRY:
            return BroughtBack(erased.kind, space.create(erased.kind, dict(erased.document)).id)
        kept = put_entry(space, erased.entry)
        if erased.of:
            hand_drafts_over(space, erased.of, erased.version, Entry.from_kept(kept))
            if erased.pinned:
                try:
                    pin(space, kept.id)
                except TooManyPins:
                    return BroughtBack(ENTRY, kept.id, lost_its_pin=True)
        return BroughtBack(ENTRY, kept.id)


def let_go(space: OpenSpace, *, everything: bool = False) -> None:
    """Delete for good what was erased and is past its time, or all of it."""
    found = [Erased.from_kept(kept) for kept in space.scan(ERASED)]
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
        erase_record(space, entry_id)
    erase_earlier_of(space, entry_id, known)
    erase_drafts_of(space, entry_id)
    if entry_id in pinned_ids(space):
        unpin(space, entry_id)


def let_go_on_opening(*, space: OpenSpace, **kwargs: object) -> None:
    """Receives `space_opened`: what was erased in an earlier sitting does not wait for a visit."""
    let_go(space)
