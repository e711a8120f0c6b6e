"""The journeys of docs/design.md, each by pressing what a person would, and its presses counted.

From Home, where nothing else is said. What is typed is no press. The numbers that are not in the
table are not built yet; docs/design.md says which.
"""

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.browser.writing import box, cookies_for
from tests.people import PASSWORD

# Journey, and how many presses it may take.
PRESSES = {
    "1 my plan on a bad night": 1,
    "2 it is too much": 2,
    "2 I am shut down": 2,
    "3 this is not helping": 1,
    "6 one thread through words for a boundary": 3,
    "7 the words I kept": 2,
    "8 larger letters": 3,
    "9 as it was before": 1,
    "13 begin a skill": 2,
    "13 begin a skill of another shelf": 3,
    "15 breathe": 1,
    "16 write as a guest": 1,
    "17 the first day of a space": 1,
    "18 write and keep": 3,
    "20 account and space from a page": 3,
}
PLAN = "I ring my sister, and put the kettle on"


class Walk:
    """Counts presses on what can be seen and has this name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def named(self, name: str) -> Locator:
        link = self.page.get_by_role("link", name=name, exact=True)
        button = self.page.get_by_role("button", name=name, exact=True)
        fold = self.page.locator("summary").filter(has_text=name)
        choice = self.page.locator("main label").filter(has_text=name)
        return link.or_(button).or_(fold).or_(choice).locator("visible=true").first

    def press(self, name: str) -> None:
        self.named(name).click()
        self.presses += 1

    def took(self, journey: str) -> None:
        assert self.presses <= PRESSES[journey], f"{journey}: {self.presses} presses"


@pytest.fixture(params=[360, 1280])
def walk(page: Page, site: str, request: pytest.FixtureRequest) -> Walk:
    page.set_viewport_size({"width": request.param, "height": 740})
    page.goto(site)
    return Walk(page)


@pytest.fixture
def alices_walk(walk: Walk, site: str, alice_with_space: Client) -> Walk:
    """Her space is open, a plan in it."""
    alice_with_space.post("/keep/new/", {"sort": "plan", "text": PLAN})
    walk.page.context.add_cookies(cookies_for(site, alice_with_space))
    walk.page.goto(site)
    return walk


def heading(walk: Walk, name: str) -> None:
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(name)


def test_my_plan_on_a_bad_night(alices_walk: Walk) -> None:
    alices_walk.press("My plan")
    heading(alices_walk, "My plan")
    expect(alices_walk.page.get_by_text(PLAN)).to_be_visible()
    alices_walk.took("1 my plan on a bad night")


@pytest.mark.parametrize(
    ("state", "journey"),
    [("Too much", "2 it is too much"), ("Shut down", "2 I am shut down")],
)
def test_a_state_leads_to_one_tool(walk: Walk, state: str, journey: str) -> None:
    walk.press(state)
    expect(walk.page.locator("main .button--main")).to_have_count(1)
    walk.press("Begin")
    expect(walk.page.locator("form.step")).to_be_visible()
    walk.took(journey)


def test_this_is_not_helping(walk: Walk, site: str) -> None:
    walk.page.goto(f"{site}/tools/t09/")
    before = walk.page.get_by_role("heading", level=1).inner_text()
    walk.press("This isn’t helping")
    expect(walk.page.get_by_text("Here is another kind.")).to_be_visible()
    expect(walk.page.locator("form.step")).to_be_visible()
    expect(walk.page.get_by_role("heading", level=1)).not_to_have_text(before)
    walk.took("3 this is not helping")


def test_one_answer_about_safety_is_enough(walk: Walk, site: str) -> None:
    walk.page.goto(f"{site}/skills/m13/")
    walk.page.get_by_label("No, I don't think so").check()
    walk.press("This one")
    expect(walk.page.get_by_text("Then the next step helps you find words.")).to_be_visible()
    walk.press("Next")
    walk.press("Build a script")
    expect(walk.page.get_by_label("What it is about")).to_be_visible()
    walk.took("6 one thread through words for a boundary")


def test_the_words_i_kept(alices_walk: Walk) -> None:
    alices_walk.press("Mine")
    alices_walk.press("Words and plans you keep")
    expect(alices_walk.page.get_by_text(PLAN).first).to_be_visible()
    alices_walk.took("7 the words I kept")


def test_larger_letters_and_as_it_was_before(walk: Walk) -> None:
    walk.press("Settings")
    walk.press("How it looks")
    walk.press("125 %")
    root = walk.page.locator("html")
    expect(root).to_have_attribute("data-size", "125")
    walk.took("8 larger letters")
    walk.presses = 0
    walk.press("Undo the last change")
    expect(root).not_to_have_attribute("data-size", "125")
    walk.took("9 as it was before")


def test_begin_a_skill(walk: Walk) -> None:
    walk.press("Skills")
    heading(walk, "Skills")
    first = walk.page.locator("details.shelf[open] a").first.inner_text()
    walk.press(first)
    expect(walk.page.locator("form.step")).to_be_visible()
    walk.took("13 begin a skill")


def test_begin_a_skill_of_another_shelf(walk: Walk) -> None:
    walk.press("Skills")
    heading(walk, "Skills")
    if not walk.named("Consent, clearly").count():
        walk.press("With other people")  # on a wide screen all shelves stand open
    walk.press("Consent, clearly")
    expect(walk.page.locator("form.step")).to_be_visible()
    walk.took("13 begin a skill of another shelf")


def test_breathe(walk: Walk) -> None:
    walk.press("Breathe with me")
    expect(walk.page.locator("[data-cue]")).to_have_text("In")
    walk.took("15 breathe")


def test_write_as_a_guest(walk: Walk) -> None:
    walk.press("Write it, and let it go")
    expect(walk.page.locator("main textarea")).to_be_visible()
    walk.took("16 write as a guest")


def test_the_first_day_of_a_space(walk: Walk, site: str, alice_with_space: Client) -> None:
    walk.page.context.add_cookies(cookies_for(site, alice_with_space))
    walk.page.goto(site)
    walk.press("Mine")
    expect(walk.page.get_by_text("Your space is ready. Nothing is in it yet.")).to_be_visible()
    walk.took("17 the first day of a space")


def test_write_and_keep(alices_walk: Walk) -> None:
    alices_walk.press("Mine")
    alices_walk.press("Write")
    box(alices_walk.page).fill("A heron")
    alices_walk.press("Keep it")
    expect(alices_walk.page.get_by_role("link", name="Change it")).to_be_visible()
    alices_walk.took("18 write and keep")


def test_account_and_space_from_a_page(walk: Walk, site: str) -> None:
    walk.page.goto(f"{site}/write/new/")
    box(walk.page).fill("A heron")
    walk.press("Keep it")
    walk.page.get_by_label("Name").fill("Rowan of the water")
    walk.page.get_by_label("Password").fill(PASSWORD)
    walk.press("Go on")
    walk.press("Use these words")
    expect(walk.page.get_by_text("Kept. Only you can open it.")).to_be_visible()
    expect(walk.page.locator(".writing")).to_contain_text("A heron")
    walk.took("20 account and space from a page")
