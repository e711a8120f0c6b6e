"""The whole path with scripts switched off: tool, module, sign up, space, write, read, leave."""

import re

from playwright.sync_api import BrowserContext, expect

from skills_app.vault.models import StoredSession, Unlock
from tests.browser.joining import join_and_make_space
from tests.browser.serving import Elsewhere
from tests.browser.ways import place

WORDS = "A plain page, and it works."


def test_the_whole_path_works_without_scripts(
    quiet_context: BrowserContext, site: str, neutral: Elsewhere
) -> None:
    page = quiet_context.new_page()
    page.goto(site)
    # A tool, in one tap: the breathing one, as plain instructions.
    page.locator("main").get_by_text(re.compile("breathe", re.I)).first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text(re.compile("breathe in", re.I)).first).to_be_visible()

    # A module, a few steps on and back.
    place(page, "Skills").click()
    page.get_by_role("link", name="Grounding toolkit").click()
    first = page.locator("h1").inner_text()
    page.get_by_role("button", name=re.compile("skip", re.I)).first.click()
    expect(page.locator("h1")).not_to_have_text(first)
    page.get_by_role("button", name=re.compile("^back", re.I)).first.click()
    expect(page.locator("h1")).to_have_text(first)

    # An account and a space.
    place(page, "Mine").click()
    page.get_by_role("link", name="Make an account").click()
    join_and_make_space(page, "Alice without scripts")
    page.get_by_role("link", name="Not now").last.click()

    # Write, read.
    place(page, "Mine").click()
    page.locator("main").get_by_role("link", name="My pages", exact=True).click()
    page.get_by_role("link", name="Write something").click()
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    place(page, "Mine").click()
    page.locator("main").get_by_role("link", name="My pages", exact=True).click()
    expect(page.get_by_text(WORDS)).to_be_visible()

    # Leave: it is the first thing that the keyboard reaches.
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Leave this site").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(neutral.url)
    assert not Unlock.objects.exists()
    assert not StoredSession.objects.exists()
    assert quiet_context.cookies(site) == []
