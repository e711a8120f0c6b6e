import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.folding import unfold


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_is_short_until_one_thing_is_opened_and_that_stays_open(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(f"{site}/comfort/")
    pace = page.get_by_label("Breathing out, seconds")
    limits = page.get_by_label("A word after a long time")
    expect(pace).to_be_hidden()
    whole = page.locator("main").bounding_box()
    assert whole is not None
    assert whole["height"] < 3 * 740
    page.locator("summary:has(#pace)").press("Enter")
    limits.select_option("0")
    if scripts:
        expect(page.locator("#now-caps")).to_contain_text("Kept.")
    else:
        page.get_by_role("button", name="Save when it has been a lot").click()
        expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.locator("#now-caps")).to_contain_text("Nothing is said about how long")
    expect(pace).to_be_visible()
    expect(page.get_by_label("Lock after, minutes")).to_be_hidden()
    context.close()


def test_a_mistake_without_scripts_opens_the_section_it_is_in(
    quiet_context: BrowserContext, site: str
) -> None:
    page = quiet_context.new_page()
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Lock after, minutes").fill("99")
    page.get_by_role("button", name="Save when it locks").click()
    expect(page.get_by_label("Lock after, minutes")).to_have_value("99")
    expect(page.get_by_label("Lock after, minutes")).to_be_visible()
    expect(page.get_by_label("Breathing out, seconds")).to_be_hidden()


def test_a_choice_counts_at_once_and_is_undone_with_one_press(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    expect(page.get_by_role("button", name="Save pace")).to_be_hidden()
    page.get_by_label("Breathing out, seconds").fill("7")
    page.keyboard.press("Tab")
    expect(page.locator("#comfort-said")).to_have_text("Kept.")
    expect(page.locator("#now-pace")).to_contain_text("out for 7")
    expect(page.get_by_label("Resting before the breath out, seconds")).to_be_focused()
    page.goto(site)
    expect(page.locator("[data-pacer]")).to_have_attribute("data-out", "7")
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_label("Breathing out, seconds")).to_have_value("6")


def test_a_number_that_does_not_fit_stays_and_is_explained(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Breathing in, seconds").fill("40")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("Between 2.5 and 5")
    expect(page.get_by_label("Breathing in, seconds")).to_have_value("40")


def test_the_example_follows_what_is_typed_before_it_is_saved(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Breathing in, seconds").fill("3")
    page.get_by_role("button", name="Try this rhythm").click()
    example = page.locator("[data-pacer]")
    expect(example).to_have_attribute("data-in", "3")
    expect(page.locator("[data-cue]")).to_have_text("In")
    page.get_by_role("button", name="Stop", exact=True).click()
    # What does not fit is not breathed to: twenty a minute, out shorter than in, too slow.
    for breath_in, breath_out in (("1.5", "1.5"), ("5", "4"), ("5", "8")):
        page.get_by_label("Breathing in, seconds").fill(breath_in)
        page.get_by_label("Breathing out, seconds").fill(breath_out)
        page.get_by_role("button", name="Try this rhythm").click()
        expect(example).to_have_attribute("data-in", "3")
        expect(example).to_have_attribute("data-out", "6")
        page.get_by_role("button", name="Stop", exact=True).click()


def test_the_example_rests_before_the_breath_out_as_asked(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Resting before the breath out, seconds").fill("2")
    page.get_by_role("button", name="Try this rhythm").click()
    page.clock.run_for(4_500)
    expect(page.locator("[data-cue]")).to_have_text("Stay")
    expect(page.locator("#now-pace")).to_contain_text("Kept.")
    page.reload()
    expect(page.locator("[data-pacer]")).to_have_attribute("data-hold", "2")


def test_a_tone_and_a_buzz_are_tried_before_they_are_switched_on(page: Page, site: str) -> None:
    page.add_init_script(
        """(() => {
          window.made = [];
          const Real = window.AudioContext;
          window.AudioContext = class extends Real {
            createOscillator() { window.made.push('tone'); return super.createOscillator(); }
          };
          navigator.vibrate = () => window.made.push('buzz');
        })()"""
    )
    page.goto(f"{site}/comfort/")
    unfold(page)
    assert page.evaluate("window.made") == []
    page.get_by_role("button", name="Hear the tone").click()
    page.get_by_role("button", name="Feel the buzz").click()
    assert page.evaluate("window.made") == ["tone", "buzz"]
    expect(page.get_by_label("A soft tone when the breath turns")).not_to_be_checked()


def test_asking_first_folds_a_step_and_opening_shows_it(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_role("button", name="Ask about everything").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.goto(f"{site}/skills/m03/")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Part 1 of")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_avoided_method_disappears_from_the_first_page_on(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Attention to breath").last.check()
    if scripts:
        expect(page.locator("#now-avoid")).to_contain_text("Kept.")
    else:
        page.get_by_role("button", name="Save what I would rather not do").click()
        expect(page.get_by_text("Kept.")).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("link", name="Ground with me")).to_be_visible()
    context.close()


def test_every_section_saves_without_scripts(quiet_context: BrowserContext, site: str) -> None:
    page = quiet_context.new_page()
    page.goto(f"{site}/comfort/")
    unfold(page)
    for name in (
        "Save pace",
        "Save content notes",
        "Save what I would rather not do",
        "Save when it locks",
        "Save covering the page",
        "Save where leaving goes",
        "Save how it looks",
        "Save words for me",
        "Save where I am",
        "Save parts of the body",
        "Save when it has been a lot",
        "Save sound",
        "Save lines to mark",
        "Save how the address bar works",
        "Save the notes of single skills",
    ):
        unfold(page)
        if name == "Save the notes of single skills":
            page.get_by_text("One skill on its own").click()
        if name == "Save content notes":
            page.get_by_text("Each topic on its own").click()
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text("Kept.")).to_be_visible()


def test_axe_finds_nothing_before_and_after_a_mistake(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None]
) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    axe_finds_nothing(page)
    page.get_by_label("Lock after, minutes").fill("0")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_be_visible()
    axe_finds_nothing(page)


def test_nothing_runs_over_the_edge_of_a_narrow_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/comfort/")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_a_look_takes_effect_at_once_and_on_every_page_after(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("main").get_by_role("link", name="Settings").click()
    unfold(page)
    page.get_by_label("Dark", exact=True).check()
    root = page.locator("html")
    expect(root).to_have_attribute("data-look", "dark")
    page.get_by_label("150 %").check()
    expect(root).to_have_attribute("data-size", "150")
    page.get_by_label("Nothing moves").check()
    expect(root).to_have_attribute("data-motion", "still")
    page.get_by_role("link", name="Home").first.click()
    # The page that was left has a shape of its own, so it is not enough to see one.
    expect(page.locator("main .states").first).to_be_visible()
    ring = page.locator(".pacer__ring--far")
    width = "one => one.getBoundingClientRect().width"
    page.get_by_role("button", name="Breathe with me").click()
    expect(page.locator("[data-count]")).not_to_be_empty()
    before = ring.evaluate(width)  # in the window that it fills
    # Counting began; which second it is by now is no matter.
    expect(page.locator("[data-count]")).to_have_text(re.compile("[2-9]"))
    assert abs(ring.evaluate(width) - before) < 0.1
    page.reload()
    expect(root).to_have_attribute("data-look", "dark")
    assert page.evaluate("history.length") <= 2


def test_a_preset_and_its_undo_change_the_look_in_one_press_each(page: Page, site: str) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_role("button", name="Gentlest").click()
    expect(page.locator("html")).to_have_attribute("data-motion", "still")
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.locator("html")).not_to_have_attribute("data-motion", "still")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_preset_and_its_undo_leave_open_what_is_open_and_the_focus_where_it_was(
    browser: Browser, site: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/comfort/")
    page.locator("summary:has(#sound)").press("Enter")
    if not scripts:  # the server knows of a section when something in it was kept
        page.get_by_role("button", name="Save sound").click()
    for name in ("Gentlest", "Undo the last change"):
        button = page.get_by_role("button", name=name)
        button.press("Enter")
        expect(page.get_by_text("Put back" if "Undo" in name else "Kept.")).to_be_visible()
        expect(button).to_be_focused()
        expect(page.locator("details.section[open]")).to_have_count(1)
        expect(page.locator("details.section:has(#sound)")).to_have_attribute("open", "")
    assert "?" not in page.url
    context.close()


@pytest.mark.parametrize("look", ["dark", "contrast"])
def test_axe_finds_nothing_in_any_look_at_the_largest_size(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None], look: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/comfort/")
    unfold(page)
    page.locator(f"input[name=look][value={look}]").check()
    page.get_by_label("150 %").check()
    page.get_by_label("Roomy").check()
    expect(page.locator("html")).to_have_attribute("data-spacing", "roomy")
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
