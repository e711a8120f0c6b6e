"""Erasing is real, with a short way back, for every kind alike.

For ten minutes what was erased waits as one sealed record. Brought back, it is the record it was,
at the same address and version. Then it is deleted from the database with all that belongs to it
(earlier versions, unfinished changes, its pin), in one transaction: at the next look at any list
of what is kept, at the next opening of the space, or at once, when its person says so.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from skills_app.documents import store
from skills_app.documents.drafts import erase_drafts_of
from skills_app.documents.erased import ERASED, Erased, as_erased, erased_ones
from skills_app.documents.kinds import KINDS, Kind, kinds_at
from skills_app.documents.pins import TooManyPins, pin, pinned_ids, unpin
from skills_app.documents.values import now, text_in
from skills_app.documents.versions import erase_earlier_of
from skills_app.vault.store import Damaged, NotKept, OpenSpace, TooLarge

_AS_IT_LIES: Final = b'"%s":"' % store.MARK.encode()  # inside a text quotes have a backslash


@dataclass(frozen=True)
class BroughtBack:
    kind: Kind[Any]
    id: UUID
    lost_its_pin: bool = False  # others took its place meanwhile


def erase(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> bool:
    """Returns whether it can be brought back.

    One that does not open, or fills a record, can not: it is gone at once. Raises: NotKept.
    """
    with space.together():
        try:
            kept = store.read_record(space, kind, record_id)
            pinned = record_id in pinned_ids(space, kind) if kind.pins else False
            space.create(ERASED, as_erased(kind, kept, pinned=pinned, at=now()))
        except (Damaged, TooLarge):
            store.remove(space, kind, record_id)
            _let_belongings_go(space, kind, record_id, known=None)
            return False
        store.remove(space, kind, record_id)
        if pinned:
            unpin(space, kind, record_id)
        return True


def waiting(space: OpenSpace, home: str) -> list[Erased]:
    """What was erased there and can still be brought back, the last one first.

    What is past its time goes now.
    """
    _take_in_marked(space, kinds_at(home))
    let_go(space)
    return [one for one in erased_ones(space) if one.kind and one.kind.home == home]


def waiting_ids(space: OpenSpace) -> set[UUID]:
    """The records that wait, for those that belong to them. Only looks."""
    return {one.of for one in erased_ones(space) if one.of}


def bring_back(space: OpenSpace, home: str) -> BroughtBack | None:
    """Put back what was erased last there; its versions and unfinished changes are its own again.

    Should there be no room among the pinned ones any more, it comes back without its pin.
    """
    with space.together():
        erased = next(iter(waiting(space, home)), None)
        if erased is None or erased.kind is None:
            return None
        space.delete(erased.id, ERASED)
        kept = store.put(
            space,
            erased.kind,
            erased.document,
            again=erased.of,
            version=max(erased.version, 1),
        )
        try:
            if erased.pinned:
                pin(space, erased.kind, kept.id)
        except TooManyPins:
            return BroughtBack(erased.kind, kept.id, lost_its_pin=True)
        return BroughtBack(erased.kind, kept.id)


def let_go(space: OpenSpace, *, all_at: str = "") -> None:
    """Delete for good what was erased and is past its time, or all of it that is listed there."""
    gone = [
        one
        for one in erased_ones(space)
        if not one.still_waits or (one.kind and one.kind.home == all_at)
    ]
    if not gone:
        return
    with space.together():
        for erased in gone:
            with suppress(NotKept):  # another tab was quicker
                space.delete(erased.id, ERASED)
                if erased.kind and erased.of:
                    known = erased.earlier
                    _let_belongings_go(space, erased.kind, erased.of, known=known)


def let_go_on_opening(*, space: OpenSpace, **kwargs: object) -> None:
    """Receives `space_opened`: what was erased in an earlier sitting does not wait for a visit."""
    _take_in_marked(space, KINDS.values())
    let_go(space)


def _take_in_marked(space: OpenSpace, kinds: Iterable[Kind[Any]]) -> None:
    """Marked where they stood, as the first edition did: from now on they wait as all others."""
    for kind in kinds:
        if not kind.marked_once:
            continue
        marked = list(space.scan(kind.name, lambda plain: _AS_IT_LIES in plain))
        for kept in marked:
            at = text_in(kept.document, store.MARK)
            if not at:
                continue
            del kept.document[store.MARK]
            with space.together(), suppress(NotKept):  # another tab was quicker
                store.remove(space, kind, kept.id)
                space.create(ERASED, as_erased(kind, kept, pinned=False, at=at))


def _let_belongings_go(
    space: OpenSpace, kind: Kind[Any], record_id: UUID, *, known: tuple[UUID, ...] | None
) -> None:
    """What belonged to a record that is gone; `known` are its earlier versions, if it opened."""
    if kind.earlier:
        erase_earlier_of(space, kind, record_id, known)
    if kind.drafts:
        erase_drafts_of(space, kind, record_id)
    if kind.pins:
        unpin(space, kind, record_id)
