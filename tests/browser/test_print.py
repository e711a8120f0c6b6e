"""What is printed says nothing of where it came from."""

import re
import zlib
from base64 import b64decode
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, expect

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)


def printed(page: Page, *, with_header: bool) -> list[bytes]:
    """What is drawn on each sheet, as the browser would hand it to a printer."""
    session = page.context.new_cdp_session(page)
    asked: dict[str, Any] = {"displayHeaderFooter": with_header}
    answer = session.send("Page.printToPDF", asked)
    drawn = []
    for packed in STREAM.findall(b64decode(answer["data"])):
        with suppress(zlib.error):
            drawn.append(zlib.decompress(packed))
    return [one for one in drawn if b" Tf" in one]


@pytest.mark.parametrize("path", ["/safety/", "/tools/t03/"])
def test_the_browser_prints_no_title_and_no_address_around_the_page(
    page: Page, site: str, path: str
) -> None:
    page.goto(site + path)

    assert printed(page, with_header=True) == printed(page, with_header=False)

    # The control: on a page without our styles it prints them.
    page.evaluate("document.querySelector('link[rel=stylesheet]').remove()")
    assert printed(page, with_header=True) != printed(page, with_header=False)


def test_a_card_to_hand_over_is_printed_without_what_is_said_beside_it(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/people/card/")
    page.locator("main .choice").first.click()
    page.get_by_role("button", name="Show it as a card").click()
    beside = page.get_by_text("gone when you leave")
    expect(beside).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".script--card li")).to_be_visible()
    expect(beside).to_be_hidden()


@pytest.mark.parametrize("path", ["/safety/", "/tools/t03/", "/no/such/page/"])
def test_the_printed_page_does_not_name_the_site(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.emulate_media(media="print")
    assert "Steady" not in page.locator("body").inner_text()
    expect(page.locator("main")).to_be_visible()
    expect(page.locator(".exit-bar")).to_be_hidden()
