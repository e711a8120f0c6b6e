"""The pacer's patterns and its tempo, by the page's own clock."""

import itertools

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from skills_app.content import library
from skills_app.steps.pacer.body import PATTERNS, Pacer
from tests.browser.folding import unfold
from tests.browser.writing import cookies_for
from tests.preferences.test_comfort import PACE

WATCH = """() => {
  window.seen = [];
  const cue = document.querySelector('[data-cue]');
  new MutationObserver(() => window.seen.push([cue.textContent, performance.now()]))
    .observe(cue, { childList: true, characterData: true, subtree: true });
}"""
NO_SOUND = """() => {
  window.made = { tones: 0, buzzes: 0 };
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    createOscillator() { window.made.tones += 1; return super.createOscillator(); }
  };
  navigator.vibrate = () => { window.made.buzzes += 1; return true; };
}"""


# Every timer of the page comes ten to thirty milliseconds late, as on a machine with much to do.
LATE = """() => {
  let seed = 7;
  const late = () => 10 + 20 * ((seed = (seed * 16807) % 2147483647) / 2147483647);
  const { setTimeout, requestAnimationFrame } = window;
  window.setTimeout = (then, time, ...given) => setTimeout(then, (time || 0) + late(), ...given);
  window.requestAnimationFrame = (then) =>
    setTimeout(() => requestAnimationFrame(then), late());
}"""
# Where each pattern is shown: address, steps before, step, way. Some are tools only.
PATTERN_AT = {
    way.body.pattern: (address, before, step, way)
    for address, before, step in (
        *((f"/tools/{name}/", (), step) for name, (_, step) in library().tools.items()),
        *(
            (f"/skills/{module.id}/", module.steps[:number], step)
            for module in library().modules.values()
            for number, step in enumerate(module.steps)
        ),
    )
    for way in reversed(step.ways)
    if isinstance(way.body, Pacer)
}
WHAT_MOVES = """() => document.getAnimations()
    .filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 1)
    .filter(one => one.effect.target.closest('.pacer__shape'))
    .map(one => one.effect.target.outerHTML.slice(0, 80))"""
PLACES = """() => {
  const all = document.querySelectorAll('.pacer__shape, .pacer__shape *');
  const from = all[0].getBoundingClientRect();
  return [...all].map(one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x - from.x, y - from.y, width, height].map(Math.round);
  });
}"""


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def to_way(page: Page, label: str) -> None:
    """Press “another way” until the pacer with this first instruction is there."""
    for _ in range(8):
        if page.get_by_text(label).count():
            return
        before = page.locator("form.step").get_attribute("data-step")
        press(page, "Another way")
        expect(page.locator("form.step")).not_to_have_attribute("data-step", before or "")
    pytest.fail(f"No way says “{label}”.")


def test_the_tempo_holds_within_fifty_milliseconds_a_breath_over_two_minutes(
    page: Page, site: str
) -> None:
    page.clock.install()
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("A breathing session, minutes").fill("3")
    page.keyboard.press("Tab")
    page.clock.run_for(500)
    expect(page.locator("#now-pace")).to_contain_text("3 minutes")
    page.goto(f"{site}/tools/t03/")
    page.evaluate(LATE)
    page.evaluate(WATCH)
    press(page, "Start")
    page.clock.run_for(122_000)
    seen = page.evaluate("window.seen")
    starts = [at for cue, at in seen if cue == "In"]
    assert len(starts) == 13
    for number, at in enumerate(starts):
        assert abs(at - starts[0] - number * 10_000) < 50
    for before, after in itertools.pairwise(starts):
        assert abs(after - before - 10_000) < 50


def test_no_pattern_moves_when_the_system_asks_for_stillness(browser: Browser, site: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    for pattern in PATTERNS:
        address, before, step, way = PATTERN_AT[pattern]
        reader = Client()
        for one in before:
            reader.post(address, {"step": one.id, "move": "skip"})
        reader.post(address, {"step": step.id, "way": way.id, "move": "repeat"})
        context.add_cookies(cookies_for(site, reader))
        page.goto(f"{site}{address}")
        press(page, "Start")
        expect(page.locator("[data-cue]")).not_to_be_empty()
        still = page.evaluate(PLACES)  # in the window that it fills
        assert page.evaluate(WHAT_MOVES) == [], pattern
        page.clock.run_for(1_100)
        expect(page.locator("[data-count]")).to_have_text("2")
        assert page.evaluate(WHAT_MOVES) == [], pattern
        assert page.evaluate(PLACES) == still, pattern
    context.close()


def test_a_sigh_takes_a_second_small_breath(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t05/")
    to_way(page, "Let a small sip more come in")
    page.clock.install()
    page.evaluate(WATCH)
    press(page, "Start")
    page.clock.run_for(11_000)
    cues = [cue for cue, _at in page.evaluate("window.seen")]
    assert cues == ["In", "A little more", "Out, like a sigh nobody hears", "In"]


def test_a_square_is_drawn_side_by_side_without_a_word_about_breath(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t06/")
    to_way(page, "Your breath can do as it pleases")
    page.clock.install()
    page.evaluate(WATCH)
    press(page, "Start")
    page.clock.run_for(17_000)
    assert [cue for cue, _at in page.evaluate("window.seen")] == [
        "Along the top",
        "Down the side",
        "Along the bottom",
        "Up the side",
        "Along the top",
    ]
    expect(page.locator("[data-pacer]")).to_have_attribute("data-at", "0")


def test_a_rest_after_breathing_in_comes_only_when_asked_for(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Resting before the breath out, seconds").fill("2")
    page.keyboard.press("Tab")
    expect(page.locator("#now-pace")).to_contain_text("Kept.")
    page.goto(f"{site}/tools/t03/")
    page.clock.install()
    page.evaluate(WATCH)
    press(page, "Start")
    page.clock.run_for(7_000)
    assert [cue for cue, _at in page.evaluate("window.seen")] == ["In", "Stay", "And out"]


def test_a_longer_breath_takes_its_time_from_the_rest(page: Page, site: str) -> None:
    reader = Client()
    reader.post("/comfort/pace/", PACE | {"breath_out": "6", "hold_seconds": "2"})
    page.context.add_cookies(cookies_for(site, reader))
    page.goto(f"{site}/tools/t03/")
    pacer = page.locator("[data-pacer]")
    expect(pacer).to_have_attribute("data-hold", "2")
    press(page, "A longer breath out")
    expect(pacer).to_have_attribute("data-out", "6.5")
    expect(pacer).to_have_attribute("data-hold", "1.5")


@pytest.mark.parametrize("wanted", [False, True])
def test_tones_and_buzzes_come_only_when_switched_on(page: Page, site: str, wanted: bool) -> None:
    if wanted:
        page.goto(f"{site}/comfort/")
        unfold(page)
        for label in ("A soft tone when the breath turns", "A buzz when the breath turns"):
            with page.expect_response("**/comfort/sound/"):
                page.get_by_label(label).check()
        expect(page.locator("#now-sound")).to_contain_text("It begins only after")
    page.goto(f"{site}/tools/t03/")
    page.clock.install()
    page.evaluate(NO_SOUND)
    press(page, "Start")
    page.clock.run_for(5_000)
    made = page.evaluate("window.made")
    assert made == ({"tones": 2, "buzzes": 2} if wanted else {"tones": 0, "buzzes": 0})


def test_a_line_is_read_aloud_only_when_switched_on_and_asked(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t06/")
    expect(page.get_by_role("button", name="Read it aloud")).to_have_count(0)
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("A button to hear lines read aloud").check()
    expect(page.locator("#now-sound")).to_contain_text("Kept.")
    page.goto(f"{site}/tools/t06/")
    page.evaluate(
        """() => {
          window.said = [];
          speechSynthesis.speak = (words) => window.said.push(words.text.trim());
        }"""
    )
    assert page.evaluate("window.said") == []
    press(page, "Read it aloud")
    assert page.evaluate("window.said") == [page.locator(".prompt").inner_text().strip()]
    page.evaluate("() => { speechSynthesis.cancel = () => window.said.push('hushed'); }")
    press(page, "Stop reading")
    assert page.evaluate("window.said").count("hushed") == 1
    expect(page.get_by_role("button", name="Read it aloud")).to_be_focused()
