"""Help and leaving in a real browser while the real server's database is cut, held or gone.

A full and a read-only one are tried in tests/vault/test_help_holds.py: on a machine where tests
run as root, only a connection can be told to be either.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.people import PASSWORD
from tests.real_site import RealSite, running_site
from tests.vault.broken_databases import UNREADABLE

SMALL = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def context(
    browser: Browser, broken_site: RealSite, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    scripts: bool = request.param
    context = browser.new_context(java_script_enabled=scripts, viewport=SMALL)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def come_in(page: Page, site: RealSite, name: str) -> None:
    page.goto(f"{site.url}/account/new/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url(re.compile("/account/|/$"))


def walk(page: Page, site: RealSite) -> None:
    """Grounding, a tool by how it is, people, and what is said of safety: by pressing only."""
    page.goto(f"{site.url}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("enough for now")
    page.goto(f"{site.url}/now/")
    page.get_by_label("Yes, safe enough").check()
    page.get_by_role("button", name="This one").click()
    expect(page.get_by_role("button", name="This one")).to_have_count(0)
    page.get_by_role("button", name="Next").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Is it safe here?")
    page.goto(f"{site.url}/tools/")
    page.get_by_role("link", name="Too much").click()
    page.locator("main a[href^='/tools/t']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Skip").first.click()
    expect(page.locator("main")).not_to_contain_text("very busy")
    for path in ("/people/", "/safety/"):
        assert (answer := page.goto(f"{site.url}{path}")) is not None
        assert answer.status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("who", ["guest", "member"])
@pytest.mark.parametrize("what", ["cut in half", "gone", "held"])
def test_help_is_there_and_leaving_leaves(
    context: BrowserContext, broken_site: RealSite, what: str, who: str, tmp_path: Path
) -> None:
    page = context.new_page()
    if who == "member":
        come_in(page, broken_site, f"rowan {tmp_path.name}")
    with UNREADABLE[what](broken_site.data / "steady.sqlite3"):
        walk(page, broken_site)
        page.get_by_role("button", name="Leave this site").first.press("Enter", no_wait_after=True)
        page.wait_for_url(f"{broken_site.url}/robots.txt")
    # What could not be written then is made good: nobody is signed in any more.
    page.goto(f"{broken_site.url}/account/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")
