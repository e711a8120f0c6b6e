"""Leaving in a real browser: by button and by key, with and without scripts, whatever hangs."""

import functools
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import path
from playwright.sync_api import BrowserContext, Error, Page, Request, Route, expect
from pytest_django import Settings

import config.urls
from skills_app.account.models import User
from skills_app.exits import drafts
from skills_app.exits.views import lock
from skills_app.keepsakes.store import keepsakes
from skills_app.templatetags.assets import pinned
from skills_app.vault.models import Record, StoredSession, Unlock
from skills_app.vault.opening import make_space
from tests.browser.folding import unfold
from tests.browser.serving import Elsewhere, breaking_off, elsewhere, served
from tests.browser.writing import wait_until
from tests.journal.spaces import space_of
from tests.people import PASSPHRASE, PASSWORD

TYPED = "The heron stood in the shallow water"
LEAVE = "Leave this site"
FILES_READ = "performance.getEntriesByType('resource').length"
BLUR = "window.dispatchEvent(new Event('blur'))"
HIDE = "document.dispatchEvent(new Event('visibilitychange'))"
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"


def back_list(page: Page) -> list[str]:
    """Every address that the Back and Forward buttons of this tab could reach."""
    session = page.context.new_cdp_session(page)
    return [entry["url"] for entry in session.send("Page.getNavigationHistory")["entries"]]


def press_shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def leave(page: Page) -> None:
    page.locator(".exit-bar").get_by_role("button", name=LEAVE).click(no_wait_after=True)


def status(page: Page) -> Any:
    return expect(page.locator("[data-status]"))


def said(page: Page) -> str:
    """The same at this moment: after five seconds it would be empty by itself."""
    return page.locator("[data-status]").inner_text()


def through_pages(page: Page, *names: str) -> None:
    """Follow links of the page's own navigation."""
    for name in names:
        page.locator(".site-nav").get_by_role("link", name=name, exact=True).click()
        expect(page.locator(".site-nav").get_by_role("link", name=name, exact=True)).to_be_visible()
        page.wait_for_load_state("networkidle")


@pytest.fixture
def alice_is_writing(page: Page, site: str) -> User:
    """Alice, signed in, her space open, an unfinished sentence in the editor."""
    alice = User.objects.create_user("alice", PASSWORD)
    make_space(alice, PASSPHRASE)
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").last.click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()
    open_space_and_write(page)
    return alice


def open_space_and_write(page: Page) -> None:
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    through_pages(page, "Write")
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").fill(TYPED)
    assert Unlock.objects.count() == 1


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
    through_pages(page, "Skills", "Comfort", "People to talk to", "Leaving and safety")
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
    through_pages(page, "Skills", "Comfort")
    leave(page)
    page.wait_for_url(neutral.url)
    assert len([url for url in back_list(page) if url.startswith(site)]) >= 3


def test_leaving_closes_everything_and_keeps_what_was_being_typed(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    leave(page)
    page.wait_for_url(neutral.url)
    page.wait_for_timeout(500)
    assert page.context.cookies(site) == []
    assert not StoredSession.objects.exists()
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
    through_pages(page, "Write")
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


def test_shift_three_times_leaves_and_says_how_far_it_is(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    expect(page.locator("[data-status]")).to_have_attribute("role", "status")  # spoken
    press_shift(page, 1)
    status(page).to_have_text("Press Shift 2 more times to leave.")
    status(page).to_be_in_viewport(ratio=1)
    press_shift(page, 1)
    status(page).to_have_text("Press Shift once more to leave.")
    press_shift(page, 1)
    page.wait_for_url(neutral.url)


def test_other_keys_begin_the_count_anew(page: Page, site: str) -> None:
    page.goto(site)
    press_shift(page, 2)
    page.keyboard.press("a")
    assert said(page) == ""
    for key in ("Shift+A", "Shift+Tab", "Shift+B", "Control+Shift+K", "Escape"):
        page.keyboard.press(key)
        assert said(page) == ""
    press_shift(page, 2)
    status(page).to_have_text("Press Shift once more to leave.")
    page.mouse.click(5, 300)
    assert said(page) == ""
    assert page.url == f"{site}/"


def test_shift_presses_too_far_apart_do_not_count(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(site)
    press_shift(page, 2)
    page.clock.run_for(5001)
    status(page).to_be_empty()
    press_shift(page, 2)
    status(page).to_have_text("Press Shift once more to leave.")


def test_the_last_shift_counts_when_it_is_let_go(page: Page, site: str, neutral: Elsewhere) -> None:
    """So that holding it for a capital, or a key that repeats itself, is not a press."""
    page.goto(site)
    for _ in range(4):
        page.keyboard.down("Shift")
    assert said(page) == ""
    page.keyboard.up("Shift")
    press_shift(page, 1)
    page.keyboard.down("Shift")
    status(page).to_have_text("Press Shift once more to leave.")
    assert page.url == f"{site}/"
    page.keyboard.up("Shift")
    page.wait_for_url(neutral.url)


def type_in_capitals(page: Page, words: str) -> None:
    """With a real Shift: held through each word."""
    for word in words.split():
        page.keyboard.down("Shift")
        for letter in word:
            page.keyboard.press(f"Key{letter}")
        page.keyboard.up("Shift")
        page.keyboard.press("Space")


def test_writing_in_capitals_never_leaves(page: Page, site: str, alice_is_writing: User) -> None:
    words = page.get_by_label("Your words")
    words.press("End")
    type_in_capitals(page, "NO I SAID NO A B C")
    page.keyboard.down("Shift")
    page.keyboard.press("Space")
    page.keyboard.up("Shift")
    assert said(page) == ""
    expect(words).to_have_value(f"{TYPED}NO I SAID NO A B C  ")


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
    other.evaluate(turned)
    page.wait_for_timeout(100)
    leave(page)
    page.wait_for_url(neutral.url)
    other.wait_for_url(neutral.url)
    page.wait_for_timeout(500)
    assert not StoredSession.objects.exists()
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
    other.wait_for_load_state("networkidle")
    leave(other)
    other.wait_for_url(neutral.url)
    alices_page.wait_for_url(neutral.url)
    wait_until(other, lambda: not StoredSession.objects.exists())
    assert [kept.text for kept in keepsakes(space_of(alice))] == [TYPED]


def test_a_page_too_long_for_the_beacon_is_kept_whole_or_cut_but_never_keeps_the_space_open(
    page: Page, site: str, neutral: Elsewhere, alice_is_writing: User
) -> None:
    page.get_by_label("Your words").fill("é" * 100_000)
    leave(page)
    page.wait_for_url(neutral.url)
    page.wait_for_timeout(500)
    assert not Unlock.objects.exists()
    assert Record.objects.count() == 1


def test_a_voice_that_reads_aloud_is_silent_at_once(page: Page, site: str) -> None:
    """Not only when the other page has come, which can take its time."""
    page.goto(site)
    assert page.evaluate(
        """() => {
          const done = [];
          speechSynthesis.cancel = () => done.push('hushed');
          document.querySelector('.exit-bar__leave').requestSubmit();
          return [...done, document.body.innerText];
        }"""
    ) == ["hushed", ""]


def test_leaving_does_not_wait_for_a_request_that_hangs(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []
    page.goto(site)
    page.route("**/skills/", lambda route: hanging.append(route))
    page.locator(".site-nav").get_by_role("link", name="Skills", exact=True).click()
    page.wait_for_function("true")
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
    page.locator(".site-nav").get_by_role("link", name="Skills", exact=True).click()
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
    page.wait_for_timeout(500)
    assert page.url.startswith("chrome-error:")
    assert [url for url in back_list(page) if url.startswith(site)] == []


def is_drawn(page: Page) -> None:
    """Words are on the screen; a page without any has no such entry."""
    wait_until(page, lambda: page.evaluate(PAINTED) == 1)


def test_leaving_works_before_styles_and_scripts_arrive(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []
    page.route("**/static/**", lambda route: hanging.append(route))
    page.goto(site, wait_until="commit")
    is_drawn(page)
    leave(page)
    page.wait_for_url(neutral.url)
    assert hanging
    assert not StoredSession.objects.exists()


@pytest.mark.parametrize("arrived", [(), ("js/exit.js",)], ids=["nothing else", "and its script"])
def test_leaving_works_as_soon_as_its_own_part_of_the_page_has_arrived(
    page: Page, guest: Client, neutral: Elsewhere, arrived: tuple[str, ...]
) -> None:
    """The line breaks off right behind the exit bar, and no file comes at all, or only one."""
    answer = guest.get("/")
    beginning, end, _ = answer.content.partition(b"</section>")
    assert b"exit-bar__button" in beginning
    assert b"<main" not in beginning
    with breaking_off(beginning + end, answer.headers, arrived, neutral.url) as line:
        page.goto(line.url, wait_until="commit")
        is_drawn(page)
        if arrived:
            wait_until(page, lambda: page.evaluate(FILES_READ) > 0)
            press_shift(page)
        else:
            leave(page)
        wait_until(page, lambda: page.url == neutral.url)
        wait_until(page, lambda: ("/lock/" if arrived else "/leave/") in line.asked)
    assert any("/static/" in address for address in line.asked)


@pytest.mark.parametrize("painted", ["", "<p>An everyday page.</p>"])
def test_the_check_of_what_is_drawn_sees_an_empty_page(
    page: Page, neutral: Elsewhere, painted: str
) -> None:
    """The control."""
    neutral.pages["/"] = f"<!DOCTYPE html><title>Elsewhere</title>{painted}"
    page.goto(neutral.url)
    page.screenshot()
    assert page.evaluate(PAINTED) == (1 if painted else 0)


def test_leaving_works_when_only_its_own_script_has_arrived(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hanging: list[Route] = []

    def hold_back(route: Route, request: Request) -> None:
        if request.url.endswith(pinned("js/exit.js")[0]):
            route.continue_()
        else:
            hanging.append(route)

    page.route("**/static/**", hold_back)
    with page.expect_response(served("js/exit.js")):
        page.goto(site, wait_until="commit")
    page.wait_for_timeout(200)
    press_shift(page)
    page.wait_for_url(neutral.url)
    assert hanging


def test_leaving_works_without_its_script(page: Page, site: str, neutral: Elsewhere) -> None:
    page.route(served("js/exit.js"), lambda route: route.abort())
    page.goto(site)
    leave(page)
    page.wait_for_url(neutral.url)


def test_leaving_works_from_an_error_page(page: Page, site: str, neutral: Elsewhere) -> None:
    page.goto(f"{site}/no/such/page/")
    press_shift(page)
    page.wait_for_url(neutral.url)


def test_the_way_out_is_first_and_last_for_the_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(".exit-bar").get_by_role("button", name=LEAVE)).to_be_focused()
    page.locator(".exit-twin button").focus()
    expect(page.locator(".exit-twin button")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".exit-twin button")).not_to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_way_out_stays_in_view_and_is_large_enough(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{site}/safety/")
    page.mouse.wheel(0, 2000)
    button = page.locator(".exit-bar").get_by_role("button", name=LEAVE)
    expect(button).to_be_in_viewport(ratio=1)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] >= 44


# What has more lines than fit below the bar has at least its last ones in view.
UNDER_THE_BAR = """() => {
  const on = document.activeElement;
  const bar = document.querySelector('.exit-bar');
  const edge = bar.getBoundingClientRect().bottom;
  const box = on.getBoundingClientRect();
  const fits = box.height <= innerHeight - edge;
  if (bar.contains(on) || (fits ? box.top >= edge - 1 : box.bottom > edge + 44)) return '';
  return `${on.outerHTML.slice(0, 60)} ${box.top} to ${box.bottom}, the bar to ${edge}`;
}"""


def test_large_text_on_a_small_screen_puts_nothing_that_has_the_focus_under_the_bar(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site)
    page.evaluate("document.documentElement.style.fontSize = '225%'")  # twice what it is
    last = page.locator(".exit-twin button")
    presses = 0
    while not last.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate(UNDER_THE_BAR) == ""
        presses += 1
    assert presses > 15
    for _ in range(presses - 5):  # the bar has four of its own
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(UNDER_THE_BAR) == ""


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


def test_esc_can_not_stop_the_other_page_from_coming(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    status(page).to_be_attached()
    page.wait_for_load_state("networkidle")
    # In one go, since the driver itself waits for the page that is on its way.
    assert page.evaluate(
        """() => {
          const tell = (type, key) => {
            const event = new KeyboardEvent(type, {key, cancelable: true});
            window.dispatchEvent(event);
            return event.defaultPrevented;
          };
          for (let n = 0; n < 3; n += 1) ['keydown', 'keyup'].forEach(type => tell(type, 'Shift'));
          return tell('keydown', 'Escape');
        }"""
    )
    expect(page).to_have_url(neutral.url)


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
