"""What holds on every page: axe is content, a narrow screen is enough, leaving comes first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from skills_app.content import library

GUEST_PAGES = [
    "/",
    "/now/",
    "/skills/",
    "/tools/",
    "/tools/up/",
    "/tools/down/",
    "/tools/even/",
    "/tools/which/",
    "/words/",
    "/comfort/",
    "/people/",
    "/safety/",
    "/leave/",
    "/write/",
    "/space/",
    "/account/new/",
    "/account/in/",
    "/no/such/page/",
]
MEMBER_PAGES = [
    "/",
    "/write/",
    "/write/new/",
    "/keep/",
    "/space/",
    "/space/words/",
    "/space/passphrase/",
    "/account/",
    "/account/password/",
    "/account/out/",
]


def look_at(page: Page, axe_finds_nothing: Callable[..., None]) -> None:
    expect(page.locator("h1")).to_have_count(1)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    axe_finds_nothing(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    axe_finds_nothing(page, colours_only=True)
    fits(page)
    can_be_pressed(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Leave this site").first).to_be_focused()


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Says which page it was when something does not hold there."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"On {path}")
        raise


def fits(page: Page) -> None:
    """At 320 px, and with text at 200 %, nothing needs scrolling sideways."""
    page.set_viewport_size({"width": 320, "height": 640})
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        wide = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(one => one.getBoundingClientRect().right > innerWidth + 1
                               && getComputedStyle(one).position !== 'fixed'
                               && !one.closest('svg, [hidden], .visually-hidden'))
                .map(one => one.outerHTML.slice(0, 120))"""
        )
        scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        assert not scrolls, (size, wide)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    page.set_viewport_size({"width": 360, "height": 740})


def can_be_pressed(page: Page) -> None:
    """What stands alone is 44 px high for a finger; a link within a sentence need not be."""
    small = page.evaluate(
        """() => [...document.querySelectorAll('main :is(a[href], button, summary, input, select)')]
            .filter(one => one.checkVisibility() && !one.closest('[aria-hidden]'))
            .filter(one => one.closest('p')?.textContent.trim() !== one.textContent.trim()
                           ? getComputedStyle(one).display !== 'inline' : true)
            .filter(one => {
                const whole = getComputedStyle(one, '::after').position === 'absolute';
                const area = one.closest('label') || (whole && one.closest('li, .card')) || one;
                return area.getBoundingClientRect().height < 43.5;
            })
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_every_page_for_guests(
    page: Page, site: str, axe_finds_nothing: Callable[..., None]
) -> None:
    for path in GUEST_PAGES:
        page.goto(site + path)
        with naming(path):
            look_at(page, axe_finds_nothing)


def test_every_page_for_members(
    alices_page: Page, site: str, axe_finds_nothing: Callable[..., None]
) -> None:
    for path in MEMBER_PAGES:
        alices_page.goto(site + path)
        with naming(path):
            look_at(alices_page, axe_finds_nothing)


@pytest.mark.parametrize("module_id", sorted(library().modules))
def test_every_step_of_a_module(
    page: Page, site: str, axe_finds_nothing: Callable[..., None], module_id: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/skills/{module_id}/")
    for _ in library().modules[module_id].steps:
        axe_finds_nothing(page)
        fits(page)
        before = page.locator("h1").inner_text()
        page.get_by_role("button", name="Skip", exact=True).click()
        expect(page.locator("h1")).not_to_have_text(before)
    axe_finds_nothing(page)
