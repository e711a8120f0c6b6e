"""Under a heading that stays, whoever hears the page is told what their press has changed."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.browser.test_pacer_by_the_clock import press
from tests.browser.writing import cookies_for


def ways_of(tool: str) -> list[str]:
    return [way.label for way in library().tools[tool][1].ways]


@pytest.mark.parametrize("tool", ["t03", "t05", "t06"])
def test_another_way_is_named_where_the_reader_lands(page: Page, site: str, tool: str) -> None:
    labels = ways_of(tool)
    page.goto(f"{site}/tools/{tool}/")
    heading = page.locator("h1").inner_text()
    for label in (*labels[1:], labels[0], labels[1]):
        press(page, "Another way")
        landed = page.locator(":focus")
        expect(landed).to_contain_text(label)
        expect(landed).to_contain_text("first way" if label == labels[0] else "Another way")
        expect(page.locator("h1")).to_have_text(heading)


def test_back_and_the_first_line_again_land_on_the_line(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t06/")
    prompt = page.locator(".prompt")
    first = prompt.inner_text()
    for button in ("Back", "From the first line again"):
        press(page, "Next")
        expect(prompt).not_to_have_text(first)
        expect(prompt).to_be_focused()
        press(page, button)
        expect(prompt).to_have_text(first)
        expect(prompt).to_be_focused()


def test_what_was_folded_says_that_it_is_open(page: Page, site: str) -> None:
    reader = Client()
    reader.post("/comfort/notes/", {"preset": "ask"})
    page.context.add_cookies(cookies_for(site, reader))
    noted = next(
        name
        for name, (_module, step) in library().tools.items()
        if step.main.notes and not step.always_shown
    )
    page.goto(f"{site}/tools/{noted}/")
    press(page, "Open it")
    expect(page.locator(":focus")).to_have_text("It is open now.")


def test_what_was_said_above_a_new_heading_is_heard_with_it(page: Page, site: str) -> None:
    page.goto(f"{site}/tools/t06/")
    press(page, "Next")
    press(page, "Forget my place")
    heading = page.locator("h1")
    expect(heading).to_be_focused()
    expect(heading).to_have_accessible_description(re.compile("Forgotten"))


def test_an_undo_under_the_same_heading_says_so(page: Page, site: str) -> None:
    """Beginning again and taking that back may leave the heading as it was."""
    page.goto(f"{site}/tools/t06/")
    prompt = page.locator(".prompt")
    for _ in range(2):
        line = prompt.inner_text()
        press(page, "Next")
        expect(prompt).not_to_have_text(line)
    line = prompt.inner_text()
    press(page, "Begin again")
    landed = page.locator(":focus")
    expect(landed).not_to_have_js_property("tagName", "H1")
    press(page, "Undo: back to where I was")
    expect(prompt).to_have_text(line)
    expect(page.locator(":focus")).not_to_have_js_property("tagName", "H1")
