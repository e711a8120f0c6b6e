"""A browser that knows no cascade layers: their rules do not reach it, and leaving still works."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.leaving import LEAVE, leave
from tests.browser.serving import Elsewhere, served

WRAPPING = re.compile(r"@supports not \(\(container-type[^{]*")


def without_layers(styles: str) -> str:
    """What such a browser makes of a style sheet: unknown blocks are dropped whole."""
    styles = re.sub(r"@layer [\w, ]+;", "", WRAPPING.sub("@media all ", styles))
    kept, depth, begun = [], 0, 0
    for at, sign in enumerate(styles):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and not depth:
            rule = styles[begun : at + 1].lstrip()
            begun = at + 1
            if not rule.startswith("@layer"):
                kept.append(rule)
    return "".join(kept)


def serve_old(page: Page) -> None:
    def answer(route: Route) -> None:
        came = route.fetch()
        headers = {**came.headers, "content-encoding": "", "access-control-allow-origin": "*"}
        route.fulfill(status=200, headers=headers, body=without_layers(came.text()))

    page.route(served("css/all.css"), answer)
    # The page pins what it was served with; an old browser gets the real file and drops rules.
    page.add_init_script(
        """new MutationObserver(() => document.querySelectorAll('link[integrity]')
          .forEach(link => link.removeAttribute('integrity')))
          .observe(document, { childList: true, subtree: true })"""
    )


@pytest.fixture
def old(page: Page) -> Page:
    serve_old(page)
    return page


def test_the_way_out_stays_in_sight_can_be_read_and_touched(
    old: Page, site: str, neutral: Elsewhere
) -> None:
    old.goto(f"{site}/safety/")
    body = old.locator("body")
    assert body.evaluate("body => getComputedStyle(body).maxWidth") == "672px", "the rules came"
    old.evaluate("window.scrollTo(0, 2000)")
    assert old.evaluate("scrollY") > 1000
    for name in (LEAVE, "Cover this page"):
        button = old.locator(".exit-bar").get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        assert button.evaluate(
            "(button, at) => button.contains(document.elementFromPoint(at.x, at.y))", at
        )
    ground = old.locator(".exit-bar").evaluate("bar => getComputedStyle(bar).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert old.evaluate("document.documentElement.scrollWidth <= innerWidth")
    leave(old)
    old.wait_for_url(neutral.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_both_schemes(
    old: Page, site: str, scheme: str, axe_finds_nothing: Callable[..., None]
) -> None:
    old.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    old.goto(site)
    axe_finds_nothing(old, colours_only=True, enhanced=False)


def test_the_cover_hides_the_page_there_too(old: Page, site: str) -> None:
    old.goto(f"{site}/comfort/")
    old.evaluate("document.documentElement.classList.add('is-covered')")
    expect(old.locator("h1").first).to_be_hidden()
    expect(old.locator(".exit-bar").get_by_role("button", name=LEAVE)).to_be_visible()


def test_without_those_rules_the_bar_scrolls_away(page: Page, site: str) -> None:
    """The control."""
    page.route(served("css/all.css"), lambda route: route.abort())
    page.goto(f"{site}/safety/")
    page.evaluate("window.scrollTo(0, 2000)")
    button = page.locator(".exit-bar").get_by_role("button", name=LEAVE)
    expect(button).not_to_be_in_viewport()


def test_a_browser_of_today_sees_nothing_of_them(page: Page, site: str) -> None:
    page.goto(site)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "none"
