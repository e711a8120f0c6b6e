"""The pacer and the guide for who does not look: tones, buzzes, words, and a screen that stays."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.test_pacer_by_the_clock import press
from tests.browser.writing import cookies_for
from tests.preferences.test_comfort import PACE

TIMED = PACE | {"advance": "timed", "advance_seconds": "10", "prompt_pause": "2"}

# Sound with a clock that the test stops and lets go, as a browser does at a call or a lock.
CLOCKED_SOUND = """() => {
  window.made = { begun: [], contexts: [] };
  window.AudioContext = class {
    constructor() {
      this.state = 'suspended';
      this.currentTime = 0;
      this.waiting = [];
      window.made.contexts.push(this);
    }
    resume() {
      if (!window.made.held) this.state = 'running';
      if (this.state === 'running') return Promise.resolve();
      return new Promise((done) => this.waiting.push(done));
    }
    close() { this.state = 'closed'; return Promise.resolve(); }
    createOscillator() {
      window.made.begun.push(this.state);
      return { frequency: {}, connect: (to) => to, start() {}, stop() {} };
    }
    createGain() {
      const gain = { setValueAtTime() {}, linearRampToValueAtTime() {} };
      return { gain, connect: (to) => to };
    }
  };
  window.stopSound = () => {
    window.made.held = true;
    window.made.contexts.forEach((one) => { one.state = 'suspended'; });
  };
  window.letSoundGo = () => {
    window.made.held = false;
    window.made.contexts.forEach((one) => {
      one.state = 'running';
      one.waiting.splice(0).forEach((done) => done());
    });
  };
}"""
BUZZES = """() => {
  window.buzzes = [];
  navigator.vibrate = (pattern) => {
    const cue = document.querySelector('[data-cue]');
    window.buzzes.push([cue && cue.textContent, pattern]);
    return true;
  };
}"""
SAID = """() => {
  window.said = [];
  const place = document.querySelector('[data-said]');
  new MutationObserver(() => window.said.push(place.textContent))
    .observe(place, { childList: true, characterData: true, subtree: true });
}"""
LAMP = """() => {
  window.lamp = { asked: 0, lit: 0, refused: false };
  const request = () => {
    window.lamp.asked += 1;
    if (window.lamp.refused) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    window.lamp.lit += 1;
    const given = new EventTarget();
    given.release = () => {
      window.lamp.lit -= 1;
      given.dispatchEvent(new Event('release'));
      return Promise.resolve();
    };
    window.lamp.given = given;
    return Promise.resolve(given);
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
}"""
SEEN = """state => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def with_choices(page: Page, site: str, *sent: tuple[str, dict[str, Any]]) -> None:
    reader = Client()
    for section, data in sent:
        assert reader.post(f"/comfort/{section}/", data).status_code == 303
    page.context.add_cookies(cookies_for(site, reader))


@pytest.fixture
def breathing(page: Page, site: str) -> Page:
    """A breathing pacer with tone and buzz, on a clock of the test's own; not yet started."""
    hold = PACE | {"hold_seconds": "2"}
    with_choices(page, site, ("pace", hold), ("sound", {"tone": "on", "vibration": "on"}))
    page.clock.install()
    page.goto(f"{site}/tools/t03/")
    for watch in (CLOCKED_SOUND, BUZZES, SAID):
        page.evaluate(watch)
    return page


def test_no_tone_begins_while_the_sound_stands_still_and_none_is_made_up_for(
    breathing: Page,
) -> None:
    press(breathing, "Start")
    assert breathing.evaluate("made.begun") == ["running"]
    breathing.evaluate("stopSound()")
    breathing.clock.run_for(36_500)
    assert breathing.evaluate("made.begun") == ["running"]
    breathing.evaluate("letSoundGo()")
    assert breathing.evaluate("made.begun") == ["running"]
    breathing.clock.run_for(12_000)
    assert breathing.evaluate("made.begun") == ["running"] * 3


@pytest.mark.parametrize("how", ["a press", "seen again", "pause and go on"])
def test_a_sound_that_was_stopped_comes_back(breathing: Page, how: str) -> None:
    press(breathing, "Start")
    breathing.evaluate("stopSound()")
    breathing.clock.run_for(30_000)
    breathing.evaluate("made.held = false")
    breathing.clock.run_for(13_000)
    assert breathing.evaluate("made.begun") == ["running"]
    if how == "a press":
        breathing.locator(".pacer__shape").click()
    elif how == "seen again":
        breathing.evaluate(SEEN, "visible")
    else:
        press(breathing, "Pause")
        press(breathing, "Go on")
    breathing.clock.run_for(12_000)
    begun = breathing.evaluate("made.begun")
    assert set(begun) == {"running"}
    assert 3 <= len(begun) <= 4


def test_a_tone_on_trial_is_dropped_when_the_sound_comes_too_late(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/comfort/")
    page.locator("#sound").click()
    page.evaluate(CLOCKED_SOUND)
    page.evaluate("made.held = true")
    for _ in range(3):
        press(page, "Hear the tone")
    page.clock.run_for(5_000)
    page.evaluate("letSoundGo()")
    assert page.evaluate("made.begun") == []
    press(page, "Hear the tone")
    assert page.evaluate("made.begun") == ["running"]


def test_in_stay_and_out_can_be_told_by_the_buzz_alone(breathing: Page) -> None:
    press(breathing, "Start")
    breathing.clock.run_for(11_000)
    felt = dict(breathing.evaluate("buzzes"))
    once, twice, long = felt["In"], felt["Stay"], felt["And out"]
    assert len(once) == 1
    assert len(twice) == 3  # two, with a rest between that can be felt
    assert twice[1] >= 100
    assert len(long) == 1
    assert long[0] >= 4 * once[0]
    assert all(part >= 50 for part in (*once, *twice, *long))
    breathing.evaluate("buzzes.length = 0")
    press(breathing, "Pause")
    assert breathing.evaluate("buzzes.map(one => one[1])") == [0]
    breathing.clock.run_for(30_000)
    assert breathing.evaluate("buzzes.length") == 1


def test_a_guide_that_goes_on_by_itself_buzzes_unlike_any_breath(page: Page, site: str) -> None:
    with_choices(page, site, ("pace", TIMED), ("sound", {"vibration": "on"}))
    page.clock.install()
    page.goto(f"{site}/tools/t06/")
    page.evaluate(BUZZES)
    first = page.locator(".prompt").inner_text()
    press(page, "Go on by itself, every 10 seconds")
    page.clock.run_for(12_100)
    expect(page.locator(".prompt")).not_to_have_text(first)
    assert page.evaluate("buzzes.map(one => one[1].length)") == [5]


def test_turns_are_told_to_a_screen_reader_only_when_asked_for(breathing: Page) -> None:
    press(breathing, "Start")
    breathing.clock.run_for(13_000)
    assert breathing.evaluate("said") == ["Started."]
    press(breathing, "Say each turn to a screen reader")
    asked = breathing.get_by_role("button", name="Say each turn to a screen reader")
    expect(asked).to_have_attribute("aria-pressed", "true")
    breathing.evaluate("said.length = 0")
    breathing.clock.run_for(11_500)
    assert breathing.evaluate("said") == ["Stay", "And out", "In"]
    place = breathing.locator("[data-said]")
    expect(place).to_have_attribute("role", "status")  # polite, and one at a time
    expect(place).to_have_text("In")
    press(breathing, "Pause")
    breathing.evaluate("said.length = 0")
    breathing.clock.run_for(60_000)
    assert breathing.evaluate("said") == []
    expect(place).to_have_text("Paused.")
    press(breathing, "Go on")
    expect(place).to_have_text("In")
    asked.click()
    expect(place).to_have_text("")
    breathing.evaluate("said.length = 0")
    breathing.clock.run_for(13_000)
    assert breathing.evaluate("said") == []


def test_turns_that_nobody_could_follow_are_not_told_afterwards(breathing: Page) -> None:
    press(breathing, "Say each turn to a screen reader")
    press(breathing, "Start")
    breathing.evaluate("() => { said.length = 0; buzzes.length = 0; made.begun.length = 0; }")
    breathing.clock.fast_forward(44_500)  # as after a lid was shut: one late timer
    assert [word for word in breathing.evaluate("said") if word] == []
    assert breathing.evaluate("buzzes") == []
    assert breathing.evaluate("made.begun") == []
    expect(breathing.locator("[data-cue]")).to_have_text("And out")
    breathing.clock.run_for(4_000)
    assert [word for word in breathing.evaluate("said") if word] == ["In"]


def test_no_line_of_a_guide_goes_by_unseen_and_none_is_said_after_a_pause(
    page: Page, site: str
) -> None:
    with_choices(page, site, ("pace", TIMED))
    page.clock.install()
    page.goto(f"{site}/tools/t06/")
    prompt = page.locator(".prompt")
    first = prompt.inner_text()
    press(page, "Go on by itself, every 10 seconds")
    page.clock.run_for(9_000)
    page.evaluate(SEEN, "hidden")
    page.clock.run_for(60_000)
    assert prompt.inner_text() == first
    page.evaluate(SEEN, "visible")
    page.clock.run_for(9_000)
    assert prompt.inner_text() == first
    page.clock.run_for(3_100)
    expect(prompt).not_to_have_text(first)
    press(page, "Pause")
    page.clock.run_for(1_000)
    expect(page.locator("main [data-said]")).to_have_text("Paused.")


def test_the_screen_stays_lit_while_a_pacer_runs_and_no_longer(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/tools/t03/")
    page.evaluate(LAMP)
    lit = "lamp.lit"
    page.clock.run_for(20_000)
    assert page.evaluate("lamp.asked") == 0
    press(page, "Start")
    assert page.evaluate(lit) == 1
    press(page, "Pause")
    assert page.evaluate(lit) == 0
    press(page, "Go on")
    assert page.evaluate(lit) == 1
    # The browser takes it away from a page that is hidden; seen again, it is asked for anew.
    page.evaluate("lamp.given.release()")
    page.evaluate(SEEN, "hidden")
    assert page.evaluate(lit) == 0
    page.clock.run_for(1_000)
    page.evaluate(SEEN, "visible")
    assert page.evaluate(lit) == 1
    press(page, "Stop")
    assert page.evaluate(lit) == 0
    press(page, "Start")
    page.clock.run_for(120_000)
    expect(page.locator("[data-cue]")).to_have_text("That is enough for now.")
    assert page.evaluate(lit) == 0
    press(page, "Start")
    assert page.evaluate(lit) == 1
    page.evaluate("document.body.replaceWith(document.createElement('body'))")  # as leaving does
    assert page.evaluate(lit) == 0


def test_another_page_and_the_cover_let_the_screen_go_dark(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate(LAMP)
    press(page, "Breathe with me")  # its script may still be on the way
    page.wait_for_function("lamp.lit === 1")
    page.locator(".exit-bar__moment").evaluate("link => link.click()")  # not drawn, not gone
    expect(page.locator("h1")).to_be_focused()
    page.wait_for_function("lamp.lit === 0")


def test_a_guide_that_goes_on_by_itself_keeps_the_screen_lit(page: Page, site: str) -> None:
    with_choices(page, site, ("pace", TIMED))
    page.clock.install()
    page.goto(f"{site}/tools/t06/")
    page.evaluate(LAMP)
    first = page.locator(".prompt").inner_text()
    press(page, "Go on by itself, every 10 seconds")
    assert page.evaluate("lamp.lit") == 1
    page.clock.run_for(12_100)
    expect(page.locator(".prompt")).not_to_have_text(first)
    assert page.evaluate("[lamp.lit, lamp.asked]") == [1, 1]
    press(page, "Pause")
    assert page.evaluate("lamp.lit") == 0


def test_a_browser_that_will_not_keep_the_screen_lit_changes_nothing(page: Page, site: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"{site}/tools/t03/")
    page.evaluate(LAMP)
    page.evaluate("lamp.refused = true")
    press(page, "Start")
    expect(page.locator("[data-cue]")).to_have_text("In")
    press(page, "Pause")
    press(page, "Go on")
    assert page.evaluate("lamp.asked") == 2
    assert errors == []


def test_the_real_screen_lock_may_be_asked_for_by_this_site(page: Page, site: str) -> None:
    """Headless Chromium gives it; a policy that forbade it would refuse with its name."""
    page.goto(f"{site}/tools/t03/")
    answer = page.evaluate(
        """() => navigator.wakeLock.request('screen')
            .then((lock) => lock.release().then(() => 'given'), (no) => no.message)"""
    )
    assert "policy" not in answer.lower(), answer
