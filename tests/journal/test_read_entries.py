"""What was written, as it is shown: safely, in its own shape and direction, and by hundreds."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills_app import documents
from skills_app.account.models import User
from skills_app.documents import pins, store
from skills_app.journal.kinds import DRAFT, ENTRY
from skills_app.journal.shapes import Draft, Entry
from skills_app.templatetags.journal_tags import first_words, writing
from skills_app.vault.store.kept import Kept
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db


def test_light_markdown_is_shown_and_nothing_else_becomes_markup(alice_with_space: Client) -> None:
    path = kept_at(
        alice_with_space,
        text="**Strong** and *soft*\n\n- one\n- two\n\n[a link](https://x.example) ![i](/i.png)"
        "\n\n<img src=x onerror=alert(1)> # no heading `no code`",
    )
    page = page_at(alice_with_space, path)
    assert "<strong>Strong</strong> and <em>soft</em>" in page
    assert "<li>one</li>" in page
    assert "[a link](https://x.example)" in page
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert 'href="https://x' not in page


@pytest.mark.parametrize("kind", ["three", "list", "letter", "free"])
def test_every_shape_escapes_what_was_typed(alice_with_space: Client, kind: str) -> None:
    path = kept_at(alice_with_space, text="<b>heavy</b>\n- soft\nlight", kind=kind)
    page = page_at(alice_with_space, path)
    assert "&lt;b&gt;heavy" in page
    assert "<b>" not in page
    assert f"writing--{kind}" in page


def test_a_list_is_shown_as_one() -> None:
    assert writing("milk\n\n- bread\n  * salt", "list") == (
        "<ul><li>milk</li><li>bread</li><li>salt</li></ul>"
    )
    assert writing(" \n", "list") == ""


def test_only_the_line_ends_that_were_typed_are_shown() -> None:
    assert writing("one\ntwo\n\n- a\n- b\n\nend **x**\n**y**") == (
        "<p>one\ntwo</p><ul><li>a</li><li>b</li></ul>"
        "<p>end <strong>x</strong>\n<strong>y</strong></p>"
    )


def test_first_words_are_short_and_on_one_line() -> None:
    assert first_words("One\n\n  two") == "One two"
    assert first_words("word " * 50, 22) == "word word word word…"
    assert len(first_words("x" * 300, 20)) == 21


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Since 1986 it was so", 9, "Since…"),
        ("It-was-in-1986, I think", 13, "It-was-in-…"),
        ("a" + " " * 36 + "1986 and more", 10, "a…"),
        ("one two three four", 13, "one two three…"),
    ],
)
def test_first_words_never_end_within_a_number(text: str, most: int, shown: str) -> None:
    assert first_words(text, most) == shown


def test_feelings_number_prompt_and_tags_are_shown(alice_with_space: Client) -> None:
    path = kept_at(
        alice_with_space,
        feelings=["calm", "on-edge"],
        own_feelings="wobbly",
        number="0",
        prompt="What made today lighter?",
        tags="river, sea",
    )
    page = page_at(alice_with_space, path)
    for shown in ("calm", "on edge", "wobbly", "Number: 0", "What made today lighter?"):
        assert shown in page
    editor = page_at(alice_with_space, f"{path}change/")
    assert 'value="wobbly"' in editor
    assert 'value="0" selected' in editor
    assert 'value="river, sea"' in editor
    assert editor.count("checked") == 2


def test_no_number_is_no_number(alice_with_space: Client) -> None:
    assert "Number:" not in page_at(alice_with_space, kept_at(alice_with_space, number=""))


def test_pinned_entries_stand_on_top_until_unpinned(alice_with_space: Client) -> None:
    first = kept_at(alice_with_space, title="The first")
    for n in range(22):
        kept_at(alice_with_space, title=f"Later {n}")
    assert "The first" not in page_at(alice_with_space, "/write/")
    alice_with_space.post(f"{first}pin/")
    page = page_at(alice_with_space, "/write/")
    assert page.index("Pinned") < page.index("The first") < page.index("Later 21")
    alice_with_space.post(f"{first}pin/", {"off": "1"})
    assert "The first" not in page_at(alice_with_space, "/write/")


def test_there_is_room_for_so_many_pins(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for told in (pins, documents):
        monkeypatch.setattr(told, "MOST_PINS", 1)
    kept = [kept_at(alice_with_space, title=f"Title {n}") for n in range(2)]
    alice_with_space.post(f"{kept[0]}pin/")
    answer = alice_with_space.post(f"{kept[1]}pin/", follow=True)
    assert "You can pin 1 entries" in answer.text
    assert "Unpin it" not in answer.text


def test_bob_can_not_pin_what_is_alices(alice_with_space: Client, bob_with_space: Client) -> None:
    path = kept_at(alice_with_space)
    assert bob_with_space.post(f"{path}pin/").status_code == 404


def test_months_head_the_list(alice_with_space: Client) -> None:
    kept_at(alice_with_space, on="2026-04-02", title="Two")
    kept_at(alice_with_space, on="2026-03-14", title="One, dated back")
    page = page_at(alice_with_space, "/write/")
    assert page.index("April 2026") < page.index("Two") < page.index("March 2026")


@pytest.mark.parametrize("page", ["0", "2", "99999999999999999999"])
def test_a_page_that_is_not_there_is_a_404(alice_with_space: Client, page: str) -> None:
    kept_at(alice_with_space)
    page_at(alice_with_space, f"/write/page/{page}/", status=404)


def test_a_list_asks_the_database_as_much_for_few_entries_as_for_many(
    alice_with_space: Client, alice: User
) -> None:
    space = space_of(alice)
    counts = []
    for number in (20, 200):
        for n in range(number):
            store.add(space, ENTRY, Entry(title=f"{number} {n}", text=WORDS))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_at(alice_with_space, "/write/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


ODD = [
    {},
    {"title": None, "text": None, "tags": None, "on": None},
    {"title": 7, "text": ["x"], "tags": "walk", "on": "soon", "number": "eleven", "kind": 3},
    {"tags": [None, 3, {"a": 1}], "feelings": {"calm": 1}, "earlier": ["not-an-id", 5, "a" * 22]},
    {"text": "Words.", "on": "2024-02-30", "made": 5, "changed": "yesterday", "unfinished": True},
    {"text": "From the first version.", "title": "Old", "tags": ["a"], "on": "2024-02-03"},
]


@pytest.mark.parametrize("document", ODD)
def test_documents_of_any_age_and_shape_can_be_read_and_changed(
    alice_with_space: Client, alice: User, document: dict[str, object]
) -> None:
    kept = space_of(alice).create(ENTRY.name, document)
    page_at(alice_with_space, "/write/")
    page_at(alice_with_space, f"/write/{kept.id}/")
    page_at(alice_with_space, f"/write/{kept.id}/change/")
    page_at(alice_with_space, f"/write/{kept.id}/earlier/")
    page_at(alice_with_space, "/write/months/")
    alice_with_space.post("/write/find/", {"words": "words", "feeling": "x"})
    answer = alice_with_space.post(f"/write/{kept.id}/change/", {"text": "New.", "version": 1})
    assert answer.status_code == 303


@pytest.mark.parametrize("document", [{}, {"of": "x", "version": "y", "text": 4, "turn": -1}])
def test_drafts_of_any_age_and_shape_can_be_read(
    alice_with_space: Client, alice: User, document: dict[str, object]
) -> None:
    kept = space_of(alice).create(DRAFT.name, document)
    page_at(alice_with_space, "/write/")
    page_at(alice_with_space, f"/write/unfinished/{kept.id}/")


def test_entries_and_drafts_come_back_as_they_were_kept() -> None:
    entry = Entry(title="T", text="x", tags=("a",), kind="list", feelings=("calm",), number=0)
    kept = Kept(uuid4(), ENTRY.name, 3, entry.to_document())
    assert Entry.from_kept(kept) == replace(entry, id=kept.id, version=3)
    assert not {"prompt", "earlier", "page"} & entry.to_document().keys()
    assert Draft(text="x").to_document() == {"text": "x"}
