"""Somebody's very long words come back in a page whole, for little more than it takes to read them.

A template is drawn in many layers, and each of them copies what is in it. So very long words stand
in the page as a short mark until all of it is drawn, and are put in its place once.
"""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

LONG: Final = 20_000  # characters; shorter ones are drawn as anything else
# What could begin something in a text, or end an attribute: our pages put none between "'". Where
# there are millions each takes a while, so nothing else is written longer.
_ESCAPED: Final = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b'"', b"&#34;"))


class Long(str):
    """Words that are long: a template asks for `__html__`, and gets the mark of their place."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        places = _places.get()
        return SafeString(escaped(self).decode() if places is None else places.mark(self))


class Places:
    """The long words of one page, each with its mark, which no one could have typed."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self.words: list[str] = []

    def mark(self, words: str) -> str:
        self.words.append(words)
        return f"({self.name}-{len(self.words) - 1})"

    def put_in(self, page: bytes) -> bytes:
        marks = re.compile(rb"\(%b-([0-9]+)\)" % self.name.encode())
        pieces = marks.split(page)
        pieces[1::2] = [escaped(self.words[int(number)]) for number in pieces[1::2]]
        return b"".join(pieces)


_places: ContextVar[Places | None] = ContextVar("places", default=None)


class WholeMiddleware:
    """Stands outside whatever draws a page, and inside of what packs it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        places = Places()
        before = _places.set(places)
        try:
            response = self.get_response(request)
        finally:
            _places.reset(before)
        if places.words and isinstance(response, HttpResponse):
            response.content = places.put_in(response.content)
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response


def whole(text: str) -> str:
    """The same text, for a page that gives it back whatever its length."""
    return Long(text) if isinstance(text, str) and len(text) > LONG else text


def escaped(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    for letter, written in _ESCAPED:
        raw = raw.replace(letter, written)
    return raw
