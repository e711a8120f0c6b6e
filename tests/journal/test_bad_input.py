"""Whatever is sent: a clear answer, every word kept or still on the page, nothing half-written."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote_plus
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import escape

from skills_app import documents
from skills_app.account.models import User
from skills_app.documents import keeping, store
from skills_app.form_fields import without_controls
from skills_app.journal.forms import EntryForm
from skills_app.journal.kinds import ENTRY
from skills_app.vault.crypto.head import Head
from skills_app.vault.models import Record, Vault
from skills_app.vault.store.open_space import Damaged, SpaceClosed
from tests.journal.spaces import WORDS, kept_at, page_at, space_of

pytestmark = pytest.mark.django_db

URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("letter", ["a", "é"])
def test_a_megabyte_of_text_is_answered_clearly_and_stays_on_the_page(
    alice_with_space: Client, letter: str
) -> None:
    text = letter * (1_000_000 // len(letter.encode()))
    answer = alice_with_space.post("/write/new/", {"text": text})
    assert answer.status_code == 422
    assert "up to 200,000 characters" in answer.text
    assert text in answer.text
    aside = alice_with_space.post("/write/new/", {"text": text, "set_aside": "1"})
    assert aside.status_code == 422
    assert "too long to keep in one piece" in aside.text
    assert "Your space is locked" not in aside.text
    assert text in aside.text
    assert Record.objects.count() == 0


@pytest.mark.parametrize("name", ["on", "number", "feelings", "kind", "prompt", "timed", "turn"])
@pytest.mark.parametrize("move", [{}, {"begin": "list"}, {"start": "okay"}])
def test_what_is_no_writing_and_far_too_long_is_not_drawn_once_more(
    alice_with_space: Client, name: str, move: dict[str, str]
) -> None:
    typed = {"text": "Heron by the water.", name: "7" * 100_000}
    answer = alice_with_space.post("/write/new/", typed | move, follow=True)
    assert answer.status_code in (200, 422)
    assert "7" * 100 not in answer.text
    assert "Heron by the water." in answer.text


@pytest.mark.parametrize("name", ["words", "tag", "feeling", "since", "until"])
def test_what_is_looked_for_is_not_drawn_once_more_when_far_too_long(
    alice_with_space: Client, name: str
) -> None:
    answer = alice_with_space.post("/write/find/", {name: "7" * 100_000})
    assert answer.status_code == 422
    assert "7" * 100 not in answer.text


def test_five_megabytes_are_answered_by_the_page_and_not_by_a_refusal(
    alice_with_space: Client,
) -> None:
    text = "lantern " * 625_000
    answer = alice_with_space.post("/write/new/", {"text": text, "kind": "free"})
    assert answer.status_code == 422
    assert answer.content.decode().count("lantern ") >= 625_000


def test_the_longest_text_that_fits_is_kept_whatever_its_letters(
    alice_with_space: Client, alice: User
) -> None:
    for text in ("🙂" * 200_000, '"\n' * 100_000):
        path = kept_at(alice_with_space, text=text)
        assert store.newest(space_of(alice), ENTRY, limit=20)[0][0].text == text
        changed = alice_with_space.post(f"{path}change/", {"text": "Less.", "version": 1})
        assert changed.status_code == 303
        alice_with_space.post(f"{path}erase/")
        assert alice_with_space.post("/write/back/").headers["Location"] != "/write/"


def test_ten_thousand_tags_are_answered_clearly_and_stay_on_the_page(
    alice_with_space: Client,
) -> None:
    tags = ", ".join(f"tag{n}" for n in range(10_000))
    for name in ("tags", "own_feelings"):
        answer = alice_with_space.post("/write/new/", {"text": WORDS, name: tags})
        assert answer.status_code == 422
        assert "There is room for 30 words. You have 10,000" in answer.text
        assert tags in answer.text
        assert WORDS in answer.text
    ticks = alice_with_space.post(
        "/write/new/", {"text": WORDS, "feelings": [f"word{n}" for n in range(350)]}
    )
    assert ticks.status_code == 303
    assert Record.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\x00two", "onetwo"),
        ("\x01\x08one\x1b[31m\x7f", "one[31m"),
        ("a\r\nb\rc\x0bd\x0ce\u2028f", "a\nb\nc\nd\ne\nf"),
        ("tab\there", "tab\there"),
        ("\u202eright to left\u202c \u2066x\u2069", "\u202eright to left\u202c \u2066x\u2069"),
        ("e\u0301 \u200d \ufeff \x92", "e\u0301 \u200d \ufeff \x92"),
    ],
)
def test_control_characters_go_and_every_letter_stays(
    alice_with_space: Client, alice: User, typed: str, kept: str
) -> None:
    assert without_controls(typed) == kept
    path = kept_at(alice_with_space, text=typed, title=f"T{typed}")
    assert store.newest(space_of(alice), ENTRY, limit=20)[0][0].text == kept
    assert "\x00" not in page_at(alice_with_space, path)


def test_a_turned_direction_stays_inside_its_own_piece_of_the_page(
    alice_with_space: Client,
) -> None:
    path = kept_at(alice_with_space, title="\u202eTitle", tags="\u202etag", text="\u202etext")
    page = page_at(alice_with_space, path)
    assert "<bdi>\u202eTitle</bdi>" in page
    assert "<bdi>\u202etag</bdi>" in page
    assert 'dir="auto"' in page
    rows = (
        page_at(alice_with_space, "/write/")
        + alice_with_space.post("/write/find/", {"words": "t"}).text
    )
    for piece in rows.split("\u202e")[:-1]:
        assert piece.rstrip().removesuffix("<mark>").rstrip().endswith("<bdi>")


def test_html_and_script_are_text_everywhere(alice_with_space: Client) -> None:
    evil = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ x }}{% x %}"
    path = kept_at(
        alice_with_space, text=evil, title=evil[:200], tags="<b>t</b>", own_feelings="<i>f</i>",
        prompt=evil,
    )  # fmt: skip
    alice_with_space.post(f"{path}change/", {"text": f"{evil}!", "title": evil, "version": 1})
    alice_with_space.post("/write/keep-draft/", {"text": evil, "page": "p" * 12, "turn": 1})
    alice_with_space.post("/write/starts/", {"text": evil})
    pages = [
        page_at(alice_with_space, one)
        for one in (path, f"{path}change/", f"{path}earlier/", f"{path}erase/", "/write/",
                    "/write/unfinished/", "/write/months/", "/write/starts/")
    ]  # fmt: skip
    pages += [
        alice_with_space.post("/write/find/", {"words": "script", "tag": evil[:90]}).text,
        alice_with_space.post("/write/find/", {"words": "script"}).text,
        alice_with_space.post("/write/new/", {"text": evil, "start": "own"}).text,
        alice_with_space.post(f"{path}change/", {"text": f"{evil}?", "version": 1}).text,
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>t</b>" not in page
        assert "<i>f</i>" not in page


def test_bytes_that_are_no_letters_become_a_mark_and_the_rest_is_kept(
    alice_with_space: Client, alice: User
) -> None:
    body = b"text=before+%FF%FE%C3%28+after+" + quote_plus("é🙂").encode() + b"&title=%80"
    answer = alice_with_space.post("/write/new/", body, content_type=URLENCODED)
    assert answer.status_code == 303
    (entry,) = store.newest(space_of(alice), ENTRY, limit=20)[0]
    assert entry.text == "before \ufffd\ufffd\ufffd( after é🙂"
    raw = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nraw \xff words\r\n--x--\r\n'
    answer = alice_with_space.post(
        "/write/new/", raw, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 303
    assert store.newest(space_of(alice), ENTRY, limit=20)[0][0].text == "raw \ufffd words"


@pytest.mark.parametrize(
    "odd", ["", "x", "-1", "9" * 400, "../../", "\x00", str(uuid4()), "<b>", "1.5", "١"]
)
def test_odd_hidden_fields_stop_no_ones_words(alice_with_space: Client, odd: str) -> None:
    hidden = dict.fromkeys(
        ("kind", "prompt", "timed", "entry", "version", "page", "turn", "draft", "draft_version"),
        odd,
    )
    assert alice_with_space.post("/write/new/", {"text": WORDS, **hidden}).status_code == 303
    told = alice_with_space.post("/write/keep-draft/", {"text": f"{WORDS} More", **hidden})
    assert told.status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{"number": "11"}, {"number": "x"}, {"on": "2026-02-30"}, {"on": "9" * 5000},
     {"feelings": "x" * 41}],
)  # fmt: skip
def test_values_there_are_not_are_explained_and_the_words_stay(
    alice_with_space: Client, fields: dict[str, str]
) -> None:
    answer = alice_with_space.post("/write/new/", {"text": WORDS, **fields})
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert Record.objects.count() == 0


def test_anothers_ids_in_any_field_change_nothing_of_theirs(
    alice_with_space: Client, bob_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space)
    entry_id = path.split("/")[2]
    told = alice_with_space.post(
        "/write/keep-draft/", {"text": "Alice's draft", "page": "alices-page", "turn": 1}
    ).json()
    before = sorted(Record.objects.filter(vault__user=alice).values_list("pk", "version"))
    fields = {
        "entry": entry_id, "draft": told["draft"], "draft_version": "1", "version": "1",
        "page": "alices-page", "turn": "99", "text": "Bob was here.",
    }  # fmt: skip
    bob_with_space.post("/write/keep-draft/", fields)
    bob_with_space.post("/write/new/", fields)
    bob_with_space.post("/write/new/", {**fields, "set_aside": "1"})
    bob_with_space.post(f"{path}change/", fields)
    bob_with_space.post(f"{path}change/", {**fields, "as_another": "1"})
    for ending in ("pin/", "erase/"):
        assert bob_with_space.post(f"{path}{ending}").status_code == 404
    after = sorted(Record.objects.filter(vault__user=alice).values_list("pk", "version"))
    assert after == before


def test_a_stale_form_shows_both_texts(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space)
    alice_with_space.post(f"{path}change/", {"text": "Newer.", "version": 1})
    for version in ("1", "0", "99", ""):
        answer = alice_with_space.post(f"{path}change/", {"text": "Stale.", "version": version})
        assert answer.status_code == 409
        assert "Newer." in answer.text
        assert "Stale." in answer.text


def test_a_change_sent_twice_is_kept_once(alice_with_space: Client, alice: User) -> None:
    path = kept_at(alice_with_space)
    for _ in range(2):
        answer = alice_with_space.post(
            f"{path}change/", {"text": "Changed.", "version": 1, "page": "the-same-page"}
        )
        assert answer.headers["Location"] == path
    assert space_of(alice).count(ENTRY.earlier) == 1


def test_keeping_both_sent_twice_keeps_one_more_entry(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space, page="the-same-page")
    fields = {"text": "Beside.", "version": 9, "page": "the-same-page", "as_another": "1"}
    answers = [alice_with_space.post(f"{path}change/", fields) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert space_of(alice).count(ENTRY.name) == 2


# --- when the store can not ------------------------------------------------------------


def test_a_space_that_locked_itself_in_between_asks_again_and_keeps_the_text(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*args: object, **kwargs: object) -> None:
        raise SpaceClosed

    path = kept_at(alice_with_space)
    monkeypatch.setattr(keeping, "add", closed)
    monkeypatch.setattr(documents, "read", closed)
    answer = alice_with_space.post("/write/new/", {"text": WORDS})
    assert answer.status_code == 422
    assert 'name="passphrase"' in answer.text
    assert WORDS in answer.text
    assert "Your space is locked" in page_at(alice_with_space, path)


def test_a_space_whose_head_does_not_open_says_so_and_keeps_the_text_on_the_page(
    alice_with_space: Client, alice: User
) -> None:
    kept_at(alice_with_space)
    vault = Vault.objects.get(user=alice)
    wrong = Head(count=7).seal(vmk=b"\x07" * 32, vault=vault.pk.bytes)
    space = space_of(alice)
    Vault.objects.filter(pk=vault.pk).update(keyring=wrong)
    with pytest.raises(Damaged):
        space.create(ENTRY.name, {"text": "x"})
    answer = alice_with_space.post("/write/new/", {"text": "More words."})
    assert answer.status_code == 503
    assert "nothing new can be kept" in answer.text
    assert "More words." in answer.text
    told = alice_with_space.post("/write/keep-draft/", {"text": "More words.", "page": "p" * 12})
    assert (told.status_code, told.json()["said"]) == (409, "damaged")


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite allowed not one page more than it has: the error a full disk gives."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        free = cursor.execute("PRAGMA freelist_count").fetchone()[0]
        assert not free
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_said_plainly_and_the_words_stay(
    alice_with_space: Client, alice: User
) -> None:
    path = kept_at(alice_with_space)
    long = f"{WORDS} " * 2000
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    with full_disk():
        answers = [
            alice_with_space.post("/write/new/", {"text": long, "title": "Heron"}),
            alice_with_space.post(f"{path}change/", {"text": long, "version": 1, "title": "Heron"}),
            alice_with_space.post("/write/new/", {"text": long, "title": "Heron", "set_aside": 1}),
        ]
        told = alice_with_space.post("/write/keep-draft/", {"text": long, "page": "p" * 12})
    for answer in answers:
        assert answer.status_code == 503
        assert "no room left" in answer.text
        assert long.strip() in answer.text
        assert 'value="Heron"' in answer.text
    assert (told.status_code, told.json()["said"]) == (503, "full")
    assert space_of(alice).verify().is_sound
    assert WORDS in page_at(alice_with_space, path)
    assert Record.objects.count() == 1
    assert alice_with_space.post("/write/new/", {"text": long}).status_code == 303


def test_bound_and_unbound_forms_show_the_same_words() -> None:
    typed = {"text": WORDS, "title": "<T>", "tags": "a, b", "own_feelings": "c"}
    shown = EntryForm(typed).as_p()
    for value in typed.values():
        assert escape(value) in shown
