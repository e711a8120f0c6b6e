"""Begin again, put back, and the quiet words in passing, in a real browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.browser.ways import place, way_to


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_a_place_is_begun_again_and_put_back_with_one_press_each(page: Page, site: str) -> None:
    page.goto(f"{site}/skills/m03/")
    heading = page.get_by_role("heading", level=1)
    first = heading.inner_text()
    press(page, "Skip")
    expect(heading).not_to_have_text(first)
    second = heading.inner_text()
    press(page, "Begin again")
    expect(heading).to_have_text(first)
    press(page, "Undo: back to where I was")
    expect(heading).to_have_text(second)
    press(page, "Forget my place")
    expect(page.get_by_text("Forgotten: nothing is kept")).to_be_visible()
    page.get_by_role("button", name="Undo: back to my place").press("Enter")
    expect(heading).to_have_text(second)
    assert page.evaluate("history.length") <= 2


def test_a_reload_lands_on_the_first_page_which_leads_back_to_the_same_step(
    page: Page, site: str
) -> None:
    module = library().modules["m03"]
    page.goto(site)
    place(page, "Skills").click()
    page.locator("main").get_by_role("link", name=module.title, exact=True).first.click()
    heading = page.get_by_role("heading", level=1)
    step = page.locator("form.step")
    first = step.get_attribute("data-step")
    press(page, "Skip")
    expect(step).not_to_have_attribute("data-step", first or "")
    second = step.get_attribute("data-step")
    page.reload()
    assert page.url == f"{site}/"
    expect(heading).to_contain_text("You’re here")
    page.get_by_role("link", name="Carry on:").click()
    expect(step).to_have_attribute("data-step", second or "")
    assert page.url == f"{site}/"


def test_an_unfinished_page_of_writing_is_reached_after_a_reload_too(
    alices_page: Page, site: str
) -> None:
    page = alices_page
    way_to(page, "My pages").click()
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").fill("The heron stood")
    expect(page.locator("[data-kept-status]")).to_have_text("Kept.")
    page.reload()
    assert page.url == f"{site}/"
    page.get_by_role("link", name="Carry on writing").click()
    expect(page.get_by_label("Your words")).to_have_value("The heron stood")


def test_quiet_minutes_are_offered_once_and_switched_off_in_place(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None]
) -> None:
    heavy = next(module for module in library().modules.values() if module.heavier)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/skills/{heavy.id}/")
    for step in heavy.steps:
        expect(page.locator("form.step")).to_have_attribute(
            "data-step", f"{heavy.id}/{step.id}/{step.main.id}"
        )
        press(page, "Skip")
    offer = page.get_by_text("Some quiet minutes now may help")
    expect(offer).to_be_visible()
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press(page, "Don’t tell me this again")
    expect(page.get_by_text("You will not be told that again")).to_be_visible()
    expect(offer).to_have_count(0)


def test_quiet_minutes_hold_a_pacer_and_a_way_on(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None]
) -> None:
    page.goto(f"{site}/tools/quiet/")
    axe_finds_nothing(page)
    press(page, "Breathe with me")
    expect(page.locator("[data-cue]")).to_have_text("In")
    press(page, "Stop")
    page.locator("main").get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You’re here")
