"""Covering the page, and going on."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from skills_app.exits.covering import (
    LOCKED,
    needs_key,
    put_on,
    show_sheet,
    take_off,
    whose,
)
from skills_app.exits.origin import Sender, sender_of
from skills_app.http import always_here
from skills_app.space.doorway import NOT_TRIED, Doorway, step_through, still_before_it


@always_here
@csrf_exempt  # as with leaving: a forged press locks a space and hides a page, no more
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Lock the space and cover every page of this browser. A script is told what going on takes."""
    if request.method == "POST" and sender_of(request) is not Sender.ELSEWHERE:
        put_on(request)
        if is_script(request):
            told = {"locked": needs_key(request), "whose": whose(request)}
            return JsonResponse({**told, "token": get_token(request)})
    return redirect("front")


@always_here
@require_http_methods(["GET", "HEAD", "POST"])
def uncover(request: HttpRequest) -> HttpResponse:
    """Take the cover off, when the passphrase is there if it has to be.

    Someone who has none at hand can go on without: to the first page, with the space locked.
    """
    if request.method != "POST":
        return redirect("front")
    without = "without" in request.POST
    if needs_key(request) and not without:
        try:
            door = step_through(request)
        except NOT_TRIED as why:
            return still_covered(request, still_before_it(request, why), status=429)
        if isinstance(door, Doorway) and door.needs != "space":
            return still_covered(request, door)
    take_off(request)
    if not is_script(request):
        return redirect("front")
    mine = whose(request)
    same_person = request.POST.get("whose", mine) == mine
    return JsonResponse({"back": same_person and not without, "token": get_token(request)})


def still_covered(request: HttpRequest, door: Doorway, status: int = 422) -> HttpResponse:
    if is_script(request):
        response = render(request, "exits/cover_door.html", {"door": door}, status=LOCKED)
        response.headers["X-Form-Token"] = get_token(request)
        return response
    return show_sheet(request, door, status=status if door.problem else 200)


def is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
