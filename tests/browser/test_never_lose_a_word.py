"""The narrow places between typing and keeping, in a real browser."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal.kinds import ENTRY
from skills_app.vault.models import Unlock
from tests.browser.arriving import scripts_there
from tests.browser.serving import served
from tests.browser.writing import box, kept_drafts, status, wait_until
from tests.journal.spaces import WORDS, space_of

KEPT = "Kept."
BUSY = "Keeping did not work just now. Your words are still on this page. Trying again."
GO_ON = "You can stay, or press once more to go on without them."
LONG = "The heron stood in the grey water 🪶 all morning.\n" * 1_500


@pytest.fixture
def editor(alices_page: Page, site: str) -> Page:
    alices_page.goto(f"{site}/write/new/")
    return alices_page


def put(page: Page, text: str) -> None:
    """As if typed, whatever its length and whether or not the field is at rest."""
    box(page).evaluate(
        """(box, text) => {
            box.value = text;
            box.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        text,
    )


def test_the_fields_rest_while_a_page_is_being_kept_and_what_comes_in_still_is_not_lost(
    editor: Page, alice: User
) -> None:
    held: list[Route] = []
    editor.route("**/write/new/", lambda route: held.append(route))
    box(editor).fill(WORDS)
    editor.get_by_role("button", name="Keep it").click()
    wait_until(editor, lambda: bool(held))
    expect(status(editor)).to_have_text("Keeping …")
    expect(box(editor)).not_to_be_editable()
    put(editor, f"{WORDS} Then")  # by a dictation that was not finished, say
    held[0].continue_()
    expect(editor.locator(".writing")).to_have_text(WORDS)
    wait_until(editor, lambda: kept_drafts(alice) == [f"{WORDS} Then"])
    (entry,) = store.newest(space_of(alice), ENTRY, limit=20)[0]
    assert entry.text == WORDS


def test_the_fields_can_be_typed_in_again_when_keeping_failed(editor: Page) -> None:
    editor.route("**/write/new/", lambda route: route.abort())
    box(editor).fill(WORDS)
    editor.get_by_role("button", name="Keep it").click()
    expect(
        editor.get_by_text("No connection just now. What you typed is still here.")
    ).to_be_visible()
    expect(box(editor)).to_be_editable()
    expect(status(editor)).to_have_text(KEPT)


def test_a_page_that_is_slow_to_be_kept_says_so_and_its_fields_do_not_rest_for_ever(
    alices_page: Page, site: str
) -> None:
    page = alices_page
    page.clock.install()
    page.goto(f"{site}/write/new/")
    held: list[Route] = []
    page.route(re.compile("/write/(keep-draft|new)/"), lambda route: held.append(route))
    put(page, WORDS)
    page.clock.run_for(1_500)
    wait_until(page, lambda: len(held) == 1)
    page.clock.run_for(10_000)
    expect(status(page)).to_contain_text("Keeping takes longer than usual")
    page.get_by_role("button", name="Keep it").click()
    expect(box(page)).not_to_be_editable()
    page.clock.run_for(20_000)
    expect(box(page)).to_be_editable()


def test_a_link_waits_for_words_that_can_not_be_kept_and_the_second_press_goes_on(
    editor: Page, alice: User
) -> None:
    Unlock.objects.all().delete()
    put(editor, WORDS)
    link = editor.get_by_role("link", name="Skills", exact=True)
    link.click()
    expect(status(editor)).to_contain_text(GO_ON)
    expect(box(editor)).to_have_value(WORDS)
    put(editor, f"{WORDS} More.")
    status(editor).evaluate("said => said.textContent = ''")  # so that what is said next is new
    link.click()
    expect(status(editor)).to_contain_text(GO_ON)
    link.click()
    expect(editor.get_by_role("heading", name="Skills")).to_be_visible()
    assert kept_drafts(alice) == []


def test_a_link_goes_on_by_itself_when_the_words_are_kept(editor: Page, alice: User) -> None:
    held: list[Route] = []
    editor.route("**/write/keep-draft/", lambda route: held.append(route))
    put(editor, WORDS)
    editor.get_by_role("link", name="Skills", exact=True).click()
    wait_until(editor, lambda: bool(held))
    expect(box(editor)).to_have_value(WORDS)
    held[0].continue_()
    expect(editor.get_by_role("heading", name="Skills")).to_be_visible()
    assert kept_drafts(alice) == [WORDS]


def test_help_never_waits_for_words(editor: Page) -> None:
    held: list[Route] = []
    editor.route("**/write/keep-draft/", lambda route: held.append(route))
    put(editor, WORDS)
    editor.get_by_role("link", name="Skills", exact=True).click()
    wait_until(editor, lambda: bool(held))
    editor.get_by_role("link", name="I need a moment").first.click()
    expect(box(editor)).to_have_count(0)
    heading = editor.get_by_role("heading", level=1)
    said = heading.inner_text()
    for route in held:
        route.continue_()
    expect(heading).to_have_text(said)
    assert said != "Skills"


def test_a_browser_that_does_not_ask_before_unloading_keeps_the_words(
    editor: Page, alice: User
) -> None:
    """Without the exit's script: it empties the page, in Chromium before anyone else is told."""
    editor.route(served("js/exit.js"), lambda route: route.abort())
    editor.reload()
    scripts_there(editor)
    put(editor, WORDS)
    editor.evaluate(
        """() => {
            dispatchEvent(new PageTransitionEvent('pagehide'));
            document.body.replaceWith(document.createElement('body'));
        }"""
    )
    wait_until(editor, lambda: kept_drafts(alice) == [WORDS])


@pytest.mark.parametrize("way", ["the exit", "closing the tab"])
def test_a_page_too_long_for_a_farewell_is_kept_to_its_last_word(
    editor: Page, alice: User, way: str
) -> None:
    still_there = editor.context.new_page()
    editor.bring_to_front()
    put(editor, LONG)
    expect(status(editor)).to_have_text(KEPT)
    # Two letters that share their first half in the browser, and are one each here.
    changed = f"{LONG[:49_034]}🪵, and then {LONG[49_035:]}"
    assert LONG[49_034] == "🪶"
    editor.route("**/write/keep-draft/", lambda route: keep_only_pieces(route))
    put(editor, changed)
    if way == "the exit":
        editor.get_by_role("button", name="Leave this site").first.click()
        editor.wait_for_url(settings.EXIT_PAGES[0])
    else:
        editor.close(run_before_unload=True)
    wait_until(still_there, lambda: kept_drafts(alice) == [changed])


def keep_only_pieces(route: Route) -> None:
    """A whole page this long would not get through any more from a page that is closing."""
    if len(route.request.post_data_buffer or b"") > 64_000:
        route.abort()
    else:
        route.continue_()


def test_a_farewell_is_measured_in_bytes(editor: Page, alice: User) -> None:
    editor.evaluate(
        """() => {
            const real = window.fetch;
            window.asked = [];
            window.fetch = (address, how) => {
                asked.push(how.keepalive);
                return real(address, how);
            };
            Object.defineProperty(document, 'visibilityState', {value: 'hidden'});
        }"""
    )
    for text, fits in (("é" * 40_000, False), ("é" * 10_000, True)):
        put(editor, text)
        editor.evaluate("asked = []; document.dispatchEvent(new Event('visibilitychange'))")
        wait_until(editor, lambda text=text: kept_drafts(alice) == [text])  # type: ignore[misc]
        assert editor.evaluate("asked")[0] is fits


def answers(page: Page, *given: dict[str, Any]) -> list[dict[str, Any]]:
    """The next sendings are answered with these, all others by the site."""
    left = list(given)

    def answer(route: Route) -> None:
        if left and route.request.method == "POST":
            route.fulfill(**left.pop(0))
        else:
            route.continue_()

    page.route("**/write/keep-draft/", answer)
    return left


def test_a_stale_form_token_is_renewed_as_often_as_it_takes(editor: Page, alice: User) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    for renewals, text in enumerate(("One.", "One. Two."), 1):
        left = answers(editor, {"status": 403, "content_type": "text/html", "body": "no"})
        put(editor, text)
        expect(status(editor)).to_have_text(KEPT)
        wait_until(editor, lambda text=text: kept_drafts(alice) == [text])  # type: ignore[misc]
        assert not left
        tokens = [one for one in asked if one.startswith("GET") and "keep-draft" in one]
        assert len(tokens) == renewals


def test_an_answer_that_is_not_the_sites_is_not_taken_for_kept_and_trying_goes_on(
    editor: Page, alice: User
) -> None:
    too_large = {"status": 413, "content_type": "application/json"}
    answers(
        editor,
        {"status": 200, "content_type": "text/html", "body": "<p>Sign in to this network</p>"},
        {**too_large, "body": json.dumps({"said": "too-large"})},
        {"status": 200, "content_type": "application/json", "body": "{"},
    )
    put(editor, WORDS)
    expect(status(editor)).to_have_text(BUSY)
    expect(status(editor)).to_contain_text("too long to keep")
    put(editor, f"{WORDS} More.")
    expect(status(editor)).to_contain_text("No connection just now")
    expect(status(editor)).to_have_text(KEPT)
    assert kept_drafts(alice) == [f"{WORDS} More."]
