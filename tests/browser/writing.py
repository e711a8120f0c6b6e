"""What the tests of the journal share: its editor, and looking for what should not be there."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from playwright.sync_api import Page

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal.kinds import DRAFT
from tests.journal.spaces import space_of


def box(page: Page) -> Any:
    return page.get_by_label("Your words")


def about_page(page: Page) -> None:
    """Opens what is folded away: the day, a title and tags."""
    page.locator("summary", has_text="Day, title, tags").click()


def status(page: Page) -> Any:
    return page.locator("[data-kept-status]")


def kept_drafts(user: User) -> list[str]:
    return [draft.text for draft in store.newest(space_of(user), DRAFT, limit=50)[0]]


def wait_until(page: Page, true: Callable[[], bool], tries: int = 300) -> None:
    """As patient as `expect`, for what no locator can see."""
    for _ in range(tries):
        if true():
            return
        page.wait_for_timeout(50)
    assert true()


def nothing_is_stored(page: Page) -> None:
    stored = page.evaluate(
        """async () => [localStorage?.length ?? 0, sessionStorage?.length ?? 0,
            (await indexedDB.databases()).length, (await caches.keys()).length,
            (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert stored == [0] * 5


def cookies_for(site: str, client: Client) -> list[Any]:
    return [
        {"name": name, "value": cookie.value, "url": site, "httpOnly": True}
        for name, cookie in client.cookies.items()
    ]
