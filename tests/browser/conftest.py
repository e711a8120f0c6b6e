"""A real Chromium, and a server that serves what a real one would."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

# Playwright's sync interface runs inside an event loop; the ORM is still used from one thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next((path for name in SYSTEM_NAMES if (path := shutil.which(name))), None)
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 360, "height": 740}}


@pytest.fixture
def quiet_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without scripts."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    yield context
    context.close()


@pytest.fixture
def axe_finds_nothing() -> Callable[[Page], None]:
    """Fails with axe's own words when it finds any violation on the page as it is."""
    axe = Axe()

    def check(page: Page) -> None:
        results = axe.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def neutral_page(settings: Any, tmp_path: Path, live_server: Any) -> str:
    """Somewhere to leave to that needs no network: a plain file of the same server."""
    settings.EXIT_PAGES = [f"{live_server.url}/robots.txt"]
    return str(settings.EXIT_PAGES[0])
