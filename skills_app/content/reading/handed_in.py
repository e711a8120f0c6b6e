"""What the loader asks of a kind of step. It knows none by name: `steps` hands them in at start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from skills_app.content.reading.entries import Fields, YamlEntry
from skills_app.library import METHODS, Body

B = TypeVar("B", bound=Body)

SpeaksOfBreath = Callable[[str], bool]


class Need(NamedTuple):
    """A content note, or a method, that a body asks its way to name; `why` is a sentence."""

    list: Literal["notes", "uses"]
    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where an option leads, kept until every module is read."""

    entry: YamlEntry
    module_id: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a body: its way's minutes, its module, the links found so far."""

    minutes: float
    module_id: str
    links: list[Link]


def asks_for_nothing(body: Body, speaks_of_breath: SpeaksOfBreath) -> Iterable[Need]:
    return ()


@dataclass(frozen=True, slots=True)
class Reading(Generic[B]):
    """How bodies of a kind are read from a file, and what is asked of them.

    `keys` have to be there, `extras` may be. `needs` answers the notes and methods a body calls
    for. `asks_now` marks a kind that asks something of the reader's body as they read, so that a
    part of the body named in it has to be said; `parts_key` is where its leavable parts stand, and
    `said_to_all` are keys whose text is for everybody. `can_be_off` marks a kind that readers can
    switch off. `counted` is its line in the summary of a library: a name and the count.
    """

    keys: tuple[str, ...]
    read: Callable[[Fields, Around], B]
    extras: tuple[str, ...] = ()
    needs: Callable[[B, SpeaksOfBreath], Iterable[Need]] = asks_for_nothing
    asks_now: bool = False
    parts_key: str = ""
    said_to_all: tuple[str, ...] = ()
    can_be_off: bool = False
    counted: Callable[[Sequence[B]], tuple[str, str]] | None = None


class NoKinds(RuntimeError):
    """Content was read before any kind of step was handed in."""


_handed: dict[str, Reading[Any]] = {}


def hand_in(readings: Mapping[str, Reading[Any]]) -> None:
    """The kinds there are, by name. Called once, at start."""
    _handed.clear()
    _handed.update(readings)


def kinds() -> Mapping[str, Reading[Any]]:
    """Raises: NoKinds, before `hand_in`."""
    if not _handed:
        raise NoKinds("No kinds of step were handed in: skills_app.steps.registry does it.")
    return MappingProxyType(_handed)


def read_uses(fields: Fields) -> tuple[str, ...]:
    """The methods a way, or one line of it, says that it uses."""
    return fields["uses"].ids(METHODS, "method") if "uses" in fields else ()


def the_note_for_breath(speaks_of_it: bool) -> list[Need]:
    """What every kind asks of a way that speaks of the breath."""
    return [Need("notes", "brt", "This way speaks of the breath.")] if speaks_of_it else []
