"""Very long words come back in a page as they were typed, and are put into it once."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client

from skills_app import whole as whole_words
from skills_app.vault.crypto.gate import GateFull
from skills_app.whole import LONG, WholeMiddleware, escaped, whole
from tests.practice.test_words import choice

SIZE = 1_200_000  # more than any field takes
HOSTILE = '</textarea><script>alert(1)</script>" autofocus onfocus="x" \' &amp; &lt < & > <!-- é\n'


class Fields(HTMLParser):
    """What a browser would put into each field of a page, and every tag it would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.tags: set[str] = set()
        self.in_text: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        name = said.get("name") or said.get("id", "")
        if tag == "textarea":
            self.in_text, self.values[name] = name, ""
        elif tag == "input":
            self.values[name] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.in_text is not None:
            self.values[self.in_text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.in_text = None


def hostile_words() -> str:
    return (HOSTILE * (SIZE // len(HOSTILE))).strip()


def fields_after(client: Client, path: str, **sent: str) -> Fields:
    answer = client.post(path, sent)
    assert answer.status_code in {403, 422, 503}
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    found = Fields(answer.content.decode())
    assert "script" not in found.tags or b"alert(1)</script>" not in answer.content
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name", "more"),
    [
        ("/write/new/", "text", {}),
        ("/write/new/", "title", {"text": "x"}),
        ("/keep/new/", "text", {"sort": "plan"}),
        ("/people/card/", "own", {}),
        ("/words/", "text", {"move": "card"}),
    ],
)
def test_a_form_gives_back_what_is_far_too_long_as_it_was_typed(
    alice_with_space: Client, path: str, name: str, more: dict[str, str]
) -> None:
    words = hostile_words()
    more = {**choice(), **more}
    found = fields_after(alice_with_space, path, **more, **{name: words})
    assert found.values[name].removeprefix("\n").strip() == words


@pytest.mark.django_db
def test_so_does_a_page_that_says_that_a_form_could_not_be_taken(guest: Client) -> None:
    words = hostile_words()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/write/new/", {"text": words}, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert Fields(answer.content.decode()).values["written-1"].strip() == words


@pytest.mark.django_db
def test_so_does_the_page_that_sends_the_form_again(
    guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise GateFull

    monkeypatch.setattr("skills_app.practice.views.make_move", full)
    words = hostile_words()
    assert fields_after(guest, "/now/", own_words=words).values["own_words"] == words


def page_with(text: str, *, layers: int = 9) -> tuple[HttpResponse, list[int]]:
    """A page drawn in layers, and the lengths of all that was escaped for it."""
    lengths: list[int] = []
    plain = engines["django"].from_string(
        "{% load own_words %}"
        + "{% if 1 %}{% with a=1 %}" * layers
        + "<textarea>{{ text|whole }}</textarea>"
        + "{% endwith %}{% endif %}" * layers
    )
    drawn: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        drawn.append(plain.render({"text": text}))
        return HttpResponse(drawn[0])

    answer = WholeMiddleware(view)(HttpRequest())
    assert isinstance(answer, HttpResponse)
    lengths.append(len(drawn[0]))
    return answer, lengths


def test_no_layer_of_a_page_copies_long_words() -> None:
    words = "b" * SIZE
    answer, lengths = page_with(words)
    assert lengths == [lengths[0]]
    assert lengths[0] < 200
    assert answer.content == b"<textarea>" + words.encode() + b"</textarea>"


def test_shorter_words_are_drawn_as_anything_else() -> None:
    answer, lengths = page_with("'" * LONG)
    assert lengths[0] > LONG
    assert answer.content == b"<textarea>" + b"&#x27;" * LONG + b"</textarea>"


def test_whoever_types_what_a_mark_looks_like_gets_that_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = "(" + "0" * 32 + "-0)" + "b" * LONG
    answer, _lengths = page_with(words)
    assert words.encode() in answer.content


def test_where_no_page_waits_for_them_long_words_are_drawn_at_once() -> None:
    text = engines["django"].from_string("{% load own_words %}{{ text|whole }}")
    assert text.render({"text": "<b>" * LONG}) == "&lt;b>" * LONG


def test_marks_are_forgotten_with_their_page() -> None:
    page_with("b" * SIZE)
    assert whole_words._places.get() is None


def test_halves_of_letters_stop_no_page() -> None:
    assert escaped("\ud800<") == b"?&lt;"


def test_long_words_stay_long_where_a_widget_spells_them_out() -> None:
    words = whole("b" * SIZE)
    assert str(words) is words
    assert "%s" % words is words  # noqa: UP031  (what a template's `stringformat` does)


def test_no_attribute_with_something_in_it_stands_between_single_quotes() -> None:
    """A "'" in long words is left as it is."""
    folders = [settings.BASE_DIR / "templates", settings.BASE_DIR / "skills_app"]
    pages = [page for folder in folders for page in Path(folder).rglob("*.html")]
    assert len(pages) > 100
    odd = [page.name for page in pages if re.search(r"=\s*'[^'\"<>]*\{[{%]", page.read_text())]
    assert odd == []
