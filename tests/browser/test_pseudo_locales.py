"""Every page holds in a language of longer words, and in one that runs from right to left."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import trans_real
from playwright.sync_api import Page, expect

import skills_app.content
from skills_app.content import library
from tests.browser.pseudo import Change, library_in, longer, right_to_left
from tests.browser.test_every_page import GUEST_PAGES, MEMBER_PAGES, fits

# Languages that Django knows, so that dates and numbers are theirs; the words are made up.
PSEUDO: dict[str, Change] = {"de": longer, "ar": right_to_left}
MORE_PAGES = (
    "/skills/m01/",
    "/skills/m06/",
    "/skills/m13/",
    "/skills/m17/",
    "/tools/t03/",
    "/tools/t60/",
    "/tools/one/",
    "/people/first-call/",
    "/people/groups/",
    "/people/care/",
    "/people/rights/",
    "/people/card/",
    "/write/let-go/",
)


@pytest.fixture(params=PSEUDO)
def pseudo(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    language: str = request.param
    change = PSEUDO[language]
    made_up = library_in(library("en"), change)

    def gettext(self: object, message: str) -> str:
        return change(message.rpartition("\x04")[2])

    def ngettext(self: object, one: str, many: str, count: int) -> str:
        return change((one if count == 1 else many).rpartition("\x04")[2])

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    monkeypatch.setattr(skills_app.content, "_loaded", lambda root, lang: made_up)
    settings.LANGUAGES = [(language, language)]
    settings.LANGUAGE_CODE = language
    return language


def look_at(page: Page, language: str) -> list[str]:
    """What does not hold on this page, in plain words."""
    expect(page.locator("h1")).to_have_count(1)
    wrong: list[str] = []
    html = page.locator("html")
    if html.get_attribute("dir") != ("rtl" if language == "ar" else "ltr"):
        wrong.append("the direction")
    if html.get_attribute("lang") != language:
        wrong.append("the language")
    try:
        fits(page)
    except AssertionError as error:
        wrong.append(str(error).partition("\n")[0])
    page.set_viewport_size({"width": 320, "height": 640})
    # A page that runs to the left would spill there.
    wrong += page.evaluate(
        """() => [...document.querySelectorAll('main *, .exit-bar *')]
            .filter(one => one.getBoundingClientRect().left < -1
                           && !one.closest('svg, [hidden], .visually-hidden'))
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    page.set_viewport_size({"width": 360, "height": 740})
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.matches('.exit-bar button')"):
        wrong.append("the exit is not first")
    return wrong + left_in_english(page, language)


def left_in_english(page: Page, language: str) -> list[str]:
    """Words that went past the translation. Only another alphabet shows them."""
    if language != "ar":
        return []
    texts = page.locator("main, .site-nav, .site-foot, .exit-bar").all_inner_texts()
    latin = re.compile(r"[A-Za-z]{3,}")
    return [word for text in texts for word in latin.findall(text) if word not in NAMES]


# The same in every language.
NAMES = {"Steady"}


def test_every_page_for_guests_holds(pseudo: str, page: Page, site: str) -> None:
    wrong = {}
    for path in (*GUEST_PAGES, *MORE_PAGES):
        page.goto(site + path)
        if found := look_at(page, pseudo):
            wrong[path] = found
    assert wrong == {}


def test_every_page_for_members_holds(pseudo: str, alices_page: Page, site: str) -> None:
    wrong = {}
    for path in MEMBER_PAGES:
        alices_page.goto(site + path)
        if found := look_at(alices_page, pseudo):
            wrong[path] = found
    assert wrong == {}


def test_a_text_keeps_its_places_to_fill_in_and_its_tags() -> None:
    assert longer("Go %(n)d <em>on</em> &amp; more") == "Gøø %(n)d <em>øñø</em> &amp; møréøø"
    assert right_to_left("A %(n)s") == "ا %(n)s"
