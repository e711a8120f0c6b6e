"""Leaving from where it is hardest: error pages, sign-in, the locked page, a pacer, what hangs."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings

import config.urls
from skills_app.exits import errors
from skills_app.vault.models import StoredSession
from tests.browser.leaving import leave, press_shift
from tests.browser.serving import Elsewhere, served
from tests.browser.writing import cookies_for, wait_until

WAYS = ["button", "shift", "twin", "without scripts"]
FAULTS = {
    400: SuspiciousOperation,
    403: PermissionDenied,
    413: RequestDataTooBig,
    500: ZeroDivisionError,
    503: OperationalError,
}


def fall(request: HttpRequest, status: int) -> HttpResponse:
    if status == 429:
        return errors.too_many(request)
    raise FAULTS[status]


class FallingUrls:
    """The site with one more address, which fails as it is told."""

    urlpatterns = [path("fall/<int:status>/", fall), *config.urls.urlpatterns]
    handler400 = config.urls.handler400
    handler403 = config.urls.handler403
    handler404 = config.urls.handler404
    handler500 = config.urls.handler500


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def anyones_page(browser: Browser, way: str) -> Page:
    scripts = way != "without scripts"
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": 360, "height": 740}
    )
    return context.new_page()


def go(page: Page, way: str) -> None:
    if way == "shift":
        press_shift(page)
    elif way == "twin":
        page.locator(".exit-twin button").focus()
        page.keyboard.press("Enter")
    else:
        leave(page)


def is_away(page: Page, neutral: Elsewhere, site: str) -> None:
    # Not wait_for_url: that gives up when the page under way is put aside for the next one.
    expect(page).to_have_url(neutral.url)
    wait_until(page, lambda: page.context.cookies(site) == [])
    assert not StoredSession.objects.exists()
    page.context.close()


# All of them come from one template: every way out of one of them, and two ways out of each.
@pytest.mark.parametrize(
    ("status", "way"),
    [(404, way) for way in WAYS]
    + [(status, way) for status in (400, 403, 413, 429, 500, 503) for way in (WAYS[0], WAYS[-1])],
    indirect=["way"],
)
def test_from_an_error_page(
    anyones_page: Page, site: str, neutral: Elsewhere, settings: Settings, status: int, way: str
) -> None:
    settings.ROOT_URLCONF = FallingUrls
    anyones_page.goto(f"{site}/comfort/")
    where = "nowhere/" if status == 404 else f"fall/{status}/"
    answer = anyones_page.goto(f"{site}/{where}")
    assert answer is not None
    assert answer.status == status
    go(anyones_page, way)
    is_away(anyones_page, neutral, site)


def test_from_the_sign_in_page_with_a_name_half_typed(
    anyones_page: Page, site: str, neutral: Elsewhere, way: str
) -> None:
    anyones_page.goto(f"{site}/account/in/")
    anyones_page.get_by_label("Name").fill("her")
    go(anyones_page, way)
    is_away(anyones_page, neutral, site)


def test_from_the_locked_page_with_a_passphrase_half_typed(
    anyones_page: Page, site: str, neutral: Elsewhere, alice_with_space: Client, way: str
) -> None:
    alice_with_space.post("/space/lock/")
    signed_in = [one for one in cookies_for(site, alice_with_space) if one["value"]]
    anyones_page.context.add_cookies(signed_in)
    anyones_page.goto(f"{site}/space/")
    anyones_page.get_by_label("Your passphrase").fill("amber lan")
    go(anyones_page, way)
    is_away(anyones_page, neutral, site)


def test_in_the_middle_of_a_breath(
    anyones_page: Page, site: str, neutral: Elsewhere, way: str
) -> None:
    anyones_page.goto(f"{site}/tools/t03/")
    if way != "without scripts":
        with anyones_page.expect_response("**/tools/t03/"):  # counts the first uses
            anyones_page.locator("main").get_by_role("button", name="Start", exact=True).click()
        expect(anyones_page.locator("[data-cue]")).to_have_text("In")
    go(anyones_page, way)
    is_away(anyones_page, neutral, site)


def test_while_what_was_sent_gets_no_answer(
    anyones_page: Page, site: str, neutral: Elsewhere, way: str
) -> None:
    held: list[Route] = []
    anyones_page.goto(f"{site}/account/in/")
    button = anyones_page.locator(".exit-bar__button").bounding_box()
    assert button is not None
    anyones_page.get_by_label("Name").fill("heron")
    anyones_page.get_by_label("Password").fill("not the password")
    anyones_page.route("**/account/in/", lambda route: held.append(route))
    anyones_page.locator("main form button").last.click(no_wait_after=True)
    wait_until(anyones_page, lambda: len(held) == 1)
    if way == "without scripts":  # the driver itself would wait for the answer
        anyones_page.mouse.click(button["x"] + 9, button["y"] + 9)
    else:
        go(anyones_page, way)
    is_away(anyones_page, neutral, site)


@pytest.mark.parametrize("hidden", [False, True])
def test_while_the_cover_gets_no_answer(
    page: Page, site: str, neutral: Elsewhere, hidden: bool
) -> None:
    held: list[Route] = []
    page.goto(f"{site}/comfort/")
    page.route("**/cover/", lambda route: held.append(route))
    if hidden:  # its script hangs, too
        page.route(served("js/cover.js"), lambda route: held.append(route))
    page.locator(".exit-bar__cover button").click()
    wait_until(page, lambda: bool(held))
    expect(page.get_by_role("heading", name="Set how things go")).to_be_hidden()
    leave(page)
    page.wait_for_url(neutral.url)
