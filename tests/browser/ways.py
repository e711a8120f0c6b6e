"""From any page to any other by the page's own links: a place, or a row that lies on one."""

from playwright.sync_api import Locator, Page, expect

PLACES = ("Home", "Skills", "Mine", "People")
HEAD = ("Settings",)
FOOT = ("Leaving and safety",)
ROWS = {"Things to say": "Skills", "My pages": "Mine", "Account": "Mine"}


def place(page: Page, name: str) -> Locator:
    return page.locator(".places").get_by_role("link", name=name, exact=True)


def way_to(page: Page, name: str) -> Locator:
    """The link to press last; the place it lies on is opened first, if it lies on one."""
    if name in PLACES:
        return place(page, name)
    if name in HEAD:
        return page.locator(".head").get_by_role("link", name=name, exact=True)
    if name in FOOT:
        return page.locator(".site-foot").get_by_role("link", name=name, exact=True)
    on = place(page, ROWS[name])
    on.click()
    page.wait_for_function("link => link.hasAttribute('aria-current')", arg=on.element_handle())
    return page.locator("main").get_by_role("link", name=name, exact=True)


def begin_skill(page: Page, module_id: str) -> None:
    """On the page of skills: opens the shelf that holds it, if it is closed, and begins it."""
    expect(page.locator("h1")).to_have_text("Skills")
    link = page.locator(f"a[href='/skills/{module_id}/']")
    closed = page.locator("details.shelf:not([open])").filter(has=link)
    if closed.count():
        closed.locator("summary").click()
    page.locator("main").locator(link).first.click()
