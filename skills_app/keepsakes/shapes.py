"""A script, plan or page that its reader keeps, as a plain value."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from skills_app.documents import Kept, now, read_count, read_id
from skills_app.form_fields import one_line, without_controls

SORTS = ("script", "plan", "page")


@dataclass(frozen=True)
class Keepsake:
    """`sort` is what it is: a script, a plan or a page. `made` and `changed` are UTC, ISO 8601.

    `of` names the skill, tool or page it was made with, or is empty. It is sealed with the rest.
    """

    sort: str = "script"
    title: str = ""
    text: str = ""
    made: str = ""
    changed: str = ""
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
            of=str(doc.get("of", "")),
            id=kept.id,
            version=kept.version,
        )

    @classmethod
    def from_typed(cls, typed: Mapping[str, str]) -> Self:
        return cls(
            sort=read_sort(typed.get("sort")),
            title=one_line(without_controls(typed.get("title", ""))),
            text=without_controls(typed.get("text", "")),
            id=read_id(typed.get("keepsake")),
            version=read_count(typed.get("version")),
        )

    def to_document(self) -> dict[str, Any]:
        return {
            "sort": self.sort,
            "title": self.title,
            "text": self.text,
            "made": self.made,
            "changed": self.changed,
            "of": self.of,
        }

    def says_the_same_as(self, other: Self) -> bool:
        mine = (self.sort, self.title, self.text, self.of)
        return mine == (other.sort, other.title, other.text, other.of)

    def has_the_words_of(self, other: Self) -> bool:
        return (self.sort, self.title, self.text) == (other.sort, other.title, other.text)

    @property
    def fingerprint_of_words(self) -> str:
        """Tells whether name and text are still those that a page was drawn with."""
        text = without_controls(self.text)
        return hashlib.sha256(f"{self.title}\0{text}".encode()).hexdigest()

    def is_from_the_page_of(self, other: Self) -> bool:
        """Pages that keep one have no name: the same words are all that tells."""
        return self.says_the_same_as(other)

    def made_now(self) -> Self:
        return replace(self, made=now(), changed=now())

    def changed_now(self, before: Self) -> Self:
        return replace(self, sort=before.sort, of=before.of, made=before.made, changed=now())


def read_sort(value: object) -> str:
    return next((sort for sort in SORTS if sort == value), SORTS[0])
