"""What every answer carries, walked over every address the site has."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from skills_app.content import library
from skills_app.exits.middleware import QuietHeadersMiddleware
from skills_app.steps.registry import KINDS
from skills_app.templatetags.assets import pinned
from tests.journal.spaces import WORDS, kept_at

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}

SENSORS = (
    *("camera", "microphone", "geolocation", "display-capture", "clipboard-read", "local-fonts"),
    *("accelerometer", "gyroscope", "magnetometer", "idle-detection"),
)


def plain_addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address that needs no id."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, here)
        elif "<" not in here and "(" not in here:
            yield here.replace("$", "").replace("^", "")


ADDRESSES = sorted(set(plain_addresses(get_resolver().url_patterns)))
# The first step of each kind: its module, the steps before it, and itself.
FIRST_OF = {
    way.kind: (module.id, module.steps[:number], step)
    for module in reversed(library().modules.values())
    for number, step in enumerate(module.steps)
    if (way := step.main)
}
# Where something is typed, what is sent, and a word of the answer.
ANSWERS = (
    ("/write/find/", {"words": "river"}, "Find in your writing"),
    ("/write/new/", {"text": WORDS, "start": "okay"}, "Another one"),
    ("/write/timed/", {"minutes": "5", "let_go": "1"}, "Anything you like"),
    ("/keep/new/", {"sort": "plan", "text": " "}, "One line is enough"),
    ("/people/card/", {"own": WORDS}, "Change the card"),
    ("/space/words/", {"make": "1"}, "Type back two of them"),
    ("/space/passphrase/", {"current": "no"}, "passphrase"),
    ("/account/password/", {"oldpassword": "no"}, "Change your password"),
)
# What a password manager needs to be told; it offers by itself, and a person agrees or does not.
FOR_PASSWORD_MANAGERS = {"username", "current-password", "new-password"}
UNTYPED = {"hidden", "submit", "button", "checkbox", "radio"}


def test_the_walk_finds_the_site() -> None:
    assert {"/", "/safety/", "/leave/", "/comfort/", "/account/in/"} <= set(ADDRESSES)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*ADDRESSES, "/no/such/page/"])
@pytest.mark.parametrize("who", ["guest", "alices_browser"])
def test_every_page_is_quiet_for_everyone(
    address: str, who: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)

    response = client.get(address)

    assert response.status_code < 500
    assert_quiet(response)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_the_way_out_and_nothing_inline(address: str, guest: Client) -> None:
    response = guest.get(address, follow=True)

    if is_page(response):
        assert_nothing_left_open(response.content.decode())


def test_every_page_of_an_open_space_has_the_way_out_too(alice_with_space: Client) -> None:
    seen = []

    for address in (*ADDRESSES, *addresses_with_ids(alice_with_space)):
        response = alice_with_space.get(address)
        if is_page(response) and response.status_code == 200:
            seen.append(address)
            with naming(address):
                assert_nothing_left_open(response.content.decode())

    assert {"/write/new/", "/keep/", "/space/words/", "/account/password/"} <= set(seen)
    assert len([address for address in seen if re.search(r"[0-9a-f]{8}-", address)]) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_step_has_the_way_out_too(alice_with_space: Client, kind: str) -> None:
    module, before, step = FIRST_OF[kind]
    address = f"/skills/{module}/"
    for one in before:
        alice_with_space.post(address, {"step": one.id, "move": "skip"})

    page = alice_with_space.get(address).content.decode()

    assert escape(step.title) in page
    assert_nothing_left_open(page)


def test_what_is_typed_is_answered_with_a_page_as_quiet(alice_with_space: Client) -> None:
    for address, sent, said in ANSWERS:
        page = alice_with_space.post(address, sent).content.decode()
        with naming(address):
            assert said in page
            assert_nothing_left_open(page)


@pytest.mark.parametrize(
    "page",
    [
        "<form><textarea name=a></textarea></form>",
        '<form autocomplete="off"></form><input name=a>',
        '<form autocomplete="off"><input name=a autocomplete="on"></form>',
        '<form autocomplete="off"><input name=a autocomplete="name"></form>',
    ],
)
def test_a_field_that_would_be_remembered_is_found(page: str) -> None:
    assert remembered(page) == ["a"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/space/lock/", "/comfort/undo/"])
def test_opening_where_only_a_button_leads_shows_a_calm_page(address: str, guest: Client) -> None:
    response = guest.get(address)
    page = response.content.decode()

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert page.count("<h1") == 1
    assert 'href="/"' in page
    part = guest.get(address, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert "<html" not in part.content.decode()
    assert guest.get(address, headers={"Accept": "application/json"}).content == b""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/no/such/page/"])
def test_calm_page_changes_keep_no_history_no_copy_and_run_nothing(
    address: str, guest: Client
) -> None:
    """htmx's own defaults would: with them it writes whole pages to the browser's storage."""
    page = guest.get(address).content.decode()
    found = re.search(r"name=\"htmx-config\"\s+content='([^']*)'", page)
    assert found is not None
    chosen = json.loads(found[1])
    assert chosen["historyCacheSize"] == 0
    for name in ("historyEnabled", "allowEval", "allowScriptTags", "includeIndicatorStyles"):
        assert chosen[name] is False
    assert chosen["ignoreTitle"] is True


@pytest.mark.django_db
def test_a_fragment_is_quiet_too(guest: Client) -> None:
    response = guest.get("/safety/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    page = response.content.decode()

    assert_quiet(response)
    assert "<title" not in page
    assert "<html" not in page
    assert page.count("<h1") == 1


def test_files_are_not_stored_and_cannot_be_used_by_other_sites(guest: Client) -> None:
    address, _ = pinned("js/exit.js")

    response = guest.get(address)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "Permissions-Policy" not in response
    assert "Access-Control-Allow-Origin" not in response
    for name, value in STRICT.items():
        assert response[name] == value


def test_something_that_is_not_a_page_is_not_stored_whatever_it_says() -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        kept = {"Cache-Control": "max-age=60"} if request.path == "/kept" else {}
        return HttpResponse("{}", content_type="application/json", headers=kept)

    quiet = QuietHeadersMiddleware(answer)

    assert quiet(RequestFactory().get("/x"))["Cache-Control"] == "no-store"
    assert quiet(RequestFactory().get("/kept"))["Cache-Control"] == "no-store"


def assert_quiet(response: HttpResponse) -> None:
    assert response["Cache-Control"] == "no-store"
    if response.headers.get("Content-Type", "text/html").startswith("text/html"):
        assert {"HX-Request", "Cookie"} <= {part.strip() for part in response["Vary"].split(",")}
    for name, value in STRICT.items():
        assert response[name] == value
    allowed = set(response["Permissions-Policy"].split(", "))
    assert {f"{name}=()" for name in SENSORS} <= allowed
    # A breath that is followed may keep the screen lit; nothing else is allowed to anyone.
    assert {one for one in allowed if not one.endswith("=()")} == {"screen-wake-lock=(self)"}
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    for name in ("script-src", "style-src", "connect-src", "form-action"):
        assert policy[name] == "'self'"


def is_page(response: HttpResponse) -> bool:
    return response["Content-Type"].startswith("text/html")


def assert_nothing_left_open(page: str) -> None:
    """The way out is first and last, nothing is inline, no field is remembered by the browser."""
    reached = re.findall(
        r"<(?:a|button|input|select|textarea|summary)\b[^>]*>", page[page.find("<body") :]
    )
    assert "exit-bar__button" in reached[0]
    assert "exit-twin__button" in reached[-1]
    assert f"<title>{settings.SITE_NAME}</title>" in page
    assert '<link rel="icon" href="data:,"' in page
    assert not re.search(r"<(?!/)[^>]*\s(style|on[a-z]+|hx-on[^=]*)=", page)
    assert "<style" not in page
    for script in re.findall(r"<script\b[^>]*>", page):
        assert 'integrity="sha384-' in script
        assert 'src="/static/' in script
    for form in re.findall(r"<form\b[^>]*>", page):
        assert 'autocomplete="off"' in form, form
        assert "data-exit=" not in form or 'hx-boost="false"' in form, form
    assert 'content="noindex' in page
    assert remembered(page) == []


class Fields(HTMLParser):
    """The fields of a page, each with its own word on being remembered, or its form's."""

    def __init__(self) -> None:
        super().__init__()
        self.form: str | None = None
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.form = said.get("autocomplete")
        elif tag in {"input", "textarea", "select"} and said.get("type") not in UNTYPED:
            name = said.get("name") or said.get("id") or ""
            self.found.append((name, said.get("autocomplete", self.form)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None


def remembered(page: str) -> list[str]:
    """Fields that a browser might write down or offer again."""
    fields = Fields()
    fields.feed(page)
    return [name for name, said in fields.found if said not in {"off", *FOR_PASSWORD_MANAGERS}]


@contextmanager
def naming(address: str) -> Iterator[None]:
    """Says which page it was when something does not hold there."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"At {address}")
        raise


def addresses_with_ids(member: Client) -> list[str]:
    """Pages of an entry and its earlier version, a draft, a kept plan; and some of the content."""
    entry = kept_at(member)
    member.post(f"{entry}change/", {"version": 1, "text": "Second."})
    kept = member.get(f"{entry}earlier/").content.decode()
    version = re.search(rf"{entry}earlier/[0-9a-f-]+/", kept)
    plan = member.post("/keep/new/", {"sort": "plan", "text": WORDS})["Location"]
    draft = member.post("/write/keep-draft/", {"page": "a", "turn": 1, "text": WORDS}).json()
    member.post("/write/starts/", {"text": WORDS})
    assert version is not None
    return [
        *(entry, f"{entry}change/", f"{entry}erase/", f"{entry}earlier/", version[0]),
        *(plan, f"{plan}change/", f"/write/unfinished/{draft['draft']}/"),
        *(f"/tools/{tool}/" for tool in ("t01", "t03", "t10")),
        *("/tools/up/", "/tools/down/", "/tools/even/", "/comfort/pace/"),
    ]
