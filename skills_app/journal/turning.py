"""Turning the pages of a long list: what the buttons say, and where each leads."""

from django.urls import reverse
from django.utils.translation import gettext as _


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
