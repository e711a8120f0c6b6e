"""The other pages of the journal in a real browser: found, timed, let go, and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from skills_app.account.models import User
from skills_app.documents import drafts, store
from skills_app.journal.kinds import DRAFT, ENTRY
from skills_app.journal.shapes import Draft, Entry
from skills_app.vault.models import Unlock
from tests.browser.serving import Elsewhere
from tests.browser.ways import way_to
from tests.browser.writing import (
    about_page,
    box,
    cookies_for,
    nothing_is_stored,
)
from tests.journal.spaces import WORDS, kept_at, space_of

SECRET = "Saffron umbrella nobody reads"


@pytest.fixture
def editor(alices_page: Page, site: str) -> Page:
    alices_page.goto(f"{site}/write/new/")
    return alices_page


def test_by_keyboard_alone(editor: Page) -> None:
    keys = editor.keyboard
    for _ in range(30):
        keys.press("Tab")
        if editor.evaluate("document.activeElement.name") == "text":
            break
    keys.type("Typed without a mouse")
    keys.press("Tab")
    keys.press("Enter")
    for name in ("on", "title"):
        expect(editor.locator(f"[name={name}]")).to_be_visible()
    for _ in range(10):
        keys.press("Tab")
        if editor.evaluate("document.activeElement.name") == "title":
            break
    keys.type("By keys")
    keys.press("Enter")
    expect(editor.get_by_role("heading", name="By keys")).to_be_focused()
    expect(editor.locator(".writing")).to_have_text("Typed without a mouse")


def test_results_come_while_typing_and_no_address_tells(
    alices_page: Page, alice_with_space: Client, site: str
) -> None:
    kept_at(alice_with_space, title="Grey bird", text="Un HÉRON gris.")
    kept_at(alice_with_space, title="Another", text="Nothing of the kind.")
    page = alices_page
    way_to(page, "My pages").click()
    page.get_by_role("link", name="Find").click()
    expect(page.get_by_role("heading", name="Find in your writing")).to_be_focused()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Words").press_sequentially("heron gr")
    expect(page.locator("mark")).to_have_text(["Gr", "HÉRON", "gr"])
    expect(page.get_by_text("1 entry is shown.")).to_be_visible()
    expect(page.get_by_label("Words")).to_be_focused()
    assert page.url == f"{site}/"
    assert not [url for url in asked if "heron" in url.lower()]
    page.get_by_role("link", name="Grey bird").click()
    expect(page.get_by_role("heading", name="Grey bird")).to_be_focused()


def test_the_time_starts_when_asked_pauses_and_ends_softly(alices_page: Page, site: str) -> None:
    page = alices_page
    page.clock.install()
    page.goto(f"{site}/write/timed/")
    page.get_by_label("How many minutes?").select_option("5")
    page.get_by_role("button", name="Write, and keep it").click()
    expect(page.get_by_text("They start when you press")).to_be_visible()
    expect(page.locator("progress")).to_be_hidden()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.clock.run_for(60_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(600_000)
    page.get_by_role("button", name="Show how far along").click()
    # A fifth of it, and what a slow machine takes between the presses; not the ten paused minutes.
    assert 19 < page.locator("progress").evaluate("bar => bar.value") < 60
    page.get_by_role("button", name="Go on").click()
    box(page).fill("Today was plain.")
    page.get_by_role("button", name="A list").click()
    page.clock.run_for(100)
    expect(page.get_by_label("Your list")).to_have_value("Today was plain.")
    page.clock.run_for(245_000)
    expect(page.get_by_text("Your time is over.")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    page.clock.run_for(1_000)
    expect(page.get_by_role("heading", name="That is enough for now")).to_be_visible()
    expect(page.locator("main .links a")).to_have_count(4)


def test_what_is_let_go_is_in_no_request_and_nowhere_in_the_profile(
    site: str,
    neutral: Elsewhere,
    tmp_path: Path,
    playwright: Playwright,
    whole_browser: dict[str, Any],
) -> None:
    """With a control: what is typed into an ordinary form does lie in the profile afterwards."""
    neutral.pages["/form/"] = "<form><input name=a><button>Go</button></form>"
    control = "Cinnamon window control"
    context = playwright.chromium.launch_persistent_context(
        tmp_path,
        **whole_browser,
    )
    sent: list[str] = []
    context.on(
        "request",
        lambda request: sent.append(
            f"{request.url} {request.all_headers()} {request.post_data_buffer}"
        ),
    )
    page = context.new_page()
    page.goto(f"{neutral.url}form/")
    page.locator("input").press_sequentially(control)
    page.get_by_role("button").click()
    page.clock.install()
    page.goto(site)
    page.goto(f"{site}/write/let-go/")
    area = page.get_by_label("Anything you like")
    area.press_sequentially(SECRET)
    page.clock.run_for(30_000)  # long after a draft would have been kept
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("It is gone.")).to_be_visible()
    expect(area).to_have_value("")
    expect(area).to_be_focused()
    page.keyboard.press("Control+z")
    expect(area).to_have_value("")
    nothing_is_stored(page)
    area.press_sequentially(SECRET)
    page.get_by_role("link", name="Skills", exact=True).click()
    expect(page.get_by_role("heading", name="Skills")).to_be_visible()
    page.goto(f"{site}/write/let-go/")
    area.press_sequentially(SECRET)
    page.get_by_role("button", name="Leave this site").first.click()
    page.wait_for_url(neutral.url)
    context.close()
    assert len(sent) > 5
    for part in (SECRET, *SECRET.split()):
        assert not [one for one in sent if part in one or part.replace(" ", "+") in one]
    ways = {text: (text.encode(), text.encode("utf-16-le")) for text in (SECRET, control)}
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(way in file for file in files for way in ways[control])
    assert not any(way in file for file in files for way in ways[SECRET])


def test_the_words_fade_or_are_gone_at_once_for_those_who_want_it_still(
    page: Page, site: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/write/let-go/")
    area = page.get_by_label("Anything you like")
    area.fill(SECRET)
    page.get_by_role("button", name="Let it go").click()
    expect(area).to_have_value("", timeout=500)


def test_everything_works_without_scripts(
    quiet_context: BrowserContext, site: str, alice_with_space: Client
) -> None:
    quiet_context.add_cookies(cookies_for(site, alice_with_space))
    page = quiet_context.new_page()
    page.goto(f"{site}/write/new/")
    box(page).fill(WORDS)
    page.get_by_text("Other starts").click()
    page.get_by_role("button", name="Numb or far away").click()
    expect(page.locator(".prompt")).to_be_visible()
    page.get_by_role("button", name="No thanks").click()
    page.get_by_text("Another shape, or not now").click()
    page.get_by_role("button", name="Set it aside").click()
    page.get_by_role("link", name=re.compile("The heron stood")).click()
    expect(box(page)).to_have_value(WORDS)
    page.get_by_text("How I feel").click()
    page.get_by_label("calm").check()
    about_page(page)
    page.get_by_label("Tags").fill("river")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".writing")).to_have_text(WORDS)
    page.get_by_role("button", name="river").click()
    expect(page.locator("mark")).to_have_text("river")
    page.goto(f"{site}/write/find/")
    page.get_by_label("Words").fill("HERON")
    page.get_by_role("button", name="Find").click()
    page.locator(".rows a").click()
    page.get_by_role("button", name="Pin it").click()
    page.get_by_role("link", name="Erase it").click()
    page.get_by_role("button", name="Erase it").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("button", name="Unpin it")).to_be_visible()
    page.goto(f"{site}/write/months/")
    expect(page.locator(".month a")).to_have_count(1)
    page.goto(f"{site}/write/let-go/")
    expect(page.get_by_text("To let it go, clear the box or leave")).to_be_visible()
    expect(page.get_by_role("button", name="Let it go")).to_have_count(0)
    page.goto(f"{site}/write/timed/")
    page.get_by_role("button", name="Write, and keep it").click()
    expect(page.get_by_text("Look at a clock now and then")).to_be_visible()


def test_axe_is_content_with_every_page_of_the_journal(
    alices_page: Page,
    alice_with_space: Client,
    alice: User,
    site: str,
    axe_finds_nothing: Callable[[Page], None],
) -> None:
    path = kept_at(alice_with_space, title="Heron", tags="river", feelings="calm", number="3")
    alice_with_space.post(f"{path}change/", {"text": f"{WORDS} Still.", "version": 1})
    alice_with_space.post(f"{path}pin/")
    alice_with_space.post("/write/starts/", {"text": "What did the river say?"})
    space = space_of(alice)
    drafts.keep_draft(space, DRAFT, Draft(text="Half a page"))
    erased = store.add(space, ENTRY, Entry(text="Gone."))
    alice_with_space.post(f"/write/{erased.id}/erase/")
    (version,) = store.newest(space, ENTRY, limit=20)[0][0].earlier
    for address in (
        "/write/", "/write/new/", path, f"{path}change/", f"{path}erase/", f"{path}earlier/",
        f"{path}earlier/{version}/", "/write/unfinished/", "/write/months/", "/write/starts/",
        "/write/timed/", "/write/let-go/", "/write/rest/", "/write/find/",
    ):  # fmt: skip
        alices_page.goto(f"{site}{address}")
        expect(alices_page.locator("h1")).to_have_count(1)
        axe_finds_nothing(alices_page)
    alices_page.get_by_label("Words").press_sequentially("heron")
    expect(alices_page.locator("mark").first).to_be_visible()
    axe_finds_nothing(alices_page)
    alices_page.goto(f"{site}/write/new/")
    Unlock.objects.all().delete()
    box(alices_page).fill(WORDS)
    expect(alices_page.get_by_label("Passphrase")).to_be_visible()
    axe_finds_nothing(alices_page)
