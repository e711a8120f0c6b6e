"""What was erased and waits: one sealed record each, whatever its kind."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from skills_app.documents.kinds import KINDS, Kind
from skills_app.documents.values import read_count, read_id, text_in
from skills_app.vault.store import Kept, OpenSpace

ERASED: Final = "erased"
WAITS: Final = dt.timedelta(minutes=10)
UNNAMED: Final = "entry"  # the kind that these records do not name, and what it is called there


@dataclass(frozen=True)
class Erased:
    """Something on its way out, as it was; `of` and `version` are the record it was."""

    kind: Kind[Any] | None  # None: of a kind that this edition does not know
    document: dict[str, Any] = field(repr=False)
    of: UUID | None
    version: int
    pinned: bool
    at: str
    id: UUID

    @classmethod
    def from_kept(cls, kept: Kept) -> "Erased":
        doc = kept.document
        document = doc.get("document", doc.get(UNNAMED))
        return cls(
            kind=KINDS.get(text_in(doc, "kind") or UNNAMED),
            document=document if isinstance(document, dict) else {},
            of=read_id(doc.get("of")),
            version=read_count(doc.get("version")),
            pinned=doc.get("pinned") is True,
            at=text_in(doc, "at"),
            id=kept.id,
        )

    @property
    def still_waits(self) -> bool:
        try:
            age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(self.at)
        except (ValueError, TypeError):
            return False
        return dt.timedelta(minutes=-1) <= age < WAITS

    @property
    def earlier(self) -> tuple[UUID, ...]:
        """Its earlier versions, as the record that it was lists them."""
        if self.kind is None or not self.kind.earlier:
            return ()
        earlier: tuple[UUID, ...] = self.shape.earlier
        return earlier

    @property
    def shape(self) -> Any:
        """As its kind reads it; None for a kind that is not known."""
        if self.kind is None:
            return None
        was = Kept(self.of or self.id, self.kind.name, self.version, self.document)
        return self.kind.read(was)


def erased_ones(space: OpenSpace) -> list[Erased]:
    """The last erased first, also those past their time."""
    found = [Erased.from_kept(kept) for kept in space.scan(ERASED)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def as_erased(kind: Kind[Any], kept: Kept, *, pinned: bool, at: str) -> dict[str, Any]:
    """The document of such a record."""
    erased = {"of": str(kept.id), "version": kept.version, "at": at}
    if kind.pins:
        erased["pinned"] = pinned
    if kind.name == UNNAMED:
        return {UNNAMED: kept.document, **erased}
    return {"kind": kind.name, "document": kept.document, **erased}
