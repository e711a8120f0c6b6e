"""A guest writes, and keeps it in three presses: nothing is sent before, no word is lost."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.ways import place
from tests.browser.writing import box, nothing_is_stored, status
from tests.people import PASSWORD

WORDS = "  The heron stood 🪶\n\n<b>all</b> “morning” & more"
NAME = "Rowan of the water"


def keep_as_guest(page: Page) -> None:
    """Keep → Go on → Use these words."""
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_label("Name")).to_be_focused()
    expect(box(page)).to_have_value(WORDS)
    expect(box(page)).to_be_in_viewport()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".passphrase")).to_be_focused()
    expect(box(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Use these words").click()
    expect(page.get_by_text("Kept. Only you can open it.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_writes_and_keeps_it_in_three_presses(
    context: BrowserContext, quiet_context: BrowserContext, site: str, scripts: bool
) -> None:
    page = (context if scripts else quiet_context).new_page()
    page.goto(f"{site}/write/new/")
    box(page).fill(WORDS)
    keep_as_guest(page)
    expect(page.locator(".writing")).to_contain_text("The heron stood")
    page.get_by_role("link", name="Change it").click()
    expect(box(page)).to_have_value(WORDS)


def test_nothing_a_guest_types_is_sent_before_keep_is_pressed(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}/write/new/")
    expect(page.locator("[data-site-day]")).to_be_hidden()  # its script is there
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    box(page).press_sequentially("The heron")
    page.clock.run_for(60_000)
    place(page, "Skills").click()
    expect(status(page)).to_contain_text("Your words are on this page only.")
    expect(status(page)).to_contain_text("press once more to go on without them")
    expect(box(page)).to_have_value("The heron")
    nothing_is_stored(page)
    place(page, "Skills").click()
    expect(page.get_by_role("heading", name="Skills", exact=True)).to_be_visible()
    assert not [one for one in sent if "heron" in one]


def test_keep_stays_in_sight_at_every_scroll(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site}/write/new/")
    keep = page.get_by_role("button", name="Keep it")
    leave = page.get_by_role("button", name="Leave this site").first
    box(page).fill("A line.\n" * 80)
    for share in (0, 0.5, 1):
        page.evaluate("share => scrollTo(0, share * document.body.scrollHeight)", share)
        expect(keep).to_be_in_viewport(ratio=1)
        above, below = leave.bounding_box(), keep.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"]
    assert page.evaluate("getComputedStyle(document.querySelector('.places')).position") == "static"
