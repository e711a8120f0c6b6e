"""The shelf of tools: what fits a reader now, and one of them, chosen gently. Pure.

And the breathing and the grounding that a page offers before anything is looked for.

A state answers with one tool and two that differ from it in kind. Who is in a hard moment reads
one name, not forty; what does not suit is answered by something of another kind: who can not look
around may still be able to move, or to hold something cold.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from skills_app.library import FAMILIES, Library, Module, Step, ToolCard, Way
from skills_app.practice.pace import show
from skills_app.steps.working import QUIET_PATTERNS, Comfort, Pacer, course_of_tool

MINUTES = (1, 2, 3)  # what a reader may ask for at most; every tool takes under five
CLOSE_ENOUGH = 6  # how many of the gentlest fitting tools one is picked from: judgement
HOW_MANY = 3
# What of oneself a family asks for.
KIND_OF = {
    "senses": "eyes",
    "orienting": "eyes",
    "mental": "head",
    "thoughts": "head",
    "planning": "head",
    "physical": "hands",
    "soothing": "hands",
    "writing": "hands",
    "movement": "moving",
    "breathing": "breath",
    "body": "body",
    "kindness": "voice",
    "words": "voice",
    "people": "people",
}
# The kind that goes first: looking around when it is too much, moving a little when one is far
# away (CONTENT: grounding before all else; activation, not rest, for what is shut down).
LEADS = {"up": "eyes", "down": "moving"}


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


def to_begin_with(tools: Iterable[OnShelf], comfort: Comfort) -> list[OnShelf]:
    """Without breathing where breath is avoided: such a tool would open in its other way, but it
    is nothing to be sent to."""
    avoided = "breath" if "breath_attention" in comfort.avoid else ""
    return [one for one in tools if kind_of(one) != avoided]


def kind_of(tool: OnShelf) -> str:
    return KIND_OF[tool.card.family]


def three_for(
    tools: Iterable[OnShelf],
    *,
    state: str = "",
    seen: Collection[str] = (),
    without_kind: str = "",
) -> tuple[OnShelf, ...]:
    """At most three, no two of one kind, those not `seen` before those that were.

    The first is of the kind that leads for this state, as long as a fresh one is there; none asks
    a question before it opens unless nothing else is left.
    """

    def order(one: OnShelf) -> tuple[bool, bool, tuple[bool, int, float]]:
        weight = one.weight[1:]
        leads = kind_of(one) == LEADS.get(state)  # those in the order of their cards
        return one.card.id in seen, one.folded, (False, 0, 0.0) if leads else (True, *weight)

    picked: list[OnShelf] = []
    for one in sorted(tools, key=order):
        taken = {without_kind, *(kind_of(other) for other in picked)}
        if kind_of(one) not in taken:
            picked.append(one)
    return tuple(picked[:HOW_MANY])


def seen_after(
    seen: Sequence[str], shown: Sequence[OnShelf], tools: Sequence[OnShelf]
) -> list[str]:
    """What was offered by now; when that is all there is, it begins anew with what is shown."""
    ids = [one.card.id for one in shown]
    known = {one.card.id for one in tools}
    all_of_it = [*(name for name in dict.fromkeys(seen) if name in known), *ids]
    return ids if known <= set(all_of_it) else list(dict.fromkeys(all_of_it))
