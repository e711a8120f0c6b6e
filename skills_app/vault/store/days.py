"""Which documents of a kind belong to which day, sealed beside them: a month opens only its own.

This is bookkeeping. Nothing is in it that the documents do not say, and it is used only while it
agrees with the rows there are: how many, how often saved, which is the newest. If it does not, or a
part of it does not open, it is made anew from the documents. Its parts follow the order in which
the documents were made, and change with each save, so they tell nobody more than those rows do.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from skills_app.vault.store.open_space import Kept, OpenSpace, State

PART: Final = 500  # documents in one part: it is sealed anew at each save of one of them
UNREADABLE: Final = 0


class Dated(NamedTuple):
    """A document, its version, and its day as a number: 20261127; 0 for one that does not open."""

    id: UUID
    version: int
    day: int


@dataclass(frozen=True)
class Days:
    """All of it, as three columns."""

    ids: list[str]
    versions: list[int]
    days: list[int]

    def between(self, first: int, last: int) -> list[UUID]:
        return [
            UUID(hex=self.ids[place]) for place, day in enumerate(self.days) if first <= day <= last
        ]


def index_of(kind: str) -> str:
    """The kind of the parts. `records.ASIDE` lists them all."""
    return f"days/{kind}"


def read(space: OpenSpace, kind: str) -> Days | None:
    """None when there is none yet, or it does not agree with what is kept."""
    scan = space.scan(index_of(kind))
    found = Days([], [], [])
    for kept in scan:
        part = _columns(kept)
        if part is None:
            return None
        found.ids.extend(part[0])
        found.versions.extend(part[1])
        found.days.extend(part[2])
    if scan.damaged or not found.ids:
        return None
    state = space.state_of(kind)
    agrees = (len(found.ids), sum(found.versions)) == (state.count, state.versions)
    return found if agrees and (not state.newest or state.newest.hex in found.ids) else None


def make(space: OpenSpace, kind: str, dated: Sequence[Dated], *, seen: State) -> None:
    """Keep it anew, in the order of making. Does nothing when something was saved since `seen`."""
    with space.together():
        if space.state_of(kind) != seen:
            return
        for record_id, _ in space.ids_of(index_of(kind)):
            space.delete(record_id, index_of(kind))
        for start in range(0, len(dated), PART):
            space.create(index_of(kind), _document(dated[start : start + PART]))


def add(space: OpenSpace, kind: str, new: Dated) -> None:
    """Note a document that was made just now. Call inside `together`, as the two below."""
    for kept in space.newest(index_of(kind), limit=1):
        columns = _columns(kept)
        if columns is None:
            return
        if len(columns[0]) >= PART:
            space.create(index_of(kind), _document([new]))
            return
        for column, value in zip(columns, _values(new), strict=True):
            column.append(value)
        _save(space, kept, columns)


def change(space: OpenSpace, kind: str, changed: Dated) -> None:
    found = _part_with(space, kind, changed.id)
    if found is not None:
        kept, columns, place = found
        for column, value in zip(columns, _values(changed), strict=True):
            column[place] = value
        _save(space, kept, columns)


def remove(space: OpenSpace, kind: str, gone: UUID) -> None:
    found = _part_with(space, kind, gone)
    if found is not None:
        kept, columns, place = found
        for column in columns:
            del column[place]
        _save(space, kept, columns)


Columns = tuple[list[Any], list[Any], list[Any]]


def _part_with(space: OpenSpace, kind: str, wanted: UUID) -> tuple[Kept, Columns, int] | None:
    """Most often it is the newest part: people change what they wrote last."""
    with closing(iter(space.scan(index_of(kind)))) as parts:
        for kept in parts:
            columns = _columns(kept)
            if columns is not None and wanted.hex in columns[0]:
                return kept, columns, columns[0].index(wanted.hex)
    return None


def _columns(kept: Kept) -> Columns | None:
    ids, versions, days = (kept.document.get(name) for name in ("ids", "versions", "days"))
    if not (isinstance(ids, list) and isinstance(versions, list) and isinstance(days, list)):
        return None
    sound = len(ids) == len(versions) == len(days) and {int}.issuperset(map(type, versions + days))
    return (ids, versions, days) if sound else None


def _values(one: Dated) -> tuple[str, int, int]:
    return one.id.hex, one.version, one.day


def _document(part: Iterable[Dated]) -> dict[str, Any]:
    ids, versions, days = zip(*map(_values, part), strict=True)
    return {"ids": list(ids), "versions": list(versions), "days": list(days)}


def _save(space: OpenSpace, kept: Kept, columns: Columns) -> None:
    document = dict(zip(("ids", "versions", "days"), columns, strict=True))
    space.save(kept.id, kept.kind, document, kept.version)
