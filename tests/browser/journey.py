"""One way through every feature, a word typed into each, so that leaving can be looked at after."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from skills_app.content import library
from tests.people import PASSWORD

KEPT = "Zinnia paragraph seventeen"
UNFINISHED = "Quartz umbrella unfinished"
TITLE = "Obsidian heading"
SOUGHT = "Wolfram lantern sought"
LET_GO = "Turquoise words let go"
STEP = "Amethyst page of a step"
SCRIPT = "Cobalt words for a limit"
SCRIPT_KEPT = "Saffron words taken along"
CARD = "Heliotrope line for a card"
WORD_TRIED = "Vermilion guess"
NAME = "Persimmon Halloway"

TYPED = (
    *(KEPT, UNFINISHED, TITLE, SOUGHT, LET_GO, STEP, SCRIPT, SCRIPT_KEPT, CARD, WORD_TRIED),
    PASSWORD,
)
HEADINGS = (
    *("Being safer on this device", "Grounding toolkit", "Helplines", "Finished scripts"),
    *("Find in your writing", "Write and let go"),
)


def change(page: Page, move: Callable[[], None]) -> None:
    """Do what leads to another page, and wait until its heading is there."""
    before = page.locator("h1").first.inner_text()
    move()
    expect(page.locator("h1").first).not_to_have_text(before)
    page.wait_for_timeout(50)


def go(page: Page, *names: str) -> None:
    for name in names:
        link = page.locator(".site-nav").get_by_role("link", name=name, exact=True)
        change(page, lambda link=link: link.click())  # type: ignore[misc]


def follow(page: Page, name: str) -> None:
    link = page.locator("main").get_by_role("link", name=name, exact=True).first
    change(page, link.click)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def whole_journey(page: Page) -> None:
    """Every feature, and something typed in each; ends in the middle of a sentence."""
    for name in ("Words", "Comfort", "People to talk to", "Leaving and safety"):
        go(page, name)
        type_in_every_field(page)
    work_on_a_step(page)
    use_a_tool(page)
    build_words(page)
    make_a_card(page)
    make_account_and_space(page)
    write(page)
    find(page)
    take_finished_words_along(page)
    write_and_let_go(page)
    begin_a_page(page)


def type_in_every_field(page: Page) -> None:
    """Text into whatever takes text, without sending it."""
    unfold(page)
    for field in page.locator("main input[type=text]:visible, main textarea:visible").all():
        field.fill(WORD_TRIED)


def unfold(page: Page) -> None:
    closed = page.locator("main details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def work_on_a_step(page: Page) -> None:
    module, before = next(
        (module, number)
        for module in library().modules.values()
        for number, step in enumerate(module.steps)
        if step.main and step.main.kind == "write"
    )
    go(page, "Skills")
    follow(page, module.title)
    for _ in range(before):
        change(page, lambda: press(page, "Skip"))
    page.get_by_label("Your page").fill(STEP)
    press(page, "Show it as a card")
    expect(page.locator("main dd").first).to_have_text(STEP)


def use_a_tool(page: Page) -> None:
    go(page, "Skills")
    follow(page, "Single tools, three minutes at most")
    unfold(page)
    press(page, "Show what fits")
    expect(page.locator("main details[open]")).to_have_count(0)
    tool = page.locator("main ul.links a").first
    change(page, tool.click)
    press(page, "Keep this tool near")
    expect(page.get_by_role("button", name="Kept near")).to_be_visible()


def pass_the_question(page: Page) -> None:
    opening = next(option for option in library().words.gate.options if option.opens)
    go(page, "Words")
    page.get_by_label(opening.text, exact=True).check()
    change(page, lambda: press(page, "Go on"))


def build_words(page: Page) -> None:
    words = library().words
    pass_the_question(page)
    page.get_by_label("What it is about").select_option(words.situations[0].id)
    page.get_by_label("Who it is for").select_option(words.relationships[0].id)
    change(page, lambda: press(page, "Show me the words"))
    page.get_by_label("Your words").fill(SCRIPT)
    change(page, lambda: press(page, "Show it as a card"))
    expect(page.get_by_text(SCRIPT).first).to_be_visible()


def make_a_card(page: Page) -> None:
    go(page, "People to talk to")
    follow(page, library().people.card.title)
    page.get_by_label("In my own words").fill(CARD)
    press(page, "Show it as a card")
    expect(page.get_by_text(CARD).first).to_be_visible()


def make_account_and_space(page: Page) -> None:
    go(page, "Account")
    change(page, page.locator("main").get_by_role("link", name="account").first.click)
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button").last.click()
    expect(page.get_by_label("Password")).to_have_count(0)
    go(page, "Your space")
    page.get_by_role("link", name="Make my space").first.click()
    passphrase = page.locator(".passphrase").inner_text()
    page.get_by_label("A passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(passphrase)
    press(page, "Make my space")
    expect(page.get_by_label("The same once more")).to_have_count(0)


def write(page: Page) -> None:
    go(page, "Write")
    follow(page, "Write something")
    page.get_by_label("Your words").fill(KEPT)
    page.get_by_label("Title").fill(TITLE)
    press(page, "Keep it")
    expect(page.get_by_text(KEPT).first).to_be_visible()


def find(page: Page) -> None:
    go(page, "Write")
    follow(page, "Find")
    for words, answer in ((SOUGHT, "Nothing fits that."), ("Zinnia", TITLE)):
        page.get_by_label("Words", exact=True).fill(words)
        press(page, "Find")
        expect(page.locator("#found").get_by_text(answer)).to_be_visible()


def take_finished_words_along(page: Page) -> None:
    pass_the_question(page)
    change(page, lambda: press(page, "Look through finished ones"))
    unfold(page)
    change(page, page.locator("main button[name=take]").first.click)
    page.get_by_label("Your words").fill(SCRIPT_KEPT)
    change(page, lambda: press(page, "Show it as a card"))
    change(page, lambda: press(page, "Keep it in my space"))
    go(page, "Your space")
    follow(page, "Words and plans you keep")
    expect(page.get_by_text(SCRIPT_KEPT)).to_be_visible()


def write_and_let_go(page: Page) -> None:
    go(page, "Write")
    follow(page, "Write and let go")
    page.get_by_label("Anything you like").press_sequentially(LET_GO)


def begin_a_page(page: Page) -> None:
    go(page, "Write")
    follow(page, "Write something")
    page.get_by_label("Your words").press_sequentially(UNFINISHED)
