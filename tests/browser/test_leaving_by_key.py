"""Leaving by Shift three times, and by no other key."""

from playwright.sync_api import Page, expect

from skills_app.account.models import User
from tests.browser.arriving import exit_there
from tests.browser.leaving import TYPED, press_shift, said, status
from tests.browser.serving import Elsewhere


def test_shift_three_times_leaves_and_says_how_far_it_is(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    expect(page.locator("[data-status]")).to_have_attribute("role", "status")  # spoken
    press_shift(page, 1)
    status(page).to_have_text("Press Shift 2 more times to leave.")
    status(page).to_be_in_viewport(ratio=1)
    press_shift(page, 1)
    status(page).to_have_text("Press Shift once more to leave.")
    press_shift(page, 1)
    page.wait_for_url(neutral.url)


def test_other_keys_begin_the_count_anew(page: Page, site: str) -> None:
    page.goto(site)
    press_shift(page, 2)
    page.keyboard.press("a")
    assert said(page) == ""
    for key in ("Shift+A", "Shift+Tab", "Shift+B", "Control+Shift+K", "Escape"):
        page.keyboard.press(key)
        assert said(page) == ""
    press_shift(page, 2)
    status(page).to_have_text("Press Shift once more to leave.")
    page.mouse.click(5, 300)
    assert said(page) == ""
    assert page.url == f"{site}/"


def test_shift_presses_too_far_apart_do_not_count(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(site)
    press_shift(page, 2)
    page.clock.run_for(5001)
    status(page).to_be_empty()
    press_shift(page, 2)
    status(page).to_have_text("Press Shift once more to leave.")


def test_the_last_shift_counts_when_it_is_let_go(page: Page, site: str, neutral: Elsewhere) -> None:
    """So that holding it for a capital, or a key that repeats itself, is not a press."""
    page.goto(site)
    for _ in range(4):
        page.keyboard.down("Shift")
    assert said(page) == ""
    page.keyboard.up("Shift")
    press_shift(page, 1)
    page.keyboard.down("Shift")
    status(page).to_have_text("Press Shift once more to leave.")
    assert page.url == f"{site}/"
    page.keyboard.up("Shift")
    page.wait_for_url(neutral.url)


def type_in_capitals(page: Page, words: str) -> None:
    """With a real Shift: held through each word."""
    for word in words.split():
        page.keyboard.down("Shift")
        for letter in word:
            page.keyboard.press(f"Key{letter}")
        page.keyboard.up("Shift")
        page.keyboard.press("Space")


def test_writing_in_capitals_never_leaves(page: Page, site: str, alice_is_writing: User) -> None:
    words = page.get_by_label("Your words")
    words.press("End")
    type_in_capitals(page, "NO I SAID NO A B C")
    page.keyboard.down("Shift")
    page.keyboard.press("Space")
    page.keyboard.up("Shift")
    assert said(page) == ""
    expect(words).to_have_value(f"{TYPED}NO I SAID NO A B C  ")


def test_leaving_works_from_an_error_page(page: Page, site: str, neutral: Elsewhere) -> None:
    page.goto(f"{site}/no/such/page/")
    press_shift(page)
    page.wait_for_url(neutral.url)


def test_esc_can_not_stop_the_other_page_from_coming(
    page: Page, site: str, neutral: Elsewhere
) -> None:
    page.goto(site)
    status(page).to_be_attached()
    exit_there(page)
    # In one go, since the driver itself waits for the page that is on its way.
    assert page.evaluate(
        """() => {
          const tell = (type, key) => {
            const event = new KeyboardEvent(type, {key, cancelable: true});
            window.dispatchEvent(event);
            return event.defaultPrevented;
          };
          for (let n = 0; n < 3; n += 1) ['keydown', 'keyup'].forEach(type => tell(type, 'Shift'));
          return tell('keydown', 'Escape');
        }"""
    )
    expect(page).to_have_url(neutral.url)
