"""Requests as the views get them, and what a view says of itself: help, and what it is sent.

What somebody wrote in a form that could not be taken goes back to them. Nothing is guessed from
what a field is called. A view says with `sends` what its page sends besides its reader's own words:
what the page put there itself (places, ids, choices), and what is secret. Whatever it does not name
is theirs and goes back, a single word and a field nobody thought of too. A secret never does: not
where it belongs, nor sent to any other address.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from django_htmx.middleware import HtmxDetails

from skills_app.form_fields import QuietField

if TYPE_CHECKING:
    from skills_app.account.models import User
    from skills_app.preferences.keeping import Comfort, Keeping


class GuestRequest(HttpRequest):
    """Anyone's request, as it reaches a view."""

    htmx: HtmxDetails
    keeping: "Keeping"
    comfort: "Comfort"
    # Draws the place and rhythm of the page a press was made on, where they are kept nowhere.
    as_posted: Callable[[], None] | None


class MemberRequest(GuestRequest):
    """The request of someone signed in."""

    user: "User"


View = Callable[..., HttpResponseBase]


def always_here(view: View) -> View:
    """Marks help: what opens, and whose forms are taken, whatever else is missing.

    Without a cookie, without a form token, and with the database gone. What cannot be kept is then
    left unkept, and the page that comes after is drawn as if it had been (docs/decisions/028).
    """
    view.always_here = True  # type: ignore[attr-defined]
    return view


def closes(view: View) -> View:
    """Marks what closes something in this browser: it is asked even when nothing can be read."""
    view.closes = True  # type: ignore[attr-defined]
    return view


def is_always_here(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and getattr(match.func, "always_here", False)


def brings_a_cookie(request: HttpRequest) -> bool:
    """Whether the browser sent any cookie of ours. On a first visit none does."""
    ours = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME)
    return any(name in request.COOKIES for name in ours)


def unkept(request: Any) -> str:
    """Why nothing can be kept for this reader just now: "cookies", a database's trouble, or ""."""
    return getattr(request, "unkept", "") or getattr(
        getattr(request, "session", None), "trouble", ""
    )


def note_unkept(request: Any, why: str) -> None:
    """From now on this request keeps nothing, and its page says so."""
    request.unkept = unkept(request) or why


# What the forms for signing in, for the space and its doorway call what is asked for there. It is
# held back wherever it is sent, unless a view says that with it this is a word of the reader's.
SECRETS: Final = frozenset(
    {
        "login",
        "username",
        "password",
        "password1",
        "password2",
        "oldpassword",
        "passphrase",
        "new_passphrase",
        "offered",
        "words",
        "recovery",
    }
)
OF_EVERY_PAGE: Final = frozenset({"csrfmiddlewaretoken", "proof", "times", "next"})


def what_was_pressed(request: HttpRequest) -> str:
    """For a page that says why nothing could be kept: "", "something" or "a key".

    After a press about a password or a passphrase somebody has to know which one opens now.
    """
    if request.method != "POST":
        return ""
    route = request.resolver_match.route if request.resolver_match else ""
    return "a key" if route.startswith(("account/", "space/")) else "something"


def nothing_picked(where: Mapping[str, Any], posted: QueryDict) -> Collection[str]:
    return ()


# The names of what is picked from a page that differ from one to the next, as its address and what
# was posted tell.
Picked = Callable[[Mapping[str, Any], QueryDict], Collection[str]]


@dataclass(frozen=True)
class Sent:
    """What a page sends. `words` are the reader's own although a secret is called so elsewhere."""

    quiet: frozenset[str] = frozenset()
    secret: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    picked: Picked = nothing_picked
    has_words: bool = True


NO_WORDS: Final = Sent(has_words=False)
_said: list[Sent] = []  # by every view

V = TypeVar("V", bound=Callable[..., Any])


def sends(
    *forms_: type[forms.Form],
    quiet: Iterable[str] = (),
    words: Iterable[str] = (),
    picked: Picked = nothing_picked,
) -> Callable[[V], V]:
    """Says what a view is sent: by these forms, and `quiet` by its page besides."""
    fields = {name: field for one in forms_ for name, field in one.base_fields.items()}
    own = frozenset(words) | {name for name, field in fields.items() if takes_words(field)}
    secret = frozenset(name for name, field in fields.items() if is_secret(field))
    sent = Sent(frozenset(quiet) | (fields.keys() - own - secret), secret, own, picked)
    _said.append(sent)

    def declared(view: V) -> V:
        view.sends = sent  # type: ignore[attr-defined]
        return view

    return declared


def sends_no_words(view: V) -> V:
    """Says of a view that nothing of its forms is anybody's own words: it only takes presses,
    choices, numbers, or nothing but secrets.
    """
    view.sends = NO_WORDS  # type: ignore[attr-defined]
    return view


def without_words(
    patterns: list[URLPattern | URLResolver],
) -> list[URLPattern | URLResolver]:
    """The same of every view of these addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            sends_no_words(pattern.callback)
    return patterns


def is_secret(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


def takes_words(field: forms.Field) -> bool:
    """Text fields do, but for those that the page itself fills in."""
    is_text = isinstance(field, forms.CharField) and not isinstance(field, QuietField)
    return is_text and not is_secret(field)


def writing_in(request: HttpRequest, *, besides: Collection[str] = ()) -> list[str]:
    """What somebody wrote in a posted form, each text once; never a secret.

    Not that of the fields named `besides`, which the page has.

    Empty when nothing was posted, or when it can not be read. Never raises. Whether the form came
    from this site's own page is for the caller to know.
    """
    try:
        posted = request.POST
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    if not posted:
        return []
    sent, where = _sent_to(request)
    if not sent.has_words:
        return []
    held_back = (SECRETS - sent.words) | OF_EVERY_PAGE | sent.quiet | sent.secret
    held_back = held_back.union(sent.picked(where, posted), besides)
    texts = [
        text
        for name, values in posted.lists()
        if name not in held_back
        for text in values
        if isinstance(text, str) and text.strip()
    ]
    return list(dict.fromkeys(texts))


def _sent_to(request: HttpRequest) -> tuple[Sent, Mapping[str, Any]]:
    """What is sent to this address, and what is in the address."""
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return _by_any_page(), {}
    return getattr(match.func, "sends", None) or _by_any_page(), match.kwargs


def _by_any_page() -> Sent:
    """What is sent to an address that says nothing, or that there is not.

    Some page of ours sent it: what is quiet on one and words on none is held back.
    """
    words = frozenset[str]().union(*(one.words for one in _said))
    return Sent(frozenset[str]().union(*(one.quiet for one in _said)) - words)
