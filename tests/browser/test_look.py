"""How pages are laid out: what belongs together stays together, on a phone and on a wide screen."""

import pytest
from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.browser.test_steps import go_to

STARTS = """names => names.map(name => {
    const part = [...document.querySelectorAll(name)].find(each => each.checkVisibility());
    const range = document.createRange();
    range.selectNodeContents(part);
    return Math.round(range.getBoundingClientRect().left);
})"""


@pytest.mark.parametrize(("width", "rows"), [(320, 2), (360, 2), (768, 1), (1280, 1)])
def test_a_line_to_mark_is_a_line_and_no_long_list(
    page: Page, site: str, width: int, rows: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    go_to(page, site, "slider")
    tops = (
        page.locator(".slider")
        .first.locator(".choice")
        .evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    )
    assert len(tops) == 11
    assert len(set(tops)) == rows


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_wide_page_is_one_composition(page: Page, site: str, width: int) -> None:
    """The bar, the page and the foot begin on one line, and the way around is not far away."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/skills/")
    bar = page.locator(".exit-bar__leave").bounding_box()
    nav = page.locator(".places").bounding_box()
    end = page.locator(".head__ends").bounding_box()
    assert bar
    assert nav
    assert end
    mark, heading, foot = page.evaluate(STARTS, [".wordmark", "h1", ".site-foot__words > p"])
    assert mark == heading == foot == round(bar["x"])
    assert nav["y"] < bar["y"] + bar["height"]  # the places stand in the bar's own row
    for left, right in ((nav["x"], nav["width"]), (bar["x"], end["x"] + end["width"] - bar["x"])):
        empty = left - (width - left - right)
        assert abs(empty) <= 16  # as much on one side as on the other, but for a scroll bar


def test_a_button_that_looks_like_a_link_begins_where_the_text_does(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/which/")
    heading, plain = page.evaluate(STARTS, ["h1", "main .button--plain"])
    assert heading == plain


def test_what_is_hidden_above_leaves_no_gap(page: Page, site: str) -> None:
    page.goto(f"{site}/write/timed/")
    page.get_by_role("button", name="Write, and let it go").click()
    card = page.locator(".timer")
    words = card.locator("[data-with-timer] > p").first
    expect(words).to_be_visible()
    outer, inner = card.bounding_box(), words.bounding_box()
    last = card.get_by_role("button").last.bounding_box()
    assert outer
    assert inner
    assert last
    above = inner["y"] - outer["y"]
    below = outer["y"] + outer["height"] - last["y"] - last["height"]
    assert abs(above - below) <= 2


def test_the_words_below_a_breathing_shape_keep_clear_of_its_button(page: Page, site: str) -> None:
    for path in ("/", "/tools/quiet/"):
        page.goto(site + path)
        page.get_by_role("button", name="Breathe with me").click()
        button = page.get_by_role("button", name="Pause").bounding_box()
        care = page.locator(".pacer__care").bounding_box()
        assert button
        assert care
        assert care["y"] - button["y"] - button["height"] >= 8, path


def test_after_the_next_lines_or_an_answer_one_goes_on_from_there(page: Page, site: str) -> None:
    """The heading stayed, so it is not read out again: the focus is on what is new."""
    page.goto(site)
    page.locator(".exit-bar__moment").click()
    expect(page.locator("h1")).to_be_focused()
    go_to(page, site, "guide")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".prompt")).to_be_focused()
    go_to(page, site, "choose")
    page.locator("main .choice").first.click()
    page.get_by_role("button", name="This one").click()
    expect(page.locator("[data-lands]")).to_be_focused()
    # Coming back to where one was from another page, the heading says where that is.
    page.locator(".exit-bar__moment").click()
    expect(page.locator("h1")).to_be_focused()


def test_lines_that_were_looked_for_are_where_one_goes_on(page: Page, site: str) -> None:
    page.goto(f"{site}/people/")
    page.locator("summary", has_text="Show only some").click()
    page.get_by_label("Country").select_option(library().helplines.countries[0])
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("heading", name="Lines that fit")).to_be_focused()
    expect(page.get_by_role("heading", name="Lines that fit")).to_be_in_viewport()
