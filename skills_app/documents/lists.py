"""A long list, a page at a time, the latest made first; and turning its pages.

What the buttons say, and where each leads.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

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


def turning(first: str, other: str, page: int, *, more: bool) -> list[tuple[str, str]]:
    """Words and address of each way on from this page. `first` names the page without a number."""
    ways = []
    if page > 1:
        address = reverse(first) if page == 2 else reverse(other, args=[page - 1])
        ways.append((_("Newer"), address))
    if more:
        ways.append((_("Older"), reverse(other, args=[page + 1])))
    return ways


def turning_by(offset: int, step: int, *, more: bool) -> list[tuple[str, int]]:
    """The same where no address may tell: words, and where in the list the page begins."""
    ways = []
    if offset:
        ways.append((_("Newer"), max(offset - step, 0)))
    if more:
        ways.append((_("Older"), offset + step))
    return ways
