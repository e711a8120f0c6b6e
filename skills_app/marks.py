"""Marks that a browser carries to its next request: somebody left, or covered the page.

A beacon that says it was queued may never go: blockers drop it, and without a connection it is
lost. So the script that empties the page also sets a cookie, which goes along with whatever this
browser asks next, and the server acts on it before anything else. It lasts as long as the cookies
of the session it is to close, goes wherever they go (SameSite=Lax), holds nothing about anyone, and
no other site can set it. Forged by somebody at the browser, it does what the button does.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

LEFT: Final = "1"
TRIED: Final = "2"  # leaving was tried out: a note is to stay, for the site to explain it
COVERED: Final = "1"


def cookie_text(name: str, value: str) -> str:
    """What a script hands to `document.cookie`."""
    secure = "; secure" if settings.SESSION_COOKIE_SECURE else ""
    return f"{name}={value}; path=/; samesite=lax{secure}"


def mark_of_leaving(request: HttpRequest) -> str | None:
    return request.COOKIES.get(settings.LEFT_COOKIE_NAME)


def is_marked_covered(request: HttpRequest) -> bool:
    return settings.COVERED_COOKIE_NAME in request.COOKIES
