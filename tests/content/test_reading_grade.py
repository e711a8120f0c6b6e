import pytest

from skills_app.content.reading_grade import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("you", 1),
        ("made", 1),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("being", 2),
        ("quiet", 2),
        ("people", 2),
        ("breathing", 2),
        ("boundary", 3),
        ("situation", 4),
        ("experience", 4),
        ("five-minute", 3),
        ("don't", 1),
        ("are", 1),
        ("there", 1),
        ("before", 2),
        ("picture", 2),
        ("something", 2),
        ("friend", 1),
        ("believe", 2),
        ("easier", 3),
        ("5", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_list_items_and_paragraphs_end_a_sentence() -> None:
    text = "You could look around. Or not?\n\n- one thing\n- *another* thing\n\nThen stop"
    assert list(sentences(text)) == [
        "You could look around.",
        "Or not?",
        "one thing",
        "*another* thing".replace("*", ""),
        "Then stop",
    ]


def test_a_sentence_that_ends_in_a_quote_ends_there() -> None:
    assert len(list(sentences("“I am here.” It is today."))) == 2


def test_words_with_apostrophe_or_hyphen_count_once() -> None:
    assert words("I don't like five-minute talks at 10:30.") == [
        "I",
        "don't",
        "like",
        "five-minute",
        "talks",
        "at",
        "10:30",
    ]


def test_plain_text_grades_below_hard_text() -> None:
    plain = ["You are here. It is today. You can look around the room."]
    hard = ["Institutional accountability necessitates comprehensive organisational review."]
    assert grade(plain) < 3
    assert grade(hard) > 15


def test_no_words_have_no_grade() -> None:
    assert grade(["", "…"]) == 0
