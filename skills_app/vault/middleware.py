"""Hands the unlock cookie out, or takes it back, on whatever response a view makes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from skills_app.vault.unlocking import hand_out_cookie


class UnlockCookieMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        hand_out_cookie(request, response)
        return response
