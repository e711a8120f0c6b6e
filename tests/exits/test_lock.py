"""The beacon: keeps what was being typed, closes everything, never fails."""

from collections.abc import Mapping

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client

from skills_app.exits import drafts
from skills_app.vault.models import StoredSession
from skills_app.vault.unlocking import closing

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"draft-form": "entry", "draft-text": "the gate was open", "csrfmiddlewaretoken": "x"}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What a feature was handed, in order."""
    handed: list[dict[str, str]] = []

    def keep(request: HttpRequest, typed: Mapping[str, str]) -> None:
        assert request.session.session_key or not request.session.modified
        handed.append(dict(typed))

    monkeypatch.setattr(drafts, "_keepers", [])
    drafts.keep_draft_with(keep)
    return handed


def test_the_beacon_ends_the_session_and_says_nothing(alices_browser: Client) -> None:
    response = alices_browser.post("/lock/", headers=HERE)

    assert response.status_code == 204
    assert response.content == b""
    assert response["Clear-Site-Data"] == '"cookies", "storage"'
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert StoredSession.objects.count() == 0


def test_the_beacon_needs_no_form_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/lock/", headers=HERE).status_code == 204


@pytest.mark.parametrize("address", ["/lock/", "/lock/try/"])
def test_what_was_typed_is_handed_over_before_the_space_closes(
    alices_browser: Client,
    kept: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    address: str,
) -> None:
    order: list[int] = []
    monkeypatch.setattr(closing, "close_space", lambda request: order.append(len(kept)))

    alices_browser.post(address, TYPED, headers=HERE)

    assert kept == [{"form": "entry", "text": "the gate was open"}]
    assert order == [1]


def test_drafts_of_several_tabs_arrive_apart(
    alices_browser: Client, kept: list[dict[str, str]]
) -> None:
    more = {"draft1-form": "entry", "draft1-text": "second", "draft1-tags": ["a", "b"]}

    alices_browser.post("/lock/", {**TYPED, **more}, headers=HERE)

    assert kept[1] == {"form": "entry", "text": "second", "tags": "a\nb"}


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {}])
def test_nothing_is_kept_from_a_page_that_is_not_ours(
    alices_browser: Client, kept: list[dict[str, str]], headers: dict[str, str]
) -> None:
    assert alices_browser.post("/lock/", TYPED, headers=headers).status_code == 204
    assert kept == []


def test_another_site_cannot_close_anything(alices_browser: Client) -> None:
    alices_browser.post("/lock/", headers={"Sec-Fetch-Site": "cross-site"})

    assert StoredSession.objects.count() == 1


def test_a_draft_that_cannot_be_kept_does_not_stop_the_closing(alices_browser: Client) -> None:
    def fail(request: HttpRequest, typed: Mapping[str, str]) -> None:
        raise OperationalError("the disk is full")

    handed: list[Mapping[str, str]] = []
    drafts._keepers[:0] = [fail]
    drafts._keepers.append(lambda request, typed: handed.append(typed))
    try:
        response = alices_browser.post("/lock/", TYPED, headers=HERE)
    finally:
        drafts._keepers.remove(fail)
        drafts._keepers.pop()

    assert response.status_code == 204
    assert len(handed) == 1
    assert StoredSession.objects.count() == 0


def test_a_beacon_that_is_cut_short_or_too_big_still_closes(alices_browser: Client) -> None:
    response = alices_browser.generic(
        "POST",
        "/lock/",
        b"--x\r\nContent-Disposition: form-",
        content_type="multipart/form-data; boundary=",
        headers=HERE,
    )
    assert response.status_code == 204
    assert StoredSession.objects.count() == 0

    big = {"draft-text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    assert alices_browser.post("/lock/", big, headers=HERE).status_code == 204


def test_opening_the_address_closes_nothing(alices_browser: Client) -> None:
    response = alices_browser.get("/lock/")

    assert response["Location"] == "/leave/"
    assert StoredSession.objects.count() == 1


def test_a_keeper_registered_twice_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "_keepers", [])

    def keep(request: HttpRequest, typed: Mapping[str, str]) -> None:
        """Keeps nothing."""

    drafts.keep_draft_with(keep)
    drafts.keep_draft_with(keep)

    assert drafts.keepers() == (keep,)
