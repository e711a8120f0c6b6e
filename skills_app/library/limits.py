"""The figures authors keep to. One place, so that a clinician can change them.

Basis: Laborde 2021 (longer out-breath, about six breaths a minute), Bentley 2023 and Balban 2023
(session length). Where a comment says "judgement", there is no direct evidence.
"""

from typing import NamedTuple


class Range(NamedTuple):
    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}"


BREATHE_IN_SECONDS = Range(2.5, 5)
BREATHE_OUT_SECONDS = Range(3.5, 8)
BREATHS_A_MINUTE = Range(5, 10)
HOLD_SECONDS = Range(0, 4)
BREATH_MINUTES = Range(1, 10)
WAY_MINUTES = Range(1, 8)

SENTENCE_WORDS = 25  # the ceiling; authors aim at 20 (PMC3049622)
GRADES = Range(0, 20)  # what a language may set as the hardest, in its reading.yaml
REVIEWED_WITHIN_DAYS = 365  # after that, a file wants to be read through again (judgement)
GRADED_FROM_WORDS = 100  # below this a grade says nothing (judgement)
SCRIPT_WORDS_WHEN_FIRM = 25  # at firmness 3 and 4
SCRIPT_WORDS_TO_POWER = 30  # at any firmness, to someone who holds power (judgement)
HELPLINE_STALE_DAYS = 90
TEXT_CHARACTERS = 3000  # one field; a longer one is not a short screen (judgement)
FILE_CHARACTERS = 200_000

SLIDER_PLACES = 7  # words or faces for 0 to 10 (judgement)
STRAIN_HIGH = 8  # from here on, and after a rise of STRAIN_RISE, stopping is offered (judgement)
STRAIN_RISE = 3
STRAIN_BEFORE_HEAVIER = 7  # from here on, grounding is offered before a heavier module (judgement)
RUNGS = Range(5, 8)
FIRST_RUNG = Range(2, 3)  # of 10
EXCLUDED_AIMS = 6
REHEARSAL_DEPTH = 4
ACCEPTING_SHARE = 1 / 3

# Of the whole library together.
LONG_SENTENCE = 20  # words
LONG_SHARE = 0.05
