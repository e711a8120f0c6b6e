"""With the database cut, full, read-only, held or gone, help is there for guests and members.

The server asks a copy of the database, which is broken while it serves.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from playwright.sync_api import Page, expect

from tests.browser.serving import Elsewhere
from tests.people import PASSWORD

Breaking = Callable[[Path], AbstractContextManager[None]]
PROMISE = re.compile(r"still kept|is still there|Your place is kept", re.I)


@contextmanager
def options(more: str) -> Iterator[None]:
    given = connections.settings["default"]["OPTIONS"]
    usual = given["init_command"]
    given["init_command"] = usual + more
    yield
    given["init_command"] = usual


@contextmanager
def cut(path: Path) -> Iterator[None]:
    whole = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(len(whole) // 3)
    yield
    path.write_bytes(whole)


@contextmanager
def overwritten(path: Path) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_bytes(b"something else altogether " * 4000)
    yield
    path.write_bytes(whole)


@contextmanager
def gone(path: Path) -> Iterator[None]:
    away = path.with_suffix(".away")
    path.rename(away)
    yield
    for beside in path.parent.glob(f"{path.name}*"):
        beside.unlink()
    away.rename(path)


@contextmanager
def held(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def full(path: Path) -> AbstractContextManager[None]:
    """No page more than there are, and none of them free."""
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("CREATE TABLE fill (it BLOB)")
        pages = int(database.execute("PRAGMA page_count").fetchone()[0])
    return options(f"PRAGMA max_page_count={pages};PRAGMA query_only=OFF;")


def read_only(path: Path) -> AbstractContextManager[None]:
    return options("PRAGMA query_only=ON;")


TROUBLES: dict[str, Breaking] = {
    "cut": cut,
    "overwritten": overwritten,
    "full": full,
    "read-only": read_only,
    "held": held,
    "gone": gone,
}


@pytest.fixture
def beside(tmp_path: Path, transactional_db: None) -> Iterator[Path]:
    """A copy of the database, which the server asks from now on; ours is left alone."""
    path = tmp_path / "beside.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    given: dict[str, Any] = connections.settings["default"]
    usual = given["NAME"]
    given["NAME"] = str(path)
    yield path
    given["NAME"] = usual


@pytest.fixture(params=["guest", "member"])
def someone(request: pytest.FixtureRequest, beside: Path, site: str, page: Page) -> str:
    """At the front door, with something kept: a guest's place, or a member's sign-in."""
    page.goto(site)
    if request.param == "guest":
        page.goto(f"{site}/skills/m03/")
        page.locator('main [name="move"][value="skip"]').first.click()
        expect(page.locator(".step__where")).to_contain_text("2 of")
    else:
        page.goto(f"{site}/account/new/")
        page.get_by_label("Name").fill("alice")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main button").last.click()
        expect(page.get_by_role("link", name="Make my space")).to_be_visible()
    return str(request.param)


def knows(page: Page, site: str, someone: str) -> None:
    """Once the trouble is over, the reader is who they were."""
    if someone == "guest":
        page.goto(f"{site}/skills/m03/")
        expect(page.locator(".step__where")).to_contain_text("2 of")
    else:
        page.goto(f"{site}/account/")
        expect(page.locator("h1")).not_to_have_text("Sign in")


@pytest.mark.parametrize("trouble", TROUBLES)
def test_help_is_walked_whatever_the_database_does(
    page: Page, site: str, beside: Path, someone: str, trouble: str, neutral: Elsewhere
) -> None:
    statuses: list[tuple[str, int]] = []
    page.on("response", lambda answer: statuses.append((answer.url, answer.status)))
    with TROUBLES[trouble](beside):
        for address in ("/", "/tools/", "/tools/t12/", "/people/", "/people/care/"):
            page.goto(site + address)
            expect(page.locator("h1")).to_be_visible()
            expect(page.get_by_text(PROMISE)).to_have_count(0)
        for address in ("/people/rights/", "/safety/", "/words/", "/comfort/", "/leave/"):
            page.goto(site + address)
            expect(page.locator("h1")).to_be_visible()
        page.goto(f"{site}/now/")
        for _ in range(3):
            before = page.locator("main").inner_text()
            page.locator('main [name="move"][value="skip"]').first.click()
            expect(page.locator("main")).not_to_have_text(before, use_inner_text=True)
        expect(page.locator(".step__where")).to_contain_text("4 of")
        if trouble != "full":  # where a row fits into the room there is, it is kept
            expect(page.locator("[data-unkept]")).to_be_visible()
        assert [one for one in statuses if one[1] >= 400] == []
    knows(page, site, someone)
    with TROUBLES[trouble](beside):
        page.goto(f"{site}/now/")
        page.get_by_role("button", name="Leave this site").first.click()
        page.wait_for_url(neutral.url)


def test_a_members_own_page_says_what_is_the_matter(
    page: Page, site: str, beside: Path, someone: str
) -> None:
    if someone != "member":
        return
    for breaking in (cut, gone):
        with breaking(beside):
            answer = page.goto(f"{site}/space/")
            assert answer is not None
            assert answer.status == 503
            expect(page.locator("main")).to_contain_text("just now")
            expect(page.get_by_text(PROMISE)).to_have_count(0)
            expect(page.get_by_role("link", name="I need a moment").first).to_be_visible()
        knows(page, site, someone)
