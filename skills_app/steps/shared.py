"""What the kinds of step share: how one answers, its cards, and what a course is.

This is the room's door: others import from here.
"""

from skills_app.steps.answering import Answering, Page, Press, Redrawn, as_a_card
from skills_app.steps.cards import (
    Card,
    CardWords,
    carried,
    fingerprint_of,
    may_be_picked,
    words_in,
)
from skills_app.steps.courses import (
    RIGHT_NOW,
    Course,
    Outcome,
    course_of_module,
    course_of_tool,
    opposite_kind,
)

__all__ = [
    "RIGHT_NOW",
    "Answering",
    "Card",
    "CardWords",
    "Course",
    "Outcome",
    "Page",
    "Press",
    "Redrawn",
    "as_a_card",
    "carried",
    "course_of_module",
    "course_of_tool",
    "fingerprint_of",
    "may_be_picked",
    "opposite_kind",
    "words_in",
]
