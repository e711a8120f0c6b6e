"""What stays in a real Firefox profile on disk after someone was here and left, over https."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from skills_app.vault.models import Record, StoredSession, Unlock
from tests.browser.firefox import Firefox, FirefoxProfile, wait_for
from tests.browser.profile import LINKS, NEUTRAL, SITE, THIRD
from tests.browser.serving import Elsewhere
from tests.people import PASSWORD

KEPT = "Zinnia paragraph seventeen"
UNFINISHED = "Quartz umbrella unfinished"
TITLE = "Obsidian heading"
WORD_TRIED = "Vermilion guess"
NAME = "Persimmon Halloway"
SHOWN = ("Being safer on this device", "Grounding toolkit", "Helplines")
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
PAGES = ("Skills", "Words", "Comfort", "People to talk to", "Leaving and safety")


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
        press(firefox, ".site-nav a", name)


def press(firefox: Firefox, css: str, text: str) -> None:
    """Press what leads to another page, and wait for that page."""
    before = firefox.heading()
    firefox.click(css, text)
    firefox.wait_until(lambda: firefox.heading() != before)


def type_in_every_field(firefox: Firefox) -> None:
    for field in firefox.nodes("main :is(input[type=text], textarea)"):
        if firefox.call("field => field.checkVisibility()", field):
            firefox.point_at(field)
            firefox.press(WORD_TRIED)


def make_account_and_space(firefox: Firefox) -> None:
    go(firefox, "Account")
    press(firefox, "main a", "Make an account")
    firefox.type("main label", NAME, label="Name")
    firefox.type("main label", PASSWORD, label="Password")
    press(firefox, "main form button", "Make")
    go(firefox, "Your space")
    press(firefox, "main a", "Make my space")
    passphrase = firefox.evaluate("document.querySelector('.passphrase').textContent.trim()")
    firefox.type("main label", passphrase, label="A passphrase")
    firefox.type("main label", passphrase, label="The same once more")
    press(firefox, "main form button", "Make my space")


def write(firefox: Firefox) -> None:
    go(firefox, "Write")
    press(firefox, "main a", "Write something")
    firefox.type("main label", KEPT, label="Your words")
    firefox.type("main label", TITLE, label="Title")
    firefox.press(ENTER)
    firefox.wait_until(lambda: firefox.heading() == TITLE)
    go(firefox, "Write")
    press(firefox, "main a", "Write something")
    firefox.type("main label", UNFINISHED, label="Your words")


def whole_journey(firefox: Firefox) -> None:
    for name in PAGES:
        go(firefox, name)
        type_in_every_field(firefox)
    make_account_and_space(firefox)
    write(firefox)


def leave(firefox: Firefox, web: Web) -> None:
    firefox.click(".exit-bar button", "Leave this site")
    firefox.wait_for_url(web.away)
    firefox.wait_until(lambda: not StoredSession.objects.exists() and firefox.cookies() == [])
    assert not Unlock.objects.exists()


def rows_of_the_site(profile: FirefoxProfile) -> list[tuple[str, str]]:
    """Path and title of each row of the history that is this site's."""
    rows = profile.rows("places.sqlite", "SELECT url, title FROM moz_places ORDER BY id")
    return [(url.partition(SITE)[2].partition("/")[2], title) for url, title in rows if SITE in url]


def assert_nothing_found(profile: FirefoxProfile) -> None:
    for text in (KEPT, UNFINISHED, TITLE, WORD_TRIED, PASSWORD, NAME, *SHOWN):
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
        whole_journey(firefox)
        assert firefox.url() == web.home
        leave(firefox, web)
        firefox.wait_for_url(web.away, tab=second)
        assert Record.objects.count() == 2, "the kept entry and the unfinished page"
        firefox.close_tab(second)
        firefox.go(-1)
        firefox.wait_for_url(web.third)
        # A tab tells the session where it is a moment after it went there.
        wait_for(lambda: SITE not in "".join(pages_in(profile.session(firefox))))
        session = profile.session(firefox)

    # Tabs and closed tabs lead nowhere here, though what led to the other page is noted with it.
    assert [url for url in pages_in(session) if SITE in url] == []
    assert set(re.findall(rf"{SITE}:\d+[^\"\\]*", session)) <= {web.home.removeprefix("https://")}
    assert rows_of_the_site(profile) == [("", "Steady")]
    assert_nothing_found(profile)
    assert files_that_name_the_site(profile) <= NAMED, "then /safety/ has to say it"


def test_a_crash_while_writing_brings_back_none_of_it(profile: FirefoxProfile, web: Web) -> None:
    with profile.opened() as firefox:
        arrive(firefox, web)
        make_account_and_space(firefox)
        write(firefox)
        session = profile.session(firefox)

    assert web.home in pages_in(session)
    for text in (KEPT, UNFINISHED, TITLE, PASSWORD, NAME):
        assert text not in session


def test_without_scripts_only_plain_paths_stay(profile: FirefoxProfile, web: Web) -> None:
    """Also the control of the history check: ordinary links do leave rows."""
    profile.preferences["javascript.enabled"] = False
    with profile.opened() as firefox:
        arrive(firefox, web)
        whole_journey(firefox)
        leave(firefox, web)

    rows = rows_of_the_site(profile)
    assert len(rows) > 3
    assert {title for path, title in rows if path != "leave/"} == {"Steady"}
    asked = [path.partition("?")[2] for path, _ in rows if "?" in path]
    assert all(re.fullmatch(r"next=[a-z/%2F]+", query) for query in asked), asked
    assert_nothing_found(profile)
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
