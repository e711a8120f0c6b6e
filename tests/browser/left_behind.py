"""Arriving and leaving with a profile on disk, and what a page still holds."""

import contextlib

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.profile import NEUTRAL, SITE, THIRD, Profile
from tests.browser.writing import wait_until

HOME = f"https://{SITE}/"
AWAY = f"https://{NEUTRAL}/"
LATER = "Magnolia words typed last"


def arrive(context: BrowserContext) -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"https://{THIRD}/")
    page.get_by_role("link", name="a link").click()
    page.wait_for_url(HOME)
    return page


def leave(page: Page) -> None:
    page.locator(".exit-bar button").first.click(no_wait_after=True)
    page.wait_for_url(AWAY)


ALL_ON = """() => [document.documentElement.outerHTML]
    .concat([...document.querySelectorAll('input, textarea')].map(one => one.value)).join('\\n')"""


def all_on(page: Page) -> str:
    """The page as it stands, and what is in its fields; asked again while it is just changing."""
    for _ in range(50):
        with contextlib.suppress(Error):
            return str(page.evaluate(ALL_ON))
        page.wait_for_load_state()
    return str(page.evaluate(ALL_ON))


def on_page(page: Page, texts: tuple[str, ...]) -> list[str]:
    held = all_on(page)
    return [text for text in texts if text in held]


def until_noted(profile: Profile, context: BrowserContext) -> None:
    """What is open is written down every few seconds: waits for something typed after it."""
    later = context.new_page()
    later.goto(f"https://{THIRD}/form/")
    later.locator("textarea").press_sequentially(LATER)
    wait_until(later, lambda: bool(profile.files_with(LATER, under="Default/Sessions")), 600)
