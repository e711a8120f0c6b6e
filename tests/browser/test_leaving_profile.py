"""What stays in a real profile on disk after someone was here and left, over https.

Each check has its control: the same journey without the measure has to fail it.
"""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.profile import NEUTRAL, SITE, THIRD, Profile
from tests.browser.serving import Certificate
from tests.people import PASSWORD

HOME = f"https://{SITE}/"
AWAY = f"https://{NEUTRAL}/"
KEPT = "Zinnia paragraph seventeen"
UNFINISHED = "Quartz umbrella unfinished"
TITLE = "Obsidian heading"
WORD_TRIED = "Vermilion guess"
NAME = "Persimmon Halloway"
HEADINGS = ("Being safer on this device", "Grounding toolkit", "Helplines")


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


def go(page: Page, *names: str) -> None:
    for name in names:
        before = page.locator("h1").first.inner_text()
        page.locator(".site-nav").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1").first).not_to_have_text(before)
        page.wait_for_timeout(50)


def type_in_every_field(page: Page) -> None:
    """Text into whatever takes text, without sending it."""
    for field in page.locator("main input[type=text]:visible, main textarea:visible").all():
        field.fill(WORD_TRIED)


def make_account_and_space(page: Page) -> None:
    go(page, "Account")
    page.locator("main").get_by_role("link", name="account").first.click()
    expect(page.get_by_role("heading", level=1, name="Make an account")).to_be_visible()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").last.click()
    expect(page.get_by_label("Password")).to_have_count(0)
    go(page, "Your space")
    page.get_by_role("link", name="Make my space").first.click()
    passphrase = page.locator(".passphrase").inner_text()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(passphrase)
    page.get_by_role("button", name="Make my space").click()
    expect(page.get_by_label("The same once more")).to_have_count(0)


def write(page: Page) -> None:
    go(page, "Write")
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").fill(KEPT)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(KEPT).first).to_be_visible()
    go(page, "Write")
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").press_sequentially(UNFINISHED)


def whole_journey(page: Page) -> None:
    """Ten pages and more, through every feature, typing in every field."""
    for name in ("Skills", "Words", "Comfort", "People to talk to", "Leaving and safety"):
        go(page, name)
        type_in_every_field(page)
    make_account_and_space(page)
    write(page)


def leave(page: Page) -> None:
    page.locator(".exit-bar button").first.click(no_wait_after=True)
    page.wait_for_url(AWAY)


def assert_nothing_found(profile: Profile) -> None:
    for text in (KEPT, UNFINISHED, TITLE, WORD_TRIED, PASSWORD, *HEADINGS):
        assert profile.files_with(text) == [], text
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
        assert Record.objects.count() == 2, "the kept entry and the unfinished page"

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
