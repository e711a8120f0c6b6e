import re
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from skills_app.content import figure
from skills_app.preferences.store import change, save, settle
from skills_app.steps.pacer.body import Pacer
from skills_app.steps.pacer.rhythm import BREATH_MOVES, adjusted, hold_of, rhythm_of
from skills_app.steps.shared import Answering, Comfort, GuestRequest, Page, Way

BEGAN = "began"  # a script says so, when a pacer is started


def fitted(way: Way, comfort: Comfort) -> Way | None:
    """Breathing goes on for as long as the reader has set."""
    if way.minutes == comfort.breath_minutes:
        return way
    return replace(way, minutes=comfort.breath_minutes)


def shows(page: Page[Pacer]) -> dict[str, Any]:
    rhythm = rhythm_of(page.body, page.comfort, page.keeping.uses)
    return {"rhythm": rhythm, "minutes": rhythm.seconds / 60}


def change_breath(
    request: GuestRequest, name: str, back_to: str, pacer: Pacer | None
) -> HttpResponse:
    """A press on a rhythm button, or word that a breath session began.

    The answer to a script is the whole breath of this pacer: a hold gives way where in and out
    leave no room for it.
    """
    keeping = request.keeping
    if name == BEGAN:
        save(request, keeping.with_one_more_use())
        return HttpResponse(status=204)
    comfort = adjusted(comfort_on_the_page(request), name)
    change(request, comfort)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        hold = hold_of(pacer, comfort, comfort.breath_in + comfort.breath_out) if pacer else 0.0
        rhythm = {"in": comfort.breath_in, "hold": hold, "out": comfort.breath_out}
        shown = {part: {"seconds": time, "shown": figure(time)} for part, time in rhythm.items()}
        if settle(request):
            return JsonResponse(shown)
        said = _("This counts on this page. It could not be kept.")
        return JsonResponse({**shown, "said": said})
    return redirect(back_to)


def comfort_on_the_page(request: GuestRequest) -> Comfort:
    """The choices, with the rhythm that the page showed: where nothing is kept, only it knows."""
    shown = {name: _seconds(request.POST.get(name, "")) for name in ("breath_in", "breath_out")}
    known = {name: time for name, time in shown.items() if time is not None}
    return request.comfort.with_changes(**known) if known else request.comfort


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", text) else None


RHYTHM_PRESSES = dict.fromkeys((*BREATH_MOVES, BEGAN), change_breath)

ANSWERING = Answering(shows=shows, anywhere=RHYTHM_PRESSES, fitted=fitted)
