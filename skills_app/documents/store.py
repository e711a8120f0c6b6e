"""Documents of any kind in the open space: read, listed, kept once, changed, and taken away.

What the first edition marked as erased is not there for anyone who asks here.
"""

from typing import Any, Final, Protocol, Self, TypeVar
from uuid import UUID

from skills_app.documents.kinds import Kind
from skills_app.documents.versions import WithVersions, keep_the_one_before, read_earlier
from skills_app.vault.store import Document, Kept, NewerVersion, NotKept, OpenSpace, days

S = TypeVar("S")
MARK: Final = "erased"
RECENT: Final = 3  # how far back a form sent twice is looked for


class Shape(Protocol):
    """What can be kept and changed: a plain value, made of a document and made into one."""

    def to_document(self) -> dict[str, Any]: ...

    def says_the_same_as(self, other: Self, /) -> bool:
        """Whether both hold the same words and choices, whenever and wherever they were kept."""

    def is_from_the_page_of(self, other: Self, /) -> bool:
        """Whether the very page that sent one may have sent the other."""

    def made_now(self) -> Self: ...

    def changed_now(self, before: Self, /) -> Self:
        """With what stays through a change as it was `before`."""


class Changing(Shape, WithVersions, Protocol):
    """The shape of a kind that keeps earlier versions."""


K = TypeVar("K", bound=Shape)
C = TypeVar("C", bound=Changing)


def read(space: OpenSpace, kind: Kind[S], record_id: UUID) -> S:
    """Raises: NotKept, Damaged."""
    return kind.read(read_record(space, kind, record_id))


def read_record(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> Kept:
    """Raises: NotKept, Damaged."""
    kept = space.read(record_id, kind.name)
    if is_marked(kind, kept):
        raise NotKept
    return kept


def newest(space: OpenSpace, kind: Kind[S], *, limit: int, offset: int = 0) -> tuple[list[S], int]:
    """A page of them, the latest made first, and how many on it did not open."""
    listing = space.newest(kind.name, limit=limit, offset=offset)
    return [kind.read(kept) for kept in listing if not is_marked(kind, kept)], listing.damaged


def everything(space: OpenSpace, kind: Kind[S]) -> tuple[list[S], int]:
    """All of them, the latest made first, and how many did not open (they are left as they are)."""
    scan = space.scan(kind.name)
    return [kind.read(kept) for kept in scan if not is_marked(kind, kept)], scan.damaged


def add(space: OpenSpace, kind: Kind[K], new: K, *, beside: bool = False) -> K:
    """Keep something new; the same form sent twice keeps it once.

    Raises:
        NewerVersion: this page kept other words already. With `beside`, they are kept as well.
    """
    with space.together():
        for kept in space.newest(kind.name, limit=RECENT):
            there = kind.read(kept)
            if is_marked(kind, kept) or not there.is_from_the_page_of(new):
                continue
            if there.says_the_same_as(new):
                return there
            if not beside:
                raise NewerVersion(kept)
        return kind.read(put(space, kind, new.made_now().to_document()))


def change(space: OpenSpace, kind: Kind[K], record_id: UUID, new: K, *, version: int) -> K:
    """Keep a change, and the version before it, if the kind has them. No change, no new version.

    Raises: NotKept, Damaged, NewerVersion (with what is there now; nothing is overwritten).
    """
    with space.together():
        kept = read_record(space, kind, record_id)
        before = kind.read(kept)
        after = new.changed_now(before)
        if before.says_the_same_as(after):
            return before
        if kept.version != version:
            raise NewerVersion(kept)
        if kind.earlier:
            after = keep_the_one_before(space, kind, before, after)
        saved = space.save(record_id, kind.name, after.to_document(), version)
        changed = kind.read(saved)
        if kind.day is not None:
            dated = days.Dated(record_id, saved.version, kind.day(changed))
            days.change(space, kind.name, dated)
        return changed


def bring_back_earlier(space: OpenSpace, kind: Kind[C], record_id: UUID, earlier_id: UUID) -> C:
    """Make an earlier version the one that is shown; the present one becomes an earlier one.

    Raises: NotKept, Damaged.
    """
    with space.together():
        current = read(space, kind, record_id)
        earlier = read_earlier(space, kind, current, earlier_id)
        return change(space, kind, record_id, earlier.document, version=current.version)


def put(
    space: OpenSpace,
    kind: Kind[Any],
    document: Document,
    *,
    again: UUID | None = None,
    version: int = 1,
) -> Kept:
    """Keep it just as it is, and note its day. Call inside `together`, as `remove`.

    `again` and `version` are the record it was, to have it back as it was.
    """
    kept = space.create(kind.name, document, again=again, version=version)
    if kind.day is not None:
        dated = days.Dated(kept.id, kept.version, kind.day(kind.read(kept)))
        days.add(space, kind.name, dated)
    return kept


def remove(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> None:
    """The record alone. Raises: NotKept."""
    space.delete(record_id, kind.name)
    if kind.day is not None:
        days.remove(space, kind.name, record_id)


def is_marked(kind: Kind[Any], kept: Kept) -> bool:
    return kind.marked_once and bool(kept.document.get(MARK))
