"""Draws what every page looks like: make screenshots. No test; it is asked for by its name.

Contact sheets go to docs/screens, one for each width and look, and so do the README's six. Each
page by itself goes to the folder named by SCREENS, to be looked at closely.
"""

import base64
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.arriving import at_rest, scripts_there
from tests.browser.test_every_page import GUEST_PAGES, Seen
from tests.browser.writing import cookies_for
from tests.exits.test_headers import ADDRESSES, addresses_with_ids

SHEETS = Path(__file__).resolve().parents[2] / "docs" / "screens"
WINDOWS = {360: 740, 1280: 800}
LOOKS = ("light", "dark")
TALLEST = 2.2  # windows; what is further down is much the same
THUMB = {360: 180, 1280: 340}
A_ROW = {360: 12, 1280: 6}
# For the README: (file, who, address, window, look).
SIX = (
    ("front", "guest", "/", 360, "light"),
    ("state", "guest", "/tools/up/", 360, "light"),
    ("breathe", "guest", "/tools/t03/", 360, "light"),
    ("skills", "guest", "/skills/", 360, "light"),
    ("write", "member", "/write/new/", 360, "light"),
    ("people", "guest", "/people/", 360, "dark"),
)


@dataclass(frozen=True)
class Screen:
    who: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.who} {self.path}"

    @property
    def file(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-") + ".jpg"


def screens(guest: Client, member: Client) -> Iterator[Screen]:
    """Every page that is another to the eye, as a guest meets it and as a member does."""
    seen = Seen()
    for path in GUEST_PAGES:
        if is_new(guest, path, seen):
            yield Screen("guest", path)
    for path in [*ADDRESSES, *addresses_with_ids(member)]:
        if is_new(member, path, seen):
            yield Screen("member", path)


def is_new(reader: Client, path: str, seen: Seen) -> bool:
    answer = reader.get(path)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return is_page and answer.status_code != 303 and seen.add(path, answer.content.decode())


def taken(page: Page, url: str, width: int) -> bytes:
    page.goto(url)
    scripts_there(page)
    at_rest(page)
    whole = page.evaluate("document.documentElement.scrollHeight")
    height = min(max(whole, WINDOWS[width]), int(WINDOWS[width] * TALLEST))
    page.set_viewport_size({"width": width, "height": height})
    picture = page.screenshot(type="jpeg", quality=72)
    page.set_viewport_size({"width": width, "height": WINDOWS[width]})
    return picture


def sheet(browser: Browser, pictures: list[tuple[str, bytes]], width: int, look: str) -> bytes:
    """All of them beside one another, each with its name."""
    thumb = THUMB[width]
    figures = "".join(
        f'<figure><img alt="" src="data:image/jpeg;base64,{base64.b64encode(one).decode()}">'
        f"<figcaption>{escape(name)}</figcaption></figure>"
        for name, one in pictures
    )
    style = (
        f"body{{margin:16px;background:{'#333' if look == 'dark' else '#ccc'};"
        f"display:grid;grid-template-columns:repeat({A_ROW[width]},{thumb}px);gap:16px;"
        "align-items:start;font:12px sans-serif}figure{margin:0}img{width:100%;display:block}"
        "figcaption{padding:4px 0;background:#fff;overflow-wrap:anywhere}"
    )
    page = browser.new_page(viewport={"width": A_ROW[width] * (thumb + 16) + 16, "height": 600})
    page.set_content(f"<style>{style}</style>{figures}")
    picture = page.screenshot(type="jpeg", quality=70, full_page=True)
    page.close()
    return picture


def contexts(
    browser: Browser, site: str, member: Client, width: int, look: str
) -> dict[str, BrowserContext]:
    made = {
        who: browser.new_context(
            viewport={"width": width, "height": WINDOWS[width]},
            color_scheme=look,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        for who in ("guest", "member")
    }
    made["member"].add_cookies(cookies_for(site, member))
    return made


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", sorted(WINDOWS))
def test_the_sheet(
    browser: Browser, site: str, guest: Client, alice_with_space: Client, width: int, look: str
) -> None:
    singles = Path(os.environ.get("SCREENS", "var/screens"), f"{width}-{look}")
    singles.mkdir(parents=True, exist_ok=True)
    SHEETS.mkdir(parents=True, exist_ok=True)
    here = contexts(browser, site, alice_with_space, width, look)
    pages = {who: context.new_page() for who, context in here.items()}
    pictures = []
    for screen in screens(guest, alice_with_space):
        picture = taken(pages[screen.who], site + screen.path, width)
        (singles / screen.file).write_bytes(picture)
        pictures.append((screen.name, picture))
    (SHEETS / f"sheet-{width}-{look}.jpg").write_bytes(sheet(browser, pictures, width, look))
    for file, who, path, *seen in SIX:
        if seen == [width, look]:
            pages[who].goto(site + path)
            at_rest(pages[who])
            if file == "breathe":
                pages[who].get_by_role("button", name="Start", exact=True).click()
                expect(pages[who].locator("[data-count]")).to_have_text("2")
            pages[who].screenshot(path=SHEETS / f"{file}.png")
    for context in here.values():
        context.close()
