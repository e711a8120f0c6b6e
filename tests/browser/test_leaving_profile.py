"""What stays in a real profile on disk after someone was here and left, over https.

Each check has its control: the same journey without the measure has to fail it.
"""

import contextlib
import re
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, expect
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
    follow,
    go,
    make_account_and_space,
    to_step,
    whole_journey,
)
from tests.browser.leaving import back, back_list
from tests.browser.left_behind import AWAY, HOME, arrive, leave, on_page, until_noted
from tests.browser.profile import SITE, THIRD, Profile
from tests.browser.writing import wait_until
from tests.exits.test_headers import ADDRESSES
from tests.people import PASSWORD

SCRIPTS_RUN = "Default/Code Cache/js/"
# An entry, its earlier version, one written for a time, a start, a script, a plan, and the page
# that was being written.
KEPT_THINGS = 7


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

        back(page)
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
        go(page, "People")
        follow(page, library().people.card.title)
        page.get_by_label("In my own words").press_sequentially(CARD)
        until_noted(profile, context)
        page.bring_to_front()
        to_step(page, "plan")
        page.locator(f"main {TAKES_TEXT}").first.press_sequentially(PLAN)
        go(page, "Settings")
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
        go(second, "Mine")
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
    expect(page.locator(f"main {SIGN_IN}")).not_to_have_count(0)


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
        if path == "/write/new/" and path in seen:  # it opens for a guest, and is a guest's
            expect(page.locator("main form[data-guest] textarea[name=text]")).to_have_value("")
        elif path in seen:
            assert_signed_out(page)
    assert len(seen) > 3, ours.keys()
    assert "/write/" in seen
