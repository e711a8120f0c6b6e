"""What somebody was typing when they left: sealed, if their space is open, and nothing newer lost.

A kind that has drafts keeps it as one. Another keeps it in its place, or beside what is there.
"""

from collections.abc import Mapping
from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict

from skills_app.documents.drafts import keep_last_words
from skills_app.documents.kinds import KINDS, Kind
from skills_app.documents.store import Shape, add, change, everything
from skills_app.vault.store import Damaged, NewerVersion, NotKept, OpenSpace
from skills_app.vault.unlocking import the_open_space


class Typed(Shape, Protocol):
    """The shape of a kind without drafts, as its editor's fields are read."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def version(self) -> int: ...

    @property
    def text(self) -> str: ...

    @property
    def fingerprint_of_words(self) -> str:
        """Its editor sends the one of what stood there when it was opened, as `began`."""

    def has_the_words_of(self, other: Self, /) -> bool: ...


T = TypeVar("T", bound=Typed)


def keep_what_was_typed(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """One form of what the exit's beacon brought (exits/drafts.py)."""
    kind = _written_by(typed.get("form", ""))
    space = the_open_space(request) if kind else None
    if kind is None or space is None:
        return
    if kind.of:
        keep_last_words(space, kind, typed)
    else:
        keep_in_place(space, kind, typed)


def fields_in(data: QueryDict) -> dict[str, str]:
    """An editor's fields from a form that was sent. What was sent more than once are lines."""
    return {name: "\n".join(map(str, values)) for name, values in data.lists()}


def keep_in_place(space: OpenSpace, kind: Kind[T], typed: Mapping[str, str]) -> None:
    """In its place only as a change of the version it was begun from."""
    words, is_cut = kind.typed(typed), bool(typed.get("cut"))
    if not words.text.strip() or typed.get("began") == words.fingerprint_of_words:
        return
    with space.together():
        if not _is_kept(space, kind, words, is_cut=is_cut):
            _put_away(space, kind, words, in_place=not is_cut)


def _written_by(form: str) -> Kind[Any] | None:
    return next((kind for kind in KINDS.values() if form and kind.editor == form), None)


def _is_kept(space: OpenSpace, kind: Kind[T], words: T, *, is_cut: bool) -> bool:
    """Whether these words are there already; of a cut text, whether the whole of it is."""
    return any(
        one.text.startswith(words.text) if is_cut else one.has_the_words_of(words)
        for one in everything(space, kind)[0]
    )


def _put_away(space: OpenSpace, kind: Kind[T], words: T, *, in_place: bool) -> None:
    if in_place and words.id is not None:
        try:
            change(space, kind, words.id, words, version=words.version)
        except (NewerVersion, NotKept, Damaged):
            pass
        else:
            return
    add(space, kind, words)
