"""What a screen reader is told of ten pages, as reviewed: a change of it is seen, and meant.

After a change that is meant: TREES=write, run this file, and read what became of each tree.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

TREES = Path(__file__).with_name("trees")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
AS_A_GUEST = {
    "home": "/",
    "right-now": "/now/",
    "a-state": "/tools/up/",
    "a-step": "/skills/m01/",
    "breathing": "/tools/t03/",
    "skills": "/skills/",
    "people": "/people/",
    "let-go": "/write/let-go/",
}
IN_A_SPACE = {"mine": "/space/", "a-page": "/write/new/"}


def as_reviewed(page: Page, name: str) -> None:
    expect(page.locator("html[data-exits]")).to_be_attached()
    told = A_DAY.sub("a day", page.locator("body").aria_snapshot()) + "\n"
    file = TREES / f"{name}.yaml"
    if os.environ.get("TREES") == "write":
        file.write_text(told)
    assert told == file.read_text(), f"{name}: see what this file says at its top"


@pytest.mark.parametrize("name", AS_A_GUEST)
def test_a_screen_reader_is_told_what_was_reviewed(page: Page, site: str, name: str) -> None:
    page.goto(site + AS_A_GUEST[name])
    as_reviewed(page, name)


@pytest.mark.parametrize("name", IN_A_SPACE)
def test_a_screen_reader_is_told_of_a_space_what_was_reviewed(
    alices_page: Page, site: str, name: str
) -> None:
    alices_page.goto(site + IN_A_SPACE[name])
    as_reviewed(alices_page, name)
