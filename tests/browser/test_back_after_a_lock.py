"""Someone else at the device after it was locked presses Back, in a browser that keeps pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.leaving import back
from tests.browser.writing import cookies_for
from tests.journal.spaces import WORDS, kept_at


@pytest.fixture
def remembering(
    playwright: Playwright, whole_browser: dict[str, Any], tmp_path: Path
) -> Iterator[BrowserContext]:
    """A browser that keeps whole pages to go back to, as people's do and the driver's does not."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        **whole_browser,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield context
    context.close()


def test_after_a_lock_in_another_tab_neither_back_nor_reload_shows_a_word(
    remembering: BrowserContext, site: str, alice_with_space: Client
) -> None:
    entry = f"{site}{kept_at(alice_with_space)}"
    remembering.add_cookies(cookies_for(site, alice_with_space))
    page = remembering.new_page()
    words = page.get_by_text(WORDS)

    def go_back_to_it() -> None:
        page.goto(f"{site}/skills/")
        expect(page.get_by_role("heading", level=1, name="Skills")).to_be_visible()
        back(page)
        page.wait_for_url(entry, wait_until="commit")

    page.goto(entry)
    expect(words).to_be_visible()
    go_back_to_it()
    expect(words).to_be_visible()  # the control: Back does lead to the words while it is open

    other = remembering.new_page()
    other.goto(f"{site}/space/")
    other.get_by_role("button", name="Lock it now").click()
    expect(other.get_by_text("Your space is locked.")).to_be_visible()

    go_back_to_it()
    locked = page.get_by_role("heading", level=1, name="Your space is locked")
    expect(locked).to_be_visible()
    expect(words).to_have_count(0)
    page.reload()
    expect(locked).to_be_visible()
    expect(words).to_have_count(0)
