"""The way out. Whatever else is broken, these answers still let a person go."""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.exits.drafts import drafts_in, keepers
from skills_app.exits.origin import Sender, sender_of
from skills_app.http import SeeOther
from skills_app.vault.opening import close_space
from skills_app.vault.patience import wait_at_most

logger = logging.getLogger(__name__)

TRIED_SECONDS = 600  # how long a try is remembered, if nobody comes back sooner
# Not the cache: nothing of this site is in it, and clearing it delays the other page
# (docs/decisions/017).
CLEARED = '"cookies", "storage"'
# How long each of the two deletions may wait for another writer while a person waits to be gone.
PATIENCE = 200  # milliseconds
COOKIE_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


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


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponseBase:
    """The beacon's address: keep what was being typed, close everything, say nothing."""
    if request.method != "POST":
        return SeeOther(reverse("exits:leave"))
    response = HttpResponse(status=204)
    sender = sender_of(request)
    if sender is Sender.ELSEWHERE:
        return response
    if sender is Sender.HERE:
        even_if_broken(lambda: keep_drafts(request))
    close_everything(request, response)
    response.headers["Clear-Site-Data"] = CLEARED
    return response


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


def note_the_try(response: HttpResponse) -> None:
    response.set_cookie(
        settings.TRIED_COOKIE_NAME,
        "1",
        max_age=TRIED_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


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


def close_what_can_be_closed_soon(request: HttpRequest, response: HttpResponse) -> None:
    """Close everything, without keeping the person here while another writer has the database.

    The cookies are taken back in any case. What stays then opens nothing without them, and its
    time runs out; the log says that it stayed.
    """
    usual: list[int] = []
    even_if_broken(lambda: usual.append(wait_at_most(PATIENCE)))
    close_everything(request, response)
    if usual:
        even_if_broken(lambda: wait_at_most(usual[0]))


def close_everything(request: HttpRequest, response: HttpResponse) -> None:
    """Lock the space, end the session, take the cookies back."""
    even_if_broken(lambda: close_space(request))
    if not even_if_broken(request.session.flush):
        # An emptied session that could not be deleted would be saved again on the way out.
        request.session = type(request.session)()
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME}
    for name in sorted(ours | set(filter(COOKIE_NAME.fullmatch, request.COOKIES))):
        response.delete_cookie(name, samesite="Lax")


def even_if_broken(step: Callable[[], object]) -> bool:
    """Do one step of leaving; say whether it worked.

    This is the one place that catches everything: no fault may keep a person here.
    """
    try:
        step()
    except Exception:
        logger.exception("A step of leaving failed; the person was let go all the same.")
        return False
    return True
