"""Error pages: calm, with the way out, and with what was written still there."""

import pytest
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

import config.urls
from skills_app.exits import errors
from tests.exits.test_headers import assert_nothing_left_open

pytestmark = pytest.mark.django_db

WRITTEN = "Today the river was high.\nI walked along it."
HERE = {"Sec-Fetch-Site": "same-origin"}


def fall(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "400": SuspiciousOperation,
        "403": PermissionDenied,
        "413": RequestDataTooBig,
        "500": ZeroDivisionError,
        "503": OperationalError,
    }[kind](WRITTEN)


class FallingUrls:
    """The site with one more address, which fails as it is told."""

    urlpatterns = [
        path("fall/<kind>/", fall),
        path("space/fall/<kind>/", fall),
        *config.urls.urlpatterns,
    ]
    handler400 = config.urls.handler400
    handler403 = config.urls.handler403
    handler404 = config.urls.handler404
    handler500 = config.urls.handler500


@pytest.fixture
def falling(settings: Settings) -> Client:
    settings.ROOT_URLCONF = FallingUrls
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", ["400", "403", "404", "413", "500", "503"])
def test_every_error_is_a_whole_page_with_the_way_out(falling: Client, kind: str) -> None:
    response = falling.get("/fall/there/" if kind == "404" else f"/fall/{kind}/")
    if kind == "404":
        response = falling.get("/nowhere/")
    page = response.content.decode()

    assert response.status_code == int(kind)
    assert page.count("<h1") == 1
    assert_nothing_left_open(page)
    assert page.count(f'data-exit="{settings.EXIT_PAGES[0]}"') == 2
    assert WRITTEN not in page
    assert 'href="/"' in page


@pytest.mark.parametrize("kind", ["400", "403", "413", "500", "503"])
def test_a_calm_page_change_that_fails_gets_a_part(falling: Client, kind: str) -> None:
    headers = {"HX-Request": "true", "HX-Boosted": "true"}

    page = falling.get(f"/fall/{kind}/", headers=headers).content.decode()

    assert "<html" not in page
    assert page.count("<h1") == 1


SECRET = "amber lantern under the quiet bridge by the water"
POSTED = {"own_words": WRITTEN, "move": "onward", "passphrase": SECRET, "words": SECRET}


@pytest.mark.parametrize("kind", ["400", "403", "404", "500", "503"])
def test_every_error_gives_back_what_was_written_and_nothing_else(
    falling: Client, kind: str
) -> None:
    address = "/nowhere/" if kind == "404" else f"/fall/{kind}/"

    page = falling.post(address, POSTED, headers=HERE).content.decode()

    assert WRITTEN in page
    assert page.count("readonly") == 1
    assert SECRET not in page
    assert WRITTEN not in falling.post(address, POSTED).content.decode()


def test_a_wrong_host_is_no_second_error(falling: Client) -> None:
    headers = {"Host": "elsewhere.example", "Origin": "https://elsewhere.example"}

    response = falling.post("/fall/500/", POSTED, headers=headers)

    assert response.status_code == 400
    assert WRITTEN not in response.content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [("database or disk is full", "no room left"), ("database is locked", "very busy")],
)
def test_a_full_or_busy_database_is_said_to_be_so(
    falling: Client, monkeypatch: pytest.MonkeyPatch, said: str, words: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError(said)

    monkeypatch.setattr("skills_app.vault.unlocking.sessions.SessionStore.load", fail)
    falling.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    response = falling.get("/account/in/")

    assert response.status_code == 503
    assert words in response.content.decode()


def test_a_press_into_a_full_database_is_said_not_to_be_done(falling: Client) -> None:
    """And somebody who was changing what opens their space is told which one to try."""
    pressed = falling.post("/fall/503/", POSTED, headers=HERE).content.decode()
    key = falling.post("/space/fall/503/", POSTED, headers=HERE).content.decode()
    only_read = falling.get("/space/fall/503/").content.decode()

    assert "was most likely not done" in pressed
    assert "try the new ones first" not in pressed
    assert "was most likely not done" in key
    assert "try the new ones first" in key
    assert "not done" not in only_read


def test_too_many_tries_get_a_calm_page() -> None:
    request = RequestFactory().get("/")

    response = errors.too_many(request)

    assert response.status_code == 429
    assert "Nothing is locked for good" in response.content.decode()


def test_the_library_that_counts_tries_finds_our_page() -> None:
    response = respond_429(RequestFactory().get("/account/in/"))

    assert response.status_code == 429
    assert 'action="/leave/"' in response.content.decode()


def test_a_broken_database_and_session_still_get_the_page_with_the_way_out(
    falling: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("skills_app.vault.unlocking.sessions.SessionStore.load", fail)
    monkeypatch.setattr("skills_app.context_processors.house", fail)
    falling.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    response = falling.get("/fall/500/")

    assert response.status_code == 503
    assert 'action="/leave/"' in response.content.decode()


def refuse(data: dict[str, str], **headers: str) -> str:
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        "/account/in/", data, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )
    assert response.status_code == 403
    return str(response.content.decode())


def test_a_refused_form_gives_the_writing_back() -> None:
    page = refuse({"text": WRITTEN, "title": "A <b>walk</b>", "tags": "river"}, **HERE)

    assert WRITTEN in page
    assert "A &lt;b&gt;walk&lt;/b&gt;" in page
    assert page.count("readonly") == 3


def test_a_refused_form_gives_back_any_long_text_but_no_secret() -> None:
    long = "a kind line to myself, said slowly and then once more"
    secret = "amber lantern under the quiet bridge by the water"

    page = refuse(
        {
            "kind_line": long,
            "password": secret,
            "passphrase": secret,
            "offered": secret,
            "words": secret,
            "recovery": secret,
            "login": "alice, with a name longer than most names ever are",
        },
        **HERE,
    )

    assert long in page
    assert secret not in page
    assert "alice" not in page


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {}])
def test_another_sites_form_gets_nothing_back(headers: dict[str, str]) -> None:
    assert WRITTEN not in refuse({"text": WRITTEN}, **headers)


def test_a_refused_form_without_writing_says_what_to_do() -> None:
    assert "keep cookies" in refuse({"login": "alice"}, **HERE)


def test_a_refused_form_that_cannot_be_read_is_still_a_calm_page() -> None:
    response = Client(enforce_csrf_checks=True).generic(
        "POST", "/account/in/", b"--x", content_type="multipart/form-data; boundary=", headers=HERE
    )

    assert response.status_code in {400, 403}
    assert 'action="/leave/"' in response.content.decode()


def test_more_than_fits_is_said_with_what_to_do(guest: Client) -> None:
    response = guest.post(
        "/account/in/", {"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 10)}
    )

    assert response.status_code == 413
    assert "two or more parts" in response.content.decode()
