"""What people type into a search finds what they mean, is marked where it is, and never fails."""

import json
import time
import unicodedata

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from skills_app.journal.finding import Query, _prefilter, fits
from skills_app.journal.folding import Text, around, mark, read_query
from skills_app.journal.shapes import Entry
from tests.journal.spaces import kept_at


def is_found(text: str, typed: str, **fields: str) -> bool:
    """As `find` does it: by the bytes first, then by the words."""
    entry = Entry(text=text, title=fields.get("title", ""))
    query = Query.of(words=typed)
    plain = json.dumps(entry.to_document(), ensure_ascii=False, separators=(",", ":")).encode()
    seen = (_prefilter(query, {}) or (lambda _: True))(plain)
    fitting = fits(entry, query, {})
    assert seen or not fitting, "passed over by its bytes"
    return fitting


def marked(text: str, typed: str) -> list[str]:
    return [part.text for part in mark(text, Query.of(words=typed).words) if part.found]


FOUND = [
    # text, what was typed, what is marked of it
    ("We walked by the grey sea.", '"grey sea"', ["grey sea"]),
    ("We walked by the grey\n  sea.", '"grey sea"', ["grey\n  sea"]),
    ("Dear, friend of mine", '"dear friend"', ["Dear, friend"]),
    ("the grey sea", "“grey sea”", ["grey sea"]),
    ("the grey sea", "„grey sea“", ["grey sea"]),
    ("the grey sea", "«grey sea» 'the grey'", ["the grey sea"]),
    ("the grey sea", "« grey sea »", ["grey sea"]),
    ("the grey sea", "‘grey sea’", ["grey sea"]),
    ("我们去海边", "「去海」", ["去海"]),
    ("the grey sea", '"grey the sea', ["the", "grey", "sea"]),
    ("the grey sea", 'grey" sea"', ["grey", "sea"]),
    ('a 5" screen', '5"', ["5"]),
    ("I re-read it", "reread", ["re-read"]),
    ("I reread it", "re-read", ["reread"]),
    ("I re read it", "re-read", ["re read"]),
    ("I re\u2011read it", "reread", ["re\u2011read"]),
    ("I re-read it", "re read", ["re", "read"]),
    ("I re-read it", '"re-read it"', ["re-read it"]),
    ("I don’t know", "dont", ["don’t"]),
    ("I dont know", "don't", ["dont"]),
    ("l’été à Paris", "lete", ["l’été"]),
    ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
    ("in der strasse", "Straße", ["strasse"]),
    ("Das ist schön", "schoen", ["schön"]),
    ("Das ist scho\u0308n", "schoen", ["scho\u0308n"]),
    ("Das ist schoen", "schön", ["schoen"]),
    ("Das ist schön", "schon", ["schön"]),
    ("Aarhus, Tromsø, Ærø", "århus tromsoe aero", ["Aarhus", "Tromsø", "Ærø"]),
    ("encyclopædia", "encyclopaedia", ["encyclopædia"]),
    ("IŞIK ve ışık", "isik", ["IŞIK", "ışık"]),
    ("İstanbul", "istanbul", ["İstanbul"]),
    ("أنا في البيت", "انا", ["أنا"]),
    ("هذا كتابي", "کتابی", ["كتابي"]),
    ("שלום לך", "שלומ", ["שלום"]),
    ("Ёлка", "елка", ["Ёлка"]),
    ("ὁ λόγος", "ΛΟΓΟΣ", ["λόγος"]),
    ("ｆｕｌｌ", "full", ["ｆｕｌｌ"]),
    ("カタカナ", "かたかな", ["カタカナ"]),
    ("It was ١٩٨٦", "1986", ["١٩٨٦"]),
    ("1,000 of them", "1000", ["1,000"]),
    ("1000 of them", "1,000", ["1000"]),
    ("1 000 000 of them", "1000000", ["1 000 000"]),
    ("1’000 of them", "1000", ["1’000"]),
    ("1.000 of them", "1\u202f000", ["1.000"]),
    ("in 2019 it was", "2019", ["2019"]),
    ("on 2026-11-27", "2026-11-27", ["2026-11-27"]),
    ("co\xadope\u200brate", "cooperate", ["co\xadope\u200brate"]),
    ("so ❤\ufe0f", "❤", ["❤\ufe0f"]),
    ("and 👍🏽!", "👍", ["👍"]),
    ("the herons", "heron*", ["heron"]),
    ("a d*mn word", "d*mn", ["d*mn"]),
    ("the sea", "- sea *", ["sea"]),
    ("so :(", ":(", [":("]),
    ("(the) sea", "(the)", ["(the)"]),
    ("-5 degrees", "-5", ["-5"]),
    ("the grey sea", "grey -river", ["grey"]),
    ("C:\\new", "c:\\new", ["C:\\new"]),
    ("100 % and 50%", "50%", ["50%"]),
]


@pytest.mark.parametrize(("text", "typed", "expected"), FOUND)
def test_what_is_meant_is_found_and_marked(text: str, typed: str, expected: list[str]) -> None:
    assert is_found(text, typed)
    shown = marked(text, typed)
    assert shown == expected or "".join(shown) == "".join(expected)
    for form in ("NFC", "NFD"):
        assert is_found(unicodedata.normalize(form, text), unicodedata.normalize(form, typed))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("the sea was grey", '"grey sea"'),
        ("the grey old sea", '"grey sea"'),
        ("bathe seals", '"the sea"'),
        ("a heart", '"art"'),
        ("the grey sea", "grey -sea"),
        ("the grey sea", 'the -"grey sea"'),
        ("to get here", "together"),
        ("pom", "poem"),
        ("1.5 of them", "15"),
        ("the sea", "see"),
    ],
)
def test_what_is_not_meant_is_not_found(text: str, typed: str) -> None:
    assert not is_found(text, typed)


def test_no_phrase_goes_on_from_the_title_into_the_text() -> None:
    assert not is_found("sea and sky", '"grey sea"', title="The grey")
    assert is_found("sea and sky", "grey sea", title="The grey")


def test_quotes_alone_ask_for_nothing() -> None:
    for typed in ('"', '""', '" "', "“”", "« »", "„", '"""'):
        assert Query.of(words=typed).is_empty, typed


@given(
    st.text(st.sampled_from("ab1 -*\"'“”„«»().,ßöÄø\xad\u200d\u0308éى١🙂"), max_size=30),
    st.text(st.sampled_from("ab1 -*\"'“”„«»().,ßöÄø\xad\u200d\u0308éى١🙂"), max_size=60),
)
def test_no_query_is_an_error_and_what_fits_is_not_passed_over(typed: str, text: str) -> None:
    is_found(text, typed)
    parts = mark(text, Query.of(words=typed).words)
    assert "".join(part.text for part in parts) == text
    around(text, Query.of(words=typed).words)


def test_the_excerpt_is_the_place_of_the_phrase() -> None:
    text = "The sea. " * 50 + "And then the grey sea came. " + "Later. " * 50
    assert "the grey sea came" in around(text, Query.of(words='"grey sea"').words)


def test_a_phrase_is_one_on_the_page_too(alice_with_space: Client) -> None:
    kept_at(alice_with_space, text="We saw the grey sea.")
    kept_at(alice_with_space, text="The sea; a heron, grey.")
    page = alice_with_space.post("/write/find/", {"words": '"grey sea"'}).text
    assert "<mark>grey sea</mark>" in page
    assert "heron" not in page
    assert "heron" in alice_with_space.post("/write/find/", {"words": "grey sea"}).text
    assert alice_with_space.post("/write/find/", {"words": '"'}).status_code == 200


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ('"- - - - - - - - - - - - - - - - - - - -"', "- " * 3_000 + "heron"),
        ('"- - - - - - - - - - - - - - a-b"', "- " * 3_000 + "heron"),
        ('"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2"', "1. " * 60_000 + "heron"),
        ('"the heron stood"', "the " + "... " * 60_000 + "heron"),
    ],
)
def test_a_phrase_takes_time_as_the_text_is_long_and_no_more(phrase: str, text: str) -> None:
    start = time.process_time()
    (sought,) = read_query(phrase)
    sought.is_in(Text(text))
    mark(text[:4_000], [sought])
    assert time.process_time() - start < 0.3
