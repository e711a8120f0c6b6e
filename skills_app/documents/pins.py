"""What somebody pinned of a kind, kept as one list in a record of its own."""

from typing import Any, Final, TypeVar
from uuid import UUID

from skills_app.documents.kinds import Kind
from skills_app.documents.store import read
from skills_app.documents.values import read_id, words_in
from skills_app.vault.store import Damaged, NotKept, OpenSpace

S = TypeVar("S")
MOST_PINS: Final = 20
_LIST: Final = "entries"  # on disk, of whatever kind they are


class TooManyPins(Exception):
    """There are `MOST_PINS` of them pinned already."""


def pinned_ids(space: OpenSpace, kind: Kind[Any]) -> tuple[UUID, ...]:
    """The latest pinned first."""
    for kept in space.newest(kind.pins, limit=1):
        return tuple(filter(None, map(read_id, words_in(kept.document, _LIST))))
    return ()


def pinned(space: OpenSpace, kind: Kind[S]) -> list[S]:
    found = []
    for record_id in pinned_ids(space, kind):
        try:
            found.append(read(space, kind, record_id))
        except (NotKept, Damaged):
            continue
    return found


def pin(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> None:
    """Raises: TooManyPins."""
    with space.together():
        others = [one for one in pinned_ids(space, kind) if one != record_id]
        if len(others) >= MOST_PINS:
            raise TooManyPins
        _put(space, kind, [record_id, *others])


def unpin(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> bool:
    """Whether it was pinned."""
    with space.together():
        pins = pinned_ids(space, kind)
        if record_id in pins:
            _put(space, kind, [one for one in pins if one != record_id])
        return record_id in pins


def _put(space: OpenSpace, kind: Kind[Any], pins: list[UUID]) -> None:
    document = {_LIST: [str(one) for one in pins]}
    for kept in space.newest(kind.pins, limit=1):
        space.save(kept.id, kind.pins, document, kept.version)
        return
    space.create(kind.pins, document)
