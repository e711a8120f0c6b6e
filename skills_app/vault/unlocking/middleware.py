"""Hands out the cookie of an open space, and lets members go first at the gate."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from skills_app.vault.crypto import gate
from skills_app.vault.unlocking.unlocks import hand_out_cookie


class UnlockCookieMiddleware:
    """Hands the cookie out, or takes it back, on whatever response a view makes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        hand_out_cookie(request, response)
        return response


class MembersFirstMiddleware:
    """Whoever is signed in waits at the gate for no guest. Nobody is looked up unless they wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with gate.request_of(lambda: bool(request.user.is_authenticated)):
            return self.get_response(request)
