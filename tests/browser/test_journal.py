"""Writing in a real browser: no word is lost, and none lies about."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, Route, expect

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal.kinds import ENTRY
from skills_app.vault.models import Unlock
from tests.browser.serving import served
from tests.browser.writing import box, kept_drafts, nothing_is_stored, status, wait_until
from tests.journal.spaces import WORDS, kept_at, space_of
from tests.people import PASSPHRASE, PASSWORD

KEPT = "Kept."
OFFLINE = "No connection just now. Your words are still on this page. Trying again."


@pytest.fixture
def editor(alices_page: Page, site: str) -> Page:
    alices_page.goto(f"{site}/write/new/")
    return alices_page


def test_what_is_typed_is_kept_a_moment_later_and_keeping_ends_the_draft(
    editor: Page, alice: User
) -> None:
    box(editor).press_sequentially("The heron")
    expect(status(editor)).to_have_text(KEPT)
    assert kept_drafts(alice) == ["The heron"]
    editor.keyboard.type(" stood still.")
    wait_until(editor, lambda: kept_drafts(alice) == ["The heron stood still."])
    nothing_is_stored(editor)
    editor.get_by_role("button", name="A list").click()
    expect(editor.get_by_label("Your list")).to_have_value("The heron stood still.")
    expect(editor.get_by_label("Your list")).to_be_focused()
    editor.keyboard.press("Control+End")
    editor.keyboard.type("\nAnd left.")
    expect(status(editor)).to_have_text(KEPT)
    editor.get_by_role("button", name="Keep it").click()
    expect(editor.get_by_text("Kept. Only you can open it.")).to_be_visible()
    expect(editor.locator(".writing li")).to_have_text(["The heron stood still.", "And left."])
    assert kept_drafts(alice) == []


def test_what_is_typed_before_the_script_is_there_is_kept_too(
    alices_page: Page, alice: User, site: str
) -> None:
    held: list[Route] = []
    alices_page.route(served("js/write.js"), lambda route: held.append(route))
    alices_page.goto(f"{site}/write/new/", wait_until="commit")
    box(alices_page).fill(WORDS)
    wait_until(alices_page, lambda: bool(held))
    held[0].continue_()
    expect(status(alices_page)).to_have_text(KEPT)
    assert kept_drafts(alice) == [WORDS]


def test_a_field_chosen_the_moment_its_page_is_there_keeps_the_focus(alices_page: Page) -> None:
    """Or the first words of a quick writer would be typed into the heading, and lost."""
    alices_page.evaluate(
        """() => document.addEventListener('htmx:afterSwap', () => setTimeout(() => {
            document.querySelector('textarea')?.focus();
            setTimeout(() => { document.body.dataset.had = document.activeElement.tagName }, 100);
        }))"""
    )
    alices_page.evaluate("htmx.ajax('GET', '/write/new/', '#page')")
    expect(box(alices_page)).to_be_visible()
    expect(alices_page.locator("body")).to_have_attribute("data-had", "TEXTAREA")


def test_a_lost_connection_is_said_and_every_word_gets_through_later(
    editor: Page, alice: User
) -> None:
    box(editor).press_sequentially("Before.")
    expect(status(editor)).to_have_text(KEPT)
    editor.context.set_offline(True)
    box(editor).press_sequentially(" While away.")
    expect(status(editor)).to_have_text(OFFLINE)
    editor.get_by_role("button", name="Keep it").click()
    expect(
        editor.get_by_text("No connection just now. What you typed is still here.")
    ).to_be_visible()
    expect(box(editor)).to_have_value("Before. While away.")
    nothing_is_stored(editor)
    editor.context.set_offline(False)
    expect(status(editor)).to_have_text(KEPT)
    assert kept_drafts(alice) == ["Before. While away."]


def test_keep_it_without_a_connection_says_so_only_while_there_is_none(
    editor: Page, alice: User
) -> None:
    editor.context.set_offline(True)
    box(editor).press_sequentially(WORDS)
    editor.get_by_role("button", name="Keep it").click()
    said = editor.locator("[data-status]")
    expect(said).to_have_text("No connection just now. What you typed is still here.")
    editor.context.set_offline(False)
    expect(status(editor)).to_have_text(KEPT)
    expect(said).to_have_text("")
    assert kept_drafts(alice) == [WORDS]
    editor.get_by_role("button", name="Keep it").click()
    expect(editor.locator(".writing")).to_have_text(WORDS)
    assert kept_drafts(alice) == []


def test_a_space_that_locked_itself_asks_there_and_the_words_stay(
    editor: Page, alice: User
) -> None:
    Unlock.objects.all().delete()
    box(editor).press_sequentially(WORDS)
    key = editor.get_by_label("Passphrase")
    expect(key).to_be_visible()
    expect(box(editor)).to_be_focused()
    expect(box(editor)).to_have_value(WORDS)
    key.fill("not this one")
    editor.get_by_role("button", name="Open, and go on writing").click()
    expect(editor.get_by_text("did not open")).to_be_visible()
    editor.get_by_label("Passphrase").fill(PASSPHRASE)
    editor.get_by_role("button", name="Open, and go on writing").click()
    expect(status(editor)).to_have_text(KEPT)
    expect(editor.locator(".doorway")).to_have_count(0)
    expect(box(editor)).to_be_focused()
    assert kept_drafts(alice) == [WORDS]


def test_enter_in_the_doorway_opens_the_space_and_the_writing_goes_on(
    editor: Page, alice: User
) -> None:
    Unlock.objects.all().delete()
    box(editor).press_sequentially(WORDS)
    editor.get_by_label("Passphrase").fill(PASSPHRASE)
    editor.get_by_label("Passphrase").press("Enter")
    expect(status(editor)).to_have_text(KEPT)
    expect(box(editor)).to_be_focused()
    expect(box(editor)).to_have_value(WORDS)
    assert kept_drafts(alice) == [WORDS]
    assert not store.newest(space_of(alice), ENTRY, limit=20)[0]


def test_enter_in_a_half_filled_doorway_leads_to_what_is_missing(editor: Page) -> None:
    editor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    box(editor).press_sequentially(WORDS)
    editor.get_by_label("Name").fill("alice")
    editor.get_by_label("Name").press("Enter")
    expect(editor.get_by_label("Password", exact=True)).to_be_focused()
    expect(box(editor)).to_have_value(WORDS)


def test_a_sign_in_that_ran_out_is_renewed_on_the_page_and_its_forms_work_on(
    editor: Page, alice: User, site: str
) -> None:
    editor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    box(editor).press_sequentially(WORDS)
    editor.get_by_label("Name").fill("alice")
    editor.get_by_label("Password", exact=True).fill(PASSWORD)
    editor.get_by_role("button", name="Open, and go on writing").click()
    # One secret at a time, so that no browser takes one for the other.
    editor.get_by_label("Passphrase").fill(PASSPHRASE)
    editor.get_by_role("button", name="Open, and go on writing").click()
    expect(status(editor)).to_have_text(KEPT)
    editor.get_by_role("button", name="Keep it").click()
    expect(editor.locator(".writing")).to_have_text(WORDS)
    assert kept_drafts(alice) == []


def test_two_tabs_show_both_texts_and_lose_neither(
    alices_page: Page, alice_with_space: Client, alice: User, site: str
) -> None:
    path = kept_at(alice_with_space)
    other = alices_page.context.new_page()
    for page in (alices_page, other):
        page.goto(f"{site}{path}change/")
    box(alices_page).fill("From one tab.")
    box(other).fill("From the other.")
    for page in (alices_page, other):
        expect(status(page)).to_have_text(KEPT)
    assert set(kept_drafts(alice)) == {"From one tab.", "From the other."}
    alices_page.get_by_role("button", name="Keep it").click()
    expect(alices_page.locator(".writing")).to_have_text("From one tab.")
    other.get_by_role("button", name="Keep it").click()
    expect(other.get_by_role("heading", name="There are two versions")).to_be_visible()
    expect(other.locator(".writing")).to_have_text("From one tab.")
    expect(box(other)).to_have_value("From the other.")
    other.get_by_role("button", name="Keep both").click()
    expect(other.locator(".writing")).to_have_text("From the other.")
    texts = {entry.text for entry in store.newest(space_of(alice), ENTRY, limit=20)[0]}
    assert texts == {"From one tab.", "From the other."}
    assert kept_drafts(alice) == []


@pytest.mark.parametrize("way", ["a link", "closing the tab", "the exit"])
def test_leaving_in_mid_sentence_keeps_the_sentence_once(
    editor: Page, alice: User, way: str
) -> None:
    still_there = editor.context.new_page()
    editor.bring_to_front()
    box(editor).press_sequentially("In the middle of")
    expect(status(editor)).to_have_text(KEPT)
    box(editor).press_sequentially(" this")
    if way == "a link":
        editor.get_by_role("link", name="Skills", exact=True).click()
        expect(editor.get_by_role("heading", name="Skills")).to_be_visible()
        nothing_is_stored(editor)
    elif way == "closing the tab":
        editor.close(run_before_unload=True)
    else:
        editor.get_by_role("button", name="Leave this site").first.click()
        editor.wait_for_url(settings.EXIT_PAGES[0])
    wait_until(still_there, lambda: kept_drafts(alice) == ["In the middle of this"])
