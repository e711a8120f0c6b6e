"""Keepsakes in a real browser: what was erased elsewhere meanwhile is said, and nothing is lost."""

from django.test import Client
from playwright.sync_api import Page, expect

CHANGED = "Marmalade at four, and then the long way home"


def kept(client: Client) -> str:
    """A plan that is kept; answers its address."""
    answer = client.post("/keep/new/", {"sort": "plan", "text": "Marmalade at four"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_words_for_what_was_erased_elsewhere_become_something_new(
    alices_page: Page, site: str, alice_with_space: Client
) -> None:
    plan = kept(alice_with_space)
    alices_page.goto(f"{site}{plan}change/")
    alice_with_space.post(f"{plan}erase/")
    words = alices_page.locator("[data-draft] textarea").first
    words.fill(CHANGED)
    keep = alices_page.get_by_role("button", name="Keep it")
    keep.click()
    expect(alices_page.get_by_text("What you were changing is not here any more.")).to_be_visible()
    expect(words).to_have_value(CHANGED)
    keep.click()
    expect(alices_page.locator("article")).to_contain_text(CHANGED)


def test_erasing_what_is_gone_already_says_so(
    alices_page: Page, site: str, alice_with_space: Client
) -> None:
    plan = kept(alice_with_space)
    alices_page.goto(f"{site}{plan}")
    alice_with_space.post(f"{plan}erase/")
    alices_page.get_by_role("button", name="Erase it").click()
    expect(alices_page.locator("h1")).to_have_text("There is nothing here")
