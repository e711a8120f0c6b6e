"""Requests as the views get them, and which views are help."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from skills_app.account.models import User
    from skills_app.preferences.keeping import Comfort, Keeping


class GuestRequest(HttpRequest):
    """Anyone's request, as it reaches a view."""

    htmx: HtmxDetails
    keeping: "Keeping"
    comfort: "Comfort"
    # Draws the place and rhythm of the page a press was made on, where they are kept nowhere.
    as_posted: Callable[[], None] | None


class MemberRequest(GuestRequest):
    """The request of someone signed in."""

    user: "User"


View = Callable[..., HttpResponseBase]


def always_here(view: View) -> View:
    """Marks help: what opens, and whose forms are taken, whatever else is missing.

    Without a cookie, without a form token, and with the database gone. What cannot be kept is then
    left unkept, and the page that comes after is drawn as if it had been (docs/decisions/028).
    """
    view.always_here = True  # type: ignore[attr-defined]
    return view


def closes(view: View) -> View:
    """Marks what closes something in this browser: it is asked even when nothing can be read."""
    view.closes = True  # type: ignore[attr-defined]
    return view


def is_always_here(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and getattr(match.func, "always_here", False)


def brings_a_cookie(request: HttpRequest) -> bool:
    """Whether the browser sent any cookie of ours. On a first visit none does."""
    ours = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME)
    return any(name in request.COOKIES for name in ours)


def unkept(request: Any) -> str:
    """Why nothing can be kept for this reader just now: "cookies", a database's trouble, or ""."""
    return getattr(request, "unkept", "") or getattr(
        getattr(request, "session", None), "trouble", ""
    )


def note_unkept(request: Any, why: str) -> None:
    """From now on this request keeps nothing, and its page says so."""
    request.unkept = unkept(request) or why
