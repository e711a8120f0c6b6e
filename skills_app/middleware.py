"""Gives each request the reader's comfort choices, and keeps a covered browser covered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from skills_app.exits.covering import is_covered, show_sheet
from skills_app.preferences.keeping import load

# What has to be reached from under the cover: the way out, and going on.
NEVER_COVERED = ("/leave/", "/lock/", "/cover/")


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
    is none of a reader's business.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(NEVER_COVERED):
            return self.get_response(request)
        part = request.headers.get("HX-Request") == "true"
        page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if not (part or page) or not is_covered(request):
            return self.get_response(request)
        if part:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return show_sheet(request)
