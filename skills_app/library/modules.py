"""Modules, their steps, the ways to do a step, and its card on the shelf. Plain values. Pure.

What is asked of every body of a way, whatever its kind, stands first. The kinds are in `steps`, a
folder each. Text of a body marked "light" may hold the little Markdown that
`rendering.render_light` knows (paragraphs, lists, strong, emphasis). Everything else is a single
plain line. Below are the changes a reader's choices make to a way: what is avoided left out, their
own word put in.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Protocol, Self, TypeVar, cast

from skills_app.library.vocabulary import ShelfId, State

Avoids = Callable[[tuple[str, ...]], bool]


class Part(Protocol):
    """A line of a body that can be left out by itself. `uses` are the methods it asks for."""

    @property
    def uses(self) -> tuple[str, ...]: ...


class Body:
    """The heart of a way. A kind's body is a frozen dataclass, and says more where it has more."""

    __slots__ = ()

    @property
    def leavable(self) -> tuple[Part, ...]:
        """The parts that can be left out one by one, in the order they stand."""
        return ()

    def without(self, avoids: Avoids) -> Self | None:
        """The same without the parts whose methods are avoided; None when too little is left."""
        return self

    @property
    def screen_count(self) -> int:
        """How many screens it has, one after another."""
        return 1


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do a step. `notes` are content-note ids, `uses` are avoid-list method ids.

    `kind` names one of the folders of `steps`, whose body it has.
    """

    id: str
    label: str
    kind: str
    minutes: float
    notes: tuple[str, ...]
    uses: tuple[str, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class ToolCard:
    """The step as it stands alone on the shelf; `family` is one of `vocabulary.FAMILIES`."""

    id: str
    title: str
    summary: str
    states: tuple[State, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Step:
    """`ways[0]` is the main way, the others are "another way".

    `always_shown` marks help that no comfort choice ever hides (helplines and the like).
    `serves` are ids of `vocabulary.COMPONENTS`.
    """

    id: str
    title: str
    ways: tuple[Way, ...]
    tool: ToolCard | None
    always_shown: bool
    serves: tuple[str, ...] = ()

    @property
    def main(self) -> Way:
        return self.ways[0]

    def way(self, way_id: str) -> Way | None:
        return next((way for way in self.ways if way.id == way_id), None)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: `sources` are ids in sources.yaml, `evidence` says plainly how strong it is.

    A set of tools is read as one, and stands on no `shelf`.
    """

    id: str
    title: str
    summary: str
    minutes: float
    heavier: bool
    shelf: ShelfId | None
    states: tuple[State, ...]
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: date
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)


def methods_of(way: Way) -> tuple[str, ...]:
    """All it asks for, itself and part by part."""
    parts = (method for part in way.body.leavable for method in part.uses)
    return tuple(dict.fromkeys((*way.uses, *parts)))


def opens_without(way: Way, method: str) -> bool:
    return without_avoided(way, lambda uses: method in uses) is not None


def without_avoided(way: Way, avoids: Avoids) -> Way | None:
    """The way without its avoided parts; None when it is avoided itself, or too little is left."""
    if avoids(way.uses):
        return None
    if not any(avoids(part.uses) for part in way.body.leavable):
        return way
    body = way.body.without(avoids)
    return replace(way, body=body) if body is not None else None


PLACE = "{self_word}"

Piece = TypeVar("Piece")


@lru_cache(maxsize=2048)
def in_own_word(way: Way, phrase: str) -> Way:
    """The same way with `phrase` in every text of its body that has the place for it."""
    return _filled(way, phrase)


def _filled(part: Piece, phrase: str) -> Piece:
    if isinstance(part, str):
        return cast(Piece, part.replace(PLACE, phrase))
    if isinstance(part, tuple):
        return cast(Piece, tuple(_filled(one, phrase) for one in part))
    if is_dataclass(part) and not isinstance(part, type):
        changed = {one.name: _filled(getattr(part, one.name), phrase) for one in fields(part)}
        return cast(Piece, replace(part, **changed))
    return part
