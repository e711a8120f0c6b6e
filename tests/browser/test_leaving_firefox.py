"""What stays in a real Firefox profile on disk after someone was here and left, over https."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from skills_app.content import library
from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.firefox import Firefox, FirefoxProfile, wait_for
from tests.browser.journey import (
    KEPT,
    LET_GO,
    NAME,
    PLAN,
    SCRIPT,
    SOUGHT,
    TAKES_TEXT,
    TITLE,
    UNFINISHED,
    WORD_TRIED,
)
from tests.browser.profile import LINKS, NEUTRAL, SITE, THIRD
from tests.browser.serving import Elsewhere
from tests.browser.ways import FOOT, HEAD, PLACES, ROWS
from tests.people import PASSWORD

TYPED = (KEPT, LET_GO, PLAN, SCRIPT, SOUGHT, TITLE, UNFINISHED, WORD_TRIED, NAME, PASSWORD)
SHOWN = ("Being safer on this device", "Grounding toolkit", "Helplines", "Find in your writing")
LATER = "Magnolia words typed last"
# Files of Firefox's own that keep the name of a site: settings, which site led where, and what is
# left of the emptied cache.
NAMED = {
    "bounce-tracking-protection.sqlite",
    "cache2",
    "permissions.sqlite",
    "places.sqlite",
    "sessionstore-backups",
    "sessionstore.jsonlz4",
}
ENTER = "\ue007"
PAGES = ("Skills", "Things to say", "Settings", "People", "Leaving and safety")
PARTS = ((".places a", PLACES), (".head a", HEAD), (".site-foot a", FOOT))


@dataclass
class Web:
    """The addresses of this test; unlike Chromium, Firefox maps names but not ports."""

    home: str
    away: str
    third: str


@pytest.fixture
def web(ports_over_https: dict[str, int], settings: Settings, third: Elsewhere) -> Web:
    addresses = {name: f"https://{name}:{port}/" for name, port in ports_over_https.items()}
    web = Web(addresses[SITE], addresses[NEUTRAL], addresses[THIRD])
    settings.EXIT_PAGES = [web.away]
    third.pages["/"] = LINKS.format(home=web.home)
    return web


@pytest.fixture
def profile(tmp_path: Path) -> FirefoxProfile:
    return FirefoxProfile(tmp_path / "profile", (SITE, THIRD, NEUTRAL))


def arrive(firefox: Firefox, web: Web) -> None:
    firefox.open(web.third)
    firefox.click("a", "a link")
    firefox.wait_for_url(web.home)


def go(firefox: Firefox, *names: str) -> None:
    for name in names:
        if name in ROWS and not firefox.nodes(".places a[aria-current='page']", ROWS[name]):
            press(firefox, ".places a", ROWS[name])
        part = next((css for css, has in PARTS if name in has), "main a")
        press(firefox, part, name)


def press(firefox: Firefox, css: str, text: str) -> None:
    """Press what leads to another page, and wait for that page."""
    before = firefox.heading()
    firefox.click(css, text)
    firefox.wait_until(lambda: firefox.heading() != before)
    firefox.wait_until_whole()


def unfold(firefox: Firefox) -> None:
    """One after the other, looked for anew: to open one can bring others."""
    while folded := first_folded(firefox):
        firefox.point_at(folded)
        firefox.wait_until(partial(firefox.call, "folded => folded.parentNode.open", folded))


# On a wide screen the shelves of skills are shown whole, and their heads take no press.
TAKES_A_PRESS = "at => at.checkVisibility() && getComputedStyle(at).pointerEvents !== 'none'"


def first_folded(firefox: Firefox) -> str:
    for folded in firefox.nodes("main details:not([open]) > summary"):
        if firefox.call(TAKES_A_PRESS, folded):
            return folded
    return ""


def type_in_every_field(firefox: Firefox) -> None:
    unfold(firefox)
    for field in firefox.nodes(f"main {TAKES_TEXT.removesuffix(':visible')}"):
        if firefox.call("field => field.checkVisibility()", field):
            firefox.point_at(field)
            firefox.press(WORD_TRIED)


def use_a_tool(firefox: Firefox) -> None:
    go(firefox, "Skills")
    press(firefox, "main a", "Single tools, three minutes at most")
    unfold(firefox)
    press(firefox, "main ul.links a", "")


def build_words(firefox: Firefox) -> None:
    opening = next(option for option in library().words.gate.options if option.opens)
    go(firefox, "Things to say")
    firefox.click("main label", opening.text)
    press(firefox, "main button", "Go on")
    firefox.find("main button", "Show me the words")  # it comes after them
    for choice in firefox.nodes("main select"):
        firefox.call("select => { select.selectedIndex = 1 }", choice)
    press(firefox, "main button", "Show me the words")
    firefox.type("main label", SCRIPT, label="Your words")
    press(firefox, "main button", "Show it as a card")


def keep_a_plan(firefox: Firefox) -> None:
    """On the step of a module that makes one: the second of its module."""
    module = library().modules["m06"]
    go(firefox, "Skills")
    press(firefox, "main a", module.title)
    press(firefox, "main button", "Skip")
    firefox.type(f"main .step {TAKES_TEXT.removesuffix(':visible')}", PLAN)
    firefox.click("main button:not([aria-hidden])", "Show it as a card")
    firefox.click("main button", "Keep it in my space")
    firefox.find("main a", "Change it")


def make_account_and_space(firefox: Firefox) -> str:
    """Returns the passphrase."""
    go(firefox, "Account")
    press(firefox, "main a", "Make an account")
    firefox.type("main label", NAME, label="Name")
    firefox.type("main label", PASSWORD, label="Password")
    press(firefox, "main form button", "Make")
    go(firefox, "Mine")
    press(firefox, "main a", "Make my space")
    passphrase = firefox.evaluate("document.querySelector('.passphrase').textContent.trim()")
    firefox.type("main label", passphrase, label="A passphrase")
    firefox.type("main label", passphrase, label="The same once more")
    press(firefox, "main form button", "Make my space")
    return str(passphrase)


def write(firefox: Firefox) -> None:
    go(firefox, "My pages")
    press(firefox, "main a", "Write something")
    firefox.type("main label", KEPT, label="Your words")
    firefox.click("main summary", "Day, title, tags")
    firefox.type("main label", TITLE, label="Title")
    firefox.press(ENTER)
    firefox.wait_until(lambda: firefox.heading() == TITLE)


def find(firefox: Firefox) -> None:
    go(firefox, "My pages")
    press(firefox, "main a", "Find")
    firefox.type("main label", SOUGHT, label="Words")
    firefox.press(ENTER)
    firefox.find("#found", "Nothing fits that.")


def begin_a_page(firefox: Firefox) -> None:
    go(firefox, "My pages")
    press(firefox, "main a", "Write something")
    firefox.type("main label", UNFINISHED, label="Your words")


def whole_journey(firefox: Firefox) -> str:
    """Returns the passphrase, which was shown once."""
    for name in PAGES:
        go(firefox, name)
        type_in_every_field(firefox)
    use_a_tool(firefox)
    build_words(firefox)
    passphrase = make_account_and_space(firefox)
    keep_a_plan(firefox)
    write(firefox)
    find(firefox)
    go(firefox, "My pages")
    press(firefox, "main a", "Write it, and let it go")
    firefox.type("main label", LET_GO, label="Anything you like")
    begin_a_page(firefox)
    return passphrase


def session_noted_by_now(firefox: Firefox, profile: FirefoxProfile, web: Web) -> str:
    """The session once it holds what is typed elsewhere after all else: nothing is yet to come."""
    shown, firefox.tab = firefox.tab, firefox.new_tab(f"{web.third}form/")
    firefox.type("textarea", LATER)
    session = profile.session(firefox, holding=LATER)
    firefox.tab = shown
    return session


def leave(firefox: Firefox, web: Web) -> None:
    firefox.click(".exit-bar button", "Leave this site")
    firefox.wait_for_url(web.away)
    firefox.wait_until(lambda: not StoredSession.objects.exists() and firefox.cookies() == [])
    assert not Unlock.objects.exists()


def rows_of_the_site(profile: FirefoxProfile) -> list[tuple[str, str]]:
    """Path and title of each row of the history that is this site's."""
    rows = profile.rows("places.sqlite", "SELECT url, title FROM moz_places ORDER BY id")
    return [(url.partition(SITE)[2].partition("/")[2], title) for url, title in rows if SITE in url]


def assert_nothing_found(profile: FirefoxProfile, passphrase: str) -> None:
    for text in (*TYPED, *SHOWN, passphrase):
        assert profile.files_with(text) == [], text
    assert profile.rows("cookies.sqlite", "SELECT host FROM moz_cookies") == []
    assert profile.typed_into_fields() == []


def pages_in(session: str) -> list[str]:
    return re.findall(r'"url": "([^"]+)"', session)


def files_that_name_the_site(profile: FirefoxProfile) -> set[str]:
    """The settings are left out: these tests wrote the name there themselves."""
    named = {name.partition("/")[0] for name in profile.files_with(SITE)}
    return named - {"user.js", "prefs.js"}


def test_after_leaving_nothing_is_found_in_the_profile(profile: FirefoxProfile, web: Web) -> None:
    with profile.opened() as firefox:
        arrive(firefox, web)
        second = firefox.new_tab(web.home)
        passphrase = whole_journey(firefox)
        assert firefox.url() == web.home
        leave(firefox, web)
        firefox.wait_for_url(web.away, tab=second)
        assert Record.objects.count() == 3, "a plan, an entry and the unfinished page"
        firefox.close_tab(second)
        firefox.go(-1)
        firefox.wait_for_url(web.third)
        # A tab tells the session where it is a moment after it went there.
        wait_for(lambda: SITE not in "".join(pages_in(profile.session(firefox))))
        session = session_noted_by_now(firefox, profile, web)

    for text in (*TYPED, passphrase):
        assert text not in session
    # Tabs and closed tabs lead nowhere here, though what led to the other page is noted with it.
    assert [url for url in pages_in(session) if SITE in url] == []
    assert set(re.findall(rf"{SITE}:\d+[^\"\\]*", session)) <= {web.home.removeprefix("https://")}
    assert rows_of_the_site(profile) == [("", "Steady")]
    assert_nothing_found(profile, passphrase)
    assert files_that_name_the_site(profile) <= NAMED, "then /safety/ has to say it"


def test_a_crash_while_writing_brings_back_none_of_it(profile: FirefoxProfile, web: Web) -> None:
    with profile.opened() as firefox:
        arrive(firefox, web)
        passphrase = make_account_and_space(firefox)
        write(firefox)
        begin_a_page(firefox)
        session = session_noted_by_now(firefox, profile, web)

    assert web.home in pages_in(session)
    for text in (KEPT, UNFINISHED, TITLE, PASSWORD, NAME, passphrase):
        assert text not in session


def test_without_scripts_only_plain_paths_stay(profile: FirefoxProfile, web: Web) -> None:
    """Also the control of the history check: ordinary links do leave rows."""
    profile.preferences["javascript.enabled"] = False
    with profile.opened() as firefox:
        arrive(firefox, web)
        passphrase = whole_journey(firefox)
        leave(firefox, web)

    rows = rows_of_the_site(profile)
    assert len(rows) > 3
    assert {title for path, title in rows if path != "leave/"} == {"Steady"}
    asked = [path.partition("?")[2] for path, _ in rows if "?" in path]
    assert all(re.fullmatch(r"next=[a-z/%2F]+", query) for query in asked), asked
    assert_nothing_found(profile, passphrase)
    assert files_that_name_the_site(profile) <= NAMED


def test_the_search_of_the_profile_finds_what_an_ordinary_page_leaves(
    profile: FirefoxProfile, web: Web
) -> None:
    """The control: a page that takes no care, typed into, sent, and still open at the end."""
    with profile.opened() as firefox:
        firefox.open(f"{web.third}form/")
        firefox.type("input", "Marigold")
        firefox.click("button", "Go")
        firefox.wait_until(lambda: "/sent/" in firefox.url())
        firefox.open(f"{web.third}form/")
        firefox.type("textarea", "Copper kettle sentence")
        firefox.close_tab(firefox.new_tab(f"{web.third}closed/"))
        session = profile.session(firefox, holding="Copper kettle sentence")

    assert profile.files_with("Tangerine sentence that is shown")
    assert profile.typed_into_fields() == ["Marigold"]
    assert "Copper kettle sentence" in session
    assert f"{web.third}closed/" in pages_in(session)
    assert profile.rows("places.sqlite", "SELECT url FROM moz_places WHERE url LIKE '%/sent/%'")
