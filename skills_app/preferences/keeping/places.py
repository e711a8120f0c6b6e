"""Where a reader is in a module or tool. Pure: the practice engine reads and makes these."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MOST_SCREENS = 200
MOST_CHOSEN = 60
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A step, how it is being done, and how far in.

    `at` is where the step stood when the place was kept, so that a step which is gone
    leads to its nearest neighbour. `way` is None until the reader picks one.
    """

    step: str = ""
    way: str | None = None
    screen: int = 0
    opened: bool = False
    chosen: tuple[str, ...] = ()
    at: int = 0
    finished: bool = False

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"step": self.step, "at": self.at}
        if self.way is not None:
            data["way"] = self.way
        if self.screen:
            data["screen"] = self.screen
        if self.opened:
            data["opened"] = True
        if self.chosen:
            data["chosen"] = list(self.chosen)
        if self.finished:
            data["finished"] = True
        return data

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a page posts to say where it is."""
        found = [
            ("step", self.step),
            ("way", self.way or ""),
            ("screen", str(self.screen)),
            ("at", str(self.at)),
        ]
        if self.opened:
            found.append(("opened", "1"))
        if self.finished:
            found.append(("finished", "1"))
        return found + [("was_chosen", one) for one in self.chosen]

    def with_screen(self, screen: int) -> "Place":
        return replace(self, screen=screen)


def place_from_data(data: object) -> Place | None:
    """A place from stored or posted data, or None when there is none in it. Total."""
    if not isinstance(data, Mapping) or not _is_id(data.get("step")):
        return None
    way = data.get("way")
    chosen = data.get("chosen")
    return Place(
        step=data["step"],
        way=way if _is_id(way) else None,
        screen=_count(data.get("screen")),
        opened=data.get("opened") is True,
        chosen=_ids(chosen) if isinstance(chosen, list | tuple) else (),
        at=_count(data.get("at")),
        finished=data.get("finished") is True,
    )


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID


def _ids(values: list[Any] | tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(value for value in values[:MOST_CHOSEN] if _is_id(value))


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), MOST_SCREENS)
