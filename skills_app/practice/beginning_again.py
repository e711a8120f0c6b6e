"""Begin again, forget a place, and take either back with one press."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skills_app.http import GuestRequest
from skills_app.practice.addresses import address_of, course_named
from skills_app.practice.pace import begin
from skills_app.preferences.keeping import Place, place_from_data
from skills_app.preferences.store import save, say_kept, who
from skills_app.steps.registry import KINDS
from skills_app.steps.shared import Course

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
