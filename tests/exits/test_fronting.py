"""What a proxy in front got wrong is told to the operator; the page does not blame the reader."""

import logging

import pytest
from django.conf import settings as real_settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from skills_app.exits import fronting
from skills_app.exits.logs import QuietFilter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_site(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["steady.example", "[::1]"]
    fronting.say_once.cache_clear()


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the log would hold, after the filter that takes out whatever tells of a person."""
    caplog.handler.addFilter(QuietFilter())
    caplog.set_level(logging.WARNING)
    return caplog


def refused(origin: str, host: str) -> str:
    client = Client(enforce_csrf_checks=True)
    client.get("/account/in/", headers={"Host": host})
    answer = client.post(
        "/account/in/",
        {"login": "alice", "password": "x"},
        headers={"Host": host, "Origin": origin},
    )
    assert answer.status_code == 403
    return answer.content.decode()


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://steady.example:8443", "steady.example"),
        ("http://steady.example", "steady.example:8000"),
        ("https://steady.example", "steady.example"),
        ("http://steady.example", "[::1]:8000"),
        ("http://[::1]:8000", "steady.example"),
    ],
)
def test_a_proxy_that_changes_the_name_is_told_of_by_both_names(
    said: pytest.LogCaptureFixture, origin: str, host: str
) -> None:
    page = refused(origin, host)

    assert "changed the site’s name" in page
    assert "cookies" not in page.partition("<main")[2].partition("</main>")[0]
    assert f"call this site {origin}, and here it is asked for as http://{host}." in said.text
    refused(origin, host)
    assert said.text.count("call this site") == 1


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "null", "http://[", "javascript:x"]
)
def test_the_log_repeats_no_name_that_is_not_ours(
    said: pytest.LogCaptureFixture, origin: str
) -> None:
    assert "changed the site’s name" not in refused(origin, "steady.example")
    assert "elsewhere" not in said.text
    assert "call this site" not in said.text


def test_a_name_that_is_not_listed_is_told_of_without_it(said: pytest.LogCaptureFixture) -> None:
    answer = Client().get("/now/", headers={"Host": "someone.example:81"})

    assert answer.status_code == 400
    assert "a name that it does not answer to" in answer.content.decode()
    assert "STEADY_HOSTS" in said.text
    assert "someone" not in said.text


def test_a_proxy_that_does_not_say_how_it_was_asked_is_told_of_once(
    settings: Settings, said: pytest.LogCaptureFixture
) -> None:
    settings.BEHIND_PROXY = True
    middleware = fronting.ForwardedProtoMiddleware(lambda request: HttpResponse())
    factory = RequestFactory()
    middleware(factory.get("/", headers={"X-Forwarded-Proto": "https"}))
    assert not said.text
    middleware(factory.get("/now/"))
    middleware(factory.get("/now/"))
    assert said.text.count("X-Forwarded-Proto") == 2  # one message names it twice


def test_without_a_proxy_nothing_is_said_of_one() -> None:
    assert not real_settings.BEHIND_PROXY
    with pytest.raises(MiddlewareNotUsed):
        fronting.ForwardedProtoMiddleware(lambda request: HttpResponse())
