"""Some quiet minutes after a heavier skill: offered, never asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from skills_app.content import library
from skills_app.http import GuestRequest, always_here
from skills_app.library import BREATH_MINUTES
from skills_app.practice.first_tools import breathing_tool, pacer_at_hand
from skills_app.practice.nudges import SWITCH_OFF, switch_off
from skills_app.practice.shelf import OnShelf, shelf_for, without_folded
from skills_app.practice.tool_views import rows
from skills_app.preferences.keeping import Comfort
from skills_app.steps.pacer.answering import RHYTHM_PRESSES, change_breath
from skills_app.steps.pacer.body import Pacer
from skills_app.steps.pacer.rhythm import rhythm_of
from skills_app.written import sends_no_words

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
        context["tool_address"] = reverse("practice:tool", args=[breathing[0].id])
        context["body"] = breathing[2]
        context["rhythm"] = rhythm_of(breathing[2], comfort, request.keeping.uses)
    return render(request, "practice/quiet.html", context)


def gentle_tools(comfort: Comfort, minutes: int) -> list[OnShelf]:
    """The lightest tools for a body that is stirred up, beside the pacer."""
    shelf = without_folded(shelf_for(library(), comfort, state="up", minutes=minutes))
    quiet = [one for one in shelf.tools if not isinstance(one.way.body, Pacer)]
    return sorted(quiet, key=lambda one: one.weight)[:MOST_OFFERED]
