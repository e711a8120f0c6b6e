"""Home at a glance: from the greeting to the three states without scrolling, whoever comes."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.arriving import drawn, scripts_there
from tests.browser.writing import cookies_for

BOTTOM = "part => part.getBoundingClientRect().bottom"
TOP = "part => part.getBoundingClientRect().top"
FEW_PICTURES = {"look": "dark", "text_size": "100", "spacing": "ordinary", "fewer_pictures": "on"}
SEEN = "part => [...part.children].some(one => one.checkVisibility())"


def come_back(page: Page, site: str, *avoided: str) -> None:
    """As somebody who put the note away and began a skill."""
    reader = Client()
    reader.post("/", {"move": "arrived"})
    reader.post("/skills/m14/", {"move": "skip"})
    if avoided:
        reader.post("/comfort/avoid/", {"avoid": list(avoided)})
        reader.get("/")  # what was said about it has been read
    page.context.add_cookies(cookies_for(site, reader))
    page.goto(site)


def all_in_sight(page: Page) -> None:
    scripts_there(page)
    drawn(page)
    assert page.evaluate("[innerWidth, innerHeight, scrollY]") == [360, 740, 0]
    lowest = page.locator(".states").evaluate(BOTTOM)
    assert lowest <= page.locator(".places").evaluate(TOP)


def test_all_of_it_is_in_sight_for_who_is_new_and_for_who_comes_back(page: Page, site: str) -> None:
    page.goto(site)
    expect(page.locator("#arriving")).to_be_visible()
    all_in_sight(page)
    come_back(page, site)
    expect(page.locator("main").get_by_role("link", name="Carry on:")).to_be_visible()
    all_in_sight(page)


def test_with_breath_avoided_nothing_of_it_is_drawn_or_offered(page: Page, site: str) -> None:
    come_back(page, site, "breath_attention")
    expect(page.locator(".shore__main")).to_be_visible()
    assert page.locator(".pacer__shape, [data-begins]").count() == 0
    expect(page.locator("main")).not_to_contain_text("reath")
    all_in_sight(page)


def test_while_the_breath_is_followed_it_has_the_window_and_only_the_turn_is_said(
    page: Page, site: str
) -> None:
    page.goto(site)
    begin = page.get_by_role("button", name="Breathe with me")
    expect(page.locator(".pacer__care")).to_be_hidden()
    begin.click()
    expect(page.locator("[data-cue]")).to_have_text("In")
    expect(page.get_by_role("button", name="Pause")).to_be_in_viewport()
    expect(page.locator(".shore__main")).to_be_hidden()
    expect(page.locator(".pacer__care")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("link", name="Ground with me")).to_be_visible()


@pytest.mark.parametrize("chosen", ["few pictures", "forced colours"])
def test_scenes_go_and_marks_stay(page: Page, site: str, chosen: str) -> None:
    if chosen == "forced colours":
        page.emulate_media(forced_colors="active")
    else:
        reader = Client()
        reader.post("/comfort/look/", FEW_PICTURES)
        page.context.add_cookies(cookies_for(site, reader))
    for path, marks in (("/", ".states svg"), ("/skills/", ".shelf[open] .rows svg")):
        page.goto(site + path)
        scenes = page.locator("main .scene")
        assert not any(scene.evaluate(SEEN) for scene in scenes.all())
        expect(page.locator(marks).first).to_be_visible()


def test_wide_the_shelves_stand_open_side_by_side(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}/skills/")
    scripts_there(page)
    tops = page.locator(".shelf").evaluate_all(
        "all => all.map(one => [one.open, Math.round(one.getBoundingClientRect().top)])"
    )
    assert len(tops) == 4
    assert len(set(map(tuple, tops))) == 1
    assert tops[0][0]
    for name in ("Right now", "Care, checks and rights"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    expect(page.locator(".shelf[open]")).to_have_count(1)
    page.locator(".shelf summary", has_text="Days ahead").click()
    expect(page.get_by_role("link", name="Care, checks and rights")).to_be_visible()
