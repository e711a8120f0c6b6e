"""Somebody's own words and secrets: no browser translates, checks or rewrites them unasked.

Walked over every page there is, with something written wherever something can be.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import islice

import pytest
from django.test import Client

from skills_app.steps.registry import KINDS
from tests.browser.pseudo_pages import (
    TYPED,
    Page,
    answers,
    kept_things,
    lists_and_forms,
    opened,
    posted,
    talks_and_ladders,
    words,
)
from tests.exits.test_headers import ADDRESSES
from tests.people import PASSPHRASE
from tests.practice.test_every_kind import at, places_of

pytestmark = pytest.mark.django_db

MINE = TYPED.split()[0]  # in no sentence of the site's own
VOID = {"br", "hr", "img", "input", "link", "meta", "circle", "path", "use"}
NOT_TYPED = {"hidden", "submit", "button", "checkbox", "radio", "date"}
SECRETS = {
    *("login", "username", "name", "password", "password1", "password2", "oldpassword"),
    *("passphrase", "new_passphrase", "again", "now", "first", "second"),
}
ASKED = ("translate", "spellcheck", "writingsuggestions", "autocomplete", "data-gramm")


class Page_(HTMLParser):
    """What of a page stands where a translation would reach it, and its fields for letters."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.open_words: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        safe = bool(self.stack and self.stack[-1][1])
        safe = said.get("translate", "no" if safe else "yes") == "no"
        if tag not in VOID:
            self.stack.append((tag, safe))
        typed = tag == "textarea" or (tag == "input" and said.get("type") not in NOT_TYPED)
        if typed and "hidden" not in said:
            self.fields.append(said)
        if typed and MINE in said.get("value", "") and not safe:
            self.open_words.append(f"the value of {said.get('name')}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if MINE in data and not (self.stack and self.stack[-1][1]):
            self.open_words.append(data.strip()[:60])


def guests_pages(client: Client) -> Iterator[Page]:
    for address in ADDRESSES:
        answer = client.get(address, follow=True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            yield address, answer.content.decode()
    client.post("/comfort/preset/", {"preset": "everything"})
    for kind in KINDS:
        for address, step, way in places_of(kind)[:2]:
            yield posted(client, address, at(step, way, move="stay"), kind)
    for part in (answers, talks_and_ladders, words, lists_and_forms):
        # Of each some: what follows shows the same templates with other texts.
        yield from islice(part(client), 12)
    for address, step, way in places_of("ladder")[:1]:
        aim = way.body.aims[0].id  # type: ignore[union-attr]
        yield posted(client, address, at(step, way, move="aim", aim=aim, involves="none"), "rungs")
    for address, step, way in places_of("rehearse")[:2]:
        talk = way.body.rehearsals[0]  # type: ignore[union-attr]
        form = at(step, way, path=[talk.id], move="say:own", own_reply=TYPED)
        yield posted(client, address, form, "own reply")


def locked_pages(client: Client) -> Iterator[Page]:
    yield from kept_things(client)
    yield opened(client, "/space/")


def test_no_word_of_ones_own_is_open_to_translation(
    guest: Client, alice_with_space: Client
) -> None:
    seen = 0
    for pages in (guests_pages(guest), locked_pages(alice_with_space)):
        for name, html in pages:
            seen += MINE in html
            assert Page_(html).open_words == [], name
    assert seen > 25


def test_words_given_back_on_an_error_page_are_not_translated_either(
    alice_with_space: Client,
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice_with_space.cookies
    answer = strict.post("/write/new/", {"text": TYPED}, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert MINE in html
    assert Page_(html).open_words == []


def test_secrets_that_are_shown_are_not_translated(alices_browser: Client) -> None:
    offered = alices_browser.get("/space/make/").content.decode()
    assert re.search(r'translate="no" data-paper><p class="passphrase">', offered)
    at_the_door = alices_browser.post("/write/new/", {"text": "x"}).content.decode()
    assert re.search(
        r'class="passphrase notranslate" translate="no"[^>]*>(\w+ ){5}\w+</p>', at_the_door
    )
    alices_browser.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    words = alices_browser.post("/space/words/", {"make": "1"}).content.decode()
    assert re.search(r'translate="no" data-paper>\s*<ol class="word-list">', words)


@pytest.mark.parametrize("who", ["guest", "alice_with_space"])
@pytest.mark.parametrize("chosen", [False, True])
def test_every_field_for_words_follows_the_one_choice(
    who: str, chosen: bool, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    pages: Callable[[Client], Iterator[Page]] = guests_pages if who == "guest" else locked_pages
    kept = {"self_word": "neither", "voice": "plain"}
    own: set[str] = set()

    def choose() -> None:  # some walks choose anew on their way
        client.post("/comfort/words/", {**kept, "spelling": "on"} if chosen else kept)

    choose()
    wrong = []
    for name, html in pages(client):
        for field in Page_(html).fields:
            called = field.get("name", field.get("id", ""))
            if "inputmode" in field or field.get("autocomplete") == "username":
                continue
            told = tuple(field.get(one, "") for one in ASKED)
            if called in SECRETS or (called == "words" and field.get("rows") == "3"):
                if field.get("type") != "password" and told[:4] != ("no", "false", "false", "off"):
                    wrong.append((name, called, told))
                continue
            own.add(re.sub(r"\d+|_.*", "", called))
            if told != ("no", "true" if chosen else "false", "false", "off", "false"):
                wrong.append((name, called, told))
        choose()
    assert wrong == []
    expected = {"own", "line", "rung", "text", "written"}
    if who == "alice_with_space":
        expected = {"title", "text", "tags", "own", "words", "tag", "feeling"}
    assert expected <= own
