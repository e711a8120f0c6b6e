"""The cover: a plain sheet over every page, until whoever put it there goes on."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from skills_app.space.doorway import Doorway
from skills_app.vault.unlocking import close_space, has_space

# Two entries of the session, so that of two tabs that cover at once neither undoes the other's.
COVERED: Final = "covered"
KEY: Final = "covered_key"  # only the passphrase takes it off
LOCKED: Final = 423


def is_covered(request: HttpRequest) -> bool:
    return COVERED in request.session


def needs_key(request: HttpRequest) -> bool:
    """The page says so too: it outlives the session that knew."""
    return KEY in request.session or "key" in request.POST


def put_on(request: HttpRequest) -> None:
    """Lock the space, and remember whether there was anything to lock.

    The cookie of an open space counts even when its row is gone: another tab may have locked it a
    moment ago, or its time ran out while its words were still on the screen.
    """
    seen = request.COOKIES.get(settings.UNLOCK_COOKIE_NAME) or "private" in request.POST
    if seen and request.user.is_authenticated and has_space(request.user):
        request.session[KEY] = True
    request.session[COVERED] = True
    close_space(request)


def take_off(request: HttpRequest) -> None:
    for entry in (COVERED, KEY):
        request.session.pop(entry, None)


def whose(request: HttpRequest) -> str:
    """Tells a person's own page from the page of whoever signs in next; says nothing else."""
    return salted_hmac("cover", str(request.user.pk or "")).hexdigest()[:32]


def show_sheet(
    request: HttpRequest, door: Doorway | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "exits/cover.html", {"door": door}, status=status)
