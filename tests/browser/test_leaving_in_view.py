"""The way out in view: first and last for the keyboard, large enough, and in front of nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.leaving import LEAVE


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
