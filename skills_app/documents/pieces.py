"""A page too long for a beacon: only what was typed since it was last kept is sent, and its place.

Pure: no Django, no store.
"""

from dataclasses import dataclass
from typing import Final

_NUMBERS: Final = 3


@dataclass(frozen=True)
class Position:
    """Where a piece belongs: after the first `before` characters of a text of `length` that was
    kept, and before its last `after`. Characters are code points.
    """

    before: int
    after: int
    length: int


def read_place(text: str) -> Position | None:
    """ "1200 340 1600" → Place(1200, 340, 1600); nothing for what makes no sense."""
    parts = text.split(" ")
    if len(parts) != _NUMBERS or not all(
        part.isascii() and part.isdigit() and len(part) < 10 for part in parts
    ):
        return None
    place = Position(*map(int, parts))
    return place if place.before + place.after <= place.length else None


def put_in_place(piece: str, place: Position, kept: str) -> str | None:
    """The whole text again, or nothing if `kept` can not be the one that is meant."""
    if len(kept) != place.length:
        return None
    return kept[: place.before] + piece + kept[place.length - place.after :]
