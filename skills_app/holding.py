"""Help holds: what is marked `always_here` works without cookies, tokens and the database.

Five middlewares: the outermost, three in the places of Django's own, and the innermost. None of
them takes anything away from a browser: once a trouble is over, its cookies fit as before.
"""

from collections.abc import Callable
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseRedirect,
    QueryDict,
)
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from skills_app.exits.covering import is_covered, show_sheet
from skills_app.exits.errors import not_just_now
from skills_app.exits.origin import Sender, sender_of
from skills_app.http import brings_a_cookie, is_always_here, note_unkept, unkept, writing_in
from skills_app.preferences.store import settle
from skills_app.said import SaidStorage
from skills_app.vault.database import Trouble, Waits, come_back, is_trouble, tell_operator, waiting
from skills_app.vault.unlocking import SessionStore

# The beacon's addresses: a draft may come with it, and nobody waits for the answer.
SENT_IN_GOING = "/lock/"


class PatienceMiddleware:
    """The outermost: nobody waits for a page while another program holds the database.

    Only what is sent to be kept waits, since words may come with it, and so does what a page sends
    as it goes: nobody waits for the answer to that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with waiting(how_long(request)):
            return self.get_response(request)


def how_long(request: HttpRequest) -> Waits:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        view = None
    if request.method not in {"GET", "HEAD"} and request.path.startswith(SENT_IN_GOING):
        return Waits.LONG
    if getattr(view, "always_here", False):
        return Waits.HARDLY
    if request.method in {"GET", "HEAD"} or getattr(view, "closes", False):
        return Waits.NOT_TO_READ
    return Waits.LONG


class HeldSessionMiddleware(SessionMiddleware):
    """A session that cannot be saved takes no page of help away.

    Unless words came with the press, which only it would have kept: those are given back. While
    this process may not ask its database, no session is looked for.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        trouble = come_back()
        if trouble:
            cast(SessionStore, request.session).trouble = trouble

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (Error, SessionInterrupted) as error:
            if not is_always_here(request) or writing_in(request):
                raise
            if isinstance(error, Error):
                if not is_trouble(error):
                    raise
                tell_operator(error)
            return response


class TokenMiddleware(CsrfViewMiddleware):
    """Takes the forms of help without a token, where the browser says that they are our own.

    And where it says nothing and brings no cookie: nobody is signed in then and nothing is kept,
    so there is nothing that another site could forge. A form that another site sent is refused.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if request.method == "POST" and not getattr(request, "_dont_enforce_csrf_checks", False):
            without = not brings_a_cookie(request)
            sender = sender_of(request)
            ours = sender is Sender.HERE or (without and sender is Sender.UNSAID)
            if getattr(callback, "always_here", False) and ours:
                if without:
                    note_unkept(request, "cookies")
                self._accept(request)  # type: ignore[attr-defined]  # no stub
                return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class WhoMiddleware(AuthenticationMiddleware):
    """Whoever cannot be looked up just now is a guest, and what is theirs is left as it is."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: who_is(request))  # type: ignore[assignment]


def who_is(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    if not hasattr(request, "_cached_user"):
        try:
            request._cached_user = get_user(request)  # type: ignore[attr-defined]
        except Error as error:
            cast(SessionStore, request.session).trouble = tell_operator(error)
            request._cached_user = AnonymousUser()  # type: ignore[attr-defined]
    return cast("AbstractBaseUser | AnonymousUser", request._cached_user)  # type: ignore[attr-defined]


class HoldingMiddleware:
    """The innermost: draws the next page at once when what was pressed cannot be kept.

    A redirect would forget it. All that needs the database is told that it is not there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not is_always_here(request):
            return response
        if unkept(request) == "cookies" and sender_of(request) is Sender.UNSAID:
            # Maybe another site's: it gets no session that would take the place of a reader's.
            request.session.modified = False
        if not isinstance(response, HttpResponseRedirect):
            return response
        if not unkept(request):
            keep_now(request, response)
        why = unkept(request)
        if why in get_args(Trouble) and writing_in(request):
            # Only a session could have held these words: they are given back.
            return not_just_now(request, cast(Trouble, why))
        return draw_here(request, response) if why else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "always_here", False) or getattr(view, "closes", False):
            return None
        # A member whose session cannot be read is no guest on a page of their own.
        _known = request.user.is_authenticated
        trouble = cast(SessionStore, request.session).trouble
        return not_just_now(request, cast(Trouble, trouble)) if trouble else None


def keep_now(request: HttpRequest, response: HttpResponse) -> None:
    """Save what the press changed before it is decided what to answer."""
    said = cast(SaidStorage, get_messages(request))
    said.update(response)  # as its middleware will, so that nothing is written twice
    if not settle(request):
        # Whatever was said, said that it was kept.
        said.take_back()


def draw_here(request: HttpRequest, response: HttpResponseRedirect) -> HttpResponse:
    """The page a press leads to, drawn from what the press brought along."""
    path = urlsplit(response.url).path
    try:
        match = resolve(path)
    except Resolver404:
        return response
    if not getattr(match.func, "always_here", False):
        return response
    request.method = "GET"
    request.path = request.path_info = path
    request.resolver_match = match
    as_posted = getattr(request, "as_posted", None)
    if as_posted is not None:
        as_posted()
    request.POST = QueryDict()
    if is_covered(request):
        drawn = show_sheet(request)
    else:
        drawn = cast(HttpResponse, match.func(request, *match.args, **match.kwargs))
    return drawn
