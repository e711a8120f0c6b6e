"""What the store answers with, and the ways it can say no."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from skills_app.vault.records import Document


class NotKept(Exception):
    """There is no such record of that kind in this space."""


class Damaged(Exception):
    """A record, or what is needed to read it, does not open. It has been left as it is."""


class SpaceClosed(Exception):
    """The space was locked elsewhere, or is gone, since this request opened it."""


class NewerVersion(Exception):
    """Somebody saved in between; `current` is what they saved."""

    def __init__(self, current: "Kept") -> None:
        super().__init__()
        self.current = current


@dataclass(frozen=True)
class Kept:
    """A document as it is kept, and the version a save must name."""

    id: uuid.UUID
    kind: str
    version: int
    document: Document = field(repr=False)


@dataclass(frozen=True)
class Listing:
    """What a list shows, and how many of its records did not open."""

    kept: tuple[Kept, ...]
    damaged: int

    def __iter__(self) -> Iterator[Kept]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


@dataclass(frozen=True)
class Soundness:
    """What the head says should be there, against what is there."""

    expected: int
    found: int
    unopenable: int
    sum_fits: bool
    epoch_fits: bool

    @property
    def is_sound(self) -> bool:
        return (
            self.expected == self.found
            and not self.unopenable
            and self.sum_fits
            and self.epoch_fits
        )
