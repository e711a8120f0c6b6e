"""How marks on a line answer, and how strained a reader was at a skill's first slider.

That is one number, in the session, for a while.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills_app.preferences.store import settle
from skills_app.steps.shared import (
    Answering,
    Comfort,
    Course,
    GuestRequest,
    Page,
    Press,
    Redrawn,
    Way,
    may_be_picked,
    this_minute,
)
from skills_app.steps.slider.body import Slider, SliderLine
from skills_app.steps.slider.strain import (
    MOST,
    Advice,
    advice,
    has_later_strain,
    is_first_strain,
    places,
)

STRAIN = "strain"  # session: by the id of the module, the highest mark and the minute it was made
FRESH_MINUTES = 4 * 60  # after that it says nothing about now: judgement


def remember_strain(request: GuestRequest, course: Course, mark: int) -> None:
    before = _kept(request)
    request.session[STRAIN] = {**before, course.id: [mark, this_minute()]}
    if not settle(request):
        request.session[STRAIN] = dict(before)


def strain_before(request: GuestRequest, course: Course) -> int | None:
    """The mark, unless there is none or it is too old to compare with."""
    match _kept(request).get(course.id):
        case [int(mark), int(minute)] if 0 <= this_minute() - minute < FRESH_MINUTES:
            return mark
    return None


def forget_strain(request: GuestRequest, course: Course) -> None:
    kept = {name: value for name, value in _kept(request).items() if name != course.id}
    if kept:
        request.session[STRAIN] = kept
    elif STRAIN in request.session:
        del request.session[STRAIN]


def _kept(request: GuestRequest) -> Mapping[str, object]:
    kept = request.session.get(STRAIN)
    return kept if isinstance(kept, Mapping) else {}


OFFERS: dict[Advice, Promise] = {
    "ground": gettext_lazy(
        "That is a lot to carry into a heavier skill. Some grounding first may help, and this one"
        " can wait."
    ),
    "risen": gettext_lazy(
        "This is harder than it was when you began. Stopping here is a good choice. You can come"
        " back another day, or never."
    ),
    "high": gettext_lazy(
        "That is a lot. Stopping here is a good choice. You can come back another day, or never."
    ),
}

Marks = list[tuple[SliderLine, int]]


def fitted(way: Way, comfort: Comfort) -> Way | None:
    return None if comfort.slider == "off" else way


def shows(page: Page[Slider]) -> dict[str, Any]:
    return {
        "lines": [(line, None) for line in page.body.lines],
        "places": places(page.body.words, page.comfort.slider),
        "look": look_of(page.body, page.comfort.slider),
    }


@dataclass(frozen=True, slots=True)
class Look:
    """How the places of a line are drawn; `drawing` stands in for the name, if there is one."""

    name: str
    drawing: str = ""


def look_of(body: Slider, name: str) -> Look:
    if name != "faces":
        return Look(name)
    return Look(name, "includes/face.html" if body.strain else "includes/amount.html")


def show_marks(press: Press[Slider]) -> Redrawn:
    """The lines as marked, and the offer to stop where there is reason for it."""
    marks = _marks(press)
    if not marks:
        problem = _("Nothing is marked yet. You could mark one line, or skip this step.")
        wrong = [f"line_{line.id}" for line in press.body.lines]
        return Redrawn(problem=problem, wrong=wrong)
    names = dict(places(press.body.words, press.comfort.slider))
    strained = press.body.strain
    offer: Advice = _offer(press, max(value for _line, value in marks)) if strained else ""
    drawn = {
        "card": [(line.label, names.get(value, str(value))) for line, value in marks],
        "offer": str(OFFERS.get(offer, "")),
        "lines": _marked(press, marks),
        "remembered": strained and strain_before(press.request, press.course) is not None,
    }
    return Redrawn(drawn, closed=True)


def mark_again(press: Press[Slider]) -> Redrawn:
    """From the card back to the lines."""
    return Redrawn({"lines": _marked(press, _marks(press))})


def _marks(press: Press[Slider]) -> Marks:
    posted = [(line, press.posted.get(f"line_{line.id}", "")) for line in press.body.lines]
    return [(line, int(mark)) for line, mark in posted if _is_a_mark(mark)]


def _is_a_mark(posted: str) -> bool:
    return posted.isascii() and posted.isdigit() and len(posted) < 3 and int(posted) <= MOST


def _marked(press: Press[Slider], marks: Marks) -> list[tuple[SliderLine, int | None]]:
    values = {line.id: value for line, value in marks}
    return [(line, values.get(line.id)) for line in press.body.lines]


def _offer(press: Press[Slider], now: int) -> Advice:
    request, course = press.request, press.course
    if is_first_strain(course, press.place.step):
        if has_later_strain(course, press.place.step):
            remember_strain(request, course, now)
        return advice(now, None, heavier=course.heavier)
    before = strain_before(request, course)
    return advice(now, now if before is None else before, heavier=course.heavier)


def takes(body: Slider, posted: QueryDict, name: str, text: str) -> bool:
    return name in picks_of(body) and may_be_picked(text)


def picks_of(body: Slider) -> set[str]:
    return {f"line_{line.id}" for line in body.lines}


def forget(request: GuestRequest, course: Course) -> None:
    forget_strain(request, course)


ANSWERING = Answering(
    takes=takes,
    picks_of=picks_of,
    shows=shows,
    blanks=("offer",),
    presses={"mark": show_marks, "retype": mark_again},
    fitted=fitted,
    forget=forget,
)
