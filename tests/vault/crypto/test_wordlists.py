import math
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from skills_app.vault.crypto.unoffered import NEVER_OFFERED
from skills_app.vault.crypto.wordlists import (
    PASSPHRASE_WORDS,
    RECOVERY_WORDS,
    NotRecoveryWords,
    check_words,
    entropy_from_words,
    generate_passphrase,
    generate_recovery_words,
    nearest_word,
    words_from_entropy,
)

WORDS = words_from_entropy(bytes(range(16)))


@given(st.binary(min_size=16, max_size=16))
def test_twelve_words_spell_sixteen_bytes(entropy: bytes) -> None:
    words = words_from_entropy(entropy)
    assert len(words) == 12
    assert entropy_from_words(" ".join(words)) == entropy


def test_the_words_are_those_of_bip39() -> None:
    assert words_from_entropy(bytes(16)) == ["abandon"] * 11 + ["about"]
    assert words_from_entropy(b"\x7f" * 16)[-1] == "yellow"


@pytest.mark.parametrize("join", [" ", "\n", ", ", "  ", "\u3000"])
def test_how_the_words_are_parted_does_not_matter(join: str) -> None:
    assert entropy_from_words(join.join(WORDS)) == bytes(range(16))


def test_capitals_and_numbers_are_forgiven() -> None:
    text = "\n".join(f"{place}. {word.title()}" for place, word in enumerate(WORDS, 1))
    assert entropy_from_words(text) == bytes(range(16))


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d"])
def test_what_nobody_sees_in_a_pasted_word_is_passed_over(unseen: str) -> None:
    text = " ".join(word[:2] + unseen + word[2:] for word in WORDS)
    check_words(text)
    assert entropy_from_words(text) == bytes(range(16))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ".join(WORDS[:11]),
        " ".join([*WORDS, "zoo"]),
        " ".join([*WORDS[:11], "steadily"]),
        " ".join(["abandon"] * 12),
        "\x00",
        "слово " * 12,
    ],
)
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(NotRecoveryWords):
        entropy_from_words(text)


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_only_sixteen_bytes_become_words(size: int) -> None:
    with pytest.raises(ValueError, match="16"):
        words_from_entropy(bytes(size))


def test_an_offered_passphrase_has_six_words_and_is_new_each_time() -> None:
    offered = {generate_passphrase() for _ in range(50)}
    assert len(offered) == 50
    assert all(len(text.split(" ")) == 6 for text in offered)


def test_an_offered_passphrase_is_words_with_one_space_between() -> None:
    words = generate_passphrase().split(" ")
    assert len(words) == PASSPHRASE_WORDS
    assert all(word.isalpha() and word.islower() for word in words)


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("", 0, {}),
        ("abandon " * 11, 11, {}),
        ("abandon " * 13, 13, {}),
        ("1. Abandon, 2. lanern; " + "abandon " * 10, 12, {2: "lanern"}),
        ("слово " * 12, 12, dict.fromkeys(range(1, 13), "слово")),
        ("zoo " * 12, 12, {}),
    ],
)
def test_what_is_wrong_with_words_is_told_from_the_list_alone(
    text: str, found: int, unknown: dict[int, str]
) -> None:
    with pytest.raises(NotRecoveryWords) as wrong:
        check_words(text)
    assert (wrong.value.found, wrong.value.unknown) == (found, unknown)


def test_words_that_can_be_right_are_not_complained_of() -> None:
    words = words_from_entropy(bytes(range(16)))
    check_words(" ".join(words))
    check_words(", ".join(f"{place}) {word.upper()}" for place, word in enumerate(words, 1)))


def test_the_word_that_was_meant_is_found() -> None:
    assert nearest_word("abandn") == "abandon"
    assert nearest_word("xqzzyv") == ""


HURTING = {"abuse", "blame", "guilt", "knife", "trap", "assault", "secret", "weapon", "wife"}


def test_no_word_that_hurts_is_ever_offered() -> None:
    words = {word for _ in range(400) for word in generate_passphrase().split()}
    words |= {word for _ in range(100) for word in generate_recovery_words()}
    assert len(words) > 1_000
    assert words.isdisjoint(NEVER_OFFERED)
    assert HURTING <= NEVER_OFFERED


def test_what_is_never_offered_is_on_the_list_and_leaves_enough_of_it() -> None:
    """Else a word spelt wrong would be offered; and 65 bits are left for six words."""
    listed = set(Mnemonic("english").wordlist)
    assert listed >= NEVER_OFFERED
    left = len(listed) - len(NEVER_OFFERED)
    assert math.log2(left) * PASSPHRASE_WORDS > 64.5
    assert -math.log2((left / len(listed)) ** RECOVERY_WORDS) < 3


def test_twelve_words_that_hold_one_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([bytes(16), bytes(range(16)), b"\x7f" * 16])  # the first spells "abandon"
    taken: list[bytes] = []

    def token_bytes(size: int) -> bytes:
        taken.append(next(drawn))
        return taken[-1]

    monkeypatch.setattr(secrets, "token_bytes", token_bytes)
    words = generate_recovery_words()
    assert NEVER_OFFERED.isdisjoint(words)
    assert words == words_from_entropy(taken[-1])
    assert len(taken) == 3


def test_words_that_are_never_offered_still_open_what_they_opened() -> None:
    assert entropy_from_words("abandon " * 11 + "about") == bytes(16)
