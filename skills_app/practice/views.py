"""The front door, the skills, and a single tool. GET shows, POST moves."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from skills_app.content import Library, Module, library, names_of
from skills_app.http import GuestRequest, always_here, sends, writing_in
from skills_app.library import ToolCard
from skills_app.practice.addresses import address_of, course_named
from skills_app.practice.moves import given_up, given_up_here, make_move
from skills_app.practice.nudges import tell, told_on_the_page
from skills_app.practice.pace import begin, show
from skills_app.practice.pages import show_step, step_context
from skills_app.practice.shelf import breathing_tool, grounding_tools, pacer_at_hand
from skills_app.practice.shelves import row_for, shelves_for
from skills_app.preferences.store import save
from skills_app.preferences.unfinished import unfinished
from skills_app.steps.working import (
    OF_A_STEP,
    RHYTHM_PRESSES,
    RIGHT_NOW,
    Course,
    Keeping,
    change_breath,
    course_of_module,
    course_of_tool,
    picked_on_a_step,
    rhythm_of,
)

NEAR_AT_HAND = 3  # so many of the tools kept near stand on the first page

STEP_SENDS = sends(quiet={*OF_A_STEP, "title"}, picked=picked_on_a_step)


@STEP_SENDS
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def front_door(request: GuestRequest) -> HttpResponse:
    """Help first: one press to grounding, and one to breathing unless breath is avoided."""
    if request.method == "POST":
        name = request.POST.get("move", "")
        if name in RHYTHM_PRESSES:
            pacer = pacer_at_hand(library(), request.comfort)
            return change_breath(request, name, reverse("front"), pacer)
        if name == "arrived":
            save(request, request.keeping.having_arrived())
        return redirect("front")
    just_tried = request.COOKIES.get(settings.TRIED_COOKIE_NAME) == "1"
    response = render(request, "practice/front.html", front_context(request, just_tried=just_tried))
    if just_tried:
        response.delete_cookie(settings.TRIED_COOKIE_NAME, samesite="Lax")
    return response


def front_context(reader: GuestRequest, *, just_tried: bool) -> dict[str, Any]:
    shelf = library()
    context: dict[str, Any] = {
        "states": shelf.vocabulary.states,
        "on": carry_on(reader.keeping),
        "unfinished": unfinished(reader),
        "just_tried": just_tried,
        "arriving": not reader.keeping.arrived,
        "near": near_at_hand(shelf, reader.keeping),
    }
    grounding = grounding_tools(shelf, reader.comfort)
    context |= dict(zip(("grounding", "twin"), grounding, strict=False))
    breathing = breathing_tool(shelf, reader.comfort)
    if breathing:
        card, _step, pacer = breathing
        course = course_named(card.id)
        labels = show(course, reader.comfort, None).labels if course else ()
        context |= {
            "breathing": card,
            "body": pacer,
            "rhythm": rhythm_of(pacer, reader.comfort, reader.keeping.uses),
            "mentions": names_of(labels, shelf),
        }
    return context


@STEP_SENDS
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def right_now(request: GuestRequest) -> HttpResponse:
    """Always opens at the beginning, whatever was kept: one big thing to do first."""
    module = module_or_404(RIGHT_NOW)
    course = course_of_module(module)
    if request.method == "POST":
        return make_move(request, course)
    kept = request.keeping.places.get(RIGHT_NOW)
    first = show(course, request.comfort, begin(course)).place
    showing = show(course, request.comfort, None)
    context = step_context(course, showing, request.keeping, library())
    context |= {
        "action": address_of(course),
        "kept": kept is not None and not kept.finished and kept.step != first.step,
        "now": True,
    }
    return render(request, "practice/now.html", context)


@always_here
@require_safe
def list_skills(request: GuestRequest) -> HttpResponse:
    keeping = request.keeping
    context = {
        "shelves": shelves_for(library(), keeping),
        "given_up": given_up(request, alone=False),
    }
    return render(request, "practice/skills.html", context)


@STEP_SENDS
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def work_through_module(request: GuestRequest, module_id: str) -> HttpResponse:
    if request.method == "POST" and library().module(module_id) is None:
        return gone(request, reverse("practice:skills"))
    return work_through(request, course_of_module(module_or_404(module_id)))


@STEP_SENDS
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def use_tool(request: GuestRequest, tool_id: str) -> HttpResponse:
    found = library().tool(tool_id)
    card = found[1].tool if found else None
    if found is None or card is None:
        if request.method == "POST":
            return gone(request, reverse("practice:tools"))
        raise Http404
    return work_through(request, course_of_tool(found[0], card, found[1]))


def gone(request: GuestRequest, to: str) -> HttpResponseRedirect:
    """Taken out of the library while somebody was in it: the press leads to what is there.

    Unless they had written something: only the page that says so can give it back.
    """
    if writing_in(request):
        raise Http404
    messages.info(request, _("That skill is not here any more."))
    return redirect(to)


def work_through(request: GuestRequest, course: Course) -> HttpResponse:
    if request.method == "POST":
        return make_move(request, course)
    place = request.keeping.places.get(course.id)
    told = told_on_the_page(tell(request, course, place))
    return show_step(request, course, place, **told, given_up=given_up_here(request, course))


def near_at_hand(shelf: Library, keeping: Keeping) -> list[ToolCard]:
    """The first few of the tools a reader keeps near, in the order of the shelf."""
    cards = [step.tool for _module, step in shelf.tools.values()]
    return [card for card in cards if card and card.id in keeping.near][:NEAR_AT_HAND]


def carry_on(keeping: Keeping) -> dict[str, Any] | None:
    """Where the reader was last, unless that is finished or no longer there."""
    place = keeping.places.get(keeping.last or "")
    course = course_named(keeping.last or "")
    if place is None or course is None or place.finished:
        return None
    module = library().module(course.id)
    row = row_for(module, keeping) if module else None
    return {
        "title": course.title,
        "address": address_of(course),
        "number": row.number if row else 0,
        "of": row.of if row else 0,
    }


def module_or_404(module_id: str) -> Module:
    module = library().module(module_id)
    if module is None:
        raise Http404
    return module
