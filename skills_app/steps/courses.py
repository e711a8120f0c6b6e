"""A module or a single tool, seen the same way: some steps to work through; what comes of a move.

Pure.
"""

from dataclasses import dataclass
from typing import Literal

from skills_app.library import Module, State, Step, ToolCard
from skills_app.preferences.keeping import Comfort, Place

RIGHT_NOW = "m02"


@dataclass(frozen=True, slots=True)
class Course:
    """`alone` is true for a tool from the shelf: one step, with nothing before or after it.

    `module_id` names the module it comes from: a tool keeps to the choices made for that.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    states: tuple[State, ...]
    alone: bool = False
    heavier: bool = False
    module_id: str = ""

    def kept_to(self, comfort: Comfort) -> Comfort:
        """The reader's choices as they are for the module this is, or comes from."""
        return comfort.in_module(self.module_id or self.id)

    @property
    def counted(self) -> bool:
        """Whether working in it is part of a sitting: not single tools, and never Right now."""
        return not self.alone and self.id != RIGHT_NOW

    def index_of(self, step_id: str) -> int | None:
        return next((i for i, step in enumerate(self.steps) if step.id == step_id), None)


def opposite_kind(states: tuple[State, ...]) -> State | None:
    """The state whose tools are of the opposite kind, or None for what suits both or neither."""
    if "up" in states and "down" not in states:
        return "down"
    if "down" in states and "up" not in states:
        return "up"
    return None


def course_of_module(module: Module) -> Course:
    return Course(module.id, module.title, module.steps, module.states, heavier=module.heavier)


def course_of_tool(module: Module, card: ToolCard, step: Step) -> Course:
    """`module` is where the tool's step stands."""
    return Course(card.id, card.title, (step,), card.states, alone=True, module_id=module.id)


# stay: show the new place · left: kept for later · elsewhere: the shelf, for something else
# unhelpful: tools of the opposite kind · follow: where a chosen option leads
Ending = Literal["stay", "left", "elsewhere", "unhelpful", "follow"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a move. `goes_to` is an option's target or a state, as `kind` needs."""

    kind: Ending
    place: Place
    goes_to: str | None = None
