"""A phone on its side, a keyboard on the screen, large text: the field and the way out show."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

# Of a field that has the focus, what of it is not between the bar and the lower edge; of a large
# one, most of the room there is has to be its own.
OUT_OF_SIGHT = """field => {
  const bar = document.querySelector('.exit-bar').getBoundingClientRect();
  const box = field.getBoundingClientRect();
  const room = innerHeight - bar.bottom;
  const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, bar.bottom);
  return seen >= Math.min(box.height, room * 0.7) - 1 ? '' :
    `${field.name}: ${seen} of ${box.height}, the bar ${bar.bottom}, the window ${innerHeight}`;
}"""
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PUSHED_UP = """([by, scale]) => {
  const view = window.visualViewport;
  Object.defineProperty(view, 'offsetTop', {value: by, configurable: true});
  Object.defineProperty(view, 'scale', {value: scale, configurable: true});
  view.dispatchEvent(new Event('scroll'));
  return document.querySelector('.exit-bar').getBoundingClientRect().top;
}"""


@pytest.mark.parametrize(
    ("width", "height", "text"),
    [
        (640, 320, 100),
        (640, 140, 100),  # and its keyboard is out
        (360, 330, 100),
        (640, 320, 200),
        (320, 300, 200),
    ],
)
def test_the_field_and_the_way_out_are_both_in_view(
    page: Page, site: str, width: int, height: int, text: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for path in ("/account/in/", "/write/let-go/", "/people/card/"):
        page.goto(site + path)
        page.evaluate(
            "size => { document.documentElement.style.fontSize = size }", f"{text * 1.125}%"
        )
        page.evaluate(NEXT_FRAME)
        for field in page.locator("main :is(textarea, input):visible").all():
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            field.focus()
            field.press("a")
            assert field.evaluate(OUT_OF_SIGHT) == "", path
            expect(page.locator(".exit-bar__button")).to_be_in_viewport(ratio=1)


def test_all_of_the_bar_is_back_when_the_field_is_left(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 300})
    page.goto(f"{site}/account/in/")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    cover = page.locator(".exit-bar__cover button")
    page.get_by_label("Name").focus()
    expect(cover).to_be_hidden()
    page.locator("h1").click()
    expect(cover).to_be_visible()


def test_a_page_that_is_pushed_up_by_a_keyboard_keeps_the_way_out_in_sight(
    page: Page, site: str
) -> None:
    """As on iPhones. Who enlarges the page with two fingers moves over it as ever."""
    page.goto(f"{site}/safety/")
    page.evaluate("scrollTo(0, 900)")
    assert page.evaluate(PUSHED_UP, [180, 1]) == 180
    assert page.evaluate(PUSHED_UP, [180, 2]) == 0
    assert page.evaluate(PUSHED_UP, [0, 1]) == 0


def test_a_keyboard_makes_the_page_lower_and_does_not_cover_it(page: Page, site: str) -> None:
    """Where browsers listen to that. The sheet of the cover has a field, too."""
    lower = page.locator('meta[name="viewport"][content*="interactive-widget=resizes-content"]')
    page.goto(site)
    expect(lower).to_have_count(1)
    page.request.post(f"{site}/cover/")
    page.reload()
    expect(page.locator("[data-sheet]")).to_be_visible()
    expect(lower).to_have_count(1)


def test_without_scripts_only_the_way_out_stays_in_a_low_window(
    quiet_context: BrowserContext, site: str
) -> None:
    """Low beside its text: a browser set to letters of twice the size counts in those."""
    page = quiet_context.new_page()
    page.set_viewport_size({"width": 320, "height": 330})
    page.goto(f"{site}/safety/")
    leave, moment = page.locator(".exit-bar__button"), page.locator(".exit-bar__moment")
    expect(leave).to_be_in_viewport(ratio=1)
    expect(moment).to_be_in_viewport(ratio=1)
    page.mouse.wheel(0, 900)
    expect(moment).not_to_be_in_viewport()
    expect(leave).to_be_in_viewport(ratio=1)
    box = page.locator(".exit-bar__leave").bounding_box()
    assert box is not None
    assert box["y"] == 0
    assert box["height"] < 330 / 4
    page.keyboard.press("Tab")
    expect(leave).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".exit-bar__skip")).to_be_in_viewport(ratio=1)
    leave.click()
    expect(page).not_to_have_url(f"{site}/safety/")


def test_in_a_high_window_all_of_the_bar_stays_without_scripts(
    quiet_context: BrowserContext, site: str
) -> None:
    page = quiet_context.new_page()
    page.goto(f"{site}/safety/")
    page.mouse.wheel(0, 900)
    expect(page.locator(".exit-bar__moment")).to_be_in_viewport(ratio=1)
