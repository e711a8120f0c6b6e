"""What working through a course asks of steps: their kinds, courses, cards, the pacer's rhythm.

This is the door of `steps` for whoever stands above the kinds. It gives what its own functions
take, too: whose choices, and where a reader is.
"""

from skills_app.preferences.keeping import (
    Comfort,
    Keeping,
    Place,
    Sitting,
    needed,
    place_from_data,
    this_minute,
)
from skills_app.steps.pacer.answering import RHYTHM_PRESSES, change_breath, comfort_on_the_page
from skills_app.steps.pacer.body import QUIET_PATTERNS, Pacer
from skills_app.steps.pacer.rhythm import rhythm_of
from skills_app.steps.registry import KINDS, answering_of, template_of
from skills_app.steps.script.body import Script
from skills_app.steps.sent import OF_A_STEP, picked_on_a_step
from skills_app.steps.shared import (
    RIGHT_NOW,
    Answering,
    Course,
    GuestRequest,
    Outcome,
    Page,
    Press,
    Redrawn,
    Way,
    carried,
    course_of_module,
    course_of_tool,
    fingerprint_of,
    opposite_kind,
    words_in,
)

__all__ = [
    "KINDS",
    "OF_A_STEP",
    "QUIET_PATTERNS",
    "RHYTHM_PRESSES",
    "RIGHT_NOW",
    "Answering",
    "Comfort",
    "Course",
    "GuestRequest",
    "Keeping",
    "Outcome",
    "Pacer",
    "Page",
    "Place",
    "Press",
    "Redrawn",
    "Script",
    "Sitting",
    "Way",
    "answering_of",
    "carried",
    "change_breath",
    "comfort_on_the_page",
    "course_of_module",
    "course_of_tool",
    "fingerprint_of",
    "needed",
    "opposite_kind",
    "picked_on_a_step",
    "place_from_data",
    "rhythm_of",
    "template_of",
    "this_minute",
    "words_in",
]
