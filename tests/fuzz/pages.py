"""Every form there is, found by walking the addresses and what the pages hold: no list by hand.

What a view reads without a field on any page is found by watching it read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.datastructures import MultiValueDict

from skills_app.practice.pace import MOVES
from tests.people import PASSPHRASE, PASSWORD

Values = tuple[tuple[str, str], ...]
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
DEEP = 2  # pages after pages, each reached by the forms of the one before
# Where a locked space, or none, makes another page than for a guest or an open one.
BEHIND_A_DOOR = ("/write/", "/keep/", "/space/", "/cover/")
NOT_OURS = {"csrfmiddlewaretoken"}
OF_EVERY_STEP = {("move", name) for name in MOVES}


@cache
def view_at(path: str) -> str:
    match = resolve(path)
    return match.view_name or match.func.__name__


@dataclass(frozen=True)
class Form:
    """A form with what its page put into it, sent by one of its buttons. `who` sees it.

    `controls` are its fields' names, each with what a reader meets: text, hidden, radio, button …
    """

    who: str
    path: str
    values: Values
    controls: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)

    @property
    def view(self) -> str:
        return view_at(self.path)

    @property
    def shape(self) -> tuple[str, str, frozenset[str], Values]:
        """Two forms of one shape differ in nothing that a view would read differently.

        The moves that every step has lead to no fields that its neighbours do not have.
        """
        names = frozenset(name for name, _value in self.values)
        chosen = tuple(
            one
            for one in self.values
            if one[0] in {"move", "sort", "state"} and one not in OF_EVERY_STEP
        )
        return (self.who, self.view, names, chosen)

    def with_value(self, name: str, value: str) -> list[tuple[str, str]]:
        others = [one for one in self.values if one[0] != name]
        return [*others, (name, value)]


@dataclass
class Found:
    forms: dict[object, Form] = field(default_factory=dict)
    reads: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # (who, view) → names
    # What pages put into a field of that name: ids, moves, choices.
    seen: dict[str, set[str]] = field(default_factory=dict)

    def keep_what_is_seen(self, form: Form) -> None:
        for name, value in form.values:
            self.seen.setdefault(name, set()).add(value)

    def fields_of(self, form: Form) -> list[str]:
        names = {name for name, _value in form.values} | self.reads.get(
            (form.who, form.view), set()
        )
        return sorted(names - NOT_OURS)


def addresses(given: Mapping[str, Sequence[str]]) -> list[str]:
    """The paths of all patterns; `given` says what each of their parameters may be."""
    return sorted(
        path for route in _routes(get_resolver().url_patterns) for path in _filled(route, given)
    )


def _routes(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route


def _filled(route: str, given: Mapping[str, Sequence[str]]) -> Iterator[str]:
    found = PARAMETER.search(route)
    if found is None:
        yield route
        return
    name = found[1] or found[2]
    assert name in given, f"Say in tests/fuzz what “{name}” may be in {route}."
    for value in given[name]:
        yield from _filled(route.replace(found[0], value, 1), given)


class _Forms(HTMLParser):
    """The forms of a page: where each goes, and its fields with their values."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[tuple[str, dict[str, list[str]], list[tuple[str, str]]]] = []
        self._current = 0
        self._texts: tuple[str, list[str]] | None = None
        self._select = ""
        self.controls: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urlsplit(given.get("action") or self.path).path
            self._current = len(self.found)
            self.found.append((action, {}, []))
        if not self.found:
            return
        _action, values, buttons = self.found[self._current]
        name = given.get("name", "")
        kind = given.get("type", "")
        if name and tag in {"button", "input", "select", "textarea"}:
            control = kind or "text" if tag == "input" else tag
            self.controls.add((name, "hidden" if "hidden" in given else control))
        if tag == "button" or (tag == "input" and kind == "submit"):
            target = urlsplit(given.get("formaction", "")).path
            if target:
                self.found.append((target, values, [(name, given.get("value", ""))]))
            else:
                buttons.append((name, given.get("value", "")))
        elif tag == "input" and name:
            if kind not in {"checkbox", "radio"} or "checked" in given:
                values.setdefault(name, []).append(given.get("value", "on"))
            else:
                values.setdefault(name, [])
        elif tag == "textarea" and name:
            self._texts = (name, [])
        elif tag == "select" and name:
            self._select = name
            values.setdefault(name, [])
        elif tag == "option" and self._select and "selected" in given:
            values.setdefault(self._select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._texts:
            self._texts[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._texts and self.found:
            name, pieces = self._texts
            self.found[self._current][1].setdefault(name, []).append("".join(pieces))
            self._texts = None
        elif tag == "select":
            self._select = ""


def forms_on(who: str, path: str, page: str) -> Iterator[Form]:
    parser = _Forms(path)
    parser.feed(page)
    for action, values, buttons in parser.found:
        if not action.startswith("/"):
            continue
        plain = [(name, value) for name, many in values.items() for value in many or [""]]
        plain = [one for one in plain if one[0] not in NOT_OURS]
        for button in buttons or [("", "")]:
            sent = tuple(plain + [button] * bool(button[0]))
            yield Form(who, action, sent, frozenset(parser.controls))


@contextmanager
def nothing_stays(client: Client) -> Iterator[None]:
    """Whatever a request does to the database and to the browser's cookies is undone."""
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies.clear()
        client.cookies.load(before)


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch, names: set[str]) -> Iterator[None]:
    """Notes the name of every posted field that is looked for, whether it is there or not."""
    with monkeypatch.context() as patched:
        for method in ("__getitem__", "getlist", "__contains__"):
            plain = getattr(MultiValueDict, method)

            def noting(self: Any, key: Any, *more: Any, plain: Any = plain, **named: Any) -> Any:
                names.add(str(key))
                return plain(self, key, *more, **named)

            patched.setattr(QueryDict, method, noting, raising=False)
        yield


def explore(
    people: Mapping[str, Client],
    paths: Sequence[str],
    leads: Sequence[Form],
    monkeypatch: pytest.MonkeyPatch,
) -> Found:
    """Looks at each path, and at what it shows after each of `leads` was sent to it."""
    found = Found()
    for who, client in people.items():
        waiting: list[tuple[int, Form]] = []
        everywhere = who in {"guest", "open"}
        for path in paths:
            if not everywhere and not path.startswith(BEHIND_A_DOOR):
                continue
            with nothing_stays(client):
                answer = client.get(path)
            waiting += [(1, Form(who, path, ()))]
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                waiting += [(1, form) for form in forms_on(who, path, answer.content.decode())]
        for lead in leads if who == "guest" else ():
            with nothing_stays(client):
                client.post(lead.path, _as_data(lead.values))
                page = client.get(lead.path).content.decode()
            waiting += [(1, form) for form in forms_on(who, lead.path, page)]
        while waiting:
            depth, form = waiting.pop()
            if form.shape in found.forms:
                found.keep_what_is_seen(form)
                continue
            found.forms[form.shape] = form
            found.keep_what_is_seen(form)
            names: set[str] = set()
            with nothing_stays(client), watching(monkeypatch, names):
                answer = client.post(form.path, _as_data(_filled_in(form.values)))
            found.reads.setdefault((who, form.view), set()).update(names - NOT_OURS)
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            if depth < DEEP and is_page and answer.content:
                page = answer.content.decode()
                waiting += [(depth + 1, one) for one in forms_on(who, form.path, page)]
    return found


def _filled_in(values: Values) -> Values:
    """As someone would fill it in, so that the next page is reached."""
    known = {"passphrase": PASSPHRASE, "again": PASSPHRASE, "now": PASSPHRASE}
    known |= {"password": PASSWORD, "oldpassword": PASSWORD, "login": "alice", "on": "2026-11-27"}
    return tuple(
        (name, value or known.get(name, "" if name in {"choice"} else "3"))
        for name, value in values
    )


def _as_data(values: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in values:
        data.setdefault(name, []).append(value)
    return data
