"""Unfinished writing: kept while it is typed, when its page is left, and when its writer leaves.

Each opened editor has a draft of its own. Two editors never write over one another: when a draft
was changed by another one since, the words are kept beside it. A kind of drafts (`DRAFT` below)
says with `of` what they are drafts of.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, Protocol, Self, TypeVar
from uuid import UUID

from skills_app.documents.erased import erased_ones
from skills_app.documents.kinds import Kind
from skills_app.documents.pieces import put_in_place, read_place
from skills_app.documents.store import RECENT, newest, read
from skills_app.documents.values import now, read_id
from skills_app.vault.store import Damaged, NotKept, OpenSpace

LOOKED_THROUGH: Final = 100


class Finished(Protocol):
    """What a draft is of. `page` is the editor that kept it last, and `turn` its sending."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def version(self) -> int: ...

    @property
    def page(self) -> str: ...

    @property
    def turn(self) -> int: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Unfinished(ABC):
    """What every draft has: of a kept document (`of`, at `version`) or of a new one.

    The fields are as they were typed. `page` is the editor that wrote it last and `turn` counts
    that editor's sendings, so that a late one does not undo a newer one. `seen` is the version
    of this draft that the editor began with.
    """

    text: str = ""
    of: UUID | None = None
    version: int = 0
    page: str = ""
    turn: int = 0
    changed: str = ""
    id: UUID | None = None
    seen: int = 0

    @abstractmethod
    def to_document(self) -> dict[str, Any]: ...

    @property
    @abstractmethod
    def has_words(self) -> bool: ...

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Nothing typed and nothing chosen."""

    @abstractmethod
    def has_the_words_of(self, document: Any) -> bool:
        """Whether nothing was typed here that is not in the document."""

    def says_the_same_as(self, other: Self) -> bool:
        return self._content() == other._content()

    def _content(self) -> Self:
        return replace(self, page="", turn=0, changed="", id=None, seen=0, version=0)


D = TypeVar("D", bound=Unfinished)


@dataclass(frozen=True)
class DraftKept(Generic[D]):
    """What became of the typed words. `draft` is None when there was nothing to keep."""

    draft: D | None
    beside: bool = False  # another editor had changed the draft; both are kept
    emptied: bool = False  # the page is empty now; the draft still holds its last words


def drafts_of(space: OpenSpace, kind: Kind[D], record_id: UUID) -> list[D]:
    found, _ = newest(space, kind, limit=LOOKED_THROUGH)
    return [draft for draft in found if draft.of == record_id]


def keep_draft(space: OpenSpace, kind: Kind[D], typed: D) -> DraftKept[D]:
    """Keep what is being typed, in this editor's own draft.

    Nothing is written for an empty page, for words that are kept already, and for a sending that
    comes late: after the document was kept, or after a newer one. What was typed after "Keep it"
    is kept as a change of that document, and what was typed into one that is gone as a new page.
    """
    with space.together():
        others, _ = newest(space, kind, limit=LOOKED_THROUGH)
        mine, beside = _own_draft(space, kind, typed, others)
        if _adds_nothing(typed, mine):
            return DraftKept(mine, emptied=mine is not None and mine.has_words)
        if _comes_late(typed, mine):
            return DraftKept(mine)
        there, typed = _with_its_document(space, kind, typed)
        if _is_kept(space, typed, there):
            if mine:
                space.delete(_id_of(mine), kind.name)
            return DraftKept(None)
        typed = _as_change_of(there, typed)
        if mine is None:
            mine = next((one for one in others if one.says_the_same_as(typed)), None)
        return DraftKept(_write(space, kind, mine, typed), beside)


def _comes_late(typed: D, mine: D | None) -> bool:
    """Whether the same editor sent something newer before."""
    return mine is not None and _is_of(mine, typed) and typed.turn < mine.turn


def _write(space: OpenSpace, kind: Kind[D], mine: D | None, typed: D) -> D:
    """Put the words into this editor's draft, a new one if it has none yet."""
    stamped = replace(typed, changed=now())
    if mine is None:
        return kind.read(space.create(kind.name, stamped.to_document()))
    if mine.says_the_same_as(typed) and mine.page == typed.page:
        return mine
    return kind.read(space.save(_id_of(mine), kind.name, stamped.to_document(), mine.seen))


def _adds_nothing(typed: D, mine: D | None) -> bool:
    """An emptied page does not take its last words along; tags alone are kept where none were."""
    if typed.has_words:
        return False
    return typed.is_empty or typed.of is not None or bool(mine and mine.has_words)


def _own_draft(space: OpenSpace, kind: Kind[D], typed: D, others: list[D]) -> tuple[D | None, bool]:
    """The draft this editor may write to, and whether the one it began with changed since."""
    for one in others:
        if _is_of(one, typed):
            return one, False
    if typed.id is None:
        return None, False
    try:
        begun = read(space, kind, typed.id)
    except (NotKept, Damaged):
        return None, False
    if begun.seen == typed.seen or not typed.page:
        return begun, False
    return None, not begun.says_the_same_as(typed)


def _is_of(draft: Unfinished, typed: Unfinished) -> bool:
    """Whether the same opened editor wrote both."""
    return bool(typed.page) and draft.page == typed.page


def _with_its_document(space: OpenSpace, kind: Kind[D], typed: D) -> tuple[Finished | None, D]:
    """The document these words belong to, and the words as belonging to it.

    That is the one this editor's page was kept as meanwhile, or else the one it was opened with.
    Words for one that is gone belong to none: else they would be erased along with it.
    """
    of = _finished(kind)
    if typed.page:
        for kept in space.newest(of.name, limit=RECENT):
            if kept.document.get("page") == typed.page and kept.id != typed.of:
                return of.read(kept), replace(typed, of=kept.id, version=0)
    if typed.of is None:
        return None, typed
    try:
        return read(space, of, typed.of), typed
    except NotKept:
        return None, typed if _waits_erased(space, typed) else replace(typed, of=None, version=0)
    except Damaged:
        return None, typed


def _waits_erased(space: OpenSpace, typed: D) -> bool:
    """Whether these are the very words of a document that was erased a moment ago."""
    return any(
        typed.has_the_words_of(one.shape)
        for one in erased_ones(space)
        if one.of == typed.of and one.kind
    )


def _is_kept(space: OpenSpace, typed: D, there: Finished | None) -> bool:
    """Whether these words are in a document already, or were sent before their page was kept."""
    if there is None:
        return typed.of is not None and _waits_erased(space, typed)
    late = _was_kept_as(there, typed) and typed.turn <= there.turn
    return late or typed.has_the_words_of(there)


def _was_kept_as(there: Finished, typed: Unfinished) -> bool:
    return bool(typed.page) and there.page == typed.page and there.version > typed.version


def _as_change_of(there: Finished | None, typed: D) -> D:
    """Words that were typed on after their page was kept begin from what was kept."""
    if there and _was_kept_as(there, typed):
        return replace(typed, version=there.version)
    return typed


def settle(space: OpenSpace, kind: Kind[D], typed: D, there: Finished) -> None:
    """The words of this editor were kept as `there`: its draft is not needed any more.

    A draft that another editor has changed since stays. So does one with words typed after
    "Keep it" was pressed, which were quicker to arrive; it is a change of the document now.
    """
    with space.together():
        others, _ = newest(space, kind, limit=LOOKED_THROUGH)
        mine, _ = _own_draft(space, kind, typed, others)
        if mine is None:
            return
        newer = _is_of(mine, typed) and mine.turn > typed.turn
        if newer and not mine.has_the_words_of(there):
            moved = replace(mine, of=there.id, version=there.version)
            space.save(_id_of(mine), kind.name, moved.to_document(), mine.seen)
        else:
            let_draft_go(space, kind.name, _id_of(mine))


def keep_last_words(space: OpenSpace, kind: Kind[D], typed: Mapping[str, str]) -> DraftKept[D]:
    """What an editor sent of its words before it went, all of them or only a piece.

    They count as one turn newer than what was sent while they were typed: that may still be on
    its way, and must not undo them.
    """
    draft = kind.typed(typed)
    draft = replace(draft, turn=draft.turn + 1)
    place = read_place(typed.get("between", ""))
    with space.together():
        if place and not typed.get("cut"):
            kept = _text_last_kept(space, kind, draft)
            whole = None if kept is None else put_in_place(draft.text, place, kept)
            if whole is not None:
                return keep_draft(space, kind, replace(draft, text=whole))
        if place or typed.get("cut"):
            return _keep_beside(space, kind, draft, is_beginning=place is None)
        return keep_draft(space, kind, draft)


def _text_last_kept(space: OpenSpace, kind: Kind[D], typed: D) -> str | None:
    """The text this editor was told is kept, of its draft or of the document it changes.

    Nothing when that was changed since: what the piece was cut from is not known then.
    """
    with suppress(NotKept, Damaged):
        if typed.id is not None:
            draft = read(space, kind, typed.id)
            return draft.text if draft.seen == typed.seen else None
        if typed.of is not None:
            there = read(space, _finished(kind), typed.of)
            return there.text if there.version == typed.version else None
    return None


def _keep_beside(space: OpenSpace, kind: Kind[D], piece: D, *, is_beginning: bool) -> DraftKept[D]:
    """Only a piece of a long page came along, and its place is not known.

    It never takes the place of the whole, which was kept while it was typed.
    """
    found, _ = newest(space, kind, limit=LOOKED_THROUGH)
    if not piece.text.strip():
        return DraftKept(None)
    if is_beginning and any(one.text.startswith(piece.text) for one in found):
        return DraftKept(None)
    return keep_draft(space, kind, replace(piece, id=None, page=""))


def let_draft_go(space: OpenSpace, name: str, draft_id: UUID) -> None:
    """Erase a draft; one that is gone already is no trouble."""
    with suppress(NotKept):
        space.delete(draft_id, name)


def erase_drafts_of(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> None:
    """All unfinished changes of a document of this kind."""
    for kept in space.scan(kind.drafts):
        if read_id(kept.document.get("of")) == record_id:
            let_draft_go(space, kind.drafts, kept.id)


def _finished(kind: Kind[D]) -> Kind[Any]:
    if kind.of is None:
        raise ValueError(kind.name)
    return kind.of


def _id_of(draft: Unfinished) -> UUID:
    if draft.id is None:
        raise NotKept
    return draft.id
