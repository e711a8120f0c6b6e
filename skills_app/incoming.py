"""What comes in is read in a time that grows as it does, and no faster, before anything else.

Django takes seconds to undo the percent signs of a large form, and lets whoever sends one name
the codec it is read with; some of those take hours, or are none for text. Headers can be long,
and some are slow to take apart. No browser sends such things from our pages.
"""

from binascii import a2b_qp
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict, RawPostDataException
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

URLENCODED: Final = "application/x-www-form-urlencoded"
SMALL_BODY: Final = 64_000  # bytes; up to here Django's own way takes a few milliseconds
LONGEST_HEADER: Final = 8_000
LONGEST_COOKIES: Final = 16_000
# Python takes the square of their number to undo backslashes, and none of our cookies has any.
LONGEST_COOKIES_WITH_BACKSLASH: Final = 2_000
LONGEST_QUERY: Final = 8_000
_AS_QUOTED_PRINTABLE: Final = bytes.maketrans(b"+%", b" =")


class Incoming:
    """Around the whole application: Django reads an address before any middleware is asked."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        hold_to_bounds(environ)
        return self.application(environ, start_response)


class IncomingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == URLENCODED:
            as_django_does = request._load_post_and_files
            load = partial(load_form, request, as_django_does)
            request._load_post_and_files = load  # type: ignore[method-assign]
        return self.get_response(request)


def hold_to_bounds(environ: "WSGIEnvironment") -> None:
    """A header or query that is too long counts as none, and so does a codec of the sender's."""
    for name in [name for name in environ if name.startswith("HTTP_")]:
        if len(environ[name]) > _longest(name, environ[name]):
            del environ[name]
    if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
        environ["QUERY_STRING"] = ""
    kind = environ.get("CONTENT_TYPE", "")[:LONGEST_HEADER]
    if "charset" in kind.lower():  # our pages are UTF-8, and so are their forms
        parts = [part for part in kind.split(";") if "charset" not in part.lower()]
        environ["CONTENT_TYPE"] = ";".join(parts)


def _longest(name: str, value: str) -> int:
    if name != "HTTP_COOKIE":
        return LONGEST_HEADER
    return LONGEST_COOKIES_WITH_BACKSLASH if "\\" in value else LONGEST_COOKIES


def load_form(request: HttpRequest, as_django_does: Callable[[], None]) -> None:
    """In the place of Django's own, for a form that is large."""
    try:
        body = request.body
    except RawPostDataException:  # it was read by pieces
        as_django_does()
        return
    if len(body) <= SMALL_BODY:
        as_django_does()
        return
    # What the form is when it cannot be read, for the page that says so.
    request.POST = QueryDict()
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    request.POST = read_form(body)  # type: ignore[assignment]


def read_form(body: bytes) -> QueryDict:
    """As Django's QueryDict, and about forty times as fast.

    Raises TooManyFieldsSent, or SuspiciousOperation for percent signs without their two figures.
    """
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if most is not None and body.count(b"&") >= most:
        raise TooManyFieldsSent
    form = QueryDict(mutable=True, encoding="utf-8")
    for field in filter(None, body.split(b"&")):
        name, _equals, value = field.partition(b"=")
        form.appendlist(undone(name), undone(value))
    form._mutable = False
    return form


def undone(text: bytes) -> str:
    """Plus signs and percent signs undone. Quoted-printable is the same but for its sign."""
    if b"%" in text:
        text = text.replace(b"=", b"%3D")
        if any(end in text and b"%" + end in text for end in (b"\n", b"\r")):
            raise SuspiciousOperation
        signs = len(text) - len(text.translate(None, b"%"))
        undone = a2b_qp(text.translate(_AS_QUOTED_PRINTABLE))
        if len(undone) != len(text) - 2 * signs:  # one that is not undone leaves more
            raise SuspiciousOperation
        return undone.decode("utf-8", "replace")
    return text.replace(b"+", b" ").decode("utf-8", "replace")
