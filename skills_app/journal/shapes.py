"""What the journal keeps, as plain values, and how each reads documents of any age.

A reader never refuses a document: a missing or odd value becomes the plain one.
"""

import base64
import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Self, get_args
from uuid import UUID

from django.utils import timezone

from skills_app.documents import (
    Kept,
    Unfinished,
    id_from_short,
    now,
    read_count,
    read_id,
    short_id,
    text_in,
    words_in,
)
from skills_app.form_fields import one_line, without_controls

Kind = Literal["free", "three", "list", "letter"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
NUMBERS: Final = range(11)
UNDATED: Final = dt.date(1970, 1, 1)

LONGEST_LIST: Final = 100_000  # characters

_COMMAS = re.compile("[,،，、]")  # also as Arabic, Chinese and Japanese keyboards write them


@dataclass(frozen=True)
class Entry:
    """One piece of writing.

    `on` is the day the writer gives it; `made` and `changed` are UTC, ISO 8601, seconds.
    `feelings` holds ids of the library's words and the writer's own words, in order.
    `earlier` are the records of its earlier versions, oldest first; `page` is the editor that
    kept it last, so that a form sent twice is known, and `turn` its sending, so that words
    typed after it are.
    """

    title: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    on: dt.date = field(default_factory=timezone.localdate)
    kind: Kind = "free"
    feelings: tuple[str, ...] = ()
    number: int | None = None
    prompt: str = ""
    made: str = ""
    changed: str = ""
    earlier: tuple[UUID, ...] = ()
    page: str = ""
    turn: int = 0
    id: UUID | None = None
    version: int = 0

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        return cls(
            title=text_in(doc, "title"),
            text=text_in(doc, "text"),
            tags=words_in(doc, "tags"),
            on=read_day(doc.get("on")),
            kind=read_kind(doc.get("kind")),
            feelings=words_in(doc, "feelings"),
            number=read_number(doc.get("number")),
            prompt=text_in(doc, "prompt"),
            made=text_in(doc, "made"),
            changed=text_in(doc, "changed"),
            earlier=tuple(filter(None, map(id_from_short, words_in(doc, "earlier")))),
            page=text_in(doc, "page"),
            turn=read_count(doc.get("turn")),
            id=kept.id,
            version=kept.version,
        )

    def to_document(self) -> dict[str, Any]:
        """What was not filled in is left out, so that a short entry stays small."""
        doc: dict[str, Any] = {
            "title": self.title,
            "text": self.text,
            "tags": list(self.tags),
            "on": self.on.isoformat(),
            "kind": self.kind,
            "feelings": list(self.feelings),
            "number": self.number,
            "prompt": self.prompt,
            "made": self.made,
            "changed": self.changed,
            "earlier": [short_id(one) for one in self.earlier],
            "page": self.page,
            "turn": self.turn or None,
        }
        return {name: value for name, value in doc.items() if value not in ("", [], None)}

    @property
    def changed_at(self) -> dt.datetime | None:
        try:
            return dt.datetime.fromisoformat(self.changed)
        except ValueError:
            return None

    def says_the_same_as(self, other: Self) -> bool:
        return self._content() == other._content()

    def is_from_the_page_of(self, other: Self) -> bool:
        return bool(other.page) and self.page == other.page

    def made_now(self) -> Self:
        return replace(self, made=now(), changed=now(), earlier=())

    def changed_now(self, before: Self) -> Self:
        return replace(self, made=before.made, changed=now(), earlier=before.earlier)

    def with_earlier(self, earlier: tuple[UUID, ...]) -> Self:
        return replace(self, earlier=earlier)

    def before_a_change(self) -> dict[str, Any]:
        """As an earlier version: it lists none itself, and no page goes on from it."""
        return replace(self, earlier=(), page="", turn=0).to_document()

    def _content(self) -> Self:
        return replace(self, made="", changed="", earlier=(), page="", turn=0, id=None, version=0)


@dataclass(frozen=True)
class Draft(Unfinished):
    """Writing that was not finished, of an entry that is kept or of a new one."""

    title: str = ""
    tags: str = ""
    on: str = ""
    kind: str = ""
    feelings: tuple[str, ...] = ()
    own_feelings: str = ""
    number: str = ""
    prompt: str = ""

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        doc = kept.document
        return cls(
            title=text_in(doc, "title"),
            text=text_in(doc, "text"),
            tags=text_in(doc, "tags"),
            on=text_in(doc, "on"),
            kind=text_in(doc, "kind"),
            feelings=words_in(doc, "feelings"),
            own_feelings=text_in(doc, "own_feelings"),
            number=text_in(doc, "number"),
            prompt=text_in(doc, "prompt"),
            of=read_id(doc.get("of")),
            version=read_count(doc.get("version")),
            page=text_in(doc, "page"),
            turn=read_count(doc.get("turn")),
            changed=text_in(doc, "changed"),
            id=kept.id,
            seen=kept.version,
        )

    @classmethod
    def from_typed(cls, typed: Mapping[str, str]) -> Self:
        """An editor's fields as they are, half-finished or odd. Several ticks are lines."""

        def line(name: str) -> str:
            return typed.get(name, "").replace("\r\n", "\n")

        return cls(
            title=line("title"),
            text=line("text"),
            tags=line("tags"),
            on=line("on"),
            kind=line("kind"),
            feelings=tuple(filter(None, line("feelings").split("\n"))),
            own_feelings=line("own_feelings"),
            number=line("number"),
            prompt=line("prompt"),
            of=read_id(typed.get("entry")),
            version=read_count(typed.get("version")),
            page=line("page"),
            turn=read_count(typed.get("turn")),
            id=read_id(typed.get("draft")),
            seen=read_count(typed.get("draft_version")),
        )

    def to_document(self) -> dict[str, Any]:
        doc: dict[str, Any] = {
            "title": self.title,
            "text": self.text,
            "tags": self.tags,
            "on": self.on,
            "kind": self.kind,
            "feelings": list(self.feelings),
            "own_feelings": self.own_feelings,
            "number": self.number,
            "prompt": self.prompt,
            "of": str(self.of) if self.of else "",
            "version": self.version,
            "page": self.page,
            "turn": self.turn,
            "changed": self.changed,
        }
        return {name: value for name, value in doc.items() if value not in ("", [], 0)}

    @property
    def has_words(self) -> bool:
        return bool(self.title.strip() or self.text.strip())

    @property
    def is_empty(self) -> bool:
        """Nothing typed and nothing chosen. A page always has a day and a kind."""
        chosen = (self.tags.strip(), self.feelings, self.own_feelings.strip(), self.number.strip())
        return not (self.has_words or any(chosen))

    def has_the_words_of(self, entry: Entry) -> bool:
        feelings = {*self.feelings, *split_words(without_controls(self.own_feelings))}
        title = one_line(without_controls(self.title))
        return (
            (title, without_controls(self.text)) == (entry.title, entry.text)
            and split_words(without_controls(self.tags)) == entry.tags
            and self.on in ("", entry.on.isoformat())
            and read_number(self.number) == entry.number
            and feelings == set(entry.feelings)
        )


@dataclass(frozen=True)
class OwnPrompt:
    """A start of one's own."""

    text: str
    id: UUID

    @classmethod
    def from_kept(cls, kept: Kept) -> Self:
        return cls(text_in(kept.document, "text"), kept.id)


def new_page() -> str:
    """A name for one opened editor that says nothing."""
    return base64.urlsafe_b64encode(os.urandom(12)).decode("ascii")


def split_words(text: str) -> tuple[str, ...]:
    """ "walk, the  sea,walk" → ("walk", "the sea"): each once, in order.

    What is far too long for any list is not taken apart: it is one thing, and too long for that.
    """
    if len(text) > LONGEST_LIST:
        return (text,)
    words = (" ".join(part.split()) for part in _COMMAS.split(text))
    return tuple(dict.fromkeys(filter(None, words)))


def read_day(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return UNDATED


def read_kind(value: object) -> Kind:
    return next((kind for kind in KINDS if kind == value), "free")


def read_number(value: object) -> int | None:
    return next((number for number in NUMBERS if str(number) == str(value)), None)


def day_number(day: dt.date) -> int:
    """2026-11-27 → 20261127."""
    return day.year * 10_000 + day.month * 100 + day.day
