"""Closes everything for a browser that carries the mark of having left, before all else."""

from collections.abc import Callable
from http.cookies import SimpleCookie

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from skills_app.exits.trying import note_the_try
from skills_app.marks import TRIED, mark_of_leaving
from skills_app.vault.unlocking import (
    STORAGE,
    SessionStore,
    board,
    close_what_can_be_closed_soon,
    even_if_broken,
    settle,
)

# These close everything themselves, after they have kept what was being typed.
CLOSE_THEMSELVES = ("/leave/", "/lock/")


class LeftMiddleware:
    """Stands before whatever looks at a session, so that the page after it is a new guest's.

    Whoever comes with the mark is answered as someone who brought no cookie at all. Each cookie is
    taken back by its name, the mark with them: clearing all of them would clear as well those that
    this very answer gives the new guest, and with them the form's token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        board()  # made while there is room

    def __call__(self, request: HttpRequest) -> HttpResponse:
        even_if_broken(settle)
        mark = mark_of_leaving(request)
        is_leaving = request.method == "POST" and request.path.startswith(CLOSE_THEMSELVES)
        if mark is None or is_leaving:
            return self.get_response(request)
        taken_back = close_all_that_came(request)
        # The note of a try may be read by this very page.
        request.COOKIES = {settings.TRIED_COOKIE_NAME: "1"} if mark == TRIED else {}
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if mark == TRIED and settings.TRIED_COOKIE_NAME not in response.cookies:
            note_the_try(response)
        for name, cookie in taken_back.items():
            if name not in response.cookies:
                response.cookies[name] = cookie
        response.headers["Clear-Site-Data"] = STORAGE
        return response


def close_all_that_came(request: HttpRequest) -> SimpleCookie:
    """Closes what the cookies open; answers those that take them back."""
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    answer = HttpResponse()
    close_what_can_be_closed_soon(request, answer)
    return answer.cookies
