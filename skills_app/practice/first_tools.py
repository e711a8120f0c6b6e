"""The breathing and the grounding that a page offers before anything is looked for. Pure."""

from skills_app.library import Library, Step, ToolCard
from skills_app.practice.pace import show
from skills_app.preferences.keeping import Comfort
from skills_app.steps.pacer.body import QUIET_PATTERNS, Pacer
from skills_app.steps.shared import course_of_tool


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


def grounding_tool(library: Library, comfort: Comfort) -> tuple[ToolCard, Step] | None:
    """The first tool for "too much" that fits the reader's choices and is not about breath."""
    for module, step in library.tools_for("up"):
        if step.tool is None:
            continue
        way = show(course_of_tool(module, step.tool, step), comfort, None).way
        if way is not None and not isinstance(way.body, Pacer):
            return step.tool, step
    return None
