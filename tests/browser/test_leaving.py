"""Leaving in a real browser, with and without scripts, whatever hangs."""

import functools
import re
import threading
from collections.abc import Mapping
from contextlib import suppress

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import path
from playwright.sync_api import BrowserContext, Error, Page, Route, expect
from pytest_django import Settings

import config.urls
from skills_app.account.models import User
from skills_app.documents.store import everything
from skills_app.exits import drafts
from skills_app.exits.views import lock
from skills_app.keepsakes.kinds import KEEPSAKE
from skills_app.vault.models import Record, StoredSession, Unlock
from skills_app.vault.unlocking.opening import make_space
from tests.browser.arriving import exit_there
from tests.browser.folding import unfold
from tests.browser.leaving import (
    LEAVE,
    TYPED,
    back_list,
    heard,
    leave,
    open_space_and_write,
    press_shift,
    through_pages,
)
from tests.browser.serving import Elsewhere, elsewhere
from tests.browser.ways import place
from tests.browser.writing import wait_until
from tests.journal.spaces import space_of
from tests.people import PASSPHRASE, PASSWORD

BLUR = "window.dispatchEvent(new Event('blur'))"
HIDE = "document.dispatchEvent(new Event('visibilitychange'))"


def test_leaving_empties_the_page_and_opens_another(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    leave(page)
    page.wait_for_url(neutral.url)
    expect(page.get_by_text("An everyday page.")).to_be_visible()


def test_the_back_button_reaches_nothing_after_calm_page_changes(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    through_pages(page, "Skills", "Settings", "People", "Leaving and safety")
    assert page.url == f"{site}/"
    leave(page)
    page.wait_for_url(neutral.url)
    assert [url for url in back_list(page) if url.startswith(site)] == []


def test_the_check_of_the_back_button_sees_ordinary_links(
    quiet_context: BrowserContext, site: str, neutral: Elsewhere
) -> None:
    """The control: without scripts the same path leaves its addresses behind."""
    page = quiet_context.new_page()
    page.goto(site)
    through_pages(page, "Skills", "Settings")
    leave(page)
    page.wait_for_url(neutral.url)
    assert len([url for url in back_list(page) if url.startswith(site)]) >= 3


def test_leaving_closes_everything_and_keeps_what_was_being_typed(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: not StoredSession.objects.exists())
    wait_until(page, lambda: page.context.cookies(site) == [])
    assert not Unlock.objects.exists()
    assert Record.objects.count() == 1

    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    through_pages(page, "My pages")
    expect(page.locator("main").get_by_role("link", name=TYPED[:20])).to_be_visible()


def test_without_scripts_leaving_closes_everything_too(
    quiet_context: BrowserContext, site: str, neutral: Elsewhere
) -> None:
    alice = User.objects.create_user("alice", PASSWORD)
    make_space(alice, PASSPHRASE)
    page = quiet_context.new_page()
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()
    open_space_and_write(page)
    leave(page)
    page.wait_for_url(neutral.url)
    assert quiet_context.cookies(site) == []
    assert not StoredSession.objects.exists()
    assert not Unlock.objects.exists()


def test_without_scripts_the_page_empties_before_the_other_site_answers(
    quiet_context: BrowserContext, site: str, neutral: Elsewhere
) -> None:
    neutral.seconds = 2
    page = quiet_context.new_page()
    page.goto(f"{site}/safety/")
    leave(page)
    page.wait_for_url(f"{site}/leave/", wait_until="commit")
    assert neutral.answered == []
    page.wait_for_url(neutral.url)


@pytest.mark.parametrize("turned", [BLUR, HIDE], ids=["another window", "another tab"])
def test_every_tab_leaves_and_what_is_typed_in_each_comes_along(
    page: Page,
    context: BrowserContext,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    turned: str,
) -> None:
    other = context.new_page()
    other.goto(f"{site}/write/new/")
    other.get_by_label("Your words").fill("Reeds, and a second bird")
    # A person who turns to another tab or window does this; the driver's tabs are all in front.
    with heard(page):
        other.evaluate(turned)
    leave(page)
    page.wait_for_url(neutral.url)
    other.wait_for_url(neutral.url)
    wait_until(page, lambda: not StoredSession.objects.exists())
    assert Record.objects.count() == 2


def test_what_was_typed_before_another_tab_was_opened_comes_along_too(
    alices_page: Page,
    alice_with_space: Client,
    context: BrowserContext,
    site: str,
    neutral: Elsewhere,
    alice: User,
) -> None:
    """A plan is not kept while it is being typed: only the tab that leaves can bring it along."""
    plan = alice_with_space.post("/keep/new/", {"sort": "plan", "text": "Tea at four"})
    alices_page.goto(f"{site}{plan.headers['Location']}change/")
    alices_page.get_by_label("What it says").fill(TYPED)
    alices_page.evaluate("window.dispatchEvent(new Event('blur'))")
    other = context.new_page()
    other.goto(site)
    exit_there(other)
    leave(other)
    other.wait_for_url(neutral.url)
    alices_page.wait_for_url(neutral.url)
    wait_until(other, lambda: not StoredSession.objects.exists())
    assert [kept.text for kept in everything(space_of(alice), KEEPSAKE)[0]] == [TYPED]


def test_a_page_too_long_for_the_beacon_is_kept_whole_or_cut_but_never_keeps_the_space_open(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    page.get_by_label("Your words").fill("é" * 100_000)
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: not Unlock.objects.exists())
    assert Record.objects.count() == 1


@pytest.mark.parametrize("reads", [True, False])
def test_a_voice_that_reads_aloud_is_silent_at_once(page: Page, site: str, reads: bool) -> None:
    """Not only when the other page has come, which can take its time.

    And a browser that reads nothing is not asked to, for it would get its voices ready first.
    """
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("A button to hear lines read aloud").check()
    expect(page.locator("#now-sound")).to_contain_text("Kept.")
    page.goto(f"{site}/tools/t06/")
    page.evaluate("speechSynthesis.speak = () => {}")
    if reads:
        page.get_by_role("button", name="Read it aloud").click()
        expect(page.get_by_role("button", name="Stop reading")).to_be_visible()
    assert page.evaluate(
        """() => {
          const done = [];
          speechSynthesis.cancel = () => done.push('hushed');
          document.querySelector('.exit-bar__leave').requestSubmit();
          return [...done, document.body.innerText];
        }"""
    ) == (["hushed", ""] if reads else [""])


def test_leaving_does_not_wait_for_a_request_that_hangs(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []
    page.goto(site)
    page.route("**/skills/", lambda route: hanging.append(route))
    place(page, "Skills").click()
    wait_until(page, lambda: bool(hanging))
    leave(page)
    page.wait_for_url(neutral.url)
    assert len(hanging) == 1


def test_an_answer_that_comes_while_one_leaves_leads_nowhere_else(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    neutral.seconds = 2
    held: list[Route] = []
    page.goto(site)
    page.route("**/skills/", lambda route: held.append(route))
    place(page, "Skills").click()
    wait_until(page, lambda: bool(held))
    leave(page)
    with suppress(Error):  # nobody waits for it any more
        held[0].fulfill(headers={"HX-Redirect": f"{site}/people/"})
    page.wait_for_url(neutral.url)
    assert [url for url in back_list(page) if url.startswith(site)] == []


@pytest.mark.parametrize("how", ["never answers", "is refused"])
def test_leaving_does_not_wait_for_the_beacon(
    page: Page, site: str, neutral: Elsewhere, how: str
) -> None:
    beacons: list[Route] = []

    def beacon(route: Route) -> None:
        beacons.append(route)
        if how == "is refused":
            route.abort()

    page.goto(site)
    page.context.route("**/lock/", beacon)
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: len(beacons) == 1)


def test_leaving_does_not_wait_for_a_server_that_takes_its_time(
    page: Page, site: str, neutral: Elsewhere, settings: Settings, alice_is_writing: User
) -> None:
    """The beacon gets its answer only when the person is away; then all is closed as ever."""
    begun, away = threading.Event(), threading.Event()
    answered = []

    @functools.wraps(lock)
    def take_time(request: HttpRequest) -> HttpResponseBase:
        begun.set()
        away.wait(30)
        answered.append(lock(request))
        return answered[0]

    patterns = [path("lock/", take_time), *config.urls.urlpatterns]
    settings.ROOT_URLCONF = type("SlowUrls", (), {"urlpatterns": patterns})
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, begun.is_set)
    assert answered == []
    assert Unlock.objects.count() == 1
    away.set()
    wait_until(page, lambda: not StoredSession.objects.exists())
    assert not Unlock.objects.exists()
    assert Record.objects.count() == 1


def test_leaving_works_with_no_connection(page: Page, site: str) -> None:
    page.goto(f"{site}/safety/")
    page.context.set_offline(True)
    leave(page)
    expect(page.locator("body")).not_to_contain_text(LEAVE)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    assert [url for url in back_list(page) if url.startswith(site)] == []


def test_a_page_restored_by_the_browser_is_empty_and_asks_anew(page: Page, site: str) -> None:
    page.goto(f"{site}/safety/")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.locator("body").inner_html() == ""
    with page.expect_navigation():
        page.evaluate(
            "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        )
    expect(page.locator("h1")).to_be_visible()


def test_a_page_picked_just_now_is_the_one_left_to(
    page: Page, site: str, neutral: Elsewhere, settings: Settings
) -> None:
    with elsewhere() as second:
        settings.EXIT_PAGES = [neutral.url, second.url]
        page.goto(f"{site}/comfort/")
        unfold(page)
        page.locator('input[name="exit_page"][value="1"]').check()
        expect(page.locator("#now-leaving")).to_contain_text("Kept.")
        leave(page)
        page.wait_for_url(second.url)
    assert neutral.asked == []


FAIL = "() => { throw new Error(); }"
SPOILED = {
    "channel": f"BroadcastChannel = class {{ constructor() {{ ({FAIL})(); }} }}",
    "telling the other tabs": f"BroadcastChannel.prototype.postMessage = {FAIL}",
    "beacon": f"navigator.sendBeacon = {FAIL}",
    "what is typed": f"document.querySelectorAll = {FAIL}",
}


@pytest.mark.parametrize("what", SPOILED)
def test_nothing_that_fails_on_the_way_keeps_anybody_here(
    page: Page, site: str, neutral: Elsewhere, what: str
) -> None:
    page.goto(f"{site}/safety/")
    page.add_init_script(SPOILED[what])
    page.reload()
    with page.expect_event("request", lambda request: "/leave/" not in request.url):
        press_shift(page)
    page.wait_for_url(neutral.url)
    if what != "beacon":
        wait_until(page, lambda: page.context.cookies(site) == [])


def test_no_key_typed_into_a_doorway_goes_along(
    page: Page,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came: list[Mapping[str, str]] = []

    def note(request: HttpRequest, typed: Mapping[str, str]) -> None:
        came.append(typed)

    monkeypatch.setattr(drafts, "_keepers", [note])
    page.locator("div[data-door]").evaluate(
        """door => 'login password passphrase new_passphrase offered'.split(' ').forEach(name => {
          const field = document.createElement('input');
          field.name = name;
          field.value = 'amber lantern';
          door.append(field);
        })"""
    )
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: bool(came))
    assert came[0]["text"] == TYPED
    assert "amber lantern" not in came[0].values()
    assert "csrfmiddlewaretoken" not in came[0]
