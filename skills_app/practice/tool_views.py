"""The shelf of tools: by state, by minutes, without what is not wanted, or one picked gently.

What is looked for is posted and drawn from the post alone; it is not kept anywhere. Some quiet
minutes after a heavier skill are made of a few tools, too: offered, never asked for.
"""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.content import BREATH_MINUTES, STATES, State, drawn_once, library, names_of
from skills_app.http import GuestRequest, always_here, sends_no_words
from skills_app.practice.forms import ShelfForm
from skills_app.practice.moves import given_up
from skills_app.practice.nudges import SWITCH_OFF, switch_off
from skills_app.practice.shelf import (
    OnShelf,
    Shelf,
    breathing_tool,
    one_for_me,
    pacer_at_hand,
    seen_after,
    shelf_for,
    three_for,
    to_begin_with,
    without_folded,
)
from skills_app.preferences.store import save, say_kept
from skills_app.steps.working import RHYTHM_PRESSES, Comfort, Pacer, change_breath, rhythm_of

FAMILY_NAMES = {
    "senses": gettext_lazy("Through the senses"),
    "orienting": gettext_lazy("Finding where and when you are"),
    "mental": gettext_lazy("Something for the mind to do"),
    "physical": gettext_lazy("Weight, floor and objects"),
    "soothing": gettext_lazy("Something soft"),
    "movement": gettext_lazy("Moving a little"),
    "breathing": gettext_lazy("Breathing"),
    "body": gettext_lazy("The body, at your distance"),
    "thoughts": gettext_lazy("Thoughts"),
    "kindness": gettext_lazy("A kinder voice"),
    "words": gettext_lazy("Words and limits"),
    "writing": gettext_lazy("On paper, or on the page"),
    "planning": gettext_lazy("Plans for later"),
    "people": gettext_lazy("Other people"),
}


@sends_no_words
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def list_tools(request: GuestRequest) -> HttpResponse:
    """Three ways in, one picked for the reader, what they keep near, then everything by kind."""
    if request.method == "POST":
        return find_tools(request)
    shelf = shelf_for(library(), request.comfort)
    near = [one for one in shelf.tools if one.card.id in request.keeping.near]
    families = [(FAMILY_NAMES[name], rows(tools)) for name, tools in shelf.by_family()]
    context = {
        "states": library().vocabulary.states,
        "near": rows(near),
        "families": families,
        "set_aside": shelf.set_aside,
        "shelf_form": drawn_once(
            "practice/shelf_form.html",
            "",
            lambda: {"form": ShelfForm(library=library())},
            get_token(request),
        ),
        "given_up": given_up(request, alone=True),
    }
    return render(request, "practice/tools.html", context)


def find_tools(request: GuestRequest) -> HttpResponse:
    form = ShelfForm(request.POST, library=library())
    if not form.is_valid():
        return render(request, "practice/found_tools.html", {"form": form}, status=422)
    wanted = form.cleaned_data
    shelf = shelf_for(
        library(),
        request.comfort,
        state=wanted["state"],
        minutes=int(wanted["minutes"] or 0),
        without=wanted["without"],
    )
    context = {"form": form, "rows": rows(shelf.tools), "set_aside": 0, "found": True}
    return render(request, "practice/found_tools.html", context)


@sends_no_words
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def list_tools_for(request: GuestRequest, state: State) -> HttpResponse:
    """One tool, two that differ from it in kind, the others on request; all of them folded."""
    vocabulary = library().vocabulary
    shelf = shelf_for(library(), request.comfort, state=state)
    seen = request.POST.getlist("seen")
    tools = to_begin_with(shelf.tools, request.comfort)
    three = three_for(tools, state=state, seen=seen)
    context = {
        "state": vocabulary.state(state),
        "others": [other for other in vocabulary.states if other.id != state],
        "first": next(iter(rows(three)), None),
        "two": rows(three[1:]),
        "seen": seen_after(seen, three, tools),
        "rows": rows(shelf.tools),
        "set_aside": shelf.set_aside,
    }
    return render(request, "practice/state.html", context)


@always_here
@require_safe
def ask_state(request: GuestRequest) -> HttpResponse:
    """After what did not help, when the step suits both kinds: which of the two is it now?"""
    stirred = [one for one in library().vocabulary.states if one.id != "even"]
    return render(request, "practice/which.html", {"states": stirred})


@sends_no_words
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def pick_one(request: GuestRequest) -> HttpResponse:
    """One tool that fits. "Another" is always on offer, and none is offered twice in a row."""
    state = request.POST.get("state", "")
    if state not in STATES:
        state = ""
    seen = [name for name in request.POST.getlist("seen") if library().tool(name)]
    shelf: Shelf = without_folded(shelf_for(library(), request.comfort, state=state))
    tools = to_begin_with(shelf.tools, request.comfort)
    one = one_for_me(tools, seen=seen, choose=secrets.choice)
    if one is not None and one.card.id in seen:
        seen = []
    context: dict[str, Any] = {
        "one": rows([one])[0] if one else None,
        "seen": [*seen, one.card.id] if one else [],
        "state": library().vocabulary.state(state) if state else None,
    }
    return render(request, "practice/one.html", context)


@sends_no_words
@always_here
@require_POST
def keep_near(request: GuestRequest, tool_id: str) -> HttpResponse:
    """Put a tool on top of the shelf, or back among the others."""
    if library().tool(tool_id) is None:
        messages.info(request, _("That skill is not here any more."))
        return redirect("practice:tools")
    near = "off" not in request.POST
    save(request, request.keeping.with_near(tool_id, near=near))
    say_kept(
        request,
        _("It is on top of the tools now.") if near else _("It is back among the other tools."),
    )
    return redirect("practice:tool", tool_id=tool_id)


def rows(tools: tuple[OnShelf, ...] | list[OnShelf]) -> list[dict[str, Any]]:
    """What a list of tools shows."""
    shelf = library()
    return [_row(one, names_of(one.topics, shelf)) for one in tools]


def _row(one: OnShelf, mentions: str) -> dict[str, Any]:
    given = {"card": one.card, "minutes": one.way.minutes, "mentions": mentions}
    key = (one.card.id, one.way.minutes, mentions)
    drawn = drawn_once("practice/tool_row.html", key, lambda: given)
    return {"card": one.card, "way": one.way, "mentions": mentions, "drawn": drawn}


MOST_OFFERED = 3
FIRST_MINUTES = 3  # for a reader who comes here with the offer switched off


@sends_no_words
@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def offer_quiet_minutes(request: GuestRequest) -> HttpResponse:
    """Breathing at the reader's own rhythm, a few gentle tools, and the way on beside them."""
    if request.method == "POST":
        name = request.POST.get("move", "")
        if name in SWITCH_OFF:
            return switch_off(request, name, reverse("front"))
        if name in RHYTHM_PRESSES:
            pacer = pacer_at_hand(library(), request.comfort)
            return change_breath(request, name, reverse("practice:quiet"), pacer)
        return redirect("practice:quiet")
    minutes = request.comfort.cool_down_minutes or FIRST_MINUTES
    context: dict[str, Any] = {
        "rows": rows(gentle_tools(request.comfort, minutes)),
        "offered": bool(request.comfort.cool_down_minutes),
    }
    breathing = breathing_tool(library(), request.comfort)
    if breathing:
        longest = min(minutes, int(BREATH_MINUTES.high))
        comfort = request.comfort.with_changes(breath_minutes=longest)
        context["breathing"] = breathing[0]
        context["body"] = breathing[2]
        context["rhythm"] = rhythm_of(breathing[2], comfort, request.keeping.uses)
    return render(request, "practice/quiet.html", context)


def gentle_tools(comfort: Comfort, minutes: int) -> list[OnShelf]:
    """The lightest tools for a body that is stirred up, beside the pacer."""
    shelf = without_folded(shelf_for(library(), comfort, state="up", minutes=minutes))
    tools = to_begin_with(shelf.tools, comfort)
    quiet = [one for one in tools if not isinstance(one.way.body, Pacer)]
    return sorted(quiet, key=lambda one: one.weight)[:MOST_OFFERED]
