"""Tells a reader, once and in passing, that they have done a lot. Nothing here holds them back."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills_app.practice.nudge_rules import CAP_OF, Word, quiet_due, with_move, with_said, word_due
from skills_app.preferences.store import change, save, say_kept
from skills_app.steps.working import Course, GuestRequest, Outcome, Place, Sitting, this_minute

SENTENCES: dict[Word, Promise] = {
    "heavier": gettext_lazy(
        "This is one of the heavier skills, and you began another not long ago. Some rest between"
        " them helps many people. Going on is fine, too."
    ),
    "sittings": gettext_lazy(
        "You have worked with these pages more than once in the last day. It may help to let it"
        " settle. Going on is fine, too."
    ),
    "long": gettext_lazy(
        "You have been at this for a while. A pause is always possible, and your place is kept."
        " Going on is fine, too."
    ),
    "quiet": gettext_lazy(
        "That was one of the heavier skills. Some quiet minutes now may help it settle, if you"
        " like."
    ),
}
SWITCH_OFF = {f"off:{word}": cap for word, cap in CAP_OF.items()}


def tell(request: GuestRequest, course: Course, place: Place | None) -> Word:
    """What this page says beside its step, remembered so that it is said once."""
    keeping, minute = request.keeping, this_minute()
    finished = place is not None and place.finished
    word = word_due(keeping.sitting, keeping.comfort, course, minute, finished=finished)
    if word:
        sitting = with_said(keeping.sitting, keeping.comfort, word, minute)
        save(request, keeping.with_sitting(sitting))
    return word


def told_on_the_page(word: Word) -> dict[str, Any]:
    """What is said, and where: an offer of quiet minutes stands below the step it follows."""
    return {"told": word, "told_words": SENTENCES.get(word, ""), "told_below": word == "quiet"}


def sitting_after(request: GuestRequest, course: Course, outcome: Outcome) -> Sitting:
    """The sitting after a move. Only going on is a step taken; leaving begins nothing."""
    sitting, comfort = request.keeping.sitting, request.comfort
    if outcome.kind not in ("stay", "follow"):
        return sitting
    return with_move(sitting, comfort, course, this_minute())


def quiet_minutes_due(request: GuestRequest, course: Course) -> bool:
    """Whether leaving leads past some quiet minutes; if so, that counts as said."""
    keeping, minute = request.keeping, this_minute()
    if not quiet_due(keeping.sitting, keeping.comfort, course, minute):
        return False
    sitting = with_said(keeping.sitting, keeping.comfort, "quiet", minute)
    save(request, keeping.with_sitting(sitting))
    return True


def switch_off(request: GuestRequest, name: str, back_to: str) -> HttpResponseRedirect:
    """Never say this again. Undone like any other comfort choice."""
    change(request, request.comfort.with_changes(**{SWITCH_OFF[name]: 0}))
    say_kept(request, _("You will not be told that again. “Settings” can bring it back."))
    return redirect(back_to)
