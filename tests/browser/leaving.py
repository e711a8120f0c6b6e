"""What the tests of leaving share: the ways out, and what they leave from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect

from skills_app.vault.models import Unlock
from tests.browser.ways import way_to
from tests.people import PASSPHRASE

TYPED = "The heron stood in the shallow water"
LEAVE = "Leave this site"


def back_list(page: Page) -> list[str]:
    """Every address that the Back and Forward buttons of this tab could reach."""
    session = page.context.new_cdp_session(page)
    return [entry["url"] for entry in session.send("Page.getNavigationHistory")["entries"]]


def back(page: Page) -> None:
    """By the browser, as its button does it: a page that is asked to go may be gone, to a process
    of its own, before it has answered.
    """
    page.go_back(wait_until="commit")


def forward(page: Page) -> None:
    page.go_forward(wait_until="commit")


def press_shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def leave(page: Page) -> None:
    page.locator(".exit-bar").get_by_role("button", name=LEAVE).click(no_wait_after=True)


HEAR = """() => {
  window.toldByATab = new Promise(done => {
    new BroadcastChannel('x').onmessage = event => { if (event.data.typed) done(true); };
  });
}"""


@contextmanager
def heard(page: Page) -> Iterator[None]:
    """Until this tab has heard of what is typed in the one that is turned away from, or gone."""
    page.evaluate(HEAR)
    yield
    page.evaluate("window.toldByATab")


def status(page: Page) -> Any:
    return expect(page.locator("[data-status]"))


def said(page: Page) -> str:
    """The same at this moment: after five seconds it would be empty by itself."""
    return page.locator("[data-status]").inner_text()


def through_pages(page: Page, *names: str) -> None:
    """Follow links of the page's own navigation."""
    for name in names:
        link = way_to(page, name)
        before = page.locator("h1").first.inner_text()
        link.click()
        expect(page.locator("h1").first).not_to_have_text(before)
        page.wait_for_load_state()


def open_space_and_write(page: Page) -> None:
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    through_pages(page, "My pages")
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").fill(TYPED)
    assert Unlock.objects.count() == 1
