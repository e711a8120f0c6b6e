"""Calm error pages, each with the way out and something to do next."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from skills_app.exits.fronting import names_differ, say_that_the_host_is_unknown
from skills_app.exits.origin import Sender, sender_of
from skills_app.http import brings_a_cookie, what_was_pressed, writing_in
from skills_app.vault.database import Trouble, is_trouble, tell_operator

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_much_sent(request, exception)
    if isinstance(exception, DisallowedHost):
        say_that_the_host_is_unknown()
        return bare_page(request, "exits/400.html", 400, trouble="name")
    return bare_page(request, "exits/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "exits/403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "exits/404.html", 404)


def not_this_way(request: HttpRequest) -> HttpResponse:
    return page(request, "exits/405.html", 405)


def too_much_sent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return bare_page(request, "exits/413.html", 413)


def not_read(request: HttpRequest, status: int) -> HttpResponse:
    """What was sent was too slow (408), too large (413), or there is no room for it (503)."""
    return bare_page(request, f"exits/{status:d}.html", status, trouble="busy")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "exits/429.html", 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Whatever went wrong. A database that is full, busy or broken is said to be so."""
    error = sys.exc_info()[1]
    if isinstance(error, Error) and is_trouble(error):
        return not_just_now(request, tell_operator(error))
    return bare_page(request, "exits/500.html", 500)


def not_just_now(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """What a page needs to read or keep is out of reach for now."""
    return bare_page(
        request, "exits/503.html", 503, trouble=trouble, pressed=what_was_pressed(request)
    )


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token did not fit."""
    changed = names_differ(request)
    without = request.method == "POST" and not brings_a_cookie(request)
    return page(request, "exits/refused.html", 403, without_cookies=without, changed=changed)


def page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    return render(request, template, {"written": given_back(request), **more}, status=status)


def bare_page(request: HttpRequest, template: str, status: int, **more: str) -> HttpResponse:
    """A page drawn without database, session or context processors: those may be what broke."""
    boosted = request.headers.get("HX-Boosted") == "true"
    context = {
        "site_name": settings.SITE_NAME,
        "exit_page": settings.EXIT_PAGES[0],
        "base_template": "exits/bare_part.html" if boosted else "exits/bare.html",
        "written": given_back(request),
        **more,
    }
    return HttpResponse(render_to_string(template, context), status=status)


def given_back(request: HttpRequest) -> list[str]:
    """What was written in the form that met an error, if it was a form of this site."""
    try:
        return writing_in(request) if sender_of(request) is Sender.HERE else []
    except DisallowedHost:
        return []
