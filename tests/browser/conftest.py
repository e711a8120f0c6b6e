"""A real Chromium, and a server that serves what a real one would."""

import copy
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from skills_app.account.models import User
from skills_app.templatetags.frame import drawn_before
from skills_app.vault.unlocking.opening import make_space
from tests.browser.leaving import open_space_and_write
from tests.browser.profile import FORM, NEUTRAL, SITE, THIRD, Profile
from tests.browser.serving import Certificate, Elsewhere, elsewhere, serving
from tests.people import PASSPHRASE, PASSWORD
from tests.real_site import RealSite, running_site

USUAL, ENHANCED = "color-contrast", "color-contrast-enhanced"
ROOT = Path(__file__).resolve().parents[2]

# Playwright's sync interface runs inside an event loop; the ORM is still used from one thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine takes its time; a page that is right is right a little later, too.
expect.set_options(timeout=15_000)

# The engine by itself, made for tests: it starts, and opens a page, at a third of the cost.
ENGINE_NAMES = ("chromium-headless-shell", "chrome-headless-shell")
WHOLE_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def first_found(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """For what a page does. Where there is no engine by itself, the whole browser does as well."""
    to_be_seen = browser_type_launch_args.get("headless") is False  # with --headed
    found = (not to_be_seen and first_found(ENGINE_NAMES)) or first_found(WHOLE_NAMES)
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": LAUNCH}


@pytest.fixture(scope="session")
def whole_browser() -> dict[str, Any]:
    """For what a browser does: what it keeps in a profile, its settings, its saved sign-ins."""
    found = first_found(WHOLE_NAMES)
    chosen = {"executable_path": found} if found else {"channel": "chromium"}
    return {**chosen, "args": LAUNCH}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 360, "height": 740}}


@pytest.fixture
def quiet_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture
def axe_finds_nothing() -> Callable[..., None]:
    """Fails with axe's own words when it finds any violation on the page as it is.

    `colours_only`: for a page that was looked at whole in other colours just now; without
    `colours`: for one whose every colour was. Without `enhanced`, only 4.5 to one: where a
    browser's own colours are all there is. `every_rule`: those too that axe leaves out by itself.
    """
    axe = Axe()

    def check(
        page: Page,
        *,
        colours: bool = True,
        colours_only: bool = False,
        enhanced: bool = True,
        every_rule: bool = False,
    ) -> None:
        # No colour is caught half-way to another. Not waited for: a page that draws nothing just
        # now would never come to the end of them.
        page.evaluate(
            """() => document.getAnimations()
                .filter(each => each instanceof CSSTransition).forEach(each => each.finish())"""
        )
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe.axe_script)
        # Seven to one for every text (WCAG 1.4.6), which axe looks for only when it is asked to.
        # What holds that holds 4.5 to one as well, so the dearest of all rules is tried but once.
        contrast = ENHANCED if enhanced else USUAL
        if colours_only:
            only: dict[str, Any] = {"runOnly": [contrast]}
        elif every_rule:
            every = page.evaluate("axe.getRules().map(each => each.ruleId)")
            only = {"rules": {each: {"enabled": each != USUAL} for each in every}}
        else:
            rules = {each: {"enabled": colours and each == contrast} for each in (USUAL, ENHANCED)}
            only = {"rules": rules}
        options = {"resultTypes": ["violations"], **only}
        results = AxeResults(page.evaluate("options => axe.run(options)", options))
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def neutral(settings: Any) -> Iterator[Elsewhere]:
    """Somewhere to leave to that needs no network."""
    with elsewhere() as place:
        settings.EXIT_PAGES = [place.url]
        yield place


@pytest.fixture
def site(transactional_db: None, neutral: Elsewhere) -> Iterator[str]:
    """The address of this site, served from this process with an empty database."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def real_site(tmp_path: Path) -> Iterator[RealSite]:
    """The real server on a real database in a folder of its own."""
    with running_site(tmp_path) as site:
        yield site


@pytest.fixture
def alices_page(page: Page, site: str, alice_with_space: Client) -> Page:
    """Alice's browser: signed in, her private space open, at the front door."""
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": site}
            for name, cookie in alice_with_space.cookies.items()
        ]
    )
    page.goto(site)
    return page


@pytest.fixture
def alice_is_writing(page: Page, site: str) -> User:
    """Alice, signed in, her space open, an unfinished sentence in the editor."""
    alice = User.objects.create_user("alice", PASSWORD)
    make_space(alice, PASSPHRASE)
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()
    open_space_and_write(page)
    return alice


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate.make(tmp_path_factory.mktemp("certificate"), SITE, THIRD, NEUTRAL)


@pytest.fixture
def third(certificate: Certificate) -> Iterator[Elsewhere]:
    """Where people come from: a site with a link, and with pages that take no care."""
    with elsewhere(certificate) as place:
        place.pages["/"] = (
            f'<!DOCTYPE html><title>Links</title><a href="https://{SITE}/">a link</a>'
        )
        place.pages["/form/"] = FORM
        yield place


@pytest.fixture
def ports_over_https(
    transactional_db: None, settings: Any, certificate: Certificate, third: Elsewhere
) -> Iterator[dict[str, int]]:
    """The site over https as in production, though uncompressed, so that files can be searched."""
    settings.ALLOWED_HOSTS = [SITE]
    settings.EXIT_PAGES = [f"https://{NEUTRAL}/"]
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-s", "__Host-c"
    settings.UNLOCK_COOKIE_NAME = "__Host-k"
    settings.TRIED_COOKIE_NAME = "__Host-t"
    settings.LEFT_COOKIE_NAME, settings.COVERED_COOKIE_NAME = "__Host-x", "__Host-y"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = True
    middleware = copy.copy(settings.MIDDLEWARE)
    middleware.remove("skills_app.packing.PackingMiddleware")
    settings.MIDDLEWARE = ["tests.browser.serving.WithoutMeasures", *middleware]
    drawn_before.cache_clear()  # these names of cookies stand in the frame of each page
    with elsewhere(certificate) as neutral, serving(certificate) as port:
        yield {SITE: port, THIRD: third.port, NEUTRAL: neutral.port}
    drawn_before.cache_clear()


@pytest.fixture
def profile(
    ports_over_https: dict[str, int],
    certificate: Certificate,
    tmp_path: Path,
    playwright: Playwright,
    whole_browser: dict[str, Any],
) -> Profile:
    return Profile(
        tmp_path / "profile",
        certificate,
        ports_over_https,
        playwright.chromium,
        whole_browser,
    )
