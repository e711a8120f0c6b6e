"""What stays in a real profile on disk after someone was here and left, over https.

Each check has its control: the same journey without the measure has to fail it.
"""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect
from pytest_django import Settings

from skills_app.content import library
from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.journey import (
    CARD,
    HEADINGS,
    NAME,
    PLAN,
    TAKES_TEXT,
    TITLE,
    TYPED,
    UNFINISHED,
    begin_a_page,
    follow,
    go,
    make_account_and_space,
    to_step,
    whole_journey,
)
from tests.browser.profile import NEUTRAL, SITE, THIRD, Profile
from tests.browser.serving import Certificate
from tests.browser.writing import wait_until
from tests.exits.test_headers import ADDRESSES
from tests.people import PASSWORD

HOME = f"https://{SITE}/"
AWAY = f"https://{NEUTRAL}/"
SCRIPTS_RUN = "Default/Code Cache/js/"
LATER = "Magnolia words typed last"
# An entry, its earlier version, one written for a time, a start, a script, a plan, and the page
# that was being written.
KEPT_THINGS = 7


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


def assert_nothing_found(
    profile: Profile, shown_once: tuple[str, ...], *, sent_stays: bool = False
) -> None:
    """`sent_stays`: what was sent by a plain form and answered by a page, for going back to it."""
    found = profile.where((*TYPED, *HEADINGS, *shown_once))
    assert not {PASSWORD, *HEADINGS, *shown_once} & set(found)
    for text, names in found.items():
        assert sent_stays, (text, names)
        assert {name.rpartition("/")[0] for name in names} == {"Default/Sessions"}, text
    # No file of ours lies in the cache. Chromium notes by itself which scripts it ran; no answer
    # of a site changes that, and /safety/ says so.
    elsewhere = [n for n in profile.files_with(f"{SITE}/static/") if not n.startswith(SCRIPTS_RUN)]
    assert elsewhere == []
    # Where Chromium offered to keep the password, it notes the name even if nobody agreed. No
    # page can prevent that and still let password managers help; /safety/ says so.
    assert set(profile.files_with(NAME)) <= {"Default/Login Data"}


def assert_no_address_found(profile: Profile) -> None:
    """Nothing says which parts of the site were looked at."""
    parts = {f"{SITE}/{address.split('/')[1]}" for address in ADDRESSES} - {f"{SITE}/"}
    assert profile.where(parts) == {}


ALL_ON = """() => [document.documentElement.outerHTML]
    .concat([...document.querySelectorAll('input, textarea')].map(one => one.value)).join('\\n')"""


def all_on(page: Page) -> str:
    """The page as it stands, and what is in its fields; asked again while it is just changing."""
    for _ in range(50):
        with contextlib.suppress(Error):
            return str(page.evaluate(ALL_ON))
        page.wait_for_timeout(100)
    return str(page.evaluate(ALL_ON))


def on_page(page: Page, texts: tuple[str, ...]) -> list[str]:
    held = all_on(page)
    return [text for text in texts if text in held]


def back_list(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    return [entry["url"] for entry in session.send("Page.getNavigationHistory")["entries"]]


def test_after_leaving_nothing_is_found_in_the_profile(profile: Profile) -> None:
    with profile.opened() as context:
        page = arrive(context)
        second = context.new_page()
        second.goto(HOME)
        page.bring_to_front()
        shown_once = whole_journey(page)
        assert page.url == HOME
        leave(page)
        second.wait_for_url(AWAY)
        wait_until(page, lambda: context.cookies(HOME) == [])
        wait_until(page, lambda: not StoredSession.objects.exists())

        assert [url for url in back_list(page) if SITE in url] == []
        assert not Unlock.objects.exists()
        assert Record.objects.count() == KEPT_THINGS

        page.evaluate("history.back()")
        page.wait_for_url(f"https://{THIRD}/", wait_until="commit")

    rows = [row for row in profile.history() if SITE in row[0]]
    assert [url for url, _ in rows] == [HOME]
    assert {url for url in profile.visits() if SITE in url} == {HOME}
    # Chromium may give the row the title of the page that took its place.
    assert rows[0][1] in {"Steady", "Elsewhere"}
    assert_nothing_found(profile, shown_once)
    assert_no_address_found(profile)


def test_the_search_of_the_profile_finds_what_an_ordinary_page_leaves(profile: Profile) -> None:
    """The control: a page that takes no care, typed into and left by its own link, not sent."""
    with profile.opened() as context:
        page = context.pages[0]
        page.goto(f"https://{THIRD}/form/")
        page.locator("textarea").press_sequentially("Copper kettle sentence")
        page.locator("input").press_sequentially("Marigold")
        page.get_by_role("link", name="onward").click()
        page.wait_for_url(f"https://{THIRD}/second/")

    assert profile.files_with("Tangerine sentence that is shown")
    assert profile.files_with("Copper kettle sentence", under="Default/Sessions")
    assert profile.files_with("Marigold", under="Default/Sessions")
    assert any("/form/" in url for url, _ in profile.history())
    assert any("/second/" in url for url in profile.visits())


# Each of our measures is taken away once, and has to be missed. With it, the long journey and the
# crashes leave nothing where these look.


def test_typed_words_stay_where_autocomplete_is_not_off(
    profile: Profile, settings: Settings
) -> None:
    """Though nothing is sent: from a large field for a restart, from a small one for offering."""
    settings.WITHOUT_MEASURES = ("autocomplete",)
    with profile.opened() as context:
        page = arrive(context)
        go(page, "People to talk to")
        follow(page, library().people.card.title)
        page.get_by_label("In my own words").press_sequentially(CARD)
        until_noted(profile, context)
        page.bring_to_front()
        to_step(page, "plan")
        page.locator(f"main {TAKES_TEXT}").first.press_sequentially(PLAN)
        go(page, "Comfort")
        leave(page)
        wait_until(page, lambda: "Default/Web Data" in profile.files_with(PLAN, under="Default"))

    assert profile.files_with(CARD, under="Default/Sessions")


def test_read_pages_stay_in_the_cache_where_they_may_be_stored(
    profile: Profile, settings: Settings
) -> None:
    settings.WITHOUT_MEASURES = ("no-store",)
    with profile.opened() as context:
        page = arrive(context)
        go(page, "Leaving and safety")
        leave(page)

    assert profile.files_with("Being safer on this device", under="Default/Cache")


def test_without_a_broadcast_the_other_tab_stays_until_it_is_used(profile: Profile) -> None:
    """The control of the other tab's leaving, and what an old browser comes to."""
    with profile.opened() as context:
        context.add_init_script("delete window.BroadcastChannel")
        page = arrive(context)
        make_account_and_space(page)
        second = context.new_page()
        second.goto(HOME)
        leave(page)
        wait_until(page, lambda: not StoredSession.objects.exists())
        assert second.url == HOME
        expect(second.locator("h1")).to_be_visible()
        go(second, "Write")
        assert_signed_out(second)


SIGN_IN = ":is(a[href^='/account/in/'], form[action='/account/in/'])"
PRIVATE = re.compile(r"write/((new/|starts/|find/|[0-9a-f-]{36}/.*))?|keep/.*")
NEUTRAL_PATHS = re.compile(
    r"""|leave/|now/|safety/|comfort/|people/(card/)?|words/(ready/)?|skills/(m\d\d/)?
    |tools/((up|down|even|t\d\d)/)?|account/((in|new|recover)/)?|space/((make|words)/)?
    |write/((new|find|let-go|timed|starts|rest)/)?|write/ID/(change/|earlier/(ID/)?)?
    |keep/((new|ID)/(change/)?)?""".replace("ID", "[0-9a-f-]{36}"),
    re.VERBOSE,
)


def assert_signed_out(page: Page) -> None:
    expect(
        page.locator("main :is(a[href^='/account/in/'], form[action='/account/in/'])")
    ).not_to_have_count(0)


def test_without_scripts_plain_paths_stay_and_going_back_asks_to_sign_in(
    profile: Profile,
) -> None:
    """What remains: neutral paths in the history, and other tabs until they are next used.

    And, for as long as Chromium keeps its last sessions, what a plain form sent when its answer was
    a page (a card, a search): it is kept to be sent anew.

    Also the control of the history check: ordinary links do leave rows and back entries.
    """
    with profile.opened(java_script_enabled=False) as context:
        page = arrive(context)
        shown_once = whole_journey(page)
        second = context.new_page()
        second.goto(f"{HOME}write/")
        page.bring_to_front()
        leave(page)
        wait_until(page, lambda: context.cookies(HOME) == [])
        assert not StoredSession.objects.exists()
        assert not Unlock.objects.exists()
        go_back_to_private_pages(page, (*TYPED, *shown_once))
        assert on_page(second, (TITLE,)) == [TITLE]
        second.get_by_role("link", name=TITLE).first.click()
        assert_signed_out(second)
        assert on_page(second, (*TYPED, *shown_once)) == []

    rows = [row for row in profile.history() if SITE in row[0]]
    assert len(rows) > 3
    # Where Chromium does not send a form anew by itself, it writes the name of the site instead.
    assert {title for url, title in rows if "/leave/" not in url} <= {"Steady", SITE}
    for url in {*profile.visits(), *(url for url, _ in rows)}:
        path, _, query = url.removeprefix(HOME).partition("?")
        assert SITE not in url or NEUTRAL_PATHS.fullmatch(path), url
        assert re.fullmatch(r"(next=[a-z/%2F]+)?", query), url
    assert_nothing_found(profile, shown_once, sent_stays=True)
    assert profile.files_with(f"{SITE}/static/") == []


def is_private(url: str) -> bool:
    return SITE in url and bool(PRIVATE.fullmatch(urlsplit(url).path.removeprefix("/")))


def go_back_to_private_pages(page: Page, typed: tuple[str, ...]) -> None:
    """To one entry of each private address that Back can reach: none shows what was typed."""
    session = page.context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    ours = {urlsplit(one["url"]).path: one for one in entries if is_private(one["url"])}
    seen = []
    for path, entry in ours.items():
        # What was the answer to something sent does not come back: the browser says so instead.
        with contextlib.suppress(Error), page.expect_navigation(timeout=5000):
            session.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        assert on_page(page, typed) == [], path
        seen += [path] if urlsplit(page.url).path == path else []
        if path in seen:
            assert_signed_out(page)
    assert len(seen) > 3, ours.keys()
    assert "/write/" in seen


def test_going_back_from_another_site_asks_for_the_page_anew(profile: Profile) -> None:
    """The control comes first: this browser does keep a page alive for its Back button."""
    with profile.opened() as context:
        page = context.pages[0]
        page.goto(f"https://{THIRD}/form/")
        page.evaluate("window.mark = 1")
        page.get_by_role("link", name="onward").click()
        page.wait_for_url(f"https://{THIRD}/second/")
        page.evaluate("history.back()")
        page.wait_for_url(f"https://{THIRD}/form/", wait_until="commit")
        assert page.evaluate("window.mark") == 1

        page = arrive(context)
        go(page, "Leaving and safety")
        page.evaluate("window.mark = 1")
        page.evaluate(f"location.href = 'https://{THIRD}/'")
        page.wait_for_url(f"https://{THIRD}/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate("history.back()")
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
        go(page, "Skills", "Comfort")
        leave(page)
        for move in ("back", "forward"):
            page.evaluate(f"history.{move}()")
            page.wait_for_timeout(500)
            assert SITE not in page.url
        page.reload()
        assert page.url == AWAY


def until_noted(profile: Profile, context: BrowserContext) -> None:
    """What is open is written down every few seconds: waits for something typed after it."""
    later = context.new_page()
    later.goto(f"https://{THIRD}/form/")
    later.locator("textarea").press_sequentially(LATER)
    wait_until(later, lambda: bool(profile.files_with(LATER, under="Default/Sessions")), 600)


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
