import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.journal.folding import _MARKS, _ODD, A_STRETCH, ByteFilter, around, fold, mark

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60)
# Letters that fold to others, or look as if they did.
TRICKY = st.text(
    st.sampled_from(
        "aAeEßẞéÉœŒæÆǼıİłŁøØ\xad\u200d\ufe0fـ"
        "ſKÅªº²¼ﬁﬀ…’“–‼⁇ⓐ🄰𝐚𝔸ç\u0301\u0308ς\"\\\n zZ09'-.!🙂™℡ﬃΆάмМйЙ"
    ),
    max_size=30,
)
WORDS = st.lists(st.one_of(TRICKY, TEXTS), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("ﬁsh", "fish"),
        ("don’t", "don't"),
        ("МОЙ", "мои"),
        ("ΟΔΟΣ", "οδοσ"),
        ("ışık", "isik"),
        ("IŞIK", "isik"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("cœur", "coeur"),
        ("Smørrebrød", "smorrebrod"),
        ("ǼRA", "aera"),
        ("مُحَمَّد", "محمد"),
        ("ســلام", "سلام"),
        ("أحمد إلى ٱلك", "احمد الی الک"),
        ("علي كتاب ١٩٨٦", "علی کتاب 1986"),
        ("שלום ארץ", "שלומ ארצ"),
        ("ґанок ёлка", "ганок елка"),
        ("「カタカナ」", '"かたかな"'),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("„so“ «so» ‚so‘", '"so" "so" \'so\''),
        ("می\u200cخواهم", "میخواهم"),
        ("co\xadope\u200brate", "cooperate"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_capitals_accents_and_ways_of_writing_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(TRICKY | TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TRICKY | TEXTS, WORDS)
def test_the_quick_look_never_passes_over_an_entry_that_fits(
    text: str, given_words: list[str]
) -> None:
    words = tuple(filter(None, (fold(word) for given in given_words for word in given.split())))
    plain = json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":")).encode()
    if words and all(word in fold(text) for word in words):
        assert ByteFilter(words)(plain)


def each_letter(first: int, end: int) -> list[str]:
    return [chr(code) for code in range(first, end) if not 0xD800 <= code < 0xE000]


def changes(letter: str) -> bool:
    return unicodedata.normalize("NFKD", letter.casefold()) != letter or letter in _ODD


def test_the_quick_look_agrees_about_every_letter_there_is() -> None:
    """Each by itself that folding changes, or that stands near those: they take ways of their own.
    The others, a million, a few hundred together.
    """
    near, far = each_letter(0x20, 0x3100), each_letter(0x3100, 0x110000)
    for letter in [*near, *filter(changes, far)]:
        folded = fold(f"x{letter}y")
        plain = json.dumps(f"x{letter}y", ensure_ascii=False).encode()
        assert fold(folded) == folded
        assert ByteFilter(tuple(folded.split()))(plain), f"{ord(letter):x}"
    same = [letter for letter in far if not changes(letter)]
    for start in range(0, len(same), 300):
        text = " ".join(f"x{letter}y" for letter in same[start : start + 300])
        plain = json.dumps(text, ensure_ascii=False).encode()
        assert fold(text) == text
        assert ByteFilter(tuple(text.split()))(plain), f"near {ord(same[start]):x}"


@given(st.data(), TRICKY | TEXTS)
def test_the_quick_look_finds_any_piece_of_a_text(data: st.DataObject, text: str) -> None:
    folded = fold(text)
    pieces = [piece for piece in folded.split() if piece]
    if not pieces:
        return
    piece = data.draw(st.sampled_from(pieces))
    start = data.draw(st.integers(0, len(piece) - 1))
    end = data.draw(st.integers(start + 1, len(piece)))
    plain = json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":")).encode()
    assert ByteFilter((piece[start:end],))(plain)


@pytest.mark.parametrize("text", ["Nothing of it here.", "Rien d’été ici – “là” 🙂."])
def test_the_quick_look_passes_over_what_does_not_fit(text: str) -> None:
    assert not ByteFilter(("heron",))(json.dumps(text, ensure_ascii=False).encode())


@given(TRICKY | TEXTS, WORDS)
def test_marking_loses_no_letter(text: str, words: list[str]) -> None:
    folded = tuple(fold(word) for word in words)
    assert "".join(part.text for part in mark(text, folded)) == text


def test_marking_takes_whole_letters_with_their_accents() -> None:
    text = "un cafe\u0301, deux CAFÉS, un ﬁl"
    found = [part.text for part in mark(text, ("cafe", "fi")) if part.found]
    assert [unicodedata.normalize("NFC", one) for one in found] == ["café", "CAFÉ", "ﬁ"]


def test_the_piece_around_a_word_begins_and_ends_with_words() -> None:
    text = "one two three four five " * 40 + "heron " + "six seven eight nine ten " * 40
    piece = around(text, ("heron",))
    assert "heron" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert len(piece) < 260
    assert around("Short.", ("heron",)) == "Short."
    assert "heron" in around("ß" * 500 + " heron", ("heron",))


HOSTILE = {
    "marks in the wrong order": "a" + "\u0300\u0316" * 100_000,
    "marks that come apart into others": "a" + "\u0f73" * 200_000,
    "every mark there is": "".join(sorted(_MARKS)) * 220,
    "signs that become marks": "\uff9e\uff9f" * 100_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_folding_takes_time_as_the_text_is_long_and_no_more(kind: str) -> None:
    """Two hundred thousand marks took minutes, since to order them takes the square of their
    number.
    """
    text = HOSTILE[kind]
    start = time.process_time()
    assert fold(f"Été {text} ici").split()[-1] == "ici"
    entry = json.dumps({"text": f"{text} ici"}, ensure_ascii=False).encode()
    assert ByteFilter(("ici",))(entry)
    assert not ByteFilter(("nulle",))(entry)
    assert around(f"{text} Ici.", ("ici",)).endswith("Ici.")
    assert time.process_time() - start < 1


def test_the_piece_around_a_word_far_down_is_found_quickly() -> None:
    text = "Éﬁ ß " * 40_000 + "the stone in my pocket"
    start = time.process_time()
    piece = around(text, ("stone",))
    assert time.process_time() - start < 0.3
    assert "stone" in piece


@given(st.text(st.sampled_from(["a", "e", " ", *sorted(_MARKS)]), max_size=60))
def test_a_long_text_is_folded_as_a_short_one(text: str) -> None:
    """What is done for its length alone changes nothing about what is found."""
    filler = "x" * A_STRETCH
    assert fold(filler + text) == filler + fold(text)


def test_letters_that_are_sentences_are_found_and_make_no_text_much_longer() -> None:
    text = "\ufdfa " * 90_000 + "heron"
    start = time.process_time()
    folded = fold(text)
    assert time.process_time() - start < 0.2
    assert len(folded) < 2 * len(text)
    assert fold("\ufdfa") in folded
    assert folded.endswith("heron")
    assert fold("\ufdfa " * 400).count(fold("\ufdfa")) == 400


@given(
    st.lists(st.text(alphabet="aezß-' 1é\\\"", min_size=1, max_size=6), min_size=1, max_size=3),
    st.text(alphabet="aeAEzß-' 1,éÉ\\\"\n\ud83d", max_size=30),
)
def test_the_quick_look_sees_what_the_filter_sees(words: list[str], text: str) -> None:
    """An entry with half a letter in it is written in escapes."""
    folded = tuple(filter(None, (fold(word).strip() for word in words))) or ("a",)
    escapes = any("\ud800" <= letter <= "\udfff" for letter in text)
    plain = json.dumps({"text": text}, ensure_ascii=escapes).encode()
    for some in (folded, folded[:1]):
        look = ByteFilter(some)
        assert look.quick(plain) == look(plain)
    if escapes:
        assert ByteFilter(folded[:1]).quick(plain)
