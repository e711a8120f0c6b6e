"""One way through every feature, a word typed into each, so that leaving can be looked at after."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from skills_app.content import library
from skills_app.library.modules import Way
from skills_app.steps.rehearse.body import Rehearse
from tests.browser.ways import way_to
from tests.people import PASSWORD

KEPT = "Zinnia paragraph seventeen"
CHANGED = "Lavender afterthought"
UNFINISHED = "Quartz umbrella unfinished"
TITLE = "Obsidian heading"
TAG = "juniperwood"
FEELING = "Ochre and restless"
SOUGHT = "Wolfram lantern sought"
LET_GO = "Turquoise words let go"
TIMED = "Sepia minutes on a page"
START = "Celadon first line"
STEP = "Amethyst page of a step"
PLAN = "Carnelian plan for an evening"
PLAN_CHANGED = "Malachite second thought"
AIM = "Cerulean aim of a ladder"
RUNG = "Terracotta first rung"
REPLY = "Indigo reply in a talk"
SCRIPT = "Cobalt words for a limit"
SCRIPT_KEPT = "Saffron words taken along"
CARD = "Heliotrope line for a card"
WORD_TRIED = "Vermilion guess"
DAY_KEYS, DAY = "05172031", "2031-05-17"
NAME = "Persimmon Halloway"

TYPED = (
    *(KEPT, CHANGED, UNFINISHED, TITLE, TAG, FEELING, SOUGHT, LET_GO, TIMED, START, STEP, PLAN),
    *(PLAN_CHANGED, AIM, RUNG, REPLY, SCRIPT, SCRIPT_KEPT, CARD, WORD_TRIED, DAY, PASSWORD),
)
HEADINGS = (
    *("Being safer on this device", "Grounding toolkit", "Helplines", "Finished scripts"),
    *("Find in your writing", "Write it, and let it go", "Your way back in", "An earlier version"),
)
# Whatever takes letters, however its kind is written down, or not at all.
TAKES_TEXT = ":is(textarea, input:not({})):visible".format(
    ", ".join(
        f"[type={kind}]" for kind in ("hidden", "password", "checkbox", "radio", "submit", "button")
    )
)


def change(page: Page, move: Callable[[], None]) -> None:
    """Do what leads to another page, and wait until its heading is there."""
    before = page.locator("h1").first.inner_text()
    move()
    expect(page.locator("h1").first).not_to_have_text(before)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def go(page: Page, *names: str) -> None:
    for name in names:
        link = way_to(page, name)
        change(page, lambda link=link: link.click())  # type: ignore[misc]


def follow(page: Page, name: str) -> None:
    link = page.locator("main").get_by_role("link", name=name, exact=True).first
    change(page, link.click)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def whole_journey(page: Page) -> tuple[str, ...]:
    """Every feature, and something typed in each; ends in the middle of a sentence.

    Returns what was made on the way and shown once: the passphrase and the twelve words.
    """
    look_around(page)
    use_a_tool(page)
    build_words(page)
    make_a_card(page)
    passphrase = make_account_and_space(page)
    words = make_recovery_words(page)
    work_on_steps(page)
    write(page)
    change_it(page)
    find(page)
    keep_a_start_and_write_for_a_time(page)
    take_finished_words_along(page)
    change_what_is_kept(page)
    write_and_let_go(page)
    begin_a_page(page)
    return (passphrase, *words)


def look_around(page: Page) -> None:
    """What is there for everyone, and the pages for coming back: sign-in and recovery."""
    change(page, page.locator(".exit-bar__moment").click)
    type_in_every_field(page)
    for name in ("Things to say", "Settings", "People", "Leaving and safety", "Account"):
        go(page, name)
        type_in_every_field(page)
    follow(page, "I lost my password")
    type_in_every_field(page)


def type_in_every_field(page: Page) -> None:
    """Text into whatever takes text, key by key, without sending it."""
    unfold(page)
    for field in page.locator(f"main {TAKES_TEXT}").all():
        kind = field.get_attribute("type")
        field.press_sequentially({"date": DAY_KEYS, "number": "7"}.get(kind or "", WORD_TRIED))


def unfold(page: Page) -> None:
    closed = page.locator("main details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def to_step(page: Page, kind: str) -> Way:
    """To the step of this kind that comes soonest in its module."""
    before, module = min(
        (
            (number, module)
            for module in library().modules.values()
            for number, step in enumerate(module.steps)
            if step.main and step.main.kind == kind
        ),
        key=lambda found: found[0],
    )
    go(page, "Skills")
    unfold(page)
    follow(page, module.title)
    for _ in range(before):
        change(page, lambda: press(page, "Skip"))
    way = module.steps[before].main
    assert way
    return way


def work_on_steps(page: Page) -> None:
    """Each kind that asks for words or for a choice; the plan is kept."""
    to_step(page, "write")
    page.get_by_label("Your page").press_sequentially(STEP)
    press(page, "Show it as a card")
    expect(page.locator("main dd").first).to_have_text(STEP)
    to_step(page, "slider")
    page.get_by_label("4", exact=True).first.check()
    press(page, "Show me my lines")
    expect(page.locator("main dd").first).to_have_text("4")
    climb_a_ladder(page)
    rehearse(page)
    to_step(page, "plan")
    page.locator(f"main {TAKES_TEXT}").first.press_sequentially(PLAN)
    press(page, "Show it as a card")
    expect(page.locator("main dd").first).to_have_text(PLAN)
    press(page, "Keep it in my space")
    expect(page.get_by_role("link", name="Change it")).to_be_visible()


def climb_a_ladder(page: Page) -> None:
    to_step(page, "ladder")
    press(page, "Open it")  # folded until then: it mentions touch
    page.get_by_label("Or an aim of your own").press_sequentially(AIM)
    page.get_by_label("None of these").check()
    press(page, "Build the ladder")
    page.get_by_label("Rung 1", exact=True).press_sequentially(RUNG)
    press(page, "Show my ladder")
    expect(page.get_by_text("Your card")).to_be_visible()


def rehearse(page: Page) -> None:
    talks = to_step(page, "rehearse").body
    assert isinstance(talks, Rehearse)
    press(page, talks.rehearsals[0].title)
    page.locator("summary", has_text="Something else, or nothing").click()
    page.get_by_label("In your own words").press_sequentially(REPLY)
    press(page, "Say this")
    expect(page.get_by_text(REPLY).first).to_be_visible()


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
    go(page, "Things to say")
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
    go(page, "People")
    follow(page, library().people.card.title)
    page.get_by_label("In my own words").fill(CARD)
    press(page, "Show it as a card")
    expect(page.get_by_text(CARD).first).to_be_visible()


def make_account_and_space(page: Page) -> str:
    """Returns the passphrase."""
    go(page, "Account")
    change(page, page.locator("main").get_by_role("link", name="account").first.click)
    page.get_by_label("Name").press_sequentially(NAME)
    page.get_by_label("Password").press_sequentially(PASSWORD)
    page.locator("main form button").last.click()
    expect(page.get_by_label("Password")).to_have_count(0)
    go(page, "Mine")
    page.get_by_role("link", name="Make my space").first.click()
    passphrase = page.locator(".passphrase").inner_text()
    page.get_by_label("A passphrase").press_sequentially(passphrase)
    page.get_by_label("The same once more").press_sequentially(passphrase)
    press(page, "Make my space")
    expect(page.get_by_label("The same once more")).to_have_count(0)
    return passphrase


def make_recovery_words(page: Page) -> tuple[str, ...]:
    """Returns the twelve in their order, as they are shown in the page and as they are sent."""
    go(page, "Mine")
    follow(page, "Make 12 words")
    press(page, "Show me my words")
    expect(page.locator(".word-list li")).to_have_count(12)
    words = page.locator(".word-list li").all_inner_texts()
    for label in page.locator("main label").all_inner_texts():
        asked = re.search(r"Word number (\d+)", label)
        if asked:
            page.get_by_label(asked[0], exact=True).press_sequentially(words[int(asked[1]) - 1])
    press(page, "They are written down")
    expect(page.get_by_text("Your 12 words work")).to_be_visible()
    return ("</li><li>".join(words), " ".join(words))


def write(page: Page) -> None:
    go(page, "My pages")
    follow(page, "Write something")
    unfold(page)
    page.get_by_label("Your words").press_sequentially(KEPT)
    page.get_by_label("Title").press_sequentially(TITLE)
    page.get_by_label("Tags").press_sequentially(TAG)
    page.get_by_label("Feelings in your own words").press_sequentially(FEELING)
    change(page, lambda: press(page, "Keep it"))
    expect(page.get_by_text(KEPT).first).to_be_visible()


def change_it(page: Page) -> None:
    follow(page, "Change it")
    page.get_by_label("Your words").press_sequentially(CHANGED)
    change(page, lambda: press(page, "Keep it"))
    follow(page, "Earlier versions")
    change(page, page.locator("main ol a").first.click)
    expect(page.get_by_text(KEPT)).to_be_visible()


def find(page: Page) -> None:
    go(page, "My pages")
    follow(page, "Find")
    for words, answer in ((SOUGHT, "Nothing fits that."), ("Zinnia", TITLE)):
        page.get_by_label("Words", exact=True).clear()
        page.get_by_label("Words", exact=True).press_sequentially(words)
        press(page, "Find")
        expect(page.locator("#found").get_by_text(answer)).to_be_visible()
    type_in_every_field(page)


def keep_a_start_and_write_for_a_time(page: Page) -> None:
    go(page, "My pages")
    follow(page, "Your own starts")
    page.get_by_label("A start of your own").press_sequentially(START)
    press(page, "Keep it")
    expect(page.locator("main li").get_by_text(START).first).to_be_visible()
    go(page, "My pages")
    follow(page, "For a set time")
    change(page, lambda: press(page, "Write, and keep it"))
    page.get_by_label("Your words").press_sequentially(TIMED)
    change(page, lambda: press(page, "Keep it"))


def take_finished_words_along(page: Page) -> None:
    pass_the_question(page)
    change(page, lambda: press(page, "Look through finished ones"))
    unfold(page)
    change(page, page.locator("main button[name=take]").first.click)
    page.get_by_label("Your words").fill(SCRIPT_KEPT)
    change(page, lambda: press(page, "Show it as a card"))
    change(page, lambda: press(page, "Keep it in my space"))


def change_what_is_kept(page: Page) -> None:
    go(page, "Mine")
    follow(page, "Words and plans you keep")
    expect(page.get_by_text(SCRIPT_KEPT)).to_be_visible()
    change(page, page.locator("main li a").last.click)
    follow(page, "Change it")
    page.get_by_label("What it says").press_sequentially(PLAN_CHANGED)
    press(page, "Keep it")
    expect(page.get_by_role("link", name="Change it")).to_be_visible()
    expect(page.get_by_text(PLAN_CHANGED)).to_be_visible()


def write_and_let_go(page: Page) -> None:
    go(page, "My pages")
    follow(page, "Write it, and let it go")
    page.get_by_label("Anything you like").press_sequentially(LET_GO)


def begin_a_page(page: Page) -> None:
    go(page, "My pages")
    follow(page, "Write something")
    page.get_by_label("Your words").press_sequentially(UNFINISHED)
