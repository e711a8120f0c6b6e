"""The kinds there are, handed in by the features that own them."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from skills_app.documents.kinds import Kind

_kinds: dict[str, Kind[Any]] = {}
KINDS = MappingProxyType(_kinds)


def hand_in(kinds: Iterable[Kind[Any]]) -> None:
    """At start-up, once, with all of them."""
    _kinds.clear()
    _kinds.update({kind.name: kind for kind in kinds})


def kinds_at(home: str) -> list[Kind[Any]]:
    """The kinds that are listed on one page."""
    return [kind for kind in _kinds.values() if kind.home == home]
