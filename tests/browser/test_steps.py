"""Each kind of step: by keyboard alone, without scripts, kept still, on a narrow screen."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from skills_app.content import library
from skills_app.steps.choose.body import Choose
from skills_app.steps.plan.body import Plan
from skills_app.steps.registry import KINDS
from skills_app.steps.script.body import Script
from tests.browser.writing import cookies_for

FIRST_OF = {
    way.kind: (module.id, number, step)
    for module in reversed(library().modules.values())
    for number, step in enumerate(module.steps)
    if (way := step.main)
}


LARGE = {"look": "system", "text_size": "150", "spacing": "ordinary"}
# A colour that changes under the pointer is no movement.
WHAT_MOVES = """() => document.getAnimations()
    .filter(one => !/color/.test(one.transitionProperty))
    .filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 1)
    .map(one => one.effect.target.outerHTML.slice(0, 80))"""
PLACES = "() => [...document.querySelectorAll('main *')].map(one => one.getBoundingClientRect().y)"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def tab_to(page: Page, label: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        named = page.evaluate(
            """() => {
              const one = document.activeElement;
              return (one.labels && one.labels[0] || one).innerText.trim();
            }"""
        )
        if named == label:
            return
    pytest.fail(f"No way to “{label}” by keyboard.")


def go_to(page: Page, site: str, kind: str, client: Client | None = None) -> None:
    """Arrive at the first step of this kind that ships; those before it were skipped elsewhere."""
    module, number, step = FIRST_OF[kind]
    client = client or Client()
    client.post("/comfort/notes/", {"tch": "label"})  # or the ladder would be folded
    for before in library().modules[module].steps[:number]:
        client.post(f"/skills/{module}/", {"step": before.id, "move": "skip"})
    page.context.add_cookies(cookies_for(site, client))
    page.goto(f"{site}/skills/{module}/")
    expect(page.locator("h1")).to_have_text(step.title)


def finish(page: Page, kind: str) -> None:
    """Do what the step asks for, and see that it answers."""
    main = page.locator("main")
    if kind == "script":
        main.get_by_role("radio").nth(1).check()
        press(page, "Show it as a card")
        expect(main.locator("dd").first).to_be_visible()
    elif kind in ("plan", "write"):
        main.locator("textarea, input:not([type=hidden])").first.fill("Marmalade")
        press(page, "Show it as a card")
        expect(main.locator("dd").first).to_have_text("Marmalade")
    elif kind == "slider":
        main.get_by_label("4", exact=True).first.check()
        press(page, "Show me my lines")
        expect(main.locator("dd").first).to_have_text("4")
    elif kind == "choose":
        main.get_by_role("radio").first.check()
        press(page, "This one")
    elif kind == "ladder":
        main.get_by_role("radio").first.check()
        main.get_by_label("None of these").check()
        press(page, "Build the ladder")
        press(page, "Show my ladder")
        expect(main.get_by_text("Your card")).to_be_visible()
    elif kind == "rehearse":
        press(page, "A friend who hugs everyone")
        press(page, "Not today.")
        expect(main.locator("li.talk__me")).to_contain_text("Not today.")
        main.get_by_text("Something else, or nothing").click()
        press(page, "I freeze")
        expect(main.get_by_text("You froze.")).to_be_visible()
    elif kind in ("read", "guide"):
        press(page, "Next")
        expect(main.get_by_text("Part 2 of")).to_be_visible()
    expect(main.get_by_role("button", name="Leave for now")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_works_without_scripts_on_a_narrow_screen_with_large_words(
    browser: Browser, site: str, axe_finds_nothing: Callable[..., None], kind: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    scripts = context.new_cdp_session(page)
    scripts.send("Emulation.setScriptExecutionDisabled", {"value": True})
    reader = Client()
    reader.post("/comfort/look/", LARGE)
    go_to(page, site, kind, reader)
    expect(page.locator("html")).to_have_attribute("data-size", "150")
    finish(page, kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    scripts.send("Emulation.setScriptExecutionDisabled", {"value": False})  # only axe's own
    axe_finds_nothing(page)
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_heavier_page_of_writing_has_a_timer_for_who_wants_one(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.clock.install()
    steps = library().modules["m08"].steps
    number = next(at for at, step in enumerate(steps) if step.main.kind == "write")
    reader = Client()
    for before in steps[:number]:
        reader.post("/skills/m08/", {"step": before.id, "move": "skip"})
    context.add_cookies(cookies_for(site, reader))
    page.goto(f"{site}/skills/m08/")
    page.get_by_text("With a timer, if wanted").click()
    if not scripts:
        expect(page.get_by_text("Your time for a page is 10 minutes. Look at")).to_be_visible()
        expect(page.get_by_role("button", name="Start")).to_have_count(0)
        context.close()
        return
    press(page, "Start")
    page.clock.run_for(300_000)
    page.get_by_label("Your page").fill("Marmalade")
    press(page, "Show it as a card")
    expect(page.locator("main dd").first).to_have_text("Marmalade")
    press(page, "Pause")  # the time goes on from page to page, until it is paused
    expect(page.locator(".timer [role=status]")).to_have_text("Paused.")
    press(page, "Go on")
    page.clock.run_for(310_000)
    expect(page.get_by_text("Your time is over.")).to_be_visible()
    context.close()


def test_a_script_is_printed_as_a_small_card_without_what_was_left_out(
    page: Page, site: str
) -> None:
    go_to(page, site, "script")
    finish(page, "script")
    left_out = page.locator("main :is(.step__moves, .hint, .button):visible")
    assert left_out.count() > 0
    page.emulate_media(media="print")
    expect(page.locator("main dd")).to_be_visible()
    expect(left_out).to_have_count(0)
    card = page.locator("main .card").bounding_box()
    assert card
    assert card["width"] <= 85 * 96 / 25.4 + 1  # 85 mm, as wide as a bank card


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_sound_with_scripts_and_stands_still_when_asked(
    browser: Browser, site: str, axe_finds_nothing: Callable[..., None], kind: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.clock.install()
    go_to(page, site, kind)
    axe_finds_nothing(page)
    finish(page, kind)
    axe_finds_nothing(page)
    start = page.locator("[data-pacer-start]:visible, [data-guide-start]:visible")
    if start.count():
        start.first.click()
    before = page.evaluate(PLACES)
    page.clock.run_for(900)  # a while in which something could move
    assert page.evaluate(PLACES) == before
    assert page.evaluate(WHAT_MOVES) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def read_by_keyboard(page: Page) -> None:
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Part 2 of")).to_be_visible()
    tab_to(page, "Back")
    page.keyboard.press("Space")
    expect(page.get_by_text("Part 1 of")).to_be_visible()


def choose_by_keyboard(page: Page) -> None:
    first = FIRST_OF["choose"][2].main.body
    assert isinstance(first, Choose)
    tab_to(page, first.options[0].text)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=first.options[1].text)).to_be_visible()


def follow_by_keyboard(page: Page) -> None:
    read_by_keyboard(page)
    tab_to(page, "Another way")
    page.keyboard.press("Enter")
    expect(page.locator("main :focus")).to_contain_text("way")


def breathe_by_keyboard(page: Page) -> None:
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("[data-cue]")).to_have_text("Paused. Take your time.")
    tab_to(page, "Stop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Start")).to_be_focused()


def plan_by_keyboard(page: Page) -> None:
    first = FIRST_OF["plan"][2].main.body
    assert isinstance(first, Plan)
    tab_to(page, first.fields[0].label)
    page.keyboard.type("Marmalade")
    tab_to(page, "Show it as a card")
    page.keyboard.press("Enter")
    expect(page.locator("main dd").first).to_have_text("Marmalade")
    expect(page.locator("main .card")).to_be_focused()


def put_words_together_by_keyboard(page: Page) -> None:
    script = FIRST_OF["script"][2].main.body
    assert isinstance(script, Script)
    first, second = script.parts[:2]
    tab_to(page, "Leave this out")
    page.keyboard.press("ArrowDown")
    tab_to(page, second.label)  # the next part is folded
    page.keyboard.press("Enter")
    tab_to(page, "Leave this out")
    tab_to(page, "Or in your own words")
    page.keyboard.type("Marmalade")
    page.keyboard.press("Enter")
    expect(page.locator("main dd")).to_have_text([first.lines[0], "Marmalade"])


def slide_by_keyboard(page: Page) -> None:
    tab_to(page, "0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("main dd").first).to_have_text("1")
    expect(page.locator("main .card")).to_be_focused()


def write_by_keyboard(page: Page) -> None:
    tab_to(page, "Your page")
    page.keyboard.type("Marmalade")
    tab_to(page, "Show it as a card")
    page.keyboard.press("Enter")
    expect(page.locator("main dd").first).to_have_text("Marmalade")


def rehearse_by_keyboard(page: Page) -> None:
    tab_to(page, "A date that wants to go on")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A date that wants to go on")).to_be_focused()
    tab_to(page, "Something else, or nothing")
    page.keyboard.press("Enter")
    tab_to(page, "In your own words")
    page.keyboard.type("Not tonight")
    page.keyboard.press("Enter")
    expect(page.locator("main .talk > .talk__me").last).to_have_text("You say: Not tonight")
    expect(page.locator("main .talk > li").last).to_be_focused()
    press(page, "Once more, another way")
    tab_to(page, "Something else, or nothing")
    page.keyboard.press("Enter")
    tab_to(page, "I say nothing")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("Going quiet is not a yes.")).to_be_visible()
    expect(page.locator("main .card")).to_be_focused()


def climb_by_keyboard(page: Page) -> None:
    tab_to(page, "Or an aim of your own")
    page.keyboard.type("Swim again")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("One question is open")
    expect(page.get_by_role("alert")).to_be_focused()
    tab_to(page, "None of these")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_label("Rung 1", exact=True)).to_be_visible()


BY_KEYBOARD: dict[str, Callable[[Page], None]] = {
    "read": read_by_keyboard,
    "choose": choose_by_keyboard,
    "guide": follow_by_keyboard,
    "pacer": breathe_by_keyboard,
    "write": write_by_keyboard,
    "script": put_words_together_by_keyboard,
    "plan": plan_by_keyboard,
    "ladder": climb_by_keyboard,
    "rehearse": rehearse_by_keyboard,
    "slider": slide_by_keyboard,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_done_by_keyboard_alone(page: Page, site: str, kind: str) -> None:
    go_to(page, site, kind)
    BY_KEYBOARD[kind](page)


def test_a_second_heavier_module_is_spoken_of_once_and_never_held_back(
    page: Page, site: str
) -> None:
    first, second = [one for one in library().modules.values() if one.heavier][:2]
    reader = Client()
    reader.post(f"/skills/{first.id}/", {"step": first.steps[0].id, "move": "skip"})
    page.context.add_cookies(cookies_for(site, reader))
    page.goto(f"{site}/skills/{second.id}/")
    told = page.get_by_text("This is one of the heavier skills")
    expect(told).to_be_visible()
    press(page, "Skip")
    expect(page.locator("h1")).to_have_text(second.steps[1].title)
    expect(told).to_have_count(0)
    page.goto(f"{site}/skills/{first.id}/")
    expect(page.locator("h1")).to_have_text(first.steps[1].title)
    expect(told).to_have_count(0)
