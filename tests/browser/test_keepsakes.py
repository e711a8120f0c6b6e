"""Keepsakes in a real browser: what was erased elsewhere meanwhile is said, and nothing is lost."""

from django.test import Client
from playwright.sync_api import Locator, Page, expect

from skills_app.templatetags.assets import pinned
from tests.browser.ways import place

CHANGED = "Marmalade at four, and then the long way home"


def kept(client: Client) -> str:
    """A plan that is kept; answers its address."""
    answer = client.post("/keep/new/", {"sort": "plan", "text": "Marmalade at four"})
    assert answer.status_code == 303
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


def change(page: Page, site: str, plan: str) -> Locator:
    """The plan's editor, reached as a reader does; answers its field for words."""
    page.goto(f"{site}{plan}")
    page.get_by_role("link", name="Change it").click()
    words = page.locator("[data-draft] textarea").first
    expect(words).to_be_visible()
    expect(page.locator(f"head script[src='{pinned('js/typed.js')[0]}']")).to_have_count(1)
    return words


def a_moment_and_back(page: Page, plan: str) -> None:
    page.get_by_role("link", name="I need a moment").first.click()
    expect(page.locator("main .step__where")).to_have_text("Right now")
    place(page, "Mine").click()
    page.locator("main a[href='/keep/']").first.click()
    page.locator(f"main a[href='{plan}']").click()
    page.get_by_role("link", name="Change it").click()


def test_words_typed_into_a_plan_are_there_again_after_a_moment_elsewhere(
    alices_page: Page, site: str, alice_with_space: Client
) -> None:
    plan = kept(alice_with_space)
    words = change(alices_page, site, plan)
    words.fill(CHANGED)
    a_moment_and_back(alices_page, plan)
    expect(words).to_have_value(CHANGED)
    alices_page.get_by_role("button", name="Keep it").click()
    expect(alices_page.locator("article")).to_contain_text(CHANGED)
    alices_page.get_by_role("link", name="Change it").click()
    words.fill("Something else")
    alices_page.get_by_role("link", name="Back without keeping").click()
    alices_page.get_by_role("link", name="Change it").click()
    expect(words).to_have_value(CHANGED)


def test_words_that_come_back_never_take_the_place_of_newer_ones(
    alices_page: Page, site: str, alice_with_space: Client
) -> None:
    plan = kept(alice_with_space)
    words = change(alices_page, site, plan)
    words.fill(CHANGED)
    newer = {"sort": "plan", "text": "Tea at five", "version": "1"}
    alice_with_space.post(f"{plan}change/", newer)
    a_moment_and_back(alices_page, plan)
    expect(words).to_have_value(CHANGED)
    alices_page.get_by_role("button", name="Keep it").click()
    expect(alices_page.get_by_text("Both are here. Nothing is lost.")).to_be_visible()
    expect(alices_page.get_by_text("Tea at five")).to_be_visible()
    expect(words).to_have_value(CHANGED)
    alices_page.get_by_role("button", name="Keep both").click()
    expect(alices_page.locator("article")).to_contain_text(CHANGED)
    assert "Tea at five" in alice_with_space.get(plan).text


def test_erasing_what_is_gone_already_says_so(
    alices_page: Page, site: str, alice_with_space: Client
) -> None:
    plan = kept(alice_with_space)
    alices_page.goto(f"{site}{plan}")
    alice_with_space.post(f"{plan}erase/")
    alices_page.get_by_role("button", name="Erase it").click()
    expect(alices_page.locator("h1")).to_have_text("There is nothing here")
