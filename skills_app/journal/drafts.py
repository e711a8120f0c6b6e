"""Unfinished writing: kept while it is typed, when its page is left, and when its writer leaves.

Each opened editor has a draft of its own. Two editors never write over one another: when a draft
was changed by another one since, the words are kept beside it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.http import HttpRequest, QueryDict

from skills_app.journal.shapes import Draft, Entry, now, read_count, read_id
from skills_app.journal.store import ENTRY, RECENT, read_entry
from skills_app.vault.opening import the_open_space
from skills_app.vault.store import Damaged, NotKept, OpenSpace

DRAFT: Final = "draft"
EDITOR: Final = "entry"  # what the editor's form calls itself in data-draft
LOOKED_THROUGH: Final = 100


@dataclass(frozen=True)
class Outcome:
    """What became of the typed words. `draft` is None when there was nothing to keep."""

    draft: Draft | None
    beside: bool = False  # another editor had changed the draft; both are kept
    emptied: bool = False  # the page is empty now; the draft still holds its last words


def drafts(space: OpenSpace, *, limit: int, offset: int = 0) -> tuple[list[Draft], int]:
    """Newest first, and how many of them did not open."""
    listing = space.newest(DRAFT, limit=limit, offset=offset)
    return [Draft.from_kept(kept) for kept in listing], listing.damaged


def drafts_of(space: OpenSpace, entry_id: UUID) -> list[Draft]:
    found, _ = drafts(space, limit=LOOKED_THROUGH)
    return [draft for draft in found if draft.of == entry_id]


def read_draft(space: OpenSpace, draft_id: UUID) -> Draft:
    """Raises: NotKept, Damaged."""
    return Draft.from_kept(space.read(draft_id, DRAFT))


def keep_draft(space: OpenSpace, typed: Draft) -> Outcome:
    """Keep what is being typed, in this editor's own draft.

    Nothing is written for an empty page, for words that are kept already, and for a sending that
    comes late: after the entry was kept, or after a newer one.
    """
    with space.together():
        others, _ = drafts(space, limit=LOOKED_THROUGH)
        mine, beside = _own_draft(space, typed, others)
        if typed.is_empty:
            return Outcome(mine, emptied=mine is not None and not mine.is_empty)
        if mine and mine.page == typed.page and typed.turn < mine.turn:
            return Outcome(mine)
        if _is_kept(space, typed):
            if mine:
                space.delete(_id_of(mine), DRAFT)
            return Outcome(None)
        if mine is None:
            mine = next((one for one in others if one.says_the_same_as(typed)), None)
        stamped = replace(typed, changed=now())
        if mine is None:
            return Outcome(Draft.from_kept(space.create(DRAFT, stamped.to_document())), beside)
        if mine.says_the_same_as(typed) and mine.page == typed.page:
            return Outcome(mine, beside)
        kept = space.save(_id_of(mine), DRAFT, stamped.to_document(), mine.seen)
        return Outcome(Draft.from_kept(kept), beside)


def _own_draft(space: OpenSpace, typed: Draft, others: list[Draft]) -> tuple[Draft | None, bool]:
    """The draft this editor may write to, and whether the one it began with changed since."""
    for one in others:
        if typed.page and one.page == typed.page:
            return one, False
    if typed.id is None:
        return None, False
    try:
        begun = read_draft(space, typed.id)
    except (NotKept, Damaged):
        return None, False
    if begun.seen == typed.seen or not typed.page:
        return begun, False
    return None, not begun.says_the_same_as(typed)


def _is_kept(space: OpenSpace, typed: Draft) -> bool:
    """Whether these words are in an entry already, or this editor's page was kept meanwhile."""
    if typed.page:
        for kept in space.newest(ENTRY, limit=RECENT):
            if kept.document.get("page") == typed.page and kept.id != typed.of:
                return True
    if typed.of is None:
        return False
    try:
        entry = read_entry(space, typed.of)
    except (NotKept, Damaged):
        return False
    late = bool(typed.page) and entry.page == typed.page and entry.version > typed.version
    return late or typed.has_the_words_of(entry)


def let_draft_go(space: OpenSpace, draft_id: UUID) -> None:
    """Erase a draft; one that is gone already is no trouble."""
    with suppress(NotKept):
        space.delete(draft_id, DRAFT)


def settle(space: OpenSpace, typed: Draft) -> None:
    """The words of this editor were kept as an entry: its draft is not needed any more.

    A draft that another editor has changed since stays.
    """
    with space.together():
        others, _ = drafts(space, limit=LOOKED_THROUGH)
        mine, _ = _own_draft(space, typed, others)
        if mine is not None:
            let_draft_go(space, _id_of(mine))


def erase_drafts_of(space: OpenSpace, entry_id: UUID) -> None:
    for kept in space.scan(DRAFT):
        if read_id(kept.document.get("of")) == entry_id:
            let_draft_go(space, kept.id)


def hand_drafts_over(space: OpenSpace, entry_id: UUID, version: int, entry: Entry) -> None:
    """Unfinished changes of `entry_id` become changes of `entry`, the same one brought back.

    Those that were begun from `version`, its last one, go on from there; older ones stay old.
    """
    for draft in drafts_of(space, entry_id):
        begun_from = entry.version if draft.version == version else 0
        moved = replace(draft, of=entry.id, version=begun_from)
        space.save(_id_of(draft), DRAFT, moved.to_document(), draft.seen)


def keep_typed_text(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """What the exit's beacon brought: sealed as a draft, if the space is open."""
    space = the_open_space(request) if typed.get("form") == EDITOR else None
    if space is None:
        return
    draft = draft_from(typed)
    if typed.get("cut"):
        # Only the beginning of a long page came along. It never takes the place of the whole,
        # which was kept while it was typed; it stands beside if that did not happen.
        if any(one.text.startswith(draft.text) for one in drafts(space, limit=LOOKED_THROUGH)[0]):
            return
        draft = replace(draft, id=None, page="")
    keep_draft(space, draft)


def draft_in(data: QueryDict) -> Draft:
    """An editor's fields from a form that was sent."""
    return draft_from({name: "\n".join(map(str, values)) for name, values in data.lists()})


def draft_from(typed: Mapping[str, str]) -> Draft:
    """Reads an editor's fields as they are, half-finished or odd. Several ticks are lines."""

    def line(name: str) -> str:
        return typed.get(name, "").replace("\r\n", "\n")

    return Draft(
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


def _id_of(draft: Draft) -> UUID:
    if draft.id is None:
        raise NotKept
    return draft.id
