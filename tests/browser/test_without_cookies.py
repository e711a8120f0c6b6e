"""A browser that keeps no cookies: every tool, step, list and card works, and so does leaving."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.serving import Elsewhere
from tests.browser.ways import way_to

BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
REFUSED = "This form could not be taken"
MOST_STEPS = 40


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "no scripts"])
def blocking(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    playwright: Playwright,
    whole_browser: dict[str, Any],
) -> Iterator[BrowserContext]:
    """Chromium with cookies blocked in its settings, as a person blocks them.

    One for all tests here: without cookies nothing of one is there in the next, and each says so.
    """
    folder = tmp_path_factory.mktemp("profile") / "Default"
    folder.mkdir(parents=True)
    (folder / "Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        folder.parent,
        **whole_browser,
        java_script_enabled=request.param,
        viewport={"width": 360, "height": 740},
    )
    yield context
    context.close()


@pytest.fixture
def page_without(blocking: BrowserContext, site: str) -> Iterator[Page]:
    page = blocking.new_page()
    page.goto(site)
    yield page
    assert blocking.cookies() == [], "the browser of this test keeps cookies"
    page.close()


def where(page: Page) -> str:
    return f"{page.locator('.step__where').inner_text()} / {page.locator('h1').inner_text()}"


def move(page: Page, name: str) -> None:
    """One press on a step, until the page that answers it is there."""
    before = page.locator("main").inner_text()
    page.locator(f'main [name="move"][value="{name}"]').first.click()
    expect(page.locator("main")).not_to_have_text(before, use_inner_text=True)
    expect(page.get_by_text(REFUSED)).to_have_count(0)


def to_the_end(page: Page, by: str) -> list[str]:
    seen = [where(page)]
    while page.get_by_role("heading", name="That is all of it").count() == 0:
        assert len(seen) < MOST_STEPS, seen
        move(page, by)
        seen.append(where(page))
    return seen


def go(page: Page, name: str) -> None:
    way_to(page, name).click()


def test_i_need_a_moment_goes_all_the_way(page_without: Page) -> None:
    page = page_without
    page.get_by_role("link", name="I need a moment").click()
    expect(page.locator(".step__where")).to_be_visible()
    seen = to_the_end(page, "skip")
    assert len(set(seen)) == len(seen) > 3
    expect(page.locator("[data-unkept]")).to_contain_text("no cookie")


def test_a_module_goes_on_and_back_and_leaves_and_its_rhythm_counts(page_without: Page) -> None:
    page = page_without
    go(page, "Skills")
    page.locator("main").get_by_role("link", name=re.compile("breath", re.I)).first.click()
    expect(page.locator(".step__where")).to_be_visible()
    first = where(page)
    while page.locator('[value="in_more"]').count() == 0:
        move(page, "skip")
    step = where(page)
    assert step != first
    shown = page.locator('[data-shows="out"]')
    begins = float(shown.inner_text())
    for press in (1, 2):
        page.locator('[value="out_more"]').click()
        expect(shown).to_have_text(re.compile(f"^{begins + press / 2:g}$"))
    assert where(page) == step, "a press on the rhythm leads nowhere"
    expect(page.get_by_text(re.compile("could not be kept|no cookie")).first).to_be_visible()
    move(page, "skip")
    move(page, "back")
    assert where(page) == step
    move(page, "leave")
    expect(page.get_by_role("heading", name="You’re here")).to_be_visible()
    expect(page.get_by_text("Your place is kept")).to_have_count(0)


def test_the_shelf_finds_and_picks(page_without: Page) -> None:
    page = page_without
    page.goto(page.url + "tools/")
    page.get_by_role("button", name="Pick one for me").click()
    expect(page.get_by_text(REFUSED)).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("another", re.I)).first).to_be_visible()
    page.get_by_role("button", name=re.compile("another", re.I)).first.click()
    expect(page.get_by_role("button", name=re.compile("another", re.I)).first).to_be_visible()
    page.goto(page.url.split("/tools")[0] + "/tools/")
    page.locator("details:has([name=minutes]) > summary").click()
    page.locator("main form:has([name=minutes]) button").click()
    expect(page.get_by_text(REFUSED)).to_have_count(0)
    expect(page.locator("main li a").first).to_be_visible()


def test_people_are_found_by_country_and_the_card_is_drawn(page_without: Page) -> None:
    page = page_without
    go(page, "People")
    page.get_by_text("Show only some").click()
    country = page.locator("[name=country] option").nth(2).get_attribute("value") or ""
    page.locator("[name=country]").select_option(country)
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("heading", name="Lines that fit")).to_be_visible()
    expect(page.locator("summary", has_text=country).first).to_be_visible()
    for address in ("care", "rights", "groups", "first-call"):
        go(page, "People")
        page.locator(f'main a[href="/people/{address}/"]').first.click()
        expect(page.locator("h1")).not_to_have_text("People to talk to")
    go(page, "People")
    page.locator('main a[href="/people/card/"]').first.click()
    page.locator("[name=lines]").first.check()
    page.locator("main form button").first.click()
    expect(page.get_by_text(REFUSED)).to_have_count(0)
    expect(page.get_by_role("button", name="Change the card")).to_be_visible()


def test_words_are_put_together(page_without: Page) -> None:
    page = page_without
    go(page, "Things to say")
    page.locator("[name=gate]").first.check()
    page.locator("main form button").first.click()
    expect(page.locator("[name=situation]")).to_be_visible()
    page.locator("[name=situation]").select_option(index=1)
    page.locator("[name=relationship]").select_option(index=1)
    page.locator('main [name="move"][value="compose"]').click()
    expect(page.locator("[name=text]")).not_to_be_empty()


def test_a_choice_counts_on_the_page_and_says_that_it_is_not_kept(page_without: Page) -> None:
    page = page_without
    go(page, "Settings")
    said = page.locator("[data-needs-cookies]").first
    expect(said).to_contain_text("needs a cookie")  # before any press
    page.get_by_text("How it looks").click()
    dark = page.locator("[name=look][value=dark]")
    dark.check()
    save = page.get_by_role("button", name="Save how it looks")
    if save.is_visible():
        save.click()
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    expect(page.get_by_text(re.compile("could not be kept|no cookie")).first).to_be_visible()
    expect(page.get_by_text("Kept.", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Undo the last change")).to_have_count(0)
    page.get_by_role("button", name="Gentlest").click()
    expect(page.get_by_text(re.compile("no cookie")).first).to_be_visible()
    expect(page.get_by_text("Kept. It counts")).to_have_count(0)


def test_the_cover_goes_on_and_off(page_without: Page) -> None:
    page = page_without
    page.get_by_role("button", name="Cover this page").first.click()
    expect(page.locator("[data-sheet]")).to_be_visible()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("main[data-sheet], [data-sheet]:visible")).to_have_count(0)


def test_signing_in_says_that_it_needs_a_cookie(page_without: Page) -> None:
    page = page_without
    for path in ("account/new/", "account/recover/"):
        page.goto(page.url.split("/account")[0].rstrip("/") + f"/{path}")
        expect(page.locator("[data-needs-cookies]")).to_contain_text("needs a cookie")
        expect(page.locator("[data-needs-cookies]")).to_be_visible()
    go(page, "Account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator("[data-needs-cookies]")).to_be_visible()  # before the press
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill("a long enough sign-in password")
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("this page needs one")
    page.get_by_role("link", name="I need a moment").last.click()
    expect(page.locator(".step__where")).to_be_visible()
    move(page, "skip")


def test_leaving_leaves(page_without: Page, neutral: Elsewhere) -> None:
    page = page_without
    page.get_by_role("link", name="I need a moment").click()
    move(page, "skip")
    page.get_by_role("button", name="Leave this site").first.click()
    page.wait_for_url(neutral.url)
