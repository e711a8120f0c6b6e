"""Two addresses for whoever runs the site: does it answer, and could it serve people now?

They stand before everything else: no session, no cookie, no name of a host asked for, and
nothing in the answer but one word.
"""

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.http import HttpRequest, HttpResponse

from skills_app.vault.database import come_back
from skills_app.vault.server_keys.canary import check_canaries


class ProbesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return said("ok", 200)
        if request.path == "/readyz":
            return said("ok", 200) if is_ready() else said("not now", 503)
        return self.get_response(request)


def is_ready() -> bool:
    """Whether the database answers, and every server key still opens what it sealed."""
    if come_back():
        return False
    try:
        check_canaries()
    except (Error, ImproperlyConfigured):
        return False
    return True


def said(word: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(f"{word}\n", content_type="text/plain", status=status, headers=headers)
