"""Leaving and covering have two means each; with either one broken, nothing stays open.

What is sent at the press closes at once. The mark closes with whatever this browser asks for next.
"""

import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from skills_app.account.models import User
from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.arriving import hand_moves, scripts_there
from tests.browser.leaving import TYPED, leave, open_space_and_write
from tests.browser.serving import Elsewhere
from tests.browser.writing import box, wait_until
from tests.people import PASSWORD
from tests.real_site import RealSite
from tests.visitor import Visitor

NO_MARK = "Object.defineProperty(document, 'cookie', { set() { throw new Error(); } })"
IGNORED_MARK = "Object.defineProperty(document, 'cookie', { set() {}, get() { return ''; } })"
NO_STORAGE = """['localStorage', 'sessionStorage', 'indexedDB'].forEach(name =>
  Object.defineProperty(window, name, { get() { throw new Error(); } }));
BroadcastChannel = class { constructor() { throw new Error(); } };"""
REFUSED = "Navigator.prototype.sendBeacon = () => false"
THROWN = "Navigator.prototype.sendBeacon = () => { throw new Error(); }"
MISSING = "delete Navigator.prototype.sendBeacon"
SWALLOWED = "Navigator.prototype.sendBeacon = () => true"
NO_REQUEST = "window.fetch = () => Promise.reject(new TypeError())"
NEVER_A_REQUEST = "window.fetch = () => { throw new Error(); }"


def spoil(page: Page, *scripts: str) -> None:
    for script in scripts:
        page.evaluate(f"(() => {{ {script} }})()")


def nothing_is_open(page: Page, site: str) -> None:
    """A new tab on the journal shows none of it, and the rows are gone."""
    tab = page.context.new_page()
    tab.goto(f"{site}/write/")
    expect(tab.get_by_role("link", name="Sign in").first).to_be_visible()
    assert TYPED[:20] not in tab.content()
    assert not Unlock.objects.exists()
    assert [c for c in page.context.cookies(site) if c["name"] in {"s", "k", "x"}] == []
    tab.close()


@pytest.mark.parametrize("beacon", [REFUSED, THROWN, MISSING])
@pytest.mark.parametrize("mark", [NO_MARK, IGNORED_MARK])
def test_a_beacon_that_is_refused_is_replaced_and_needs_no_mark(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User, beacon: str, mark: str
) -> None:
    spoil(page, mark, beacon)
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: not StoredSession.objects.exists())
    assert not Unlock.objects.exists()
    assert Record.objects.count() == 1  # what was being typed came along
    # The rows go before the answer comes that takes the cookies.
    wait_until(page, lambda: page.context.cookies(site) == [])


@pytest.mark.parametrize(
    "broken",
    [[SWALLOWED], [REFUSED, NO_REQUEST], [REFUSED, NEVER_A_REQUEST], [SWALLOWED, NO_STORAGE]],
    ids=["swallowed", "refused, nor the request", "refused, no requests", "and no storage"],
)
def test_the_mark_closes_what_no_message_did(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User, broken: list[str]
) -> None:
    spoil(page, *broken)
    leave(page)
    page.wait_for_url(neutral.url)
    assert Unlock.objects.count() == 1, "the control: the message was broken indeed"
    nothing_is_open(page, site)


def test_requests_that_a_blocker_stops_are_made_good_by_the_mark(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    """Blockers drop what browsers call a ping; the page is told that it was taken."""
    stopped: list[str] = []

    def block(route: Any) -> None:
        if route.request.resource_type == "ping":
            stopped.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.context.route("**/*", block)
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: bool(stopped))
    nothing_is_open(page, site)


def test_without_the_mark_a_swallowed_beacon_leaves_the_space_open(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    """The control: the tests above see an open space."""
    spoil(page, IGNORED_MARK, SWALLOWED)
    leave(page)
    page.wait_for_url(neutral.url)
    tab = page.context.new_page()
    tab.goto(f"{site}/write/")
    expect(tab.get_by_role("link", name="Write something")).to_be_visible()


def test_leaving_with_no_connection_closes_everything_at_the_next_one(
    page: Page, site: str, alice_is_writing: User
) -> None:
    page.context.set_offline(True)
    leave(page)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    assert Unlock.objects.count() == 1
    page.context.set_offline(False)
    nothing_is_open(page, site)


def test_who_signs_in_anew_after_such_a_leaving_stays_signed_in(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    spoil(page, SWALLOWED)
    leave(page)
    page.wait_for_url(neutral.url)
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()
    open_space_and_write(page)
    other = page.context.new_page()
    other.goto(f"{site}/write/")
    expect(other.get_by_role("link", name="Write something")).to_be_visible()


def test_a_tab_that_is_told_to_leave_sets_no_mark_of_its_own(
    page: Page, context: BrowserContext, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    """It may wake late, when somebody has signed in again."""
    page.evaluate("new BroadcastChannel('x').postMessage({ leave: 1 })")
    page.wait_for_url(neutral.url)
    assert [cookie for cookie in context.cookies(site) if cookie["name"] == "x"] == []


def test_leaving_while_the_server_is_down_closes_everything_when_it_is_back(
    page: Page, real_site: RealSite, neutral: Elsewhere
) -> None:
    site = real_site.url
    person = Visitor(real_site.port)
    person.get("/account/new/")
    person.post("/account/new/", username="rowan", password1=PASSWORD)
    words = "amber lantern under the quiet bridge"
    person.get("/space/make/")
    person.post("/space/make/", passphrase=words, again=words)
    page.context.add_cookies(
        [{"name": name, "value": value, "url": site} for name, value in person.cookies.items()]
    )
    page.goto(f"{site}/write/")
    expect(page.get_by_role("link", name="Write something")).to_be_visible()
    # Where to is on the same server, so that one cannot tell by it that something is wrong.
    page.locator("[data-exit-page]").evaluate_all("all => all.forEach(each => each.remove())")
    page.locator(".exit-bar [data-exit]").evaluate(
        "(form, url) => form.setAttribute('data-exit', url)", neutral.url
    )
    real_site.stop()
    failed: list[str] = []
    page.context.on("requestfailed", lambda request: failed.append(request.url))
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: f"{site}/lock/" in failed)
    real_site.start()
    tab = page.context.new_page()
    tab.goto(f"{site}/write/")
    expect(tab.get_by_role("link", name="Sign in").first).to_be_visible()
    copy = Visitor(real_site.port, cookies=dict(person.cookies))
    assert "Write something" not in copy.get("/write/").text


@contextmanager
def browser_that_keeps_no_cookies(driver: Playwright, folder: Path, args: dict[str, Any]) -> Any:
    preferences = folder / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(
        '{"profile": {"default_content_setting_values": {"cookies": 2}}}', encoding="utf-8"
    )
    context = driver.chromium.launch_persistent_context(folder, **args)
    try:
        yield context
    finally:
        context.close()


def test_leaving_works_where_cookies_are_blocked(
    playwright: Playwright,
    whole_browser: dict[str, Any],
    tmp_path: Path,
    site: str,
    neutral: Elsewhere,
) -> None:
    with browser_that_keeps_no_cookies(playwright, tmp_path / "profile", whole_browser) as context:
        page = context.new_page()
        page.goto(site)
        page.evaluate("document.cookie = 'seen=1'")
        assert context.cookies(site) == []
        leave(page)
        page.wait_for_url(neutral.url)


# --- the cover ---


def cover(page: Page) -> None:
    page.locator(".exit-bar").get_by_role("button", name="Cover this page").click()
    expect(page.locator("[data-sheet]")).to_be_visible()


@pytest.fixture
def covering(alices_page: Page, site: str) -> Page:
    alices_page.goto(f"{site}/write/new/")
    box(alices_page).fill(TYPED)
    hand_moves(alices_page)
    scripts_there(alices_page)
    return alices_page


def is_covered_and_locked(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/write/")
    expect(tab.locator("[data-sheet]")).to_be_visible()
    assert TYPED not in tab.content()
    assert not Unlock.objects.exists()
    assert [cookie for cookie in context.cookies(site) if cookie["name"] == "y"] == []


def test_a_cover_whose_message_is_lost_locks_with_the_next_request(
    covering: Page, site: str
) -> None:
    covering.context.route("**/cover/", lambda route: route.abort())
    cover(covering)
    expect(covering.locator("[data-sheet]")).to_be_visible()
    assert Unlock.objects.count() == 1
    is_covered_and_locked(covering.context, site)


def test_a_cover_with_no_connection_locks_when_there_is_one(covering: Page, site: str) -> None:
    covering.context.set_offline(True)
    cover(covering)
    context = covering.context
    covering.close()
    context.set_offline(False)
    assert Unlock.objects.count() == 1
    is_covered_and_locked(context, site)


def test_a_cover_needs_no_mark(covering: Page, site: str) -> None:
    spoil(covering, NO_MARK)
    cover(covering)
    wait_until(covering, lambda: not Unlock.objects.exists())


def test_a_covers_mark_is_gone_when_the_server_has_answered(
    covering: Page, site: str, alice_with_space: Client
) -> None:
    with covering.expect_response("**/cover/"):
        cover(covering)
    wait_until(
        covering,
        lambda: not [c for c in covering.context.cookies(site) if c["name"] == "y"],
    )
