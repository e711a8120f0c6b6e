"""Modules, their steps, the ways to do a step, and its card on the shelf. Plain values."""

from dataclasses import dataclass
from datetime import date

from skills_app.content.bodies import Body
from skills_app.content.vocabulary_shapes import State


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
    """One module: `sources` are ids in sources.yaml, `evidence` says plainly how strong it is."""

    id: str
    title: str
    summary: str
    minutes: float
    heavier: bool
    states: tuple[State, ...]
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: date
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)
