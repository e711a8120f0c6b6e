"""A breath that was begun has the window to itself; Leave and Cover stay, the rest comes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_covering import cover, go_on

SEEN = """() => [...document.querySelectorAll('a[href], button, summary, input')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }))
  .map(one => one.textContent.trim())"""
IN_SIGHT = """() => [...document.querySelectorAll(
    '[data-whole] .pacer__shape, [data-pacer-pause], [data-pacer-stop], .exit-bar__leave')]
  .map(one => one.getBoundingClientRect())
  .every(one => one.width > 0 && one.top >= 0 && one.bottom <= innerHeight
                && one.left >= 0 && one.right <= innerWidth)"""

AT_ITS_PLACE = """() => {
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === document.activeElement;
}"""

NOT_UNDER_A_BAR = """() => {
  const button = document.querySelector('[data-pacer-start]');
  const { x, y, width, height } = button.getBoundingClientRect();
  return [y + 2, y + height - 2].every(
    at => button.contains(document.elementFromPoint(x + width / 2, at)));
}"""


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t03/")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("[data-whole]")).to_be_visible()


def test_only_leave_cover_and_the_breath_are_left_and_stop_brings_all_back(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/tools/t03/")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    before = page.evaluate(SEEN)
    begin(page, site)
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    left = page.evaluate(SEEN)
    assert left[:2] == ["Leave this site", "Cover"]
    assert not {"Home", "Skills", "Mine", "People", "Settings", "I need a moment"} & set(left)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("[data-whole]")).to_have_count(0)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_focused()
    assert page.evaluate(SEEN) == before


@pytest.mark.parametrize("window", [(320, 568), (360, 640), (360, 740), (740, 360), (1280, 800)])
def test_the_shape_and_its_buttons_are_in_sight_at_every_size(
    page: Page, site: str, window: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    begin(page, site)
    assert page.evaluate(IN_SIGHT)


def test_the_keys_reach_nothing_behind_it(page: Page, site: str) -> None:
    begin(page, site)
    inside = "document.activeElement.matches('body, [data-whole] *, .exit-bar *, .exit-twin *')"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.locator(".exit-twin button").focus()
    expect(page.locator(".exit-twin button")).to_be_in_viewport(ratio=1)
    assert page.evaluate(AT_ITS_PLACE)


def test_a_cover_lies_over_it_and_the_breath_is_there_after(page: Page, site: str) -> None:
    begin(page, site)
    cover(page)
    expect(page.locator("[data-sheet]")).to_be_visible()
    expect(page.locator("[data-whole]")).to_be_hidden()
    go_on(page)
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_visible()


def test_another_page_is_never_left_undrawn(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/")
    begin(page, site)
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html[data-exercise]")).to_have_count(0)


def test_on_home_it_fills_the_window_too(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("button", name="Breathe with me").click()
    expect(page.locator("[data-whole]")).to_be_visible()
    assert page.evaluate(IN_SIGHT)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("link", name="Ground with me")).to_be_visible()


@pytest.mark.parametrize("window", [(360, 740), (1280, 800)])
def test_what_begins_it_is_in_sight_with_its_shape(
    page: Page, site: str, window: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    page.goto(f"{site}/tools/t03/")
    start = page.get_by_role("button", name="Start", exact=True)
    expect(start).to_be_in_viewport(ratio=1)
    assert page.evaluate(NOT_UNDER_A_BAR)
