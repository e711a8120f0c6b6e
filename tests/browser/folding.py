"""The comfort page shows one thing at a time; a test may want all of it."""

from playwright.sync_api import Page, expect


def unfold(page: Page) -> None:
    """Open every section, one press each, as a reader would; no scripts are needed for it."""
    expect(page.locator("details.section").first).to_be_attached()
    closed = page.locator("details.section:not([open]) > summary")
    while closed.count():
        closed.first.click()
