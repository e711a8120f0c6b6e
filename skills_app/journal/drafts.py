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

from skills_app.documents.values import now, read_count, read_id
from skills_app.journal.pieces import put_in_place, read_place
from skills_app.journal.shapes import Draft, Entry
from skills_app.journal.store import ENTRY, ERASED, RECENT, read_entry
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
    comes late: after the entry was kept, or after a newer one. What was typed after "Keep it" is
    kept as a change of that entry, and what was typed into an entry that is gone as a new page.
    """
    with space.together():
        others, _ = drafts(space, limit=LOOKED_THROUGH)
        mine, beside = _own_draft(space, typed, others)
        if _adds_nothing(typed, mine):
            return Outcome(mine, emptied=mine is not None and mine.has_words)
        if mine and _is_of(mine, typed) and typed.turn < mine.turn:
            return Outcome(mine)
        entry, typed = _with_its_entry(space, typed)
        if _is_kept(space, typed, entry):
            if mine:
                space.delete(_id_of(mine), DRAFT)
            return Outcome(None)
        typed = _as_change_of(entry, typed)
        if mine is None:
            mine = next((one for one in others if one.says_the_same_as(typed)), None)
        stamped = replace(typed, changed=now())
        if mine is None:
            return Outcome(Draft.from_kept(space.create(DRAFT, stamped.to_document())), beside)
        if mine.says_the_same_as(typed) and mine.page == typed.page:
            return Outcome(mine, beside)
        kept = space.save(_id_of(mine), DRAFT, stamped.to_document(), mine.seen)
        return Outcome(Draft.from_kept(kept), beside)


def _adds_nothing(typed: Draft, mine: Draft | None) -> bool:
    """An emptied page does not take its last words along; tags alone are kept where none were."""
    if typed.has_words:
        return False
    return typed.is_empty or typed.of is not None or bool(mine and mine.has_words)


def _own_draft(space: OpenSpace, typed: Draft, others: list[Draft]) -> tuple[Draft | None, bool]:
    """The draft this editor may write to, and whether the one it began with changed since."""
    for one in others:
        if _is_of(one, typed):
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


def _is_of(draft: Draft, typed: Draft) -> bool:
    """Whether the same opened editor wrote both."""
    return bool(typed.page) and draft.page == typed.page


def _with_its_entry(space: OpenSpace, typed: Draft) -> tuple[Entry | None, Draft]:
    """The entry these words belong to, and the words as belonging to it.

    That is the one this editor's page was kept as meanwhile, or else the one it was opened with.
    Words for an entry that is gone belong to none: else they would be erased along with it.
    """
    if typed.page:
        for kept in space.newest(ENTRY, limit=RECENT):
            if kept.document.get("page") == typed.page and kept.id != typed.of:
                return Entry.from_kept(kept), replace(typed, of=kept.id, version=0)
    if typed.of is None:
        return None, typed
    try:
        return read_entry(space, typed.of), typed
    except NotKept:
        return None, typed if _waits_erased(space, typed) else replace(typed, of=None, version=0)
    except Damaged:
        return None, typed


def _waits_erased(space: OpenSpace, typed: Draft) -> bool:
    """Whether these are the very words of an entry that was erased a moment ago."""
    for kept in space.scan(ERASED):
        if read_id(kept.document.get("of")) == typed.of:
            entry = kept.document.get("entry")
            return isinstance(entry, dict) and typed.has_the_words_of(Entry.from_document(entry))
    return False


def _is_kept(space: OpenSpace, typed: Draft, entry: Entry | None) -> bool:
    """Whether these words are in an entry already, or were sent before their page was kept."""
    if entry is None:
        return typed.of is not None and _waits_erased(space, typed)
    late = _was_kept_as(entry, typed) and typed.turn <= entry.turn
    return late or typed.has_the_words_of(entry)


def _was_kept_as(entry: Entry, typed: Draft) -> bool:
    return bool(typed.page) and entry.page == typed.page and entry.version > typed.version


def _as_change_of(entry: Entry | None, typed: Draft) -> Draft:
    """Words that were typed on after their page was kept begin from what was kept."""
    if entry and _was_kept_as(entry, typed):
        return replace(typed, version=entry.version)
    return typed


def let_draft_go(space: OpenSpace, draft_id: UUID) -> None:
    """Erase a draft; one that is gone already is no trouble."""
    with suppress(NotKept):
        space.delete(draft_id, DRAFT)


def settle(space: OpenSpace, typed: Draft, entry: Entry) -> None:
    """The words of this editor were kept as `entry`: its draft is not needed any more.

    A draft that another editor has changed since stays. So does one with words typed after
    "Keep it" was pressed, which were quicker to arrive; it is a change of the entry now.
    """
    with space.together():
        others, _ = drafts(space, limit=LOOKED_THROUGH)
        mine, _ = _own_draft(space, typed, others)
        if mine is None:
            return
        newer = _is_of(mine, typed) and mine.turn > typed.turn
        if newer and not mine.has_the_words_of(entry):
            moved = replace(mine, of=entry.id, version=entry.version)
            space.save(_id_of(mine), DRAFT, moved.to_document(), mine.seen)
        else:
            let_draft_go(space, _id_of(mine))


def erase_drafts_of(space: OpenSpace, entry_id: UUID) -> None:
    for kept in space.scan(DRAFT):
        if read_id(kept.document.get("of")) == entry_id:
            let_draft_go(space, kept.id)


def hand_drafts_over(space: OpenSpace, entry_id: UUID, version: int, entry: Entry) -> None:
    """Unfinished changes of `entry_id` become changes of `entry`, the same one brought back.

    Those that were begun from `version`, its last one, go on from there; older ones stay old.
    """
    for draft in [Draft.from_kept(kept) for kept in space.scan(DRAFT)]:
        if draft.of != entry_id:
            continue
        begun_from = entry.version if draft.version == version else 0
        moved = replace(draft, of=entry.id, version=begun_from)
        space.save(_id_of(draft), DRAFT, moved.to_document(), draft.seen)


def keep_typed_text(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """What the exit's beacon brought: sealed as a draft, if the space is open."""
    space = the_open_space(request) if typed.get("form") == EDITOR else None
    if space is None:
        return
    keep_last_words(space, typed)


def keep_last_words(space: OpenSpace, typed: Mapping[str, str]) -> Outcome:
    """What an editor sent of its words before it went, all of them or only a piece.

    They count as one turn newer than what was sent while they were typed: that may still be on
    its way, and must not undo them.
    """
    draft = draft_from(typed)
    draft = replace(draft, turn=draft.turn + 1)
    place = read_place(typed.get("between", ""))
    with space.together():
        if place and not typed.get("cut"):
            kept = _text_last_kept(space, draft)
            whole = None if kept is None else put_in_place(draft.text, place, kept)
            if whole is not None:
                return keep_draft(space, replace(draft, text=whole))
        if place or typed.get("cut"):
            return _keep_beside(space, draft, is_beginning=place is None)
        return keep_draft(space, draft)


def _text_last_kept(space: OpenSpace, typed: Draft) -> str | None:
    """The text this editor was told is kept, of its draft or of the entry it changes.

    Nothing when that was changed since: what the piece was cut from is not known then.
    """
    with suppress(NotKept, Damaged):
        if typed.id is not None:
            draft = read_draft(space, typed.id)
            return draft.text if draft.seen == typed.seen else None
        if typed.of is not None:
            entry = read_entry(space, typed.of)
            return entry.text if entry.version == typed.version else None
    return None


def _keep_beside(space: OpenSpace, piece: Draft, *, is_beginning: bool) -> Outcome:
    """Only a piece of a long page came along, and its place is not known.

    It never takes the place of the whole, which was kept while it was typed.
    """
    found, _ = drafts(space, limit=LOOKED_THROUGH)
    if not piece.text.strip():
        return Outcome(None)
    if is_beginning and any(one.text.startswith(piece.text) for one in found):
        return Outcome(None)
    return keep_draft(space, replace(piece, id=None, page=""))


def draft_in(data: QueryDict) -> Draft:
    """An editor's fields from a form that was sent."""
    return draft_from(fields_in(data))


def fields_in(data: QueryDict) -> dict[str, str]:
    return {name: "\n".join(map(str, values)) for name, values in data.lists()}


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
