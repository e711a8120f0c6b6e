"""What a document was before each change, in records of their own that it lists."""

from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, Self, TypeVar
from uuid import UUID

from skills_app.documents.kinds import Kind
from skills_app.documents.values import read_count
from skills_app.vault.store import Damaged, NotKept, OpenSpace

MOST_EARLIER: Final = 50


class WithVersions(Protocol):
    """The shape of a kind that keeps earlier versions; `earlier` lists them, oldest first."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def version(self) -> int: ...

    @property
    def earlier(self) -> tuple[UUID, ...]: ...

    def with_earlier(self, earlier: tuple[UUID, ...]) -> Self: ...

    def before_a_change(self) -> dict[str, Any]:
        """The document as it is kept beside, once there is a newer one."""


V = TypeVar("V", bound=WithVersions)


@dataclass(frozen=True)
class EarlierVersion(Generic[V]):
    """A document as it was before a change. `number` is the version it had then."""

    document: V
    number: int
    id: UUID


def earlier_versions(
    space: OpenSpace, kind: Kind[V], document: V
) -> tuple[list[EarlierVersion[V]], int]:
    """Newest first, and how many did not open."""
    found, damaged = [], 0
    for record_id in reversed(document.earlier):
        try:
            found.append(read_earlier(space, kind, document, record_id))
        except (NotKept, Damaged):
            damaged += 1
    return found, damaged


def read_earlier(
    space: OpenSpace, kind: Kind[V], document: V, record_id: UUID
) -> EarlierVersion[V]:
    """Raises: NotKept (also for a version of another document), Damaged."""
    if record_id not in document.earlier:
        raise NotKept
    kept = space.read(record_id, kind.earlier)
    return EarlierVersion(kind.read(kept), read_count(kept.document.get("version")), kept.id)


def keep_the_one_before(space: OpenSpace, kind: Kind[Any], before: Any, after: Any) -> Any:
    """`after`, with what it takes the place of among its earlier versions. The oldest go.

    Both are of a kind that has them (WithVersions).
    """
    document = before.before_a_change() | {"of": str(before.id), "version": before.version}
    earlier = (*before.earlier, space.create(kind.earlier, document).id)
    for gone in earlier[:-MOST_EARLIER]:
        _erase_earlier(space, kind, gone)
    return after.with_earlier(earlier[-MOST_EARLIER:])


def erase_earlier_of(
    space: OpenSpace, kind: Kind[Any], record_id: UUID, known: tuple[UUID, ...] | None
) -> None:
    """Erase a document's earlier versions; `known` is its list of them, None if unreadable."""
    if known is None:
        known = tuple(
            kept.id
            for kept in space.scan(kind.earlier)
            if kept.document.get("of") == str(record_id)
        )
    for one in known:
        _erase_earlier(space, kind, one)


def _erase_earlier(space: OpenSpace, kind: Kind[Any], record_id: UUID) -> None:
    try:
        space.delete(record_id, kind.earlier)
    except NotKept:
        return
