"""Entries and unfinished drafts as sealed documents in the open space."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from skills_app.vault.store import Damaged, Kept, NotKept, OpenSpace

ENTRY = "entry"


@dataclass(frozen=True)
class Entry:
    """One piece of writing.

    `on` is the day the writer gives it; `made` and `changed` are UTC, ISO 8601, seconds.
    """

    title: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    on: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())
    made: str = ""
    changed: str = ""
    unfinished: bool = False
    id: UUID | None = None
    version: int = 0

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        """Reads any document this program has ever written; odd values become plain ones."""
        doc = kept.document
        return cls(
            title=str(doc.get("title", "")),
            text=str(doc.get("text", "")),
            tags=tuple(str(tag) for tag in doc.get("tags", ()) if tag),
            on=read_day(doc.get("on")),
            made=str(doc.get("made", "")),
            changed=str(doc.get("changed", "")),
            unfinished=bool(doc.get("unfinished", False)),
            id=kept.id,
            version=kept.version,
        )

    def to_document(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "text": self.text,
            "tags": list(self.tags),
            "on": self.on.isoformat(),
            "made": self.made,
            "changed": self.changed,
            "unfinished": self.unfinished,
        }


def read_day(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return dt.date(1970, 1, 1)


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def newest_entries(
    space: OpenSpace, *, limit: int = 20, offset: int = 0
) -> tuple[list[Entry], int]:
    """A page of entries, and how many on it did not open (they are left as they are)."""
    listing = space.newest(ENTRY, limit=limit, offset=offset)
    return [Entry.from_kept(kept) for kept in listing], listing.damaged


def read_entry(space: OpenSpace, entry_id: UUID) -> Entry:
    """Raises: NotKept, Damaged."""
    return Entry.from_kept(space.read(entry_id, ENTRY))


def add_entry(space: OpenSpace, entry: Entry) -> Entry:
    stamped = replace(entry, made=now(), changed=now())
    return Entry.from_kept(space.create(ENTRY, stamped.to_document()))


def change_entry(space: OpenSpace, entry_id: UUID, entry: Entry, *, version: int) -> Entry:
    """Raises: NotKept, NewerVersion (with what is there now; nothing is overwritten)."""
    made = read_entry(space, entry_id).made
    stamped = replace(entry, made=made, changed=now())
    return Entry.from_kept(space.save(entry_id, ENTRY, stamped.to_document(), version))


def delete_entry(space: OpenSpace, entry_id: UUID) -> None:
    """Raises: NotKept."""
    space.delete(entry_id, ENTRY)


DRAFT = "draft"


@dataclass(frozen=True)
class Draft:
    """Writing that was not finished: of a kept entry (`of`, at `version`) or of a new one."""

    title: str = ""
    text: str = ""
    tags: str = ""
    on: str = ""
    of: UUID | None = None
    version: int = 0
    changed: str = ""
    id: UUID | None = None

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        of = doc.get("of")
        return cls(
            title=str(doc.get("title", "")),
            text=str(doc.get("text", "")),
            tags=str(doc.get("tags", "")),
            on=str(doc.get("on", "")),
            of=UUID(of) if of else None,
            version=int(doc.get("version", 0)),
            changed=str(doc.get("changed", "")),
            id=kept.id,
        )

    def to_document(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "text": self.text,
            "tags": self.tags,
            "on": self.on,
            "of": str(self.of) if self.of else "",
            "version": self.version,
            "changed": self.changed,
        }


def drafts(space: OpenSpace) -> list[Draft]:
    """Newest first. There are few: one for each editor left open."""
    return [Draft.from_kept(kept) for kept in space.newest(DRAFT, limit=50)]


def read_draft(space: OpenSpace, draft_id: UUID) -> Draft:
    """Raises: NotKept, Damaged."""
    return Draft.from_kept(space.read(draft_id, DRAFT))


def keep_draft(space: OpenSpace, draft: Draft) -> Draft | None:
    """Keeps what is being typed; an empty page, or one that is kept already, needs no draft.

    A draft that is known is brought up to date; one that is gone or unknown is made anew.
    """
    if not (draft.title.strip() or draft.text.strip()):
        return None
    if draft.of is not None and draft.id is None:
        with suppress(NotKept, Damaged):
            entry = read_entry(space, draft.of)
            if (entry.title, entry.text) == (draft.title, draft.text):
                return None
    stamped = replace(draft, changed=now())
    if draft.id is not None:
        with suppress(NotKept, Damaged):
            version = space.read(draft.id, DRAFT).version
            kept = space.save(draft.id, DRAFT, stamped.to_document(), version)
            return Draft.from_kept(kept)
    return Draft.from_kept(space.create(DRAFT, stamped.to_document()))


def let_draft_go(space: OpenSpace, draft_id: UUID) -> None:
    """Erases a draft; one that is gone already is no trouble."""
    with suppress(NotKept):
        space.delete(draft_id, DRAFT)
