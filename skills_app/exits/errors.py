"""Calm error pages, each with the way out and something to do next."""

import re

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from skills_app.exits.origin import Sender, sender_of

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Fields that hold someone's writing whatever their length; others count when they are long.
WRITING = {"title", "text", "tags"}
LONG = 40
SECRET = re.compile(r"pass|word|secret|code|key|recover|token|offered|login", re.IGNORECASE)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_much_sent(request, exception)
    return bare_page(request, "exits/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "exits/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "exits/404.html", status=404)


def not_this_way(request: HttpRequest) -> HttpResponse:
    return render(request, "exits/405.html", status=405)


def too_much_sent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return bare_page(request, "exits/413.html", 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "exits/429.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    return bare_page(request, "exits/500.html", 500)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token did not fit: show what was written, so that it can be copied."""
    written = writing_in(request) if sender_of(request) is Sender.HERE else []
    return render(request, "exits/refused.html", {"written": written}, status=403)


def writing_in(request: HttpRequest) -> list[str]:
    """The texts in a refused form that look like someone's writing; never a secret."""
    try:
        fields = list(request.POST.items())
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    return [
        text
        for name, text in fields
        if isinstance(text, str)
        and text.strip()
        and not SECRET.search(name)
        and (name in WRITING or len(text) >= LONG)
    ]


def bare_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page drawn without database, session or context processors: those may be what broke."""
    boosted = request.headers.get("HX-Boosted") == "true"
    context = {
        "site_name": settings.SITE_NAME,
        "exit_page": settings.EXIT_PAGES[0],
        "base_template": "exits/bare_part.html" if boosted else "exits/bare.html",
    }
    return HttpResponse(render_to_string(template, context), status=status)
