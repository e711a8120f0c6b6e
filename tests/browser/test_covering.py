"""The cover in a real browser: what is under it is gone from sight and reach, and comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from skills_app.account.models import User
from skills_app.templatetags.assets import pinned
from skills_app.vault.models import Unlock
from tests.browser.arriving import hand_moves, scripts_there
from tests.browser.folding import unfold
from tests.browser.leaving import back_list, leave, press_shift
from tests.browser.serving import Elsewhere, served
from tests.browser.test_every_page import fits
from tests.browser.writing import box, cookies_for, kept_drafts, status, wait_until
from tests.people import PASSPHRASE

TYPED = "The heron stood in the shallow water"


def cover(page: Page) -> None:
    page.locator(".exit-bar").get_by_role("button", name="Cover this page").click()
    expect(sheet(page)).to_be_visible()


def sheet(page: Page) -> Any:
    return page.locator("[data-sheet]")


def go_on(page: Page) -> None:
    sheet(page).get_by_role("button", name="Go on", exact=True).click()


def seen(page: Page) -> str:
    """What a person, or a screen reader, gets of the page."""
    snapshot = page.locator("body").aria_snapshot()
    return f"{snapshot} {page.locator('body').inner_text()}"


def write(page: Page, site: str) -> None:
    page.goto(f"{site}/write/new/")
    box(page).fill(TYPED)


def give_passphrase(page: Page, passphrase: str = PASSPHRASE) -> None:
    sheet(page).get_by_label("Passphrase").fill(passphrase)
    page.keyboard.press("Enter")


def test_what_is_under_the_cover_is_neither_seen_nor_reached_and_comes_back_as_it_was(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("A breathing session, minutes").fill("4")
    page.get_by_label("Breathing in, seconds").fill("3.55")
    page.evaluate("document.activeElement.setSelectionRange(1, 3)")
    page.evaluate("window.scrollTo(0, 222)")
    page.evaluate("document.querySelector('form[data-cover]').requestSubmit()")
    expect(sheet(page)).to_be_visible()
    assert "Breath" not in seen(page)
    assert "moment" not in seen(page)
    assert not page.evaluate("window.find('Breathing')")
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.closest('button')?.innerText"))
    assert set(names) <= {"Leave this site", "Go on", None}
    assert page.title() == "Steady"

    go_on(page)
    expect(sheet(page)).to_have_count(0)
    expect(page.get_by_label("Breathing in, seconds")).to_be_focused()
    expect(page.get_by_label("Breathing in, seconds")).to_have_value("3.55")
    assert page.evaluate(
        "[document.activeElement.selectionStart, document.activeElement.selectionEnd, scrollY]"
    ) == [1, 3, 222]
    assert back_list(page)[-1] == f"{site}/comfort/"


def test_an_open_space_locks_and_its_passphrase_brings_the_writing_back(
    alices_page: Page, site: str, alice: User
) -> None:
    page = alices_page
    write(page, site)
    cover(page)
    wait_until(page, lambda: not Unlock.objects.exists())
    assert kept_drafts(alice) == [TYPED]
    assert TYPED not in seen(page)

    go_on(page)
    give_passphrase(page, "not this one at all")
    expect(sheet(page).get_by_role("alert")).to_contain_text("You can try again")
    expect(box(page)).to_be_hidden()
    give_passphrase(page)
    expect(sheet(page)).to_have_count(0)
    expect(box(page)).to_have_value(TYPED)
    expect(box(page)).to_be_focused()

    page.keyboard.press("End")
    page.keyboard.type(", still")
    wait_until(page, lambda: kept_drafts(alice) == [f"{TYPED}, still"])
    page.get_by_role("button", name="Keep it").last.click()
    expect(page.locator("main").get_by_text(f"{TYPED}, still")).to_be_visible()


def test_who_goes_on_before_all_is_kept_is_not_covered_again_in_arrears(
    alices_page: Page, site: str
) -> None:
    page = alices_page
    held: list[Route] = []
    told: list[str] = []
    page.clock.install()
    write(page, site)
    page.route("**/write/keep-draft/", lambda route: held.append(route))
    page.on("request", lambda one: told.append(one.url) if one.url.endswith("/cover/") else None)
    cover(page)
    go_on(page)
    give_passphrase(page)
    expect(sheet(page)).to_have_count(0)
    before = len(told)
    page.clock.run_for(4_000)  # words were waited for until then
    page.evaluate("fetch('/robots.txt').then(answer => answer.text())")  # came later than it
    assert len(told) == before
    assert Unlock.objects.count() == 1


def test_a_reload_under_the_cover_reveals_nothing(alices_page: Page, site: str) -> None:
    page = alices_page
    write(page, site)
    with page.expect_response("**/cover/"):  # the row goes a moment before the session is kept
        cover(page)
    assert not Unlock.objects.exists()
    page.reload()
    expect(sheet(page)).to_be_visible()
    assert TYPED not in page.content()
    go_on(page)
    give_passphrase(page)
    expect(page.get_by_role("heading", level=1, name="Write")).to_be_visible()
    assert back_list(page).count(f"{site}/write/new/") == 1
    assert back_list(page)[-1] == f"{site}/write/new/"


def test_who_has_no_passphrase_at_hand_reaches_the_tools(alices_page: Page, site: str) -> None:
    page = alices_page
    write(page, site)
    cover(page)
    go_on(page)
    sheet(page).get_by_role("button", name="Go on without it").click()
    expect(page.get_by_role("link", name="I need a moment")).to_be_visible()
    assert page.get_by_text(TYPED).count() == 0
    assert not Unlock.objects.exists()


def test_every_tab_is_covered_and_one_passphrase_brings_all_back(
    alices_page: Page, context: BrowserContext, site: str
) -> None:
    other = context.new_page()
    other.goto(f"{site}/write/new/")
    box(other).fill("Reeds, and a second bird")
    expect(status(other)).to_have_text("Kept.")
    alices_page.goto(f"{site}/skills/")
    cover(alices_page)
    expect(sheet(other)).to_be_visible()
    expect(box(other)).to_be_hidden()
    go_on(other)
    give_passphrase(other)
    expect(sheet(alices_page)).to_have_count(0)
    expect(box(other)).to_have_value("Reeds, and a second bird")


def test_a_tab_that_nobody_touched_yet_is_covered_too(
    alices_page: Page, context: BrowserContext, site: str
) -> None:
    other = context.new_page()
    scripts: list[str] = []
    other.on("request", lambda request: scripts.append(request.url))
    other.goto(f"{site}/safety/")
    assert not any(address.endswith(pinned("js/cover.js")[0]) for address in scripts)
    cover(alices_page)
    expect(sheet(other)).to_be_visible()
    expect(other.locator("h1")).to_be_hidden()
    go_on(alices_page)
    give_passphrase(alices_page)
    expect(sheet(other)).to_have_count(0)
    expect(other.locator("h1")).to_be_visible()


def test_where_no_tab_can_tell_another_each_is_covered_by_itself(page: Page, site: str) -> None:
    page.add_init_script("BroadcastChannel = class { constructor() { throw new Error(); } }")
    page.goto(f"{site}/safety/")
    cover(page)
    go_on(page)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("editor", ["a page of the journal", "a plan that is kept"])
def test_words_left_in_another_tab_keep_their_key_though_the_space_was_locked(
    alices_page: Page,
    alice_with_space: Client,
    context: BrowserContext,
    site: str,
    editor: str,
) -> None:
    other = context.new_page()
    if editor == "a page of the journal":
        write(other, site)
        expect(status(other)).to_have_text("Kept.")
        words = box(other)
    else:
        kept = alice_with_space.post("/keep/new/", {"sort": "plan", "text": TYPED})
        other.goto(f"{site}{kept.headers['Location']}change/")
        words = other.get_by_label("What it says")
        words.focus()
    alices_page.goto(f"{site}/space/")
    alices_page.get_by_role("button", name="Lock it now").click()
    expect(alices_page.get_by_text("Your space is locked.")).to_be_visible()
    with other.expect_response("**/cover/"):
        cover(alices_page)
    go_on(alices_page)
    expect(sheet(alices_page).get_by_label("Passphrase")).to_be_visible()
    expect(words).to_be_hidden()
    give_passphrase(alices_page)
    expect(words).to_have_value(TYPED)
    expect(words).to_be_visible()


def test_without_scripts_the_cover_is_the_same_sheet(
    quiet_context: BrowserContext, site: str, alice_with_space: Client
) -> None:
    quiet_context.add_cookies(cookies_for(site, alice_with_space))
    page = quiet_context.new_page()
    page.goto(f"{site}/write/")
    cover(page)
    expect(page.get_by_role("heading", name="This page is blank")).to_be_visible()
    assert page.url == f"{site}/"
    assert not Unlock.objects.exists()
    page.goto(f"{site}/write/")
    expect(sheet(page)).to_be_visible()
    go_on(page)
    give_passphrase(page)
    expect(page.get_by_role("link", name="I need a moment")).to_be_visible()
    assert page.url == f"{site}/"
    assert Unlock.objects.count() == 1


def test_a_slow_line_hides_the_page_before_the_covers_script_is_there(
    page: Page, site: str
) -> None:
    held: list[Route] = []
    page.route(served("js/cover.js"), lambda route: held.append(route))
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Breathing in, seconds").fill("3.5")
    page.locator(".exit-bar__cover button").click()
    expect(page.get_by_label("Breathing in, seconds")).to_be_hidden()
    held[0].continue_()
    expect(sheet(page)).to_be_visible()
    go_on(page)
    expect(page.get_by_label("Breathing in, seconds")).to_have_value("3.5")


def test_a_covers_script_that_never_comes_leaves_the_plain_way(page: Page, site: str) -> None:
    page.route(served("js/cover.js"), lambda route: route.abort())
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.locator(".exit-bar__cover button").click()
    expect(sheet(page)).to_be_visible()
    assert page.url == f"{site}/"


def test_without_a_connection_the_page_is_covered_all_the_same(
    alices_page: Page, site: str
) -> None:
    page = alices_page
    write(page, site)
    hand_moves(page)
    scripts_there(page)
    page.context.set_offline(True)
    cover(page)
    go_on(page)
    expect(sheet(page).get_by_role("status")).to_contain_text("No connection just now")
    expect(box(page)).to_be_hidden()
    page.context.set_offline(False)
    wait_until(page, lambda: not Unlock.objects.exists())
    go_on(page)
    give_passphrase(page)
    expect(box(page)).to_have_value(TYPED)


# Which scripts have run. The driver's own clock keeps from a page what it knows of its files.
NOTE_SCRIPTS = """window.ran = [];
document.addEventListener('load', event => ran.push(event.target.src || ''), true);"""


def by_the_drivers_clock(page: Page) -> None:
    page.clock.install()
    page.add_init_script(NOTE_SCRIPTS)


def cover_ran(page: Page) -> None:
    page.wait_for_function(
        "file => ran.some(each => each.endsWith(file))", arg=pinned("js/cover.js")[0]
    )


# What Chromium tells of a pointer under which the page was laid out anew.
RESTING = "window.dispatchEvent(new PointerEvent('pointermove', {movementX: 0, movementY: 0}))"


def choose(page: Page, site: str, minutes: int = 0, *, blank: bool = False) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Cover by itself after, minutes").fill(str(minutes))
    page.keyboard.press("Tab")
    if blank:
        page.get_by_label("Go blank while I look at something else").check()
    expect(page.locator("#now-cover")).to_contain_text("Kept.")


def test_quiet_minutes_cover_the_page_and_any_key_starts_them_anew(page: Page, site: str) -> None:
    choose(page, site, 2)
    by_the_drivers_clock(page)
    page.goto(site)
    cover_ran(page)
    page.clock.run_for(110_000)
    page.keyboard.press("a")
    page.clock.run_for(110_000)
    expect(sheet(page)).to_have_count(0)
    page.clock.run_for(16_000)
    expect(sheet(page)).to_be_visible()
    expect(sheet(page).get_by_role("heading")).to_have_text(
        page.evaluate("new Date().toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' })")
    )


def test_a_page_laid_out_anew_under_a_pointer_that_rests_is_not_used_for_that(
    page: Page, site: str
) -> None:
    choose(page, site, 1)
    by_the_drivers_clock(page)
    page.goto(site)
    hand_moves(page)
    cover_ran(page)
    page.clock.run_for(50_000)
    page.evaluate(RESTING)
    page.clock.run_for(16_000)
    expect(sheet(page)).to_be_visible()


def test_nothing_covers_itself_unless_that_was_chosen(page: Page, site: str) -> None:
    by_the_drivers_clock(page)
    page.goto(site)
    hand_moves(page)
    cover_ran(page)
    page.clock.run_for(4_000_000)
    expect(sheet(page)).to_have_count(0)


def test_a_breath_that_is_followed_is_no_quiet_time_and_rests_under_the_cover(
    page: Page, site: str
) -> None:
    choose(page, site, 1)
    by_the_drivers_clock(page)
    page.goto(f"{site}/tools/t03/")
    cover_ran(page)
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(75_000)
    expect(sheet(page)).to_have_count(0)
    cover(page)
    cue = page.locator("[data-cue]")
    paused = cue.text_content()
    page.clock.run_for(30_000)
    assert cue.text_content() == paused
    go_on(page)
    expect(sheet(page)).to_have_count(0)  # its own button is called that, too
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    for _ in range(2):  # the page scrolling back into place may count as being there
        page.clock.run_for(75_000)
    expect(sheet(page)).to_be_visible()


HIDE = """state => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


@pytest.mark.parametrize("chosen", [True, False])
def test_the_page_is_blank_while_nobody_sees_it_when_that_was_chosen(
    page: Page, site: str, chosen: bool
) -> None:
    if chosen:
        choose(page, site, blank=True)
    page.goto(f"{site}/account/in/")
    scripts_there(page)
    hand_moves(page)
    scripts_there(page)
    page.get_by_label("Name").fill("heron")
    page.evaluate(HIDE, "hidden")
    assert page.get_by_label("Name").is_visible() is not chosen
    assert (page.locator("body").inner_text().strip() == "") is chosen
    page.evaluate(HIDE, "visible")
    expect(page.get_by_label("Name")).to_have_value("heron")
    expect(page.get_by_label("Name")).to_be_focused()


def test_the_sheet_suits_every_reader_and_screen(
    alices_page: Page, site: str, axe_finds_nothing: Callable[..., None]
) -> None:
    page = alices_page
    write(page, site)
    cover(page)
    for way in ("laid by the script", "drawn by the server"):
        for asked in (False, True):
            if asked:
                go_on(page)
                expect(sheet(page).get_by_label("Passphrase")).to_be_focused()
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            axe_finds_nothing(page)
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            axe_finds_nothing(page, colours_only=True)
            fits(page)
        if way == "laid by the script":
            page.reload()
    assert page.url == f"{site}/write/new/"
    page.reload()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Leave this site").first).to_be_focused()


@pytest.mark.parametrize("how", ["button", "shift", "without scripts", "server's sheet"])
def test_leaving_works_from_under_the_cover(
    page: Page,
    quiet_context: BrowserContext,
    site: str,
    neutral: Elsewhere,
    alice_with_space: Client,
    how: str,
) -> None:
    if how == "without scripts":
        page = quiet_context.new_page()
    page.context.add_cookies(cookies_for(site, alice_with_space))
    page.goto(f"{site}/write/")
    cover(page)
    if how == "server's sheet":
        wait_until(page, lambda: not Unlock.objects.exists())
        page.reload()
    if how == "shift":
        press_shift(page, 2)
        expect(page.locator("[data-status]")).to_have_text("Press Shift once more to leave.")
        expect(page.locator("[data-status]")).to_be_in_viewport(ratio=1)
        press_shift(page, 1)
    else:
        leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: page.context.cookies(site) == [])
