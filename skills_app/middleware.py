"""Redirects after a change, the reader's comfort choices, and a covered browser kept covered."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from skills_app.exits.covering import is_covered, put_on, show_sheet
from skills_app.marks import is_marked_covered
from skills_app.preferences.store import load

# What has to be reached from under the cover: the way out, and going on.
WAYS_OUT = ("/leave/", "/lock/")
NEVER_COVERED = (*WAYS_OUT, "/cover/")


class SeeOtherMiddleware:
    """After whatever was sent, a redirect says 303: the next page is looked at with a plain GET.

    So a reload repeats nothing, whichever view, our own or a library's, has answered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD"} and response.status_code == HTTPStatus.FOUND:
            response.status_code = HTTPStatus.SEE_OTHER
        return response


class ComfortMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keeping = SimpleLazyObject(lambda: load(request))
        request.keeping = keeping  # type: ignore[attr-defined]
        request.comfort = SimpleLazyObject(lambda: keeping.comfort)  # type: ignore[attr-defined]
        return self.get_response(request)


class CoverMiddleware:
    """While the cover is on, whatever page is asked for is the sheet.

    What is sent is still taken, so that nothing typed is lost; what a script fetches for itself
    is none of a reader's business. A browser that carries the cover's mark, since what its script
    sent never came, is locked and covered now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_marked_covered(request) or comes_before_the_cover(request):
            return self.answer(request)
        put_on(request)
        response = self.answer(request)
        response.delete_cookie(settings.COVERED_COOKIE_NAME, samesite="Lax")
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(NEVER_COVERED):
            return self.get_response(request)
        part = request.headers.get("HX-Request") == "true"
        page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if not (part or page) or not is_covered(request):
            return self.get_response(request)
        if part:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return show_sheet(request)


def comes_before_the_cover(request: HttpRequest) -> bool:
    """Leaving, and what is kept of the words under the cover before their space is locked.

    An answer to the latter holds nothing of what is kept.
    """
    if request.path.startswith(NEVER_COVERED):
        return request.path.startswith(WAYS_OUT)
    by_script = request.headers.get("Accept") == "application/json"
    is_beacon = request.headers.get("Sec-Fetch-Mode") == "no-cors"
    return request.method == "POST" and (by_script or is_beacon)
