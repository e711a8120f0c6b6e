"""When a slider is reason enough to offer a stop. Pure. It offers; it never judges or blocks."""

from typing import Literal

from skills_app.library import (
    SLIDER_PLACES,
    STRAIN_BEFORE_HEAVIER,
    STRAIN_HIGH,
    STRAIN_RISE,
)
from skills_app.steps.shared import Course
from skills_app.steps.slider.body import Slider

Advice = Literal["", "high", "risen", "ground"]

MOST = 10


def advice(now: int, before: int | None, *, heavier: bool) -> Advice:
    """What to offer at this much strain. `before` is None at the first slider of a module."""
    if before is not None and now - before >= STRAIN_RISE:
        return "risen"
    if now >= STRAIN_HIGH:
        return "high"
    if before is None and heavier and now >= STRAIN_BEFORE_HEAVIER:
        return "ground"
    return ""


def is_first_strain(course: Course, step_id: str) -> bool:
    """Whether this step holds the module's first slider about strain: the one before."""
    asking = _asking_for_strain(course)
    return not asking or asking[0] == step_id


def has_later_strain(course: Course, step_id: str) -> bool:
    """Whether there is anything later on to compare a mark with."""
    return any(name != step_id for name in _asking_for_strain(course))


def _asking_for_strain(course: Course) -> list[str]:
    return [
        step.id
        for step in course.steps
        if any(isinstance(way.body, Slider) and way.body.strain for way in step.ways)
    ]


def places(words: tuple[str, ...], style: str) -> tuple[tuple[int, str], ...]:
    """The places of a line: eleven numbers, or as many as there are words, over 0 to 10."""
    if style == "numbers" or len(words) != SLIDER_PLACES:
        return tuple((value, str(value)) for value in range(MOST + 1))
    return tuple((round(at * MOST / (SLIDER_PLACES - 1)), word) for at, word in enumerate(words))
