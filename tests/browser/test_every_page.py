"""What holds on every page: axe is content, a narrow screen is enough, leaving comes first."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.exits.test_headers import ADDRESSES, addresses_with_ids

# From the list of addresses, so that a new page is looked at without being named here.
GUEST_PAGES = [*ADDRESSES, "/tools/up/", "/tools/down/", "/tools/even/", "/no/such/page/"]
# Tokens, where something leads, and the line of an open space, which stands on all its pages.
NOT_SEEN = re.compile(
    r'<input type="hidden"[^>]*>| (?:href|action|formaction|value)="[^"]*"'
    r'|\s*<div class="lock-soon.*?</div>\s*',
    re.DOTALL,
)


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
    page: Page, guest: Client, site: str, axe_finds_nothing: Callable[..., None]
) -> None:
    seen = Seen()
    for path in GUEST_PAGES:
        look_unless_seen(page, guest, site, path, seen, axe_finds_nothing)
    assert {"/", "/now/", "/comfort/", "/people/", "/account/in/", "/no/such/page/"} <= seen.paths


def test_every_page_for_members(
    alices_page: Page,
    alice_with_space: Client,
    guest: Client,
    site: str,
    axe_finds_nothing: Callable[..., None],
) -> None:
    seen = Seen()
    for path in ADDRESSES:
        seen.add(path, guest.get(path).content.decode())  # looked at in the test for guests
    seen.paths.clear()
    for path in [*ADDRESSES, *addresses_with_ids(alice_with_space)]:
        look_unless_seen(alices_page, alice_with_space, site, path, seen, axe_finds_nothing)
    assert {"/write/new/", "/keep/", "/space/words/", "/account/password/"} <= seen.paths


class Seen:
    """Which pages were looked at: many an address shows the same as another, as "Sign in" does."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self._shapes: set[str] = set()

    def add(self, path: str, html: str) -> bool:
        """Whether this page is new to the eye: a token or where a link leads is not."""
        main = html.partition("<main")[2].partition("</main>")[0]
        shape = " ".join(NOT_SEEN.sub(" ", main).split())
        new = shape not in self._shapes
        self._shapes.add(shape)
        self.paths.add(path)
        return new


def look_unless_seen(
    page: Page,
    reader: Client,
    site: str,
    path: str,
    seen: Seen,
    axe_finds_nothing: Callable[..., None],
) -> None:
    """Not at what is no page of its own: an answer to a script, or the way to another page.

    Which it is, the reader is told without a browser, which takes its time for each.
    """
    answer = reader.get(path)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or answer.status_code in (302, 303):
        return
    with naming(path):
        if seen.add(path, answer.content.decode()):
            page.goto(site + path)
            assert page.url == site + path
            assert page.title()
            look_at(page, axe_finds_nothing)


@pytest.mark.parametrize("module_id", sorted(library().modules))
def test_every_step_of_a_module(
    page: Page, site: str, axe_finds_nothing: Callable[..., None], module_id: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/skills/{module_id}/")
    drawn: set[str] = set()
    for step in library().modules[module_id].steps:
        axe_finds_nothing(page, colours=step.main.kind not in drawn)  # each kind has its own
        drawn.add(step.main.kind)
        fits(page)
        before = page.locator("h1").inner_text()
        page.get_by_role("button", name="Skip", exact=True).click()
        expect(page.locator("h1")).not_to_have_text(before)
    axe_finds_nothing(page)
