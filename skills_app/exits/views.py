"""The way out. Whatever else is broken, these answers still let a person go."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.exits.drafts import drafts_in, keepers
from skills_app.exits.origin import Sender, sender_of
from skills_app.exits.trying import note_the_try
from skills_app.http import always_here
from skills_app.vault.unlocking import (
    CLEARED,
    close_everything,
    close_what_can_be_closed_soon,
    even_if_broken,
)


@always_here
@csrf_exempt  # the button outlives the form token, and a forged press only signs someone out
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponseBase:
    """The way out without scripts: close everything, empty the page, go to the chosen one.

    Not a redirect: a browser stays where it is until the other site answers, and for good when
    that site sends it on to a host the form policy does not name (docs/decisions/007).
    """
    if request.method != "POST":
        return render(request, "exits/leave.html")
    response = empty_page_leading_to(chosen_page(request))
    if sender_of(request) is not Sender.ELSEWHERE:
        close_what_can_be_closed_soon(request, response)
        response.headers["Clear-Site-Data"] = CLEARED
    return response


@always_here
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponseBase:
    """The beacon's address: keep what was being typed, close everything, say nothing."""
    if request.method != "POST":
        return redirect("exits:leave")
    response = HttpResponse(status=204)
    sender = sender_of(request)
    if sender is Sender.ELSEWHERE:
        return response
    if sender is Sender.HERE:
        even_if_broken(lambda: keep_drafts(request))
    close_everything(request, response)
    response.headers["Clear-Site-Data"] = CLEARED
    return response


@always_here
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def try_leaving(request: HttpRequest) -> HttpResponseBase:
    """Leaving for practice: all of it happens, and a note stays that lets the site explain it."""
    if request.method != "POST":
        return render(request, "exits/try.html")
    response = empty_page_leading_to(chosen_page(request))
    if sender_of(request) is not Sender.ELSEWHERE:
        close_what_can_be_closed_soon(request, response)
        note_the_try(response)
    return response


@always_here
@csrf_exempt
@require_POST
def lock_after_trying(request: HttpRequest) -> HttpResponse:
    """The beacon's address for a try. Clearing all cookies would clear the note as well."""
    response = HttpResponse(status=204)
    sender = sender_of(request)
    if sender is Sender.ELSEWHERE:
        return response
    if sender is Sender.HERE:
        even_if_broken(lambda: keep_drafts(request))
    close_everything(request, response)
    note_the_try(response)
    return response


@always_here
@require_safe
def show_safety(request: HttpRequest) -> HttpResponse:
    return render(request, "exits/safety.html", {"idle_minutes": settings.OPEN_IDLE_MINUTES})


def empty_page_leading_to(address: str) -> HttpResponse:
    """Needs no database, session or context processor: any of them may be what is broken."""
    context = {"site_name": settings.SITE_NAME, "address": address}
    page = HttpResponse(render_to_string("exits/gone.html", context))
    page.headers["Refresh"] = f"0;url={address}"
    return page


def chosen_page(request: HttpRequest) -> str:
    """The page this person picked from the operator's list, or the list's first."""
    pages: list[str] = settings.EXIT_PAGES
    choices: list[int] = [0]
    even_if_broken(lambda: choices.append(request.comfort.exit_page))  # type: ignore[attr-defined]
    return pages[min(max(choices[-1], 0), len(pages) - 1)]


def keep_drafts(request: HttpRequest) -> None:
    """Hand each draft to every keeper; one that fails does not stop the others."""
    for draft in drafts_in(request.POST):
        for keep in keepers():
            even_if_broken(lambda keep=keep, draft=draft: keep(request, draft))  # type: ignore[misc]
