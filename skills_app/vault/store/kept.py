"""What the store answers with, and the ways it can say no."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from skills_app.vault.crypto import Document


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
    """What the head says should be there, against what is there.

    `lost` names what did not open and was made anew; `damage` stands for the records that do
    not open, and `damage_is_known` says that their person has read about just those.
    """

    expected: int
    found: int
    unopenable: int
    sum_fits: bool
    epoch_fits: bool
    lost: frozenset[str] = frozenset()
    damage: str = ""
    damage_is_known: bool = False

    @property
    def is_sound(self) -> bool:
        return self.adds_up and not self.unopenable

    @property
    def needs_telling(self) -> bool:
        """Whether something differs that its person has not read about yet."""
        return not (self.is_sound or (self.adds_up and self.damage_is_known))

    @property
    def adds_up(self) -> bool:
        return self.expected == self.found and self.sum_fits and self.epoch_fits and not self.lost


@dataclass(frozen=True)
class Progress:
    """How many records are under the newest data key, of how many, and whether that was all."""

    done: int
    total: int
    ended: bool


@dataclass(frozen=True)
class Arrival:
    """What to tell the person who has just opened their space.

    `last_opened` is the time before this one: with the number of things it is all that can
    show that a whole database was put back. `wrong_keys` came since then.
    """

    last_opened: datetime | None
    wrong_keys: int
    things: int
    soundness: Soundness
    fresh_key: Progress | None
