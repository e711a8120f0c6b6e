"""Every page holds in a language of longer words, and in one that runs from right to left."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import trans_real
from mnemonic import Mnemonic
from playwright.sync_api import Page, expect

from skills_app.content import library, loaded
from skills_app.templatetags.frame import drawn_before
from tests.browser import pseudo_pages
from tests.browser.pseudo import Change, library_in, longer, right_to_left
from tests.browser.test_every_page import fits

# Languages that Django knows, so that dates and numbers are theirs; the words are made up.
PSEUDO: dict[str, Change] = {"de": longer, "ar": right_to_left}
GUEST_PAGES = (
    "/",
    "/now/",
    "/skills/",
    "/skills/m13/",
    "/tools/",
    "/tools/up/",
    "/tools/down/",
    "/tools/even/",
    "/tools/which/",
    "/tools/t03/",
    "/words/",
    "/comfort/",
    "/safety/",
    "/leave/",
    "/write/",
    "/space/",
    "/account/new/",
    "/account/in/",
    "/no/such/page/",
    "/people/",
    "/people/first-call/",
    "/people/groups/",
    "/people/care/",
    "/people/rights/",
    "/people/card/",
    "/write/let-go/",
)
MEMBER_PAGES = (
    "/",
    "/write/",
    "/write/new/",
    "/keep/",
    "/space/",
    "/space/words/",
    "/space/passphrase/",
    "/account/",
    "/account/password/",
    "/account/places/",
    "/account/out/",
)


LATIN = re.compile(r"[A-Za-z]{3,}")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+\S*")  # the name of another site
MADE_OF = frozenset(Mnemonic("english").wordlist)
NAMES = {"Steady", "UTC"}  # the same in every language


@pytest.fixture(params=PSEUDO)
def pseudo(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    language: str = request.param
    made_up = library_in(library("en"), PSEUDO[language])
    monkeypatch.setattr(loaded, "_loaded", lambda root, lang: made_up)
    monkeypatch.setattr(loaded, "languages", lambda root: frozenset([language]))
    with spoken(language, PSEUDO[language], settings, monkeypatch):
        yield language


@pytest.fixture
def begun(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """As a language begins: the site's own texts are there, and all the content is in English."""
    with spoken("he", right_to_left, settings, monkeypatch):
        yield "he"


@contextmanager
def spoken(
    language: str, change: Change, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    def gettext(self: object, message: str) -> str:
        return change(message.rpartition("\x04")[2])

    def ngettext(self: object, one: str, many: str, count: int) -> str:
        return change((one if count == 1 else many).rpartition("\x04")[2])

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    settings.LANGUAGES = [(language, language)]
    settings.LANGUAGE_CODE = language
    drawn_before.cache_clear()
    yield
    drawn_before.cache_clear()


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
    texts = page.locator("main, .places, .site-foot, .exit-bar").all_inner_texts()
    return [word for text in texts for word in words_in(text)]


def words_in(text: str) -> list[str]:
    """But for names of other sites, and for a secret that was made: the list it is from is ours."""
    words = LATIN.findall(SITE.sub("", text))
    made = [word for word in words if word in MADE_OF]
    return [word for word in words if word not in NAMES and (word not in made or len(made) < 5)]


def test_every_page_for_guests_holds(pseudo: str, page: Page, site: str) -> None:
    wrong = {}
    for path in GUEST_PAGES:
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


LAY_OUT = """html => {
    const main = document.querySelector('main');
    const wrong = [];
    main.innerHTML = html;
    for (const one of main.querySelectorAll('details')) one.open = true;
    const shown = '[data-with-scripts], [data-prints], [data-with-timer]';
    for (const one of main.querySelectorAll(shown)) one.hidden = false;
    for (const size of ['100%', '200%']) {
      document.documentElement.style.fontSize = size;
      const scrolls = document.documentElement.scrollWidth > innerWidth + 1;
      for (const one of main.querySelectorAll('*')) {
        const box = one.getBoundingClientRect();
        if ((box.left < -1 || scrolls && box.right > innerWidth + 1)
            && !one.closest('svg, [hidden], .visually-hidden'))
          wrong.push(size + ' ' + one.outerHTML.slice(0, 120));
      }
      if (scrolls) wrong.push(size + ' it scrolls sideways');
    }
    document.documentElement.style.fontSize = '';
    if (main.querySelectorAll('h1').length !== 1) wrong.push('not one heading');
    // What stands first on the page stays first: nothing inside comes before it.
    if (main.querySelector('[tabindex]:not([tabindex="0"], [tabindex="-1"])'))
      wrong.push('an order of its own');
    return [wrong, main.innerText];
}"""


def what_does_not_hold(
    page: Page, site: str, language: str, pages: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site)
    found = {}
    for name, html in pages:
        wrong, text = page.evaluate(LAY_OUT, html)
        if language == "ar":
            wrong += words_in(text)
        if wrong:
            found[name] = wrong
    return found


@pytest.mark.parametrize(
    "pages",
    [
        pseudo_pages.steps,
        pseudo_pages.folded_steps,
        pseudo_pages.answers,
        pseudo_pages.talks_and_ladders,
        pseudo_pages.words,
        pseudo_pages.lists_and_forms,
    ],
    ids=lambda pages: pages.__name__,
)
def test_steps_and_what_forms_answer_hold(
    pseudo: str, page: Page, site: str, pages: Callable[[Client], Iterator[tuple[str, str]]]
) -> None:
    assert what_does_not_hold(page, site, pseudo, pages(Client())) == {}


@pytest.mark.parametrize(
    "pages",
    [pseudo_pages.folded_steps, pseudo_pages.words, pseudo_pages.lists_and_forms],
    ids=lambda pages: pages.__name__,
)
def test_english_content_holds_in_a_page_from_right_to_left(
    begun: str, page: Page, site: str, pages: Callable[[Client], Iterator[tuple[str, str]]]
) -> None:
    assert what_does_not_hold(page, site, begun, pages(Client())) == {}


def test_what_a_member_keeps_holds(
    pseudo: str, page: Page, site: str, alice_with_space: Client
) -> None:
    kept = pseudo_pages.kept_things(alice_with_space)
    assert what_does_not_hold(page, site, pseudo, kept) == {}


def test_a_text_keeps_its_places_to_fill_in_and_its_tags() -> None:
    assert longer("Go %(n)d <em>on</em> &amp; more") == "Gøø %(n)d <em>øñø</em> &amp; møréøø"
    assert right_to_left("A %(n)s") == "ا %(n)s"
