"""Each kind of step: by keyboard alone, without scripts, kept still, on a narrow screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from skills_app.content import library
from skills_app.content.shapes import KINDS
from tests.browser.folding import unfold

FIRST_OF = {
    way.kind: (module.id, number, step)
    for module in reversed(library().modules.values())
    for number, step in enumerate(module.steps)
    if (way := step.main)
}


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def go_to(page: Page, site: str, kind: str) -> None:
    """Skip ahead to the first step of this kind that ships."""
    module, number, step = FIRST_OF[kind]
    page.goto(f"{site}/skills/{module}/")
    for _ in range(number):
        title = page.locator("h1").inner_text()
        press(page, "Skip")
        expect(page.locator("h1")).not_to_have_text(title)
    expect(page.locator("h1")).to_have_text(step.title)


def finish(page: Page, kind: str) -> None:
    """Do what the step asks for, and see that it answers."""
    main = page.locator("main")
    if kind in ("plan", "write"):
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
        press(page, "I freeze")
        expect(main.get_by_text("You froze.")).to_be_visible()
    elif kind in ("read", "guide"):
        press(page, "Next")
        expect(main.get_by_text("Part 2 of")).to_be_visible()
    expect(main.get_by_role("button", name="Leave for now")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_works_without_scripts_on_a_narrow_screen_with_large_words(
    browser: Browser, site: str, kind: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("150 %").check()
    press(page, "Save how it looks")
    go_to(page, site, kind)
    finish(page, kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_sound_with_scripts_and_reduced_motion(
    browser: Browser, site: str, axe_finds_nothing: Callable[[Page], None], kind: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 320, "height": 640})
    page = context.new_page()
    go_to(page, site, kind)
    axe_finds_nothing(page)
    finish(page, kind)
    axe_finds_nothing(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("kind", ["slider", "ladder", "rehearse", "write"])
def test_each_task_is_done_by_keyboard_alone(page: Page, site: str, kind: str) -> None:
    go_to(page, site, kind)
    main = page.locator("main")
    expect(page.locator("h1")).to_be_focused()

    def tab_to(label: str) -> None:
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

    if kind == "slider":
        tab_to("0")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(main.locator("dd").first).to_have_text("1")
    elif kind == "write":
        tab_to("Your page")
        page.keyboard.type("Marmalade")
        tab_to("Show it as a card")
        page.keyboard.press("Enter")
        expect(main.locator("dd").first).to_have_text("Marmalade")
    elif kind == "rehearse":
        tab_to("A date that wants to go on")
        page.keyboard.press("Enter")
        expect(page.locator("h1, [data-focus]").first).to_be_visible()
        tab_to("I say nothing")
        page.keyboard.press("Enter")
        expect(main.get_by_text("Going quiet is not a yes.")).to_be_visible()
    else:
        tab_to("Or an aim of your own")
        page.keyboard.type("Swim again")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("One question is open")
        tab_to("None of these")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(main.get_by_label("Rung 1", exact=True)).to_be_visible()
