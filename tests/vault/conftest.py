"""A person, a request as the middleware leaves it, and an open space."""



import pytest
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from skills_app.account.models import User
from skills_app.vault.opening import make_space
from skills_app.vault.sessions import SessionStore
from skills_app.vault.store import OpenSpace
from skills_app.vault.unlocking import hand_out_cookie, the_open_space
from tests.conftest import PASSPHRASE


class Browser:
    """One browser: keeps its session and unlock cookie from request to request."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.unlock_cookie = ""
        request = RequestFactory().get("/")
        request.session = SessionStore()
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
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
        response = HttpResponse()
        hand_out_cookie(request, response)
        if settings.UNLOCK_COOKIE_NAME in response.cookies:
            self.unlock_cookie = response.cookies[settings.UNLOCK_COOKIE_NAME].value
        return response

    @property
    def space(self) -> OpenSpace | None:
        """What the next request finds open."""
        return the_open_space(self.request())


@pytest.fixture
def alice_at_home(alice: User) -> Browser:
    return Browser(alice)


@pytest.fixture
def alices_words(alice: User, alice_at_home: Browser) -> list[str]:
    """Alice has a space, and it is open in her browser at home."""
    request = alice_at_home.request()
    _, words = make_space(alice, PASSPHRASE, request=request)
    alice_at_home.take(request)
    return words


@pytest.fixture
def alices_space(alices_words: list[str], alice_at_home: Browser) -> OpenSpace:
    space = alice_at_home.space
    assert space is not None
    return space


@pytest.fixture
def bobs_space(bob: User) -> OpenSpace:
    request = Browser(bob).request()
    make_space(bob, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    return space
