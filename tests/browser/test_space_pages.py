"""The pages of the private space and of a lost sign-in, as axe sees them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from skills_app.account.models import User
from skills_app.vault.models import Record
from skills_app.vault.unlocking.opening import keep_recovery_words, make_space, offer_recovery_words
from tests.people import PASSPHRASE, PASSWORD
from tests.vault.browsers import Browser

OPEN_PAGES = (
    "/space/",
    "/space/places/",
    "/space/renew/",
    "/space/words/",
    "/space/words/remove/",
    "/space/erase/",
    "/space/different/",
    "/account/erase/",
)


def test_every_page_of_the_space_reads_well_to_everyone(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None]
) -> None:
    rowan = User.objects.create_user("rowan", PASSWORD)
    make_space(rowan, PASSPHRASE)
    keep_recovery_words(Browser(rowan).request(), " ".join(offer_recovery_words()), PASSPHRASE)
    page.goto(f"{site}/account/recover/")
    axe_finds_nothing(page)
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Your 12 words").fill(" ".join(offer_recovery_words()))
    page.get_by_label("A new password").fill("a long enough heron")
    page.get_by_role("button", name="Sign me in").click()
    expect(page.get_by_text("do not fit together").first).to_be_visible()
    axe_finds_nothing(page)
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("rowan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("I have neither").click()
    axe_finds_nothing(page)
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    page.get_by_text("More, for the careful").click()
    axe_finds_nothing(page)
    for path in OPEN_PAGES:
        page.goto(f"{site}{path}")
        expect(page.locator("h1")).to_have_count(1)
        axe_finds_nothing(page)


def test_the_alarm_is_read_calmly_and_then_gone(
    page: Page, site: str, axe_finds_nothing: Callable[[Page], None]
) -> None:
    rowan = User.objects.create_user("rowan", PASSWORD)
    browser = Browser(rowan)
    request = browser.request()
    make_space(rowan, PASSPHRASE, request=request)
    browser.take(request)
    space = browser.space
    assert space is not None
    for number in range(3):
        space.create("entry", {"title": f"day {number}", "text": "words"})
    first = Record.objects.order_by("seq").first()
    assert first is not None
    first.delete()
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("rowan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Something is not as you left it")).to_be_visible()
    expect(page.get_by_text("There should be 3 things here, and there are 2.")).to_be_visible()
    axe_finds_nothing(page)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("Noted.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your space", exact=True)).to_be_visible()
    expect(page.get_by_text("See what it is")).to_have_count(0)
