"""Help in one tap, at the reader's pace, with and without scripts."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from skills_app.content import library
from tests.browser.arriving import drawn
from tests.browser.folding import unfold
from tests.browser.test_pacer_by_the_clock import LATE, WHAT_MOVES
from tests.browser.writing import cookies_for, wait_until

WATCH_CUES = """() => {
  window.seen = [];
  const cue = document.querySelector('[data-cue]');
  new MutationObserver(() => window.seen.push([cue.textContent, performance.now()]))
    .observe(cue, { childList: true, characterData: true, subtree: true });
}"""
WIDTH = "ring => ring.getBoundingClientRect().width"
GROWN = """stood => document.querySelector('.pacer__ring--far')
    .getBoundingClientRect().width > stood + 5"""


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_one_tap_from_arriving_to_a_moving_pacer(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(site)
    ring = page.locator(".pacer__ring--far")
    before = ring.evaluate(WIDTH)
    page.clock.run_for(60_000)
    assert page.evaluate(WHAT_MOVES) == []  # nothing starts by itself
    assert ring.evaluate(WIDTH) == before
    press(page, "Breathe with me")
    expect(page.locator("[data-cue]")).to_have_text("In")
    assert page.evaluate(WHAT_MOVES) != []
    page.wait_for_function(GROWN, arg=before)
    assert page.url == f"{site}/"


def test_the_pacer_pauses_goes_on_and_stops_when_asked(page: Page, site: str) -> None:
    page.goto(site)
    press(page, "Breathe with me")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    expect(page.locator(".pacer [role=status]")).to_have_text("Started.")
    ring = page.locator(".pacer__ring--far")
    page.wait_for_function(GROWN, arg=ring.evaluate(WIDTH))
    press(page, "Pause")
    expect(page.locator("[data-cue]")).to_have_text("Paused. Take your time.")
    held = ring.evaluate(WIDTH)
    assert page.evaluate(WHAT_MOVES) == []
    drawn(page)
    assert ring.evaluate(WIDTH) == held
    press(page, "Go on")
    page.wait_for_function(GROWN, arg=held)  # it would have been seen
    expect(page.locator("[data-cue]")).to_have_text("In")
    press(page, "Stop")
    expect(page.locator("[data-cue]")).to_have_text("")
    expect(page.get_by_role("button", name="Breathe with me")).to_be_focused()


def test_the_tempo_is_the_readers_and_does_not_drift(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/tools/t03/")
    for _ in range(3):
        press(page, "A shorter breath in")
    expect(page.locator("[data-shows=in]")).to_have_text("2.5")
    # As fast as a thumb can: none is lost to the one before it.
    shorter = page.get_by_role("button", name="A shorter breath out")
    shorter.evaluate("button => { for (let press = 0; press < 5; press += 1) button.click(); }")
    expect(page.locator("[data-shows=out]")).to_have_text("3.5")
    page.evaluate(LATE)
    page.evaluate(WATCH_CUES)
    press(page, "Start")
    page.clock.run_for(13_000)
    seen = page.evaluate("window.seen")
    starts = [at for cue, at in seen if cue == "In"]
    turns = [at for cue, at in seen if cue == "And out"]
    assert len(starts) >= 3
    for number, at in enumerate(starts):
        assert abs(at - starts[0] - number * 6000) < 50
    for number, at in enumerate(turns):
        assert abs(at - starts[0] - number * 6000 - 2500) < 50
    page.reload()
    expect(page.locator("[data-shows=in]")).to_have_text("2.5")


def test_a_session_ends_softly_at_its_length_and_says_so_once(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/tools/t03/")
    press(page, "Start")
    page.clock.run_for(85_000)  # the page's clock goes on by itself, too: five seconds are left
    expect(page.locator("[data-cue]")).to_have_text("And out")
    page.clock.run_for(6_000)
    expect(page.locator("[data-cue]")).to_have_text("That is enough for now.")
    expect(page.locator(".pacer [role=status]")).to_contain_text("come to its end")
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_the_pacer_is_gone_with_its_page(page: Page, site: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.clock.install()
    page.goto(site)
    press(page, "Breathe with me")
    expect(page.locator("[data-whole]")).to_be_visible()
    page.locator(".exit-bar__moment").evaluate("link => link.click()")  # not drawn, not gone
    expect(page.locator("h1")).to_be_focused()
    page.clock.run_for(200_000)
    assert page.locator("[data-cue]").count() == 0
    assert errors == []


def test_with_reduced_motion_the_shape_stands_still_and_numbers_count(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.goto(site)
    ring = page.locator(".pacer__ring--far")
    press(page, "Breathe with me")
    count = page.locator("[data-count]")
    expect(count).to_have_text("1")
    before = round(ring.evaluate(WIDTH))
    for number in ("2", "3", "4"):
        page.clock.run_for(1_000)
        expect(count).to_have_text(number)
    page.clock.run_for(1_000)
    expect(page.locator("[data-cue]")).to_have_text("And out")
    expect(count).to_have_text("1")
    assert round(ring.evaluate(WIDTH)) == before
    context.close()


def test_a_module_is_worked_through_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/skills/m03/")
    steps = library().modules["m03"].steps
    expect(page.locator("h1")).to_have_text(steps[0].title)
    for number in (1, 2):
        page.locator("main").get_by_role("button", name="Skip", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(steps[number].title)
        expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[type=radio]").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main button[value^='follow:']")).to_have_text("Next")
    assert page.evaluate("history.length") <= 2


def test_a_guide_goes_on_by_itself_only_when_started_and_can_be_paused(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("By itself, once I have pressed start").check()
    page.get_by_label("If by itself: each line stays, seconds").fill("10")
    page.get_by_label("A rest between lines, seconds").fill("2")
    page.keyboard.press("Tab")
    expect(page.locator("#now-pace")).to_contain_text("Then there are 2 seconds of rest")
    page.clock.install()
    page.goto(f"{site}/tools/t06/")
    prompt = page.locator(".prompt")
    first = prompt.inner_text()
    page.clock.run_for(30_000)
    assert prompt.inner_text() == first
    press(page, "Go on by itself, every 10 seconds")
    page.clock.run_for(12_100)
    expect(prompt).not_to_have_text(first)
    second = prompt.inner_text()
    press(page, "Pause")
    page.clock.run_for(30_000)
    assert prompt.inner_text() == second


def test_a_guide_that_goes_on_by_itself_leaves_the_focus_and_says_each_line(
    page: Page, site: str
) -> None:
    reader = Client()
    pace = {"breath_in": "4", "breath_out": "6", "hold_seconds": "0", "breath_minutes": "2"}
    timed = {"advance": "timed", "advance_seconds": "10", "prompt_pause": "2"}
    reader.post("/comfort/pace/", {**pace, **timed, "writing_minutes": "10"})
    page.context.add_cookies(cookies_for(site, reader))
    page.clock.install()
    page.goto(f"{site}/tools/t06/")
    prompt = page.locator(".prompt")
    first = prompt.inner_text()
    page.get_by_role("button", name="Go on by itself").focus()
    page.keyboard.press("Enter")
    page.clock.run_for(12_100)
    expect(prompt).not_to_have_text(first)
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.clock.run_for(300)
    expect(page.locator("main [data-said]")).to_have_text(prompt.inner_text().strip())
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Go on by itself")).to_be_focused()
    press(page, "Next")  # asked for, so one goes on from the new line
    expect(prompt).to_be_focused()


def test_quiet_minutes_are_more_than_a_still_picture_without_scripts(
    quiet_context: BrowserContext, site: str
) -> None:
    page = quiet_context.new_page()
    page.goto(f"{site}/tools/quiet/")
    words = page.locator("main details li").first
    expect(words).to_be_hidden()
    page.get_by_text("In words").click()
    expect(words).to_be_visible()
    page.get_by_role("button", name="Breathe with me").click()
    expect(page.get_by_role("heading", name="In words")).to_be_visible()


def test_everything_works_without_scripts(quiet_context: BrowserContext, site: str) -> None:
    page = quiet_context.new_page()
    page.goto(site)
    page.get_by_role("button", name="Breathe with me").click()
    expect(page.get_by_role("heading", name="In words")).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_hidden()
    press(page, "A longer breath out")
    expect(page.locator("[data-shows=out]")).to_have_text("6.5")
    press(page, "Leave for now")
    expect(page.get_by_text("Your place is kept")).to_be_visible()
    page.get_by_role("link", name="Carry on:").click()
    expect(page.get_by_role("heading", name="In words")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_boundary_script_from_the_safety_question_to_the_card(
    browser: Browser, site: str, scripts: bool
) -> None:
    words = library().words
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/words/")
    opening = next(option for option in words.gate.options if option.opens)
    page.get_by_label(opening.text, exact=True).check()
    press(page, "Go on")
    press(page, "Show me the words")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("What it is about").select_option(words.situations[0].id)
    page.get_by_label("Who it is for").select_option(words.relationships[0].id)
    press(page, "Show me the words")
    page.get_by_label("Your words").fill("Mine, from here on.")
    press(page, "Firmer")
    expect(page.get_by_text("Mine, from here on.")).to_be_visible()
    press(page, "Show it as a card")
    expect(page.locator("h1")).to_have_text("Your words")
    press(page, "Change the words")
    expect(page.get_by_text("Mine, from here on.")).to_be_visible()
    context.close()


def test_yes_to_the_safety_question_leads_to_people(page: Page, site: str) -> None:
    page.goto(f"{site}/words/")
    closed = next(option for option in library().words.gate.options if not option.opens)
    page.get_by_label(closed.text, exact=True).check()
    press(page, "Go on")
    expect(page.locator("textarea")).to_have_count(0)
    page.locator("main").get_by_role("link", name="People to talk to").click()
    expect(page.locator("h1")).to_have_text("People to talk to")


def test_no_page_asks_for_anything_from_elsewhere_or_breaks_its_own_rules(
    page: Page, site: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(f"Uncaught {error}"))
    for address in ("/", "/now/", "/tools/t03/", "/comfort/", "/words/"):
        page.goto(site + address)
        for start in page.locator("[data-pacer-start]:visible").all():
            start.click()
    page.evaluate("console.log('later')")
    wait_until(page, lambda: "later" in said)  # so what came before it is there as well
    assert [text for text in said if re.search("refused|violates|uncaught", text, re.I)] == []
