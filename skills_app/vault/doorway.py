"""Gets a reader from wherever they stand to an open space without losing what they typed.

A save may come from someone whose sign-in ran out, who has no space yet, or whose space
locked itself. The page then comes back with their words and asks, there, for what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, cast

from allauth.account.adapter import get_adapter
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skills_app.http import MemberRequest
from skills_app.vault.opening import (
    AlreadyMade,
    KeyRefused,
    PassphraseRefused,
    generate_passphrase,
    has_space,
    make_space,
    open_space,
    the_open_space,
)
from skills_app.vault.store import OpenSpace


@dataclass(frozen=True)
class Doorway:
    """What still stands between the reader and their open space."""

    needs: Literal["sign_in", "space", "key"]
    problem: str = ""
    offered: str = ""


class OpenSpaceRequest(MemberRequest):
    """The request of a member whose private space is open."""

    space: OpenSpace


def step_through(request: HttpRequest) -> OpenSpace | Doorway:
    """Use what the posted form brings along (name, password, passphrase) to get in.

    Returns the open space, or what is still needed, with a kind word on what did not fit.
    """
    if not request.user.is_authenticated:
        problem = sign_in_from(request)
        if not request.user.is_authenticated:
            return Doorway("sign_in", problem)
    space = the_open_space(request)
    if space is not None:
        return space
    if not has_space(cast(MemberRequest, request).user):
        return make_from(request)
    passphrase = request.POST.get("passphrase", "")
    if not passphrase:
        return Doorway("key")
    try:
        return open_space(request, passphrase)
    except KeyRefused as refused:
        return Doorway("key", str(refused))


def sign_in_from(request: HttpRequest) -> str:
    """Signs in with the posted name and password. Returns what was wrong, or nothing."""
    name, password = request.POST.get("login", "").strip(), request.POST.get("password", "")
    if not (name and password):
        return ""
    adapter = get_adapter(request)
    try:
        user = adapter.authenticate(request, username=name, password=password)
    except ValidationError as error:
        return " ".join(error.messages)
    if user is None or not user.is_active:
        return str(adapter.error_messages["username_password_mismatch"])
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return ""


def make_from(request: HttpRequest) -> OpenSpace | Doorway:
    passphrase = request.POST.get("new_passphrase", "")
    problem = ""
    if passphrase:
        try:
            make_space(cast(MemberRequest, request).user, passphrase, request=request)
        except PassphraseRefused as refused:
            problem = " ".join(refused.messages)
        except AlreadyMade:
            return Doorway("key")
        else:
            space = the_open_space(request)
            return space if space is not None else Doorway("key")
    return Doorway("space", problem, request.POST.get("offered") or generate_passphrase())


def space_must_be_open(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Shows the view to a member whose space is open; to anyone else, the way in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        space = the_open_space(request) if request.user.is_authenticated else None
        if space is None:
            return show_way_in(request)
        request.space = space  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


def show_way_in(request: HttpRequest) -> HttpResponse:
    """The page before the space: sign in, make a space, or open it; then on to where one was."""
    if not request.user.is_authenticated:
        template = "space/guest.html"
    elif not has_space(cast(MemberRequest, request).user):
        template = "space/none_yet.html"
    else:
        template = "space/locked.html"
    # The cookie of an open space is not sent when another site's link leads here; one's own is.
    came_from_elsewhere = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    onward = request.path if request.method == "GET" else "/space/"
    context = {"next": onward, "came_from_elsewhere": came_from_elsewhere}
    return render(request, template, context)
