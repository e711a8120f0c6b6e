"""The frame around each page: the way out, four places and a head, and how much they take."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.arriving import drawn
from tests.browser.ways import PLACES, place
from tests.exits.test_headers import ADDRESSES

WINDOWS = [
    (320, 256),
    (320, 568),
    (360, 640),
    (360, 740),
    (740, 360),
    (768, 1024),
    (1024, 600),
    (1280, 800),
]
# What of a window is under something that stays where it is while the page goes by.
STAYS = """() => {
  scrollTo(0, 200);
  const stays = [...document.querySelectorAll('.exit-bar, .exit-bar__leave, .places')];
  const seen = (y) => stays.some(each => {
    const box = each.getBoundingClientRect();
    const holds = each.matches('.exit-bar__leave') || getComputedStyle(each).position === 'sticky';
    return holds && box.top <= y && y < box.bottom;
  });
  let taken = 0;
  for (let y = 0; y < innerHeight; y++) if (seen(y + 0.5)) taken++;
  return taken / innerHeight;
}"""
CURRENT = "links => links.map(each => [each.textContent.trim(), each.getAttribute('aria-current')])"
NOWHERE = ("/comfort/", "/safety/", "/leave/", "/lock/", "/cover/")
AT_HOME = re.compile(r"/$|/now/|/tools/(which|one|quiet|up|down|even)/")
AT_SKILLS, AT_PEOPLE = ("/skills/", "/tools/", "/words/"), ("/people/",)
AT_MINE = ("/space/", "/write/", "/keep/", "/account/")


def place_of(path: str) -> str:
    if path.startswith(NOWHERE):
        return ""
    if AT_HOME.match(path):
        return "Home"
    starts = {"Skills": AT_SKILLS, "People": AT_PEOPLE, "Mine": AT_MINE}
    return next(name for name, paths in starts.items() if path.startswith(paths))


@pytest.mark.parametrize("size", ["", "150"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_bars_take_at_most_a_fifth_of_a_window(
    page: Page, quiet_context: BrowserContext, site: str, size: str, scripts: bool
) -> None:
    page = page if scripts else quiet_context.new_page()
    page.goto(f"{site}/people/")
    if size:
        page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
    taken = {}
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        if scripts:
            drawn(page)
        taken[width, height] = page.evaluate(STAYS)
        leave = page.locator(".exit-bar__button").bounding_box()
        assert leave is not None
        assert 0 <= leave["y"] <= height - leave["height"]
    assert {window: part for window, part in taken.items() if part > 0.2} == {}
    assert all(taken.values())


def test_on_a_phone_the_places_stand_at_the_thumb_and_on_a_wide_window_beside_the_way_out(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/people/")
    places = page.locator(".places").bounding_box()
    assert places is not None
    assert places["y"] + places["height"] == 740
    page.set_viewport_size({"width": 1280, "height": 800})
    drawn(page)
    leave = page.locator(".exit-bar__button").bounding_box()
    first = place(page, "Home").bounding_box()
    assert leave is not None
    assert first is not None
    assert abs(leave["y"] + leave["height"] / 2 - first["y"] - first["height"] / 2) < 2


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_way_out_is_first_then_help_then_the_places_then_the_page(
    page: Page, quiet_context: BrowserContext, site: str, width: int, scripts: bool
) -> None:
    page = page if scripts else quiet_context.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{site}/skills/")
    named = []
    for _ in range(10):
        page.keyboard.press("Tab")
        named.append(page.evaluate("document.activeElement.textContent.trim()"))
    first = ["Leave this site", "Skip to the page", "I need a moment", "Cover"]
    assert named == [*first, *PLACES, "Steady", "Settings"]


def test_a_guest_without_scripts_is_told_where_each_page_belongs(
    quiet_context: BrowserContext, guest: Client, site: str
) -> None:
    each_says_where(quiet_context.new_page(), guest, site)


def test_a_member_is_told_where_each_page_belongs(
    alices_page: Page, alice_with_space: Client, site: str
) -> None:
    each_says_where(alices_page, alice_with_space, site)


def each_says_where(page: Page, reader: Client, site: str) -> None:
    wrong = {}
    for path in [*ADDRESSES, "/tools/up/", "/tools/down/", "/tools/even/", "/no/such/page/"]:
        answer = reader.get(path)
        if b'class="places"' not in answer.content or answer.status_code in (302, 303):
            continue
        page.goto(site + path, wait_until="commit")
        expect(page.locator("#page")).to_be_attached()
        links = page.locator(".places a[aria-current]").evaluate_all(CURRENT)
        own = "" if path == "/no/such/page/" else place_of(path)
        is_own_page = path in {"/", "/skills/", "/space/", "/people/"}
        right = [[own, "page" if is_own_page else "true"]] if own else []
        if links != right:
            wrong[path] = links
    assert wrong == {}


def test_where_one_is_goes_along_with_each_page(page: Page, site: str) -> None:
    page.goto(site)
    for name in ("Skills", "Mine", "People", "Home"):
        place(page, name).click()
        expect(place(page, name)).to_have_attribute("aria-current", "page")
        expect(page.locator(".places [aria-current]")).to_have_count(1)
    page.locator(".head").get_by_role("link", name="Settings").click()
    expect(page.locator(".places [aria-current]")).to_have_count(0)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_frame_with_all_its_rules(
    page: Page,
    site: str,
    axe_finds_nothing: Callable[..., None],
    width: int,
    colours: str,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto(f"{site}/skills/")
    axe_finds_nothing(page, every_rule=True)
    small = page.locator(":is(.exit-bar, .places, .head, .site-foot) :is(a, button):visible")
    for part in small.all():
        box = part.bounding_box()
        assert box is not None
        is_skip = "skip" in (part.get_attribute("class") or "")
        assert is_skip or min(box["width"], box["height"]) >= 43.5, part.inner_text()
