"""Leaving while the page is still arriving: before its styles, its scripts, or its end."""

import pytest
from django.test import Client
from playwright.sync_api import Page, Request, Route

from skills_app.templatetags.assets import pinned
from skills_app.vault.models import StoredSession
from tests.browser.arriving import exit_there
from tests.browser.leaving import leave, press_shift
from tests.browser.serving import Elsewhere, breaking_off, served
from tests.browser.writing import wait_until

FILES_READ = "performance.getEntriesByType('resource').length"
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"


def is_drawn(page: Page) -> None:
    """Words are on the screen; a page without any has no such entry."""
    wait_until(page, lambda: page.evaluate(PAINTED) == 1)


def test_leaving_works_before_styles_and_scripts_arrive(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []
    page.route("**/static/**", lambda route: hanging.append(route))
    page.goto(site, wait_until="commit")
    is_drawn(page)
    leave(page)
    page.wait_for_url(neutral.url)
    assert hanging
    assert not StoredSession.objects.exists()


@pytest.mark.parametrize("arrived", [(), ("js/exit.js",)], ids=["nothing else", "and its script"])
def test_leaving_works_as_soon_as_its_own_part_of_the_page_has_arrived(
    page: Page, guest: Client, neutral: Elsewhere, arrived: tuple[str, ...]
) -> None:
    """The line breaks off right behind the exit bar, and no file comes at all, or only one."""
    answer = guest.get("/")
    beginning, end, _ = answer.content.partition(b"</section>")
    assert b"exit-bar__button" in beginning
    assert b"<main" not in beginning
    with breaking_off(beginning + end, answer.headers, arrived, neutral.url) as line:
        page.goto(line.url, wait_until="commit")
        is_drawn(page)
        if arrived:
            wait_until(page, lambda: page.evaluate(FILES_READ) > 0)
            press_shift(page)
        else:
            leave(page)
        wait_until(page, lambda: page.url == neutral.url)
        wait_until(page, lambda: ("/lock/" if arrived else "/leave/") in line.asked)
    assert any("/static/" in address for address in line.asked)


@pytest.mark.parametrize("painted", ["", "<p>An everyday page.</p>"])
def test_the_check_of_what_is_drawn_sees_an_empty_page(
    page: Page, neutral: Elsewhere, painted: str
) -> None:
    """The control."""
    neutral.pages["/"] = f"<!DOCTYPE html><title>Elsewhere</title>{painted}"
    page.goto(neutral.url)
    page.screenshot()
    assert page.evaluate(PAINTED) == (1 if painted else 0)


def test_leaving_works_when_only_its_own_script_has_arrived(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []

    def hold_back(route: Route, request: Request) -> None:
        if request.url.endswith(pinned("js/exit.js")[0]):
            route.continue_()
        else:
            hanging.append(route)

    page.route("**/static/**", hold_back)
    with page.expect_response(served("js/exit.js")):
        page.goto(site, wait_until="commit")
    exit_there(page)
    press_shift(page)
    page.wait_for_url(neutral.url)
    assert hanging


def test_leaving_works_without_its_script(page: Page, site: str, neutral: Elsewhere) -> None:
    page.route(served("js/exit.js"), lambda route: route.abort())
    page.goto(site)
    leave(page)
    page.wait_for_url(neutral.url)
