"""Each script held back, and each missing: what the page promises is true from its first byte.

A press that comes before htmx is held, so that no page of this site is behind the Back button;
should htmx not come, pages replace each other. The script that does some work shows its own
controls, and one that is missing is told of.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from skills_app.account.models import User
from skills_app.content import library
from tests.browser.arriving import scripts_there
from tests.browser.leaving import back_list, leave, press_shift, said, status
from tests.browser.serving import Elsewhere, served
from tests.browser.ways import place, way_to
from tests.browser.writing import box, kept_drafts, wait_until
from tests.browser.writing import status as kept_status

HTMX = "django_htmx/htmx-2.min.js"
FRAME = ["js/page.js", HTMX]
MISSING = "A part of this page did not arrive"


def ours(page: Page, site: str) -> list[str]:
    return [url for url in back_list(page) if url.startswith(site)]


def hold_back(page: Page, script: str) -> list[Route]:
    held: list[Route] = []
    page.route(served(script), lambda route: held.append(route))
    return held


def lose(page: Page, *scripts: str) -> None:
    for script in scripts:
        page.route(served(script), lambda route: route.fulfill(status=404, body=""))


def arrive(page: Page, address: str) -> None:
    """On the page, its way out ready; whatever is held back is still on its way."""
    with page.expect_response(served("js/exit.js")):
        page.goto(address, wait_until="commit")
    expect(page.locator("html[data-exits]")).to_be_attached()
    expect(page.locator(".places")).to_be_attached()


def link(page: Page, name: str = "Skills") -> None:
    """By key, and not followed by the driver, which would wait for a page to come.

    It would not look where a click went, either: a new page is held at its top for a moment, so
    that what was scrolled to is gone again.
    """
    one = way_to(page, name)
    one.press("Enter", no_wait_after=True)


@pytest.mark.parametrize("script", FRAME)
def test_a_link_pressed_before_a_script_has_come_waits_for_it(
    page: Page, site: str, neutral: Elsewhere, script: str
) -> None:
    held = hold_back(page, script)
    arrive(page, site)
    link(page)
    status(page).to_have_text("One moment. This page is still arriving.")
    wait_until(page, lambda: bool(held))
    held[0].continue_()
    expect(page.locator("h1")).to_have_text("Skills")
    assert page.url == f"{site}/"
    assert said(page) == ""
    leave(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


@pytest.mark.parametrize("script", FRAME)
def test_a_link_whose_script_hangs_is_followed_in_place_after_five_seconds(
    page: Page, site: str, neutral: Elsewhere, script: str
) -> None:
    page.clock.install()
    hold_back(page, script)
    arrive(page, site)
    link(page)
    status(page).to_contain_text("One moment")
    page.clock.run_for(5001)
    page.wait_for_url(f"{site}/skills/", wait_until="commit")
    expect(page.locator("h1")).to_have_text("Skills")
    assert ours(page, site) == [f"{site}/skills/"]
    # Now it is known not to come: no second wait.
    leave(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


@pytest.mark.parametrize("script", FRAME)
def test_with_a_script_missing_links_and_forms_work_and_nothing_stays_behind(
    page: Page, site: str, neutral: Elsewhere, script: str
) -> None:
    lose(page, script)
    page.goto(site)
    expect(page.get_by_text(MISSING)).to_be_visible()
    link(page)
    expect(page.locator("h1")).to_have_text("Skills")
    link(page, "Settings")
    expect(page.locator("h1")).to_have_text("Set how things go")
    assert len(ours(page, site)) == 1
    page.locator(".exit-bar__moment").click(no_wait_after=True)
    expect(page.locator("h1")).not_to_have_text("Set how things go")
    assert len(ours(page, site)) == 1
    leave(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


def test_without_the_script_of_leaving_all_else_works_and_its_keys_are_not_promised(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    lose(page, "js/exit.js")
    page.goto(site)
    expect(page.get_by_text(MISSING)).to_be_visible()
    button = page.locator(".exit-bar__button")
    expect(button).not_to_have_accessible_description("Or press Shift three times.")
    link(page)
    expect(page.locator("h1")).to_have_text("Skills")
    assert page.url == f"{site}/"
    leave(page)
    page.wait_for_url(neutral.url)


def test_with_every_script_there_none_is_said_to_be_missing(page: Page, site: str) -> None:
    page.goto(site)
    scripts_there(page)
    expect(page.get_by_text(MISSING)).to_be_hidden()
    expect(page.locator(".exit-bar__button")).to_have_accessible_description(
        "Or press Shift three times."
    )


@pytest.mark.parametrize("script", FRAME)
def test_a_form_sent_before_a_script_has_come_waits_for_it(
    page: Page, site: str, script: str
) -> None:
    held = hold_back(page, script)
    arrive(page, f"{site}/words/")
    opening = next(option for option in library().words.gate.options if option.opens)
    page.get_by_label(opening.text, exact=True).check()
    page.locator("main").get_by_role("button", name="Go on").click(no_wait_after=True)
    status(page).to_contain_text("One moment")
    wait_until(page, lambda: bool(held))
    held[0].continue_()
    expect(page.get_by_label("What it is about")).to_be_visible()
    assert ours(page, site) == [f"{site}/words/"]


def test_what_a_browser_offers_of_its_own_is_left_to_it(page: Page, site: str) -> None:
    """A new tab by Ctrl, and every link with an ordinary address bar."""
    hold_back(page, HTMX)
    arrive(page, site)
    with page.context.expect_page() as opened:
        place(page, "Skills").click(modifiers=["ControlOrMeta"], no_wait_after=True)
    assert opened.value
    assert said(page) == ""
    page.evaluate("document.documentElement.setAttribute('data-address', 'ordinary')")
    link(page)
    page.wait_for_url(f"{site}/skills/", wait_until="commit")
    assert len(ours(page, site)) == 2


def test_leaving_while_a_press_is_held_goes_where_leaving_goes(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    hold_back(page, HTMX)
    arrive(page, site)
    link(page)
    status(page).to_contain_text("One moment")
    press_shift(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


def test_a_cover_pressed_before_its_scripts_hides_the_page_at_once(page: Page, site: str) -> None:
    hold_back(page, "js/page.js")
    asked: list[Route] = []
    page.route("**/cover/", lambda route: asked.append(route))
    arrive(page, f"{site}/safety/")
    # In one go, since the driver itself waits for the page that is on its way.
    assert page.evaluate(
        """() => {
          const form = document.querySelector('.exit-bar__cover');
          form.requestSubmit(form.querySelector('button'));
          const page = document.querySelector('.site');
          return [getComputedStyle(page).display, document.cookie];
        }"""
    ) == ["none", "y=1"]
    wait_until(page, lambda: bool(asked))
    asked[0].continue_()
    expect(page.locator("[data-sheet]")).to_be_visible()


# --- a breath, whose script waits for the first sign of somebody ---


def begin_a_breath(page: Page) -> None:
    page.get_by_role("button", name="Breathe with me").press("Enter", no_wait_after=True)


def test_a_breath_pressed_before_its_script_has_come_is_begun_by_it(page: Page, site: str) -> None:
    held = hold_back(page, "js/exercise.js")
    page.goto(site)
    scripts_there(page)
    assert held == []
    begin_a_breath(page)
    status(page).to_contain_text("One moment")
    wait_until(page, lambda: bool(held))
    held[0].continue_()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    assert page.url == f"{site}/"
    assert said(page) == ""


def test_a_breath_whose_script_hangs_has_a_page_of_its_own_after_five_seconds(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.clock.install()
    hold_back(page, "js/exercise.js")
    page.goto(site)
    begin_a_breath(page)
    status(page).to_contain_text("One moment")
    page.clock.run_for(5001)
    page.wait_for_url(re.compile(r"/tools/t\d+/$"), wait_until="commit")
    expect(page.get_by_text("In words")).to_be_visible()
    leave(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


def test_a_breath_whose_script_is_missing_has_a_page_of_its_own(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    lose(page, "js/exercise.js")
    page.goto(site)
    scripts_there(page)
    begin_a_breath(page)
    page.wait_for_url(re.compile(r"/tools/t\d+/$"))
    expect(page.get_by_text("In words")).to_be_visible()
    leave(page)
    page.wait_for_url(neutral.url)
    assert ours(page, site) == []


def test_a_cover_pressed_while_a_breath_has_no_script_covers(page: Page, site: str) -> None:
    """Each script that does not come takes back its own press only."""
    lose(page, "js/exercise.js")
    page.goto(site)
    page.locator(".exit-bar__cover button").press("Enter")
    expect(page.locator("[data-sheet]")).to_be_visible()
    scripts_there(page)
    assert page.url == f"{site}/"


def test_what_is_followed_is_offered_only_once_its_script_has_come(page: Page, site: str) -> None:
    held = hold_back(page, "js/exercise.js")
    arrive(page, f"{site}/tools/t03/")
    wait_until(page, lambda: bool(held))
    start = page.get_by_role("button", name="Start")
    expect(start).to_be_hidden()
    held[0].continue_()
    start.click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


# --- the script that does the work shows its own control ---


@pytest.mark.parametrize("script", ["js/page.js", HTMX, "js/write.js", ""])
def test_letting_go_is_offered_only_by_the_script_that_does_it(
    page: Page, site: str, script: str
) -> None:
    if script:
        lose(page, script)
    page.goto(f"{site}/write/let-go/")
    scripts_there(page)
    words = page.get_by_label("Anything you like")
    words.fill("The heron stood")
    button = page.get_by_role("button", name="Let it go")
    advice = page.get_by_text("clear the box or leave this page")
    if script in {"js/page.js", "js/write.js"}:
        expect(advice).to_be_visible()
        expect(button).to_be_hidden()
    else:
        expect(advice).to_be_hidden()
        button.click()
        expect(page.get_by_text("It is gone.")).to_be_visible()
        expect(page.get_by_label("Anything you like")).to_have_value("")
    (expect(page.get_by_text(MISSING)).to_be_visible if script else lambda: None)()


@pytest.mark.parametrize("script", ["js/page.js", "js/write.js"])
def test_a_journal_that_does_not_keep_while_one_types_says_so_and_keeps_by_its_button(
    alices_page: Page, site: str, script: str
) -> None:
    lose(alices_page, script)
    alices_page.goto(f"{site}/write/new/")
    expect(alices_page.get_by_text(MISSING)).to_be_visible()
    box(alices_page).fill("The heron stood")
    assert kept_status(alices_page).inner_text() == ""
    alices_page.get_by_role("button", name="Keep it").last.click()
    expect(alices_page.locator("main").get_by_text("The heron stood").first).to_be_visible()


def test_a_journal_keeps_while_one_types_without_htmx(
    alices_page: Page, site: str, alice: User
) -> None:
    lose(alices_page, HTMX)
    alices_page.goto(f"{site}/write/new/")
    box(alices_page).press_sequentially("The heron stood")
    expect(kept_status(alices_page)).to_have_text("Kept.")
    assert kept_drafts(alice) == ["The heron stood"]


@pytest.mark.parametrize("script", ["js/timer.js", "js/typed.js", "js/write.js"])
def test_a_script_that_a_page_brings_is_missed_until_it_comes(
    alices_page: Page, alice_with_space: Client, site: str, script: str
) -> None:
    page = alices_page
    kept = alice_with_space.post("/keep/new/", {"sort": "plan", "text": "Tea"})
    plan = f"{kept.headers['Location']}change/"
    path = {"js/timer.js": "/write/timed/", "js/typed.js": plan, "js/write.js": "/write/new/"}

    def reach() -> None:
        page.goto(f"{site}{path[script]}")
        if script == "js/timer.js":
            page.get_by_role("button", name="Write, and keep it").click()
            expect(page.get_by_label("Your words")).to_be_visible()

    lose(page, script)
    reach()
    expect(page.get_by_text(MISSING)).to_be_visible()
    if script == "js/timer.js":
        expect(page.get_by_role("button", name="Start")).to_be_hidden()
    page.unroute_all()
    reach()
    scripts_there(page)
    expect(page.get_by_text(MISSING)).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/write/let-go/"])
def test_the_note_of_a_missing_script_suits_every_reader(
    page: Page, site: str, path: str, axe_finds_nothing: Callable[..., None]
) -> None:
    lose(page, "js/page.js")
    page.goto(f"{site}{path}")
    expect(page.get_by_text(MISSING)).to_be_visible()
    axe_finds_nothing(page)
