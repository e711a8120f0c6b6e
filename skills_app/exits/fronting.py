"""Tells the operator when what stands in front of the site changed what a browser asked for.

The log names two hosts at most, both of which the operator listed; nothing a reader sent.
"""

import logging
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.request import validate_host

logger = logging.getLogger(__name__)


class ForwardedProtoMiddleware:
    """Says once when a proxy does not say whether a page was asked for over https.

    Then every page is sent on to https, again and again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.BEHIND_PROXY:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Forwarded-Proto" not in request.headers:
            say_once(
                "A page was asked for without X-Forwarded-Proto, so it was sent on to https. When"
                " every page is sent on for ever, let the proxy set X-Forwarded-Proto."
            )
        return self.get_response(request)


def names_differ(request: HttpRequest) -> bool:
    """Whether the browser calls this site otherwise than the server, both by names of ours.

    Then no form can be taken. The log gets both names.
    """
    try:
        asked = urlsplit(request.headers.get("Origin", ""))
        name = asked.hostname or ""
        name = f"[{name}]" if ":" in name else name
        theirs = f"{asked.scheme}://{name}" + (f":{asked.port}" if asked.port else "")
        ours = f"{request.scheme}://{request.get_host()}"
    except (ValueError, DisallowedHost):
        return False
    is_ours = asked.scheme in {"http", "https"} and validate_host(name, settings.ALLOWED_HOSTS)
    if not is_ours or theirs.casefold() == ours.casefold():
        return False
    say_once(
        f"Forms are refused: browsers call this site {theirs}, and here it is asked for as {ours}."
        " Let the proxy pass on the Host it was asked for, with its port, and X-Forwarded-Proto."
    )
    return True


def say_that_the_host_is_unknown() -> None:
    say_once(
        "A host was asked for that STEADY_HOSTS does not name. When every page is a 400, write the"
        " site's name there, and let the proxy pass on the Host it was asked for."
    )


@cache
def say_once(message: str) -> None:
    """Once in a process: what a browser sends must not fill the log."""
    logger.warning(message)
