"""What every answer carries, walked over every address the site has."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from skills_app.exits.middleware import QuietHeadersMiddleware
from skills_app.templatetags.assets import pinned

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


def plain_addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address that needs no id."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, here)
        elif "<" not in here and "(" not in here:
            yield here.replace("$", "").replace("^", "")


ADDRESSES = sorted(set(plain_addresses(get_resolver().url_patterns)))


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
    page = response.content.decode()
    if not response["Content-Type"].startswith("text/html"):
        return

    first = re.search(
        r"<(a|button|input|select|textarea|summary)\b[^>]*>", page[page.find("<body") :]
    )
    assert first is not None
    assert "exit-bar__button" in first[0]
    assert f"<title>{settings.SITE_NAME}</title>" in page
    assert not re.search(r"<(?!/)[^>]*\s(style|on[a-z]+|hx-on[^=]*)=", page)
    assert "<style" not in page
    for script in re.findall(r"<script\b[^>]*>", page):
        assert 'integrity="sha384-' in script
        assert 'src="/static/' in script
    for form in re.findall(r"<form\b[^>]*>", page):
        assert 'autocomplete="off"' in form, form


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
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    for name in ("script-src", "style-src", "connect-src", "form-action"):
        assert policy[name] == "'self'"
