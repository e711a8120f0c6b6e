"""When to tell a reader that they have done a lot. Pure: no clock of its own, no store.

It promises: each thing is said once a sitting at most, nothing is said that is switched off, and
nothing is ever held back. What is for hard moments (Right now, and every single tool) never counts.
"""

from dataclasses import replace
from typing import Literal

from skills_app.steps.working import Comfort, Course, Sitting, needed

# sittings: one more than the reader wanted in a day · heavier: one more heavier module ·
# long: this sitting is long · quiet: a heavier module was worked in, so quiet minutes are offered
Word = Literal["", "sittings", "heavier", "long", "quiet"]

WORDS: tuple[Word, ...] = ("quiet", "heavier", "sittings", "long")  # what comes first, is said

# The choice that switches each of them off, when it is 0.
CAP_OF = {
    "sittings": "sittings_a_day",
    "heavier": "heavier_a_day",
    "long": "nudge_minutes",
    "quiet": "cool_down_minutes",
}

REST_MINUTES = 30  # away for this long, and what comes next is another sitting: judgement
DAY_HOURS = 24


def sitting_now(sitting: Sitting, comfort: Comfort, minute: int) -> Sitting:
    """The sitting that is on at this minute, begun anew after a rest.

    A clock that went backwards leaves stamps from later than now. They count as now, so that
    nothing stays for longer than its time.
    """
    hour = minute // 60
    began, latest = min(sitting.began, minute), min(sitting.latest, minute)
    day, since = min(sitting.day, hour), min(sitting.heavier_since, hour)
    sittings, heavier, said = sitting.sittings, sitting.heavier, sitting.said
    is_another = minute - latest >= REST_MINUTES
    if is_another:
        began, latest, said = minute, minute, ()
    if not sittings or hour - day >= DAY_HOURS:
        day, sittings = hour, 1
    elif is_another:
        sittings += 1
    gap = comfort.heavier_gap_days * DAY_HOURS
    if hour - since >= gap if gap else is_another:
        since, heavier = 0, ()
    return needed(Sitting(began, latest, said, day, sittings, since, heavier), comfort)


def word_due(
    sitting: Sitting, comfort: Comfort, course: Course, minute: int, *, finished: bool = False
) -> Word:
    """What to tell on a page of this module, one thing at a time, or "" for nothing."""
    if not course.counted:
        return ""
    now = sitting_now(sitting, comfort, minute)
    for word in WORDS:
        is_on = getattr(comfort, CAP_OF[word]) and word not in now.said
        if is_on and _is_due(word, now, comfort, course, minute, finished=finished):
            # At the end there is nothing left to pause from.
            return "" if finished and word != "quiet" else word
    return ""


def _is_due(
    word: Word, now: Sitting, comfort: Comfort, course: Course, minute: int, *, finished: bool
) -> bool:
    begun = course.heavier and course.id in now.heavier
    if word == "quiet":
        return finished and begun
    if word == "heavier":
        return course.heavier and not begun and _has_done_enough(now, comfort)
    if word == "sittings":
        return now.sittings > comfort.sittings_a_day
    return minute - now.began >= comfort.nudge_minutes


def _has_done_enough(now: Sitting, comfort: Comfort) -> bool:
    """As many heavier modules as the reader wanted in so many days."""
    return comfort.heavier_gap_days > 0 and len(now.heavier) >= comfort.heavier_a_day


def quiet_due(sitting: Sitting, comfort: Comfort, course: Course, minute: int) -> bool:
    """Whether to offer quiet minutes to someone who leaves this module now."""
    return word_due(sitting, comfort, course, minute, finished=True) == "quiet"


def with_said(sitting: Sitting, comfort: Comfort, word: Word, minute: int) -> Sitting:
    """The sitting, now that this was said in it."""
    now = sitting_now(sitting, comfort, minute)
    return replace(now, said=(*(one for one in now.said if one != word), word))


def with_move(sitting: Sitting, comfort: Comfort, course: Course, minute: int) -> Sitting:
    """The sitting after a step was taken in this module."""
    if not course.counted:
        return needed(sitting, comfort)
    now = replace(sitting_now(sitting, comfort, minute), latest=minute)
    if course.heavier and course.id not in now.heavier:
        since = now.heavier_since if now.heavier else minute // 60
        now = replace(now, heavier=(*now.heavier, course.id), heavier_since=since)
    return needed(now, comfort)
