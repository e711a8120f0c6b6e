"""What holds on every page: axe is content, a narrow screen is enough, leaving comes first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.exits.test_headers import ADDRESSES, addresses_with_ids

# From the list of addresses, so that a new page is looked at without being named here.
GUEST_PAGES = [*ADDRESSES, "/tools/up/", "/tools/down/", "/tools/even/", "/no/such/page/"]


def look_at(page: Page, axe_finds_nothing: Callable[..., None]) -> None:
    expect(page.locator("h1")).to_have_count(1)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    axe_finds_nothing(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    axe_finds_nothing(page, colours_only=True)
    page.evaluate("document.documentElement.setAttribute('data-look', 'contrast')")
    axe_finds_nothing(page, colours_only=True)
    page.evaluate("document.documentElement.removeAttribute('data-look')")
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
    seen = {path for path in GUEST_PAGES if looked_at(page, site, path, axe_finds_nothing)}
    assert {"/", "/now/", "/comfort/", "/people/", "/account/in/", "/no/such/page/"} <= seen


def test_every_page_for_members(
    alices_page: Page,
    alice_with_space: Client,
    site: str,
    axe_finds_nothing: Callable[..., None],
) -> None:
    paths = [*ADDRESSES, *addresses_with_ids(alice_with_space)]
    seen = {path for path in paths if looked_at(alices_page, site, path, axe_finds_nothing)}
    assert {"/write/new/", "/keep/", "/space/words/", "/account/password/"} <= seen


def looked_at(page: Page, site: str, path: str, axe_finds_nothing: Callable[..., None]) -> bool:
    """False for what is no page of its own: an answer to a script, or the way to another page."""
    answer = page.goto(site + path)
    assert answer is not None
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    if not is_page or page.url != site + path:
        return False
    with naming(path):
        look_at(page, axe_finds_nothing)
    return True


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
