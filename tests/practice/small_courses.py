"""Courses of a step or two, as small as they can be, to try the engine on."""

from skills_app.library.modules import Step, Way
from skills_app.steps.courses import Course
from skills_app.steps.read.body import Read


def way(way_id: str, *, notes: tuple[str, ...] = (), uses: tuple[str, ...] = ()) -> Way:
    return Way(way_id, f"Way {way_id}", "read", 2, notes, uses, Read(("First.", "Second.")))


def course(*steps: Step) -> Course:
    return Course("m99", "A module", steps, ("up",))


def step(step_id: str, *ways: Way, always_shown: bool = False) -> Step:
    return Step(step_id, step_id, ways, None, always_shown)
