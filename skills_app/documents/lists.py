"""A long list, a page at a time, the latest made first."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from skills_app.documents.kinds import Kind
from skills_app.documents.store import newest
from skills_app.vault.store import NotKept, OpenSpace

S = TypeVar("S")


@dataclass(frozen=True)
class ListPage(Generic[S]):
    """What is on it, how many did not open, the pages beside it (0: there is none), and how many
    there are in all.
    """

    documents: list[S]
    damaged: int
    newer: int
    older: int
    count: int


def page_of(space: OpenSpace, kind: Kind[S], number: int, *, size: int) -> ListPage[S]:
    """Raises: NotKept, for a page that there is not. The first is always there."""
    offset, count = (number - 1) * size, space.count(kind.name)
    if number < 1 or (number > 1 and offset >= count):
        raise NotKept
    found, damaged = newest(space, kind, limit=size, offset=offset)
    older = number + 1 if offset + size < count else 0
    return ListPage(found, damaged, number - 1, older, count)
