"""The shelf of tools: what fits a reader now, and one of them, chosen gently. Pure.

And the breathing and the grounding that a page offers before anything is looked for.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from skills_app.library import FAMILIES, Library, Module, Step, ToolCard, Way
from skills_app.practice.pace import show
from skills_app.steps.working import QUIET_PATTERNS, Comfort, Pacer, course_of_tool

MINUTES = (1, 2, 3)  # what a reader may ask for at most; every tool takes under five
CLOSE_ENOUGH = 6  # how many of the gentlest fitting tools one is picked from: judgement


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A tool that fits, and the way it would open. `topics` are the ids of what it mentions."""

    card: ToolCard
    way: Way
    topics: tuple[str, ...]
    folded: bool

    @property
    def weight(self) -> tuple[bool, int, float]:
        """Lighter first: nothing folded behind a question, few notes, little time."""
        return self.folded, len(self.topics), self.way.minutes


@dataclass(frozen=True, slots=True)
class Shelf:
    tools: tuple[OnShelf, ...]
    set_aside: int

    def by_family(self) -> list[tuple[str, list[OnShelf]]]:
        found = [
            (name, [one for one in self.tools if one.card.family == name]) for name in FAMILIES
        ]
        return [(name, tools) for name, tools in found if tools]


def shelf_for(
    library: Library,
    comfort: Comfort,
    *,
    state: str = "",
    minutes: int = 0,
    without: Collection[str] = (),
) -> Shelf:
    """The tools for a state ("" is any) of at most `minutes` (0 is any), in card order.

    `without` are methods left out this once, beside those the reader always avoids.
    """
    if without:
        comfort = comfort.with_changes(avoid=comfort.avoid | frozenset(without))
    asked = library.tools_for(state) if state else tuple(library.tools.values())
    opened = [_opened(module, step, comfort) for module, step in asked]
    fitting = tuple(one for one in opened if one and (not minutes or one.way.minutes <= minutes))
    return Shelf(fitting, sum(one is None for one in opened))


def _opened(module: Module, step: Step, comfort: Comfort) -> OnShelf | None:
    if step.tool is None:
        return None
    showing = show(course_of_tool(module, step.tool, step), comfort, None)
    if showing.way is None:
        return None
    return OnShelf(
        step.tool, showing.way, (*showing.asks, *showing.labels), folded=bool(showing.asks)
    )


def one_for_me(
    tools: Sequence[OnShelf],
    *,
    seen: Iterable[str],
    choose: Callable[[Sequence[OnShelf]], OnShelf],
) -> OnShelf | None:
    """One of the lightest tools not offered yet; when all were, it begins anew."""
    offered = set(seen)
    fresh = [one for one in tools if one.card.id not in offered] or list(tools)
    if not fresh:
        return None
    return choose(sorted(fresh, key=lambda one: one.weight)[:CLOSE_ENOUGH])


def without_folded(shelf: Shelf) -> Shelf:
    """For someone who is offered a single tool: none that asks a question first."""
    return replace(shelf, tools=tuple(one for one in shelf.tools if not one.folded))


def breathing_tool(library: Library, comfort: Comfort) -> tuple[ToolCard, Step, Pacer] | None:
    """The first breathing tool at the reader's own rhythm, unless their choices close it."""
    for module, step in library.tools.values():
        if step.tool is None:
            continue
        body = step.main.body
        if not isinstance(body, Pacer) or body.hold or body.breathe_in is not None:
            continue
        showing = show(course_of_tool(module, step.tool, step), comfort, None)
        if showing.answer == "shown" and body.pattern not in QUIET_PATTERNS:
            return step.tool, step, body
    return None


def pacer_at_hand(library: Library, comfort: Comfort) -> Pacer | None:
    """The pacer of the breathing tool: what presses on its rhythm are about."""
    breathing = breathing_tool(library, comfort)
    return breathing[2] if breathing else None


def grounding_tools(library: Library, comfort: Comfort) -> list[ToolCard]:
    """Two tools of different families for "too much" that fit, and in no way are about breath.

    The first is the one to begin with; there may be one, or none.
    """
    found: list[ToolCard] = []
    for module, step in library.tools_for("up"):
        taken = {"breathing", *(card.family for card in found)}
        if step.tool is None or step.tool.family in taken:
            continue
        way = show(course_of_tool(module, step.tool, step), comfort, None).way
        if way is not None and not any(isinstance(one.body, Pacer) for one in (way, step.main)):
            found.append(step.tool)
        if len(found) == 2:
            break
    return found
