"""For eyes, keys and small windows: what is chosen shows, headings are seen, places are kept."""

import json
import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from skills_app.account.models import User
from skills_app.vault.unlocking.opening import make_space
from tests.browser.arriving import at_rest
from tests.browser.test_address_bar import choose_ordinary, go
from tests.browser.test_covering import cover, go_on
from tests.browser.test_pacer_by_the_clock import press
from tests.browser.ways import place
from tests.people import PASSPHRASE, PASSWORD

UNDER_THE_BAR = """() => {
  const heading = document.querySelector('h1').getBoundingClientRect();
  return document.querySelector('.exit-bar').getBoundingClientRect().bottom - heading.top;
}"""


def test_the_shape_of_a_page_that_is_chosen_can_be_told_without_colours(
    alices_page: Page, site: str
) -> None:
    alices_page.emulate_media(forced_colors="active")
    alices_page.goto(f"{site}/write/new/")
    alices_page.get_by_label("Your words").fill("The heron")
    alices_page.get_by_role("button", name="A list").click()
    alices_page.locator("summary", has_text="Another shape").click()
    mark = "button => getComputedStyle(button, '::before').content"
    expect(alices_page.locator(".editor button[aria-pressed]")).to_have_count(4)
    for button in alices_page.locator(".editor button[aria-pressed]").all():
        chosen = button.get_attribute("aria-pressed") == "true"
        assert ("✓" in button.evaluate(mark)) is chosen


def test_a_page_that_is_still_gliding_does_not_carry_the_next_heading_under_the_bar(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/safety/")
    place(page, "Skills").focus()
    page.evaluate("scrollTo(0, 300)")
    page.keyboard.press("Space")  # a window further, gently
    page.wait_for_function("() => scrollY > 300")  # on its way
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Skills")
    at_rest(page)
    assert page.evaluate(UNDER_THE_BAR) <= 0
    page.mouse.wheel(0, 400)  # what the reader does counts at once
    page.wait_for_function("() => scrollY > 0")
    at_rest(page)
    assert page.evaluate("scrollY") > 0


@pytest.mark.parametrize(("width", "height"), [(320, 480), (320, 568), (360, 640), (640, 300)])
def test_large_text_in_a_small_window_leaves_of_the_bar_the_way_out(
    page: Page, site: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}/safety/")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    at_rest(page)
    for part in (".exit-bar__moment", ".exit-bar__cover button"):
        expect(page.locator(part)).to_be_in_viewport()
    page.evaluate("scrollTo(0, 1200)")
    at_rest(page)
    bar = page.locator(".exit-bar").bounding_box()
    leave = page.locator(".exit-bar__button").bounding_box()
    assert bar is not None
    assert leave is not None
    assert leave["y"] >= 0
    assert bar["y"] + bar["height"] <= height * 0.27
    # By key, the rest of it comes back into sight.
    page.locator(".exit-bar__moment").focus()
    expect(page.locator(".exit-bar__moment")).to_be_in_viewport(ratio=1)


def test_what_is_kept_is_printed_alone(
    alices_page: Page, alice_with_space: Client, site: str
) -> None:
    kept = {"sort": "script", "of": "words", "title": "For Sunday", "text": "Not today."}
    address = alice_with_space.post("/keep/new/", kept)["Location"]
    entry = alice_with_space.post("/write/new/", {"text": "The heron stood.", "tags": "river"})
    for path, said in ((address, "For Sunday Not today."), (entry["Location"], "The heron stood.")):
        alices_page.goto(site + path)
        alices_page.emulate_media(media="print")
        printed = " ".join(alices_page.locator("body").inner_text().split())
        assert printed.endswith(said), printed
        assert "Back to" not in printed
        assert "Tags" not in printed
        assert "river" not in printed
        alices_page.emulate_media(media="screen")


def test_a_card_is_printed_without_the_page_around_it(page: Page, site: str) -> None:
    page.goto(f"{site}/people/card/")
    page.locator("main .choice").first.click()
    line = page.locator("main .choice").first.inner_text()
    heading = "Show it as a card"
    press(page, heading)
    expect(page.locator(".script--card")).to_be_visible()
    title = page.locator("h1").inner_text()
    page.emulate_media(media="print")
    printed = [one.strip() for one in page.locator("body").inner_text().splitlines() if one.strip()]
    assert printed == [title, line]


def test_a_browser_that_can_not_print_says_so_kindly(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site}/people/card/")
    page.locator("main .choice").first.click()
    press(page, "Show it as a card")
    page.evaluate("delete window.print; window.print = undefined")
    press(page, "Print it")
    expect(page.locator("[data-status]")).to_contain_text("Printing does not work here")
    assert said == []


def test_after_the_cover_one_is_where_one_was(page: Page, site: str) -> None:
    page.goto(f"{site}/safety/")
    link = page.locator("main a").last
    link.focus()
    # By key: backwards past the places, to “Cover”.
    page.locator(".places a").first.focus()
    page.locator(".exit-bar__cover button").focus()
    cover(page)
    go_on(page)
    expect(link).to_be_focused()


def test_after_the_cover_a_reader_without_a_focus_goes_on_at_what_is_in_view(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/safety/")
    page.evaluate("scrollTo(0, 900)")
    before = page.evaluate("scrollY")
    # The driver's own press would scroll the bar out of the padding that keeps things off it.
    page.locator(".exit-bar__cover button").evaluate("button => button.click()")
    expect(page.locator("[data-sheet]")).to_be_visible()
    go_on(page)
    expect(page.locator("[data-sheet]")).to_have_count(0)
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.activeElement.closest('#page') !== null")
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom > 0")


def test_a_wrong_passphrase_under_the_cover_is_said_of_its_field(
    alices_page: Page, site: str
) -> None:
    alices_page.goto(f"{site}/write/")
    cover(alices_page)
    alices_page.get_by_role("button", name="Go on", exact=True).click()
    field = alices_page.get_by_label("Passphrase")
    expect(field).to_be_visible()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    field.fill("not the one at all")
    alices_page.get_by_role("button", name="Go on", exact=True).click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(r"\w+"))


def test_the_links_to_all_pages_say_where_one_is(page: Page, site: str) -> None:
    page.goto(site)
    here = page.locator(".places [aria-current]")
    expect(here).to_have_text("Home")
    expect(here).to_have_attribute("aria-current", "page")
    go(page, "Skills")
    expect(here).to_have_text("Skills")
    expect(here).to_have_attribute("aria-current", "page")
    page.locator("main .shelf[open] .rows a").first.click()
    expect(here).to_have_attribute("aria-current", "true")
    expect(here).to_have_text("Skills")
    page.goto(f"{site}/no/such/page/")
    expect(here).to_have_count(0)


def test_going_back_finds_what_was_unfolded_and_where_one_stood(page: Page, site: str) -> None:
    page.goto(site)
    choose_ordinary(page)
    go(page, "Leaving and safety")
    folds = page.locator("main details")
    if not folds.count():
        go(page, "Settings")
    folds.last.locator("summary").first.click()
    link = place(page, "Skills")
    stood = page.evaluate("scrollY")
    states = page.evaluate("[...document.querySelectorAll('main details')].map(one => one.open)")
    assert True in states
    assert stood > 0
    link.evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("Skills")
    page.go_back()
    expect(folds.last).to_have_attribute("open", "")
    expect(page.locator("h1")).not_to_have_text("Skills")
    again = "[...document.querySelectorAll('main details')].map(one => one.open)"
    assert page.evaluate(again) == states
    page.wait_for_function("stood => Math.abs(scrollY - stood) < 3", arg=stood)


def test_a_space_says_before_it_locks_and_one_press_keeps_it_open(
    alices_page: Page, site: str
) -> None:
    alices_page.clock.install()
    told = {"left": 900, "more": True}
    posted: list[str] = []

    def answer(route: Route) -> None:
        request = route.request
        if request.method == "POST":
            posted.append(request.post_data or "")
            told["left"] = 900
        body = json.dumps({**told, "token": "a-token"})
        route.fulfill(body=body, content_type="application/json")

    alices_page.route("**/space/time/", answer)
    alices_page.goto(f"{site}/write/new/")
    said = alices_page.locator("[data-lock-said]")
    stay = alices_page.get_by_role("button", name="Keep it open")
    expect(said).to_have_attribute("role", "status")
    with alices_page.expect_response("**/space/time/"):
        alices_page.clock.run_for(3_000)
    alices_page.evaluate("fetch('/robots.txt').then(later => later.text())")
    alices_page.clock.run_for(700_000)
    expect(said).to_be_empty()
    told["left"] = 55
    alices_page.clock.run_for(140_000)
    expect(said).to_contain_text("locks itself in less than a minute")
    stay.click()
    expect(said).to_contain_text("stays open")
    expect(stay).to_be_hidden()
    assert len(posted) == 1
    assert "a-token" in posted[0]
    alices_page.clock.run_for(6_000)
    expect(said).to_be_empty()


def test_a_guest_is_not_told_of_locks(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/now/")
    expect(page.locator("[data-lock-soon]")).to_have_count(0)
    assert [one for one in asked if "space/time" in one] == []


def test_without_scripts_the_time_is_said_where_the_space_is_opened(
    browser: Browser, site: str
) -> None:
    make_space(User.objects.create_user("alice", PASSWORD), PASSPHRASE)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").last.click()
    page.goto(f"{site}/space/")
    expect(page.get_by_text("locks itself again after 15 minutes")).to_be_visible()
    context.close()
