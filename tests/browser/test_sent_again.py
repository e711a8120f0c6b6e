"""With scripts, what was not tried goes again by itself: after a small sum, or a pause."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from skills_app.account.models import User
from skills_app.exits import again
from skills_app.vault.crypto import gate
from skills_app.vault.crypto.gate import GateFull
from skills_app.vault.models import Unlock, Vault
from skills_app.vault.server_keys.keys import name_lookup
from skills_app.vault.unlocking.opening import make_space
from skills_app.vault.unlocking.throttle import NotYet, at_name, take_a_try
from tests.browser.writing import box, kept_drafts, status
from tests.people import PASSPHRASE, PASSWORD


@pytest.fixture
def rowan(site: str) -> User:
    rowan = User.objects.create_user("rowan", PASSWORD)
    make_space(rowan, PASSPHRASE)
    return rowan


def someone_goes_on_trying(name: str) -> None:
    place = at_name(bytes.fromhex(name_lookup(name)))
    with suppress(NotYet):
        while True:
            take_a_try(place)


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/account/in/")
    page.get_by_label("Name").fill("rowan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_small_sum_lets_the_right_password_in_while_others_go_on_trying(
    page: Page, site: str, rowan: User
) -> None:
    someone_goes_on_trying("rowan")
    sign_in(page, site)
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()


def test_at_the_gates_end_it_goes_by_itself_and_can_be_stopped(
    page: Page,
    site: str,
    rowan: User,
    monkeypatch: pytest.MonkeyPatch,
    axe_finds_nothing: Callable[..., None],
) -> None:
    def refuse(*args: object) -> None:
        raise GateFull

    with monkeypatch.context() as patch:
        patch.setattr(gate, "through", refuse)
        patch.setattr(again, "LEAST_SECONDS", 600)
        sign_in(page, site)
        expect(page.get_by_role("heading", name="One moment, please")).to_be_visible()
        expect(page.get_by_text("It goes by itself in a moment.")).to_be_visible()
        axe_finds_nothing(page)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("Stopped. It is all still here.")).to_be_visible()
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        patch.setattr(again, "LEAST_SECONDS", 0)
        page.get_by_role("button", name="Send it again").click()
        expect(page.get_by_role("heading", name="One moment, please")).to_be_visible()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()


def test_without_scripts_one_press_sends_it_again(
    quiet_context: object, site: str, rowan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise GateFull

    page: Page = quiet_context.new_page()  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setattr(gate, "through", refuse)
        sign_in(page, site)
        expect(page.get_by_role("heading", name="One moment, please")).to_be_visible()
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="Your space is locked")).to_be_visible()


def someone_tries_passphrases() -> None:
    """Whoever comes without a proof waits for longer than any step of a test."""
    now = timezone.now()
    Vault.objects.update(
        tries=11, next_try_at=now + timedelta(seconds=29), forget_at=now + timedelta(hours=1)
    )


def test_the_editors_doorway_does_its_sum_and_opens_by_itself(
    alices_page: Page, site: str, alice: User, axe_finds_nothing: Callable[..., None]
) -> None:
    alices_page.goto(f"{site}/write/new/")
    Unlock.objects.all().delete()
    someone_tries_passphrases()
    box(alices_page).press_sequentially("The heron")
    alices_page.get_by_label("Passphrase").fill(PASSPHRASE)
    axe_finds_nothing(alices_page)
    alices_page.get_by_role("button", name="Open, and go on writing").click()
    expect(alices_page.locator(".doorway")).to_have_count(0)
    expect(box(alices_page)).to_have_value("The heron")
    expect(status(alices_page)).to_have_text("Kept.")
    assert kept_drafts(alice) == ["The heron"]


@pytest.mark.parametrize("drawn_by", ["script", "server"])
def test_under_the_cover_the_sum_is_done_and_the_next_press_goes_on(
    alices_page: Page, site: str, alice: User, drawn_by: str
) -> None:
    sheet = alices_page.locator("[data-sheet]")
    alices_page.goto(f"{site}/write/")
    with alices_page.expect_response("**/cover/"):
        alices_page.locator(".exit-bar").get_by_role("button", name="Cover this page").click()
    if drawn_by == "server":
        alices_page.reload()
    someone_tries_passphrases()
    go_on = sheet.get_by_role("button", name="Go on", exact=True)
    go_on.click()
    sheet.get_by_label("Passphrase").fill(PASSPHRASE)
    go_on.click()
    expect(sheet.get_by_text("That is done. You can go on now.")).to_be_visible()
    expect(sheet).to_be_visible()
    go_on.click()
    expect(sheet).to_have_count(0)
    assert Unlock.objects.count() == 1
