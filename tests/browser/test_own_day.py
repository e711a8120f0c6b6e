"""The day of a page is the day where its writer sits, with scripts, early or late, or without."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from skills_app.account.models import User
from skills_app.documents import store
from skills_app.journal.kinds import ENTRY
from tests.browser.serving import served
from tests.browser.writing import about_page, box, cookies_for, wait_until
from tests.journal.spaces import WORDS, space_of

THEIR_NOON = dt.datetime(2031, 5, 6, 12)
OURS = "It has the day where this site runs."


def days_kept(user: User) -> list[str]:
    return [one.on.isoformat() for one in store.newest(space_of(user), ENTRY, limit=20)[0]]


@pytest.fixture
def far_away(alices_page: Page, site: str) -> Page:
    alices_page.clock.set_fixed_time(THEIR_NOON)
    return alices_page


def test_a_new_page_starts_on_their_day_and_an_emptied_one_is_kept_on_it(
    far_away: Page, alice: User, site: str
) -> None:
    far_away.goto(f"{site}/write/new/")
    day = far_away.get_by_label("Day", exact=True)
    expect(day).to_have_value("2031-05-06")
    expect(far_away.get_by_text(OURS)).to_be_hidden()
    box(far_away).fill(WORDS)
    about_page(far_away)
    day.fill("")
    far_away.clock.set_fixed_time(THEIR_NOON + dt.timedelta(days=1))  # past midnight by now
    far_away.get_by_role("button", name="Keep it").click()
    expect(far_away.get_by_text("Kept. Only you can open it.")).to_be_visible()
    assert days_kept(alice) == ["2031-05-07"]


def test_words_typed_before_the_script_is_there_have_their_day_too(
    far_away: Page, site: str
) -> None:
    held: list[Route] = []
    far_away.route(served("js/write.js"), lambda route: held.append(route))
    far_away.goto(f"{site}/write/new/", wait_until="commit")
    box(far_away).fill(WORDS)
    expect(far_away.get_by_text(OURS)).to_be_visible()
    wait_until(far_away, lambda: bool(held))
    held[0].continue_()
    expect(far_away.get_by_label("Day", exact=True)).to_have_value("2031-05-06")
    expect(far_away.get_by_text(OURS)).to_be_hidden()


def test_a_day_chosen_before_the_script_is_there_stays(far_away: Page, site: str) -> None:
    held: list[Route] = []
    far_away.route(served("js/write.js"), lambda route: held.append(route))
    far_away.goto(f"{site}/write/new/", wait_until="commit")
    day = far_away.get_by_label("Day", exact=True)
    about_page(far_away)
    day.fill("1986-04-26")
    wait_until(far_away, lambda: bool(held))
    held[0].continue_()
    expect(far_away.get_by_text(OURS)).to_be_hidden()
    expect(day).to_have_value("1986-04-26")


def test_without_scripts_it_is_said_whose_day_it_is_and_an_emptied_one_is_asked_for(
    quiet_context: BrowserContext, site: str, alice_with_space: Client, alice: User
) -> None:
    quiet_context.add_cookies(cookies_for(site, alice_with_space))
    page = quiet_context.new_page()
    page.goto(f"{site}/write/new/")
    expect(page.get_by_text(OURS)).to_be_visible()
    page.locator("[name=text]").fill(WORDS)
    about_page(page)
    page.locator("[name=on]").fill("")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Which day is it where you are?").first).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    page.locator("[name=on]").fill("2026-11-26")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".writing")).to_have_text(WORDS)
    assert days_kept(alice) == ["2026-11-26"]
