"""Each small part of the script of leaving, by what goes wrong without it."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from skills_app.account.models import User
from skills_app.exits import drafts
from tests.browser.arriving import exit_there
from tests.browser.folding import unfold
from tests.browser.leaving import TYPED, heard, leave, press_shift, said, status
from tests.browser.serving import Elsewhere
from tests.browser.writing import wait_until

BLUR = "window.dispatchEvent(new Event('blur'))"


@pytest.fixture
def came(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str]]:
    """Each form that a beacon brought."""
    brought: list[Mapping[str, str]] = []

    def note(request: HttpRequest, typed: Mapping[str, str]) -> None:
        brought.append(typed)

    monkeypatch.setattr(drafts, "_keepers", [note])
    return brought


def beacons_of(context: BrowserContext) -> list[str]:
    asked: list[str] = []
    context.on("request", lambda each: asked.append(each.url) if "/lock/" in each.url else None)
    return asked


# --- the keys ---


@pytest.mark.parametrize("with_it", ["Control", "Alt", "Meta"])
def test_shift_beside_another_key_that_is_held_does_not_count(
    page: Page, site: str, with_it: str
) -> None:
    page.goto(site)
    page.keyboard.down(with_it)
    press_shift(page)
    assert said(page) == ""
    page.keyboard.up(with_it)
    assert page.url == f"{site}/"


def test_shift_held_for_a_wheel_does_not_count_though_it_repeats_itself(
    page: Page, site: str
) -> None:
    page.goto(site)
    page.mouse.move(100, 400)
    for _ in range(3):
        page.keyboard.down("Shift")
        page.mouse.wheel(0, 40)
        page.wait_for_function("scrollX + scrollY >= 0")
        page.keyboard.down("Shift")  # a key that is held says so again and again
        page.keyboard.up("Shift")
    assert said(page) == ""
    assert page.url == f"{site}/"


def test_a_wheel_between_two_presses_begins_the_count_anew(page: Page, site: str) -> None:
    page.goto(site)
    press_shift(page, 2)
    page.evaluate("window.dispatchEvent(new WheelEvent('wheel', { deltaY: 40 }))")
    assert said(page) == ""


def test_typing_that_sends_no_keys_begins_the_count_anew(page: Page, site: str) -> None:
    """Swiped words, dictation and pasting are input without a key."""
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").focus()
    press_shift(page, 2)
    page.keyboard.insert_text("heron")
    assert said(page) == ""
    press_shift(page, 2)
    status(page).to_have_text("Press Shift once more to leave.")


COARSE = "matchMedia = () => ({ matches: true })"


@pytest.mark.parametrize("how", ["a coarse pointer", "the last press was a touch"])
def test_in_a_field_of_a_touch_device_shift_does_not_count(page: Page, site: str, how: str) -> None:
    """Caps lock on and off, and on some the symbols key, are Shift three times."""
    page.goto(f"{site}/write/let-go/")
    exit_there(page)
    words = page.get_by_label("Anything you like")
    if how == "a coarse pointer":
        page.evaluate(COARSE)
        words.focus()
    else:
        words.evaluate(
            "field => field.dispatchEvent(new PointerEvent('pointerdown',"
            " { pointerType: 'touch', bubbles: true }))"
        )
        words.focus()
    press_shift(page, 4)
    assert said(page) == ""
    assert page.url == f"{site}/write/let-go/"


def test_outside_a_field_it_counts_on_such_a_device_too(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    """A tablet with a keyboard."""
    page.goto(site)
    page.evaluate(COARSE)
    press_shift(page)
    page.wait_for_url(neutral.url)


def test_in_a_field_of_a_device_with_a_mouse_it_counts(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").click()
    press_shift(page)
    page.wait_for_url(neutral.url)


def test_shift_can_be_turned_off_and_on_again(page: Page, site: str, neutral: Elsewhere) -> None:
    page.goto(f"{site}/comfort/")
    unfold(page)
    box = page.get_by_label("Shift does not leave")
    box.check()
    expect(page.locator("#now-shift")).to_contain_text("only the button leaves")
    described = expect(page.locator(".exit-bar__button"))
    described.not_to_have_accessible_description("Or press Shift three times.")
    press_shift(page, 4)
    assert said(page) == ""
    page.goto(site)
    press_shift(page, 4)
    assert said(page) == ""

    page.goto(f"{site}/comfort/")
    unfold(page)
    page.get_by_label("Shift does not leave").uncheck()
    expect(page.locator("#now-shift")).to_contain_text("three times leaves as well")
    described.to_have_accessible_description("Or press Shift three times.")
    press_shift(page)
    page.wait_for_url(neutral.url)


# --- the press ---


def test_nothing_on_the_page_can_swallow_the_press_or_hear_of_it(page: Page, site: str) -> None:
    """Captured at the top, before any other listener; and no other acts on the emptied page."""
    page.goto(site)
    exit_there(page)
    assert page.evaluate(
        """() => {
          const heard = [];
          const form = document.querySelector('.exit-bar__leave');
          form.addEventListener('submit', event => {
            heard.push('form');
            event.stopImmediatePropagation();
          });
          document.addEventListener('submit', () => heard.push('document'), true);
          window.addEventListener('submit', () => heard.push('window'), true);
          form.requestSubmit();
          return [...heard, document.body.innerHTML];
        }"""
    ) == [""]


def test_a_press_is_never_sent_as_a_form_when_the_script_is_there(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    posts: list[str] = []
    page.goto(site)
    page.evaluate("document.body.addEventListener('submit', event => event.stopPropagation())")
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    leave(page)
    page.wait_for_url(neutral.url)
    assert f"{site}/leave/" not in posts


# --- what goes along ---


def test_one_message_is_sent_however_many_tabs_leave(
    page: Page, context: BrowserContext, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    others = [context.new_page() for _ in range(2)]
    for other in others:
        other.goto(f"{site}/safety/")
        exit_there(other)
    asked = beacons_of(context)
    leave(page)
    for each in (page, *others):
        each.wait_for_url(neutral.url)
    # Each tab has gone, and tells of what it sent before it tells of where it went.
    wait_until(page, lambda: bool(asked))
    assert len(asked) == 1


def test_the_words_of_a_tab_that_was_closed_do_not_come_along(
    page: Page,
    context: BrowserContext,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    came: list[Mapping[str, str]],
) -> None:
    """They may have been thrown away there on purpose.

    Some browsers tell a page that goes only that, and not that nobody sees it any more.
    """
    other = context.new_page()
    other.add_init_script(
        "document.addEventListener('visibilitychange', event => event.stopImmediatePropagation())"
    )
    other.goto(f"{site}/write/new/")
    other.get_by_label("Your words").fill("Reeds, and a second bird")
    with heard(page):
        other.evaluate(BLUR)
    with heard(page):
        other.goto(neutral.url)
    leave(page)
    wait_until(page, lambda: bool(came))
    assert [each["text"] for each in came] == [TYPED]


def test_no_field_for_a_password_goes_along_whatever_its_name(
    page: Page,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    came: list[Mapping[str, str]],
) -> None:
    page.locator("form[data-draft]").evaluate(
        """form => ['password', 'file', 'submit'].forEach(type => {
          const field = document.createElement('input');
          field.type = type;
          field.name = 'other-' + type;
          if (type !== 'file') field.value = 'amber lantern';
          form.append(field);
        })"""
    )
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: bool(came))
    assert came[0]["text"] == TYPED
    assert [name for name in came[0] if name.startswith("other-")] == []


@pytest.mark.parametrize("refused", ["", "Navigator.prototype.sendBeacon = () => false"])
def test_a_text_that_had_to_be_cut_says_so(
    alices_page: Page,
    alice_with_space: Client,
    site: str,
    neutral: Elsewhere,
    came: list[Mapping[str, str]],
    refused: str,
) -> None:
    """Or it would be kept in place of the longer one."""
    kept = alice_with_space.post("/keep/new/", {"sort": "plan", "text": "Tea at four"})
    alices_page.goto(f"{site}{kept.headers['Location']}change/")
    alices_page.evaluate(f"(() => {{ {refused} }})()")
    alices_page.get_by_label("What it says").fill("é" * 100_000)
    leave(alices_page)
    alices_page.wait_for_url(neutral.url)
    wait_until(alices_page, lambda: bool(came))
    assert came[0]["cut"] == "1"
    assert 10_000 < len(came[0]["text"]) < 100_000


def test_a_text_that_fits_is_not_said_to_be_cut(
    page: Page,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    came: list[Mapping[str, str]],
) -> None:
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: bool(came))
    assert "cut" not in came[0]


def test_words_of_many_tabs_fit_into_the_request_that_replaces_the_beacon(
    page: Page,
    context: BrowserContext,
    site: str,
    neutral: Elsewhere,
    alice_is_writing: User,
    came: list[Mapping[str, str]],
) -> None:
    others: list[Any] = []
    for _ in range(3):
        other = context.new_page()
        other.goto(f"{site}/write/new/")
        other.get_by_label("Your words").fill("é" * 20_000)
        with heard(page):
            other.evaluate(BLUR)
        others.append(other)
    page.evaluate("(() => { Navigator.prototype.sendBeacon = () => false; })()")
    leave(page)
    page.wait_for_url(neutral.url)
    wait_until(page, lambda: len(came) == 4)
