"""One press on a step page: read where it was made, make the move, keep the place.

Begin again, forget a place, and take either back with one press.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skills_app.content import library
from skills_app.http import GuestRequest, unkept
from skills_app.practice.addresses import address_of, course_named, goes_to_address, state_address
from skills_app.practice.answers import LET_GO, answer_for, words_first
from skills_app.practice.nudges import SWITCH_OFF, quiet_minutes_due, sitting_after, switch_off
from skills_app.practice.pace import Showing, begin, move, show
from skills_app.practice.shelf import (
    KIND_OF,
    OnShelf,
    shelf_for,
    three_for,
    to_begin_with,
    without_folded,
)
from skills_app.preferences.store import save, say_kept, who
from skills_app.steps.working import (
    KINDS,
    Course,
    Keeping,
    Outcome,
    Place,
    comfort_on_the_page,
    place_from_data,
)

BEFORE = "place_before"  # session: the place as it was, until the next step is taken anywhere


def begin_again(request: GuestRequest, course: Course) -> HttpResponseRedirect:
    _remember(request, course)
    forget_kept(request, course)
    save(request, request.keeping.with_place(course.id, begin(course)))
    messages.info(request, _("This is the beginning again."))
    return redirect(address_of(course))


def forget(request: GuestRequest, course: Course) -> HttpResponseRedirect:
    """Nothing is kept of where the reader was in it."""
    _remember(request, course)
    forget_kept(request, course)
    save(request, request.keeping.without_place(course.id))
    say_kept(request, _("Forgotten: nothing is kept of where you were in it."))
    return redirect("practice:tools" if course.alone else "practice:skills")


def put_back(request: GuestRequest, course: Course) -> HttpResponseRedirect:
    name, place = before(request)
    if name == course.id and place is not None:
        save(request, request.keeping.with_place(course.id, place))
        say_kept(request, _("Put back as it was."))
    forget_before(request)
    return redirect(address_of(course))


AGAIN = {"begin": begin_again, "forget": forget, "put_back": put_back}


def before(request: GuestRequest) -> tuple[str, Place | None]:
    """The module or tool whose place was given up last, and that place, if it was this person."""
    kept = request.session.get(BEFORE)
    if not isinstance(kept, Mapping) or kept.get("who") != who(request):
        return "", None
    return str(kept.get("name")), place_from_data(kept.get("place"))


def given_up(request: GuestRequest, *, alone: bool) -> dict[str, str] | None:
    """The module, or the tool, whose place was given up last and can be put back."""
    course = course_named(before(request)[0])
    if course is None or course.alone != alone:
        return None
    words = _("Undo: back to my place in “%(title)s”") % {"title": course.title}
    return {"words": words, "address": address_of(course)}


def given_up_here(request: GuestRequest, course: Course) -> dict[str, str] | None:
    """The same on the page of the module or tool itself, which need not be named there."""
    if before(request)[0] != course.id:
        return None
    return {"words": _("Undo: back to where I was"), "address": address_of(course)}


def forget_kept(request: GuestRequest, course: Course) -> None:
    """Let go of what any kind of step has kept in the session for it."""
    for kind in KINDS.values():
        kind.answering.forget(request, course)


def forget_before(request: GuestRequest) -> None:
    if BEFORE in request.session:
        del request.session[BEFORE]


def _remember(request: GuestRequest, course: Course) -> None:
    place = request.keeping.places.get(course.id)
    if place is None:
        return
    kept: dict[str, Any] = {"who": who(request), "name": course.id, "place": place.to_data()}
    request.session[BEFORE] = kept


def make_move(request: GuestRequest, course: Course) -> HttpResponse:
    """Answers a POST. The page says which step it was, so an old tab never jumps wrongly."""
    name = request.POST.get("move", "")
    request.as_posted = partial(stand_at, request, course, posted_place(request))
    if unkept(request):
        request.comfort = comfort_on_the_page(request)
        request.keeping = request.keeping.with_comfort(request.comfort)
        request.as_posted()
    answer = _press_anywhere(request, course, name)
    if answer is not None:
        return answer
    place = posted_place(request) or request.keeping.places.get(course.id) or begin(course)
    showing = show(course, request.comfort, place)
    return _answer_here(request, course, showing, name) or _go_on(request, course, showing, name)


def _answer_here(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """The answer to a press that does not lead away from this step; words typed on it first."""
    words = words_first(request, course, showing, name)
    if words is not None:
        return words
    if name in AGAIN:
        return AGAIN[name](request, course)
    if name == LET_GO:
        messages.info(request, _("Let go. Nothing of it was kept."))
        return redirect(address_of(course))
    return answer_for(request, course, showing, name)


def _go_on(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    """A move of the engine: the new place is kept, and the page leads there."""
    chosen = tuple(request.POST.getlist("choice"))
    if name.startswith("follow:"):
        name, _colon, option = name.partition(":")
        chosen = (option,)
    request.as_posted = None
    outcome = move(course, request.comfort, showing.place, name, chosen=chosen)
    forget_before(request)
    if outcome.place.finished:
        forget_kept(request, course)
    keeping = request.keeping.with_place(course.id, outcome.place)
    save(request, keeping.with_sitting(sitting_after(request, course, outcome)))
    return redirect(_address_after(request, course, outcome, name))


def _press_anywhere(request: GuestRequest, course: Course, name: str) -> HttpResponse | None:
    """The answer to a press that works whatever the step on the page has become by now."""
    if name in SWITCH_OFF:
        return switch_off(request, name, address_of(course))
    for kind in KINDS.values():
        answer = kind.answering.anywhere.get(name)
        if answer is not None:
            way = show(course, request.comfort, posted_place(request)).way
            body = way.body if way is not None and way.kind == kind.name else None
            return answer(request, name, address_of(course), body)
    return None


def stand_at(request: GuestRequest, course: Course, place: Place | None) -> None:
    """Where the page was, for the rest of this request, kept or not."""
    if place is not None:
        request.keeping = request.keeping.with_place(course.id, place)


def posted_place(request: GuestRequest) -> Place | None:
    """Where the page was. Whatever else is posted is left out."""
    posted = request.POST
    return place_from_data(
        {
            "step": posted.get("step"),
            "way": posted.get("way"),
            "screen": _count(posted.get("screen", "")),
            "at": _count(posted.get("at", "")),
            "opened": posted.get("opened") == "1",
            "finished": posted.get("finished") == "1",
            "chosen": posted.getlist("was_chosen"),
        }
    )


def _address_after(request: GuestRequest, course: Course, outcome: Outcome, name: str) -> str:
    if outcome.kind == "follow" and outcome.goes_to != "step":
        return goes_to_address(outcome.goes_to or "")
    if outcome.kind in ("stay", "follow"):
        return address_of(course)
    if outcome.kind == "unhelpful":
        return _another_kind(request, course, outcome)
    if outcome.kind == "elsewhere":
        return reverse("practice:tools")
    if name == "back":
        return reverse("practice:tools" if course.alone else "practice:skills")
    say_kept(request, _("Your place is kept. Come back to it whenever you like, or never."))
    return reverse("practice:quiet" if quiet_minutes_due(request, course) else "front")


def _another_kind(request: GuestRequest, course: Course, outcome: Outcome) -> str:
    """One press opens a tool of another kind; where the state is not known, the question which."""
    thanks = _("Thank you for noticing. Not every step suits everyone.")
    other = _first_of_another_kind(request.keeping, course, outcome.goes_to or "")
    if other is None:
        messages.info(request, thanks)
        return state_address(outcome.goes_to)  # type: ignore[arg-type]
    messages.info(
        request, _("Thank you for noticing. Not every step suits everyone. Here is another kind.")
    )
    return reverse("practice:tool", kwargs={"tool_id": other.card.id})


def _first_of_another_kind(keeping: Keeping, course: Course, state: str) -> OnShelf | None:
    """What was tried already has a place, and comes after what was not."""
    if not state:
        return None
    shelf = without_folded(shelf_for(library(), keeping.comfort, state=state))
    tools = to_begin_with(shelf.tools, keeping.comfort)
    three = three_for(
        tools, state=state, seen=keeping.places.keys(), without_kind=_kind_left(course)
    )
    return next(iter(three), None)


def _kind_left(course: Course) -> str:
    """The kind of the tool that did not help; a skill is of none."""
    found = library().tool(course.id)
    return KIND_OF[found[1].tool.family] if found and found[1].tool else ""


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
