"""One person's browser, for tests that need a request without a page."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from skills_app.account.models import User
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.sessions import SessionStore
from skills_app.vault.unlocking.unlocks import hand_out_cookie, the_open_space


class Browser:
    """One browser: keeps its session and unlock cookie from request to request."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.unlock_cookie = ""
        request = RequestFactory().get("/")
        request.session = SessionStore()
        login(request, user)
        request.session.save()
        self.session_key = str(request.session.session_key)

    def request(self) -> HttpRequest:
        request = RequestFactory().get("/")
        request.session = SessionStore(self.session_key)
        request.user = self.user
        if self.unlock_cookie:
            request.COOKIES[settings.UNLOCK_COOKIE_NAME] = self.unlock_cookie
        return request

    def take(self, request: HttpRequest) -> HttpResponse:
        """Receive the answer to `request`, with the cookie it hands out or takes back."""
        if request.session.modified:
            request.session.save()
        response = HttpResponse()
        hand_out_cookie(request, response)
        if settings.UNLOCK_COOKIE_NAME in response.cookies:
            self.unlock_cookie = response.cookies[settings.UNLOCK_COOKIE_NAME].value
        return response

    @property
    def space(self) -> OpenSpace | None:
        """What the next request finds open."""
        return the_open_space(self.request())
