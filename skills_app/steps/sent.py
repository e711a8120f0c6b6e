"""What a step's page sends besides its reader's own words."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.http import QueryDict

from skills_app.content import library
from skills_app.steps.registry import KINDS, answering_of
from skills_app.steps.shared import RIGHT_NOW, Step, Way

# Where the page was and what was pressed on it, of every step; and what a card that is to be kept
# says of itself.
OF_A_STEP: Final = frozenset(
    {
        "move",
        "step",
        "way",
        "screen",
        "at",
        "opened",
        "finished",
        "was_chosen",
        "shown",
        "breath_in",
        "breath_out",
        "sort",
        "of",
    }
).union(*(kind.answering.picks for kind in KINDS.values()))


def picked_on_a_step(where: Mapping[str, Any], posted: QueryDict) -> Collection[str]:
    """What this very step lets its reader pick or mark besides, as its kind says (`picks_of`)."""
    return {name for way in _ways(where, posted) for name in answering_of(way).picks_of(way.body)}


def _ways(where: Mapping[str, Any], posted: QueryDict) -> tuple[Way, ...]:
    """The way that was on the page; all of its step, if the page did not say which."""
    step = _step(where, posted)
    if step is None:
        return ()
    way = step.way(posted.get("way", ""))
    return (way,) if way else step.ways


def _step(where: Mapping[str, Any], posted: QueryDict) -> Step | None:
    """None when it is not in the library any more."""
    shelf = library()
    course = where.get("module_id") or where.get("tool_id") or posted.get("of") or RIGHT_NOW
    tool = shelf.tool(course)
    if tool is not None:
        return tool[1]
    module = shelf.module(course)
    steps = module.steps if module else ()
    return next((step for step in steps if step.id == posted.get("step")), None)
