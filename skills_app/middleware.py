"""Gives each request the reader's comfort choices, read only when first looked at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from skills_app.preferences.keeping import load


class ComfortMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keeping = SimpleLazyObject(lambda: load(request))
        request.keeping = keeping  # type: ignore[attr-defined]
        request.comfort = SimpleLazyObject(lambda: keeping.comfort)  # type: ignore[attr-defined]
        return self.get_response(request)
