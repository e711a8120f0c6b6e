"""Joining, with or without scripts: an account, and a space with the passphrase on offer."""

from playwright.sync_api import Page

from tests.people import PASSWORD


def join_and_make_space(page: Page, name: str) -> str:
    """From the page where an account is made, to where words may be. Returns the passphrase."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    page.get_by_role("link", name="Make my space").click()
    passphrase = page.locator(".passphrase").inner_text()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(passphrase)
    page.get_by_role("button", name="Make my space").click()
    return passphrase
