"""Quiet and ordinary address bars, and trying to leave, in a real browser."""

from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.folding import unfold
from tests.browser.serving import Elsewhere
from tests.browser.test_covering import HIDE, cover, go_on
from tests.browser.ways import way_to
from tests.browser.writing import nothing_is_stored, wait_until


def go(page: Page, name: str) -> None:
    way_to(page, name).click()
    expect(page.locator("h1")).to_be_focused()


def rows(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getNavigationHistory")["entries"]
    return [f"{entry['url'].split('/', 3)[-1]} {entry['title']}" for entry in found]


def choose_ordinary(page: Page) -> None:
    go(page, "Settings")
    unfold(page)
    page.get_by_label("Ordinary: each page").check()
    expect(page.locator("#now-address")).to_contain_text("Settings · Steady")


def test_ordinary_gives_each_page_its_address_and_title_and_keeps_no_copies(
    page: Page, site: str
) -> None:
    page.goto(site)
    choose_ordinary(page)
    go(page, "Skills")
    expect(page).to_have_url(f"{site}/skills/")
    expect(page).to_have_title("Skills · Steady")
    go(page, "People")
    expect(page).to_have_title("People to talk to · Steady")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Skills")).to_be_visible()
    expect(page).to_have_url(f"{site}/skills/")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Skills")).to_be_visible()
    nothing_is_stored(page)


def test_quiet_adds_nothing_and_can_be_chosen_again(page: Page, site: str) -> None:
    page.goto(site)
    go(page, "Skills")
    assert rows(page)[-1:] == [" Steady"]
    choose_ordinary(page)
    page.get_by_label("Quiet: it stays").check()
    expect(page.locator("#now-address")).to_contain_text("every page is called")
    go(page, "Skills")
    expect(page).to_have_title("Steady")
    assert page.url == f"{site}/"
    assert [row for row in rows(page) if "skills" in row] == []


def test_a_name_in_the_title_goes_with_the_page_when_it_is_covered_or_left(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    choose_ordinary(page)
    page.get_by_label("Go blank while I look at something else").check()
    expect(page.locator("#now-cover")).to_contain_text("Kept.")
    go(page, "Skills")
    expect(page).to_have_title("Skills · Steady")
    page.evaluate(HIDE, "hidden")
    expect(page).to_have_title("Steady")
    page.evaluate(HIDE, "visible")
    expect(page).to_have_title("Skills · Steady")
    cover(page)
    expect(page).to_have_title("Steady")
    page.evaluate(HIDE, "hidden")
    page.evaluate(HIDE, "visible")
    expect(page).to_have_title("Steady")
    go_on(page)
    expect(page).to_have_title("Skills · Steady")
    left = """() => {
      document.querySelector('.exit-bar__leave').requestSubmit();
      return document.title + document.body.innerText;
    }"""
    assert page.evaluate(left) == "Steady"


def test_an_answer_to_a_form_is_no_address_to_reload(page: Page, site: str) -> None:
    page.goto(site)
    choose_ordinary(page)
    go(page, "Things to say")
    page.get_by_label("No, I don't think so").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1, name="Build a script")).to_be_visible()
    expect(page).to_have_url(f"{site}/words/")


def test_trying_to_leave_goes_where_leaving_goes_and_is_explained_on_coming_back(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    page.get_by_role("link", name="Try leaving once").click()
    # By key: a new page is held at its top for a moment, against a window that still glides.
    page.get_by_role("button", name="Try it now").press("Enter", no_wait_after=True)
    page.wait_for_url(neutral.url)
    # A page that has gone on is not always told of the beacon's answer; its note says it came.
    left = [settings.TRIED_COOKIE_NAME]
    wait_until(page, lambda: [each["name"] for each in page.context.cookies(site)] == left)
    page.goto(site)
    expect(page.get_by_text("You tried leaving.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You tried leaving.")).to_have_count(0)
