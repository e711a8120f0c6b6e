"""What stays in a real profile on disk after someone was here and left, over https.

Each check has its control: the same journey without the measure has to fail it.
"""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.journey import HEADINGS, NAME, TYPED, go, whole_journey
from tests.browser.profile import NEUTRAL, SITE, THIRD, Profile
from tests.browser.serving import Certificate

HOME = f"https://{SITE}/"
AWAY = f"https://{NEUTRAL}/"
SCRIPTS_RUN = "Default/Code Cache/js/"


@pytest.fixture
def profile(
    ports_over_https: dict[str, int],
    certificate: Certificate,
    tmp_path: Path,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
) -> Profile:
    return Profile(
        tmp_path / "profile",
        certificate,
        ports_over_https,
        playwright.chromium,
        browser_type_launch_args,
    )


def arrive(context: BrowserContext) -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"https://{THIRD}/")
    page.get_by_role("link", name="a link").click()
    page.wait_for_url(HOME)
    return page


def leave(page: Page) -> None:
    page.locator(".exit-bar button").first.click(no_wait_after=True)
    page.wait_for_url(AWAY)


def assert_nothing_found(profile: Profile) -> None:
    for text in (*TYPED, *HEADINGS):
        assert profile.files_with(text) == [], text
    # No file of ours lies in the cache. Chromium notes by itself which scripts it ran; no answer
    # of a site changes that, and /safety/ says so.
    elsewhere = [n for n in profile.files_with(f"{SITE}/static/") if not n.startswith(SCRIPTS_RUN)]
    assert elsewhere == []
    # Where Chromium offered to keep the password, it notes the name even if nobody agreed. No
    # page can prevent that and still let password managers help; /safety/ says so.
    assert set(profile.files_with(NAME)) <= {"Default/Login Data"}


def back_list(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    return [entry["url"] for entry in session.send("Page.getNavigationHistory")["entries"]]


def test_after_leaving_nothing_is_found_in_the_profile(profile: Profile) -> None:
    with profile.opened() as context:
        page = arrive(context)
        second = context.new_page()
        second.goto(HOME)
        page.bring_to_front()
        whole_journey(page)
        assert page.url == HOME
        leave(page)
        second.wait_for_url(AWAY)
        page.wait_for_timeout(1000)

        assert [url for url in back_list(page) if SITE in url] == []
        assert context.cookies(HOME) == []
        assert not StoredSession.objects.exists()
        assert not Unlock.objects.exists()
        assert Record.objects.count() == 3, "an entry, words taken along, an unfinished page"

        page.evaluate("history.back()")
        page.wait_for_url(f"https://{THIRD}/", wait_until="commit")

    rows = [row for row in profile.history() if SITE in row[0]]
    assert [url for url, _ in rows] == [HOME]
    # Chromium may give the row the title of the page that took its place.
    assert rows[0][1] in {"Steady", "Elsewhere"}
    assert_nothing_found(profile)


def test_the_search_of_the_profile_finds_what_an_ordinary_page_leaves(profile: Profile) -> None:
    """The control: a page that takes no care, typed into and left by its own link."""
    with profile.opened() as context:
        page = context.pages[0]
        page.goto(f"https://{THIRD}/form/")
        page.locator("textarea").press_sequentially("Copper kettle sentence")
        page.locator("input").press_sequentially("Marigold")
        page.get_by_role("button", name="Go").click()
        page.wait_for_timeout(1000)

    assert profile.files_with("Tangerine sentence that is shown")
    assert profile.files_with("Marigold")
    assert any("/sent/" in url for url, _ in profile.history())


def test_without_scripts_only_plain_paths_stay(profile: Profile) -> None:
    """Also the control of the history check: ordinary links do leave rows and back entries."""
    with profile.opened(java_script_enabled=False) as context:
        page = arrive(context)
        whole_journey(page)
        leave(page)
        page.wait_for_timeout(1000)
        assert len([url for url in back_list(page) if SITE in url]) > 3
        assert context.cookies(HOME) == []
        assert not StoredSession.objects.exists()
        assert not Unlock.objects.exists()

    rows = [row for row in profile.history() if SITE in row[0]]
    assert len(rows) > 3
    assert {title for url, title in rows if "/leave/" not in url} == {"Steady"}
    asked = [url.partition("?")[2] for url, _ in rows if "?" in url]
    assert all(re.fullmatch(r"next=[a-z/%2F]+", query) for query in asked), asked
    assert_nothing_found(profile)
    assert profile.files_with(f"{SITE}/static/") == []


def test_going_back_from_another_site_shows_nothing_of_before(profile: Profile) -> None:
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Leaving and safety")
        page.evaluate(f"location.href = 'https://{THIRD}/'")
        page.wait_for_url(f"https://{THIRD}/")
        page.evaluate("history.back()")
        page.wait_for_url(HOME)
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_text("Being safer on this device")).to_have_count(0)
        page.reload()
        expect(page.get_by_text("Being safer on this device")).to_have_count(0)


def test_back_and_forward_after_leaving_never_reach_the_site(profile: Profile) -> None:
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Skills", "Comfort")
        leave(page)
        for move in ("back", "forward"):
            page.evaluate(f"history.{move}()")
            page.wait_for_timeout(500)
            assert SITE not in page.url
        page.reload()
        assert page.url == AWAY


def crash(page: Page) -> None:
    """End the browser as a fault would, without a chance to tidy up."""
    page.wait_for_timeout(3000)  # what is open is written down every two and a half seconds
    with contextlib.suppress(Error):
        page.context.new_cdp_session(page).send("Browser.crash")


def test_after_leaving_and_a_crash_no_page_of_the_site_is_restored(profile: Profile) -> None:
    profile.break_in()
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Leaving and safety")
        leave(page)
        crash(page)
    profile.agree_to_restore()
    with profile.opened(args=["--restore-last-session"]) as context:
        context.pages[0].wait_for_timeout(1500)
        assert [page.url for page in context.pages if page.url == AWAY] == [AWAY]
        assert [page.url for page in context.pages if SITE in page.url] == []


def test_after_a_crash_without_leaving_only_the_first_page_is_restored(profile: Profile) -> None:
    """Also the control of the crash check: the browser does restore what was open."""
    profile.break_in()
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Leaving and safety")
        crash(page)
    profile.agree_to_restore()
    with profile.opened(args=["--restore-last-session"]) as context:
        context.pages[0].wait_for_timeout(1500)
        restored = [page for page in context.pages if page.url == HOME]
        assert len(restored) == 1
        expect(restored[0].get_by_text("Being safer on this device")).to_have_count(0)


REOPENER = {
    "manifest_version": 3,
    "name": "reopener",
    "version": "1",
    "permissions": ["sessions"],
    "background": {"service_worker": "idle.js"},
}


@contextlib.contextmanager
def able_to_reopen(profile: Profile) -> Iterator[tuple[BrowserContext, Callable[[], Page]]]:
    """A browser, and what Ctrl + Shift + T does in it: keys for its own window cannot be sent."""
    folder = profile.folder.parent / "reopener"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(REOPENER), encoding="utf-8")
    (folder / "idle.js").touch()
    args = [f"--disable-extensions-except={folder}", f"--load-extension={folder}"]
    with profile.opened(args=args) as context:
        worker = context.service_workers or [context.wait_for_event("serviceworker")]

        def reopen() -> Page:
            with context.expect_page() as reopened:
                worker[0].evaluate("async () => { await chrome.sessions.restore() }")
            reopened.value.wait_for_load_state()
            return reopened.value

        context.new_page()  # a browser without a tab would end
        yield context, reopen


def test_a_tab_closed_after_leaving_reopens_elsewhere_with_nothing_behind_it(
    profile: Profile,
) -> None:
    with able_to_reopen(profile) as (context, reopen):
        page = arrive(context)
        go(page, "Skills", "Leaving and safety")
        leave(page)
        page.close()
        page = reopen()
        assert page.url == AWAY
        assert back_list(page)[-2:] == [f"https://{THIRD}/", AWAY]
        assert [url for url in back_list(page) if SITE in url] == []


def test_a_tab_closed_without_leaving_reopens_at_the_first_page(profile: Profile) -> None:
    """Also the control of the reopening: a tab of this site does come back, but nothing read."""
    with able_to_reopen(profile) as (context, reopen):
        page = arrive(context)
        go(page, "Skills", "Leaving and safety")
        page.close()
        page = reopen()
        assert page.url == HOME
        assert back_list(page)[-2:] == [f"https://{THIRD}/", HOME]
        assert [url for url in back_list(page) if SITE in url] == [HOME]
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_text("Being safer on this device")).to_have_count(0)
