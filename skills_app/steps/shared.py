"""What the kinds of step share: how one answers, its cards, and what a course is.

A kind imports from here, and has with it what these take: bodies and ways, the reader's choices
and place.
"""

from skills_app.http import GuestRequest
from skills_app.library import Body, Step, Way
from skills_app.preferences.keeping import Comfort, Place, this_minute
from skills_app.steps.answering import Answering, Page, Press, Redrawn, as_a_card
from skills_app.steps.cards import Card, CardWords, carried, fingerprint_of, may_be_picked, words_in
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
    "Body",
    "Card",
    "CardWords",
    "Comfort",
    "Course",
    "GuestRequest",
    "Outcome",
    "Page",
    "Place",
    "Press",
    "Redrawn",
    "Step",
    "Way",
    "as_a_card",
    "carried",
    "course_of_module",
    "course_of_tool",
    "fingerprint_of",
    "may_be_picked",
    "opposite_kind",
    "this_minute",
    "words_in",
]
