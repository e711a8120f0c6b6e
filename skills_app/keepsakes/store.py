"""Scripts, plans and pages the reader keeps: sealed documents in the open space."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from skills_app.documents.values import now
from skills_app.typed import without_controls
from skills_app.vault.store import Kept, NotKept, OpenSpace

KEEPSAKE = "keepsake"
SORTS = ("script", "plan", "page")
RECENT = 3  # how far back a form sent twice is looked for


@dataclass(frozen=True)
class Keepsake:
    """`sort` is what it is: a script, a plan or a page. `made` and `changed` are UTC, ISO 8601.

    `erased`, likewise, is when it was erased; no page shows it from then on. `of` names the
    skill, tool or page it was made with, or is empty. It is sealed with the rest.
    """

    sort: str = "script"
    title: str = ""
    text: str = ""
    made: str = ""
    changed: str = ""
    erased: str = ""
    of: str = ""
    id: UUID | None = None
    version: int = 0

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        return cls(
            sort=read_sort(doc.get("sort")),
            title=str(doc.get("title", "")),
            text=str(doc.get("text", "")),
            made=str(doc.get("made", "")),
            changed=str(doc.get("changed", "")),
            erased=str(doc.get("erased", "")),
            of=str(doc.get("of", "")),
            id=kept.id,
            version=kept.version,
        )

    def to_document(self) -> dict[str, Any]:
        document = {
            "sort": self.sort,
            "title": self.title,
            "text": self.text,
            "made": self.made,
            "changed": self.changed,
            "of": self.of,
        }
        return document | {"erased": self.erased} if self.erased else document

    def says_the_same_as(self, other: "Keepsake") -> bool:
        mine = (self.sort, self.title, self.text, self.of)
        return mine == (other.sort, other.title, other.text, other.of)


def read_sort(value: object) -> str:
    return next((sort for sort in SORTS if sort == value), SORTS[0])


def mark_of_words(keepsake: Keepsake) -> str:
    """Tells whether name and text are still those that a page was drawn with."""
    text = without_controls(keepsake.text)
    return hashlib.sha256(f"{keepsake.title}\0{text}".encode()).hexdigest()


def keepsakes(space: OpenSpace) -> Iterator[Keepsake]:
    """All of them, the latest made first."""
    kept = map(Keepsake.from_kept, space.scan(KEEPSAKE))
    return (keepsake for keepsake in kept if not keepsake.erased)


def everything_kept(space: OpenSpace) -> tuple[list[Keepsake], int]:
    """All of them, and how many did not open (they are left as they are)."""
    scan = space.scan(KEEPSAKE)
    found = list(map(Keepsake.from_kept, scan))
    return [keepsake for keepsake in found if not keepsake.erased], scan.damaged


def read_keepsake(space: OpenSpace, keepsake_id: UUID) -> Keepsake:
    """Raises: NotKept, Damaged."""
    keepsake = Keepsake.from_kept(space.read(keepsake_id, KEEPSAKE))
    if keepsake.erased:
        raise NotKept
    return keepsake


def add_keepsake(space: OpenSpace, keepsake: Keepsake) -> Keepsake:
    """Keep something new; the same form sent twice keeps it once."""
    with space.together():
        for there in map(Keepsake.from_kept, space.newest(KEEPSAKE, limit=RECENT)):
            if not there.erased and there.says_the_same_as(keepsake):
                return there
        stamped = replace(keepsake, made=now(), changed=now())
        return Keepsake.from_kept(space.create(KEEPSAKE, stamped.to_document()))


def change_keepsake(
    space: OpenSpace, keepsake_id: UUID, keepsake: Keepsake, *, version: int
) -> Keepsake:
    """The same change sent twice is kept once. Raises: NotKept, Damaged, NewerVersion."""
    with space.together():
        before = read_keepsake(space, keepsake_id)
        stamped = replace(keepsake, sort=before.sort, of=before.of, made=before.made, changed=now())
        if before.says_the_same_as(stamped):
            return before
        kept = space.save(keepsake_id, KEEPSAKE, stamped.to_document(), version)
        return Keepsake.from_kept(kept)
