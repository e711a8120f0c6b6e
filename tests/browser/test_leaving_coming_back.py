"""Coming back after leaving, or after a crash: by Back, by a restored or a reopened tab.

Each check has its control: the same journey without the measure has to fail it.
"""

import contextlib
import json
from collections.abc import Callable, Iterator

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.journey import UNFINISHED, begin_a_page, go, make_account_and_space
from tests.browser.leaving import back, back_list, forward
from tests.browser.left_behind import AWAY, HOME, arrive, leave, on_page, until_noted
from tests.browser.profile import SITE, THIRD, Profile
from tests.browser.writing import wait_until
from tests.people import PASSWORD


def test_going_back_from_another_site_asks_for_the_page_anew(profile: Profile) -> None:
    """The control comes first: this browser does keep a page alive for its Back button."""
    with profile.opened() as context:
        page = context.pages[0]
        page.goto(f"https://{THIRD}/form/")
        page.evaluate("window.mark = 1")
        page.get_by_role("link", name="onward").click()
        page.wait_for_url(f"https://{THIRD}/second/")
        back(page)
        page.wait_for_url(f"https://{THIRD}/form/", wait_until="commit")
        assert page.evaluate("window.mark") == 1

        page = arrive(context)
        go(page, "Leaving and safety")
        page.evaluate("window.mark = 1")
        page.goto(f"https://{THIRD}/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        back(page)
        page.wait_for_url(HOME, wait_until="commit")
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_text("Being safer on this device")).to_have_count(0)
        assert HOME in asked
        assert page.evaluate("window.mark") is None
        page.reload()
        expect(page.get_by_text("Being safer on this device")).to_have_count(0)


def test_back_and_forward_after_leaving_never_reach_the_site(profile: Profile) -> None:
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Skills", "Settings")
        leave(page)
        for move, there in ((back, f"https://{THIRD}/"), (forward, AWAY)):
            move(page)
            expect(page).to_have_url(there)
        page.reload()
        assert page.url == AWAY


def crash(profile: Profile, page: Page) -> None:
    """End the browser as a fault would, without a chance to tidy up."""
    until_noted(profile, page.context)
    with contextlib.suppress(Error):
        page.context.new_cdp_session(page).send("Browser.crash")


@contextlib.contextmanager
def restored(profile: Profile) -> Iterator[list[Page]]:
    """The pages that come back when the person asks for them after a crash."""
    profile.agree_to_restore()
    with profile.opened(args=["--restore-last-session"]) as context:
        first = context.pages[0]
        wait_until(first, lambda: any("/form/" in page.url for page in context.pages), 600)
        for page in context.pages:
            page.bring_to_front()  # a page is loaded when its tab is looked at
            page.wait_for_load_state()
        yield context.pages


def test_after_leaving_and_a_crash_no_page_of_the_site_is_restored(profile: Profile) -> None:
    profile.break_in()
    with profile.opened() as context:
        page = arrive(context)
        make_account_and_space(page)
        begin_a_page(page)
        leave(page)
        crash(profile, page)
    assert profile.where((UNFINISHED, PASSWORD)) == {}
    with restored(profile) as pages:
        assert AWAY in [page.url for page in pages]
        assert [page.url for page in pages if SITE in page.url] == []
        assert [page.url for page in pages if on_page(page, (UNFINISHED,))] == []


def test_after_a_crash_while_writing_only_the_first_page_is_restored(profile: Profile) -> None:
    profile.break_in()
    with profile.opened() as context:
        page = arrive(context)
        make_account_and_space(page)
        begin_a_page(page)
        crash(profile, page)
    assert profile.where((UNFINISHED, PASSWORD)) == {}
    with restored(profile) as pages:
        (ours,) = [page for page in pages if SITE in page.url]
        assert ours.url == HOME
        expect(ours.locator("h1")).to_be_visible()
        assert on_page(ours, (UNFINISHED, PASSWORD)) == []
    assert profile.where((UNFINISHED, PASSWORD)) == {}


def test_the_check_of_a_crash_sees_what_an_ordinary_page_leaves(profile: Profile) -> None:
    """The control: it comes back with the words that were being typed into it."""
    profile.break_in()
    with profile.opened() as context:
        page = context.pages[0]
        page.goto(f"https://{THIRD}/form/")
        page.locator("textarea").press_sequentially("Copper kettle sentence")
        crash(profile, page)
    assert profile.files_with("Copper kettle sentence", under="Default/Sessions")
    with restored(profile) as pages:
        assert [page.url for page in pages if on_page(page, ("Copper kettle sentence",))]


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
