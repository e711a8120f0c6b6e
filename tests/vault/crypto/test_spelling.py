"""One spelling for each name and secret, and none for what is over its bound."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_app.account.models import User
from skills_app.vault.crypto.spelling import (
    LONGEST_NAME,
    LONGEST_SECRET,
    TooLong,
    one_name,
    one_secret,
)
from skills_app.vault.crypto.wordlists import NotRecoveryWords, entropy_from_words
from skills_app.vault.server_keys.keys import name_lookup
from skills_app.vault.unlocking.keyslots import (
    PassphraseRefused,
    check_new_passphrase,
    secret_from_passphrase,
)

MARKS = "a" + "\u0300\u0316" * 2_000_000


def spent(work: object) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    assert callable(work)
    work()
    return time.process_time() - start


def test_the_bounds_are_those_that_are_promised() -> None:
    assert (LONGEST_NAME, LONGEST_SECRET) == (200, 2_000)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("ᴹaren", "maren"), ("ϔpsilon", "ϋpsilon"), ("ODYSSEUΣ", "odysseuσ"), (" A  b ", "a b")],
)
def test_a_name_has_one_form_before_its_capitals_go(name: str, spelt: str) -> None:
    """A letter can have capitals only in its plain form."""
    assert one_name(name) == spelt


@given(st.text(max_size=LONGEST_SECRET))
def test_a_secret_spelt_once_is_spelt_so_for_good(text: str) -> None:
    once = one_secret(text)
    assert once == " ".join(unicodedata.normalize("NFKC", text).split())
    assert len(once) > LONGEST_SECRET or one_secret(once) == once
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        other = unicodedata.normalize(form, text)
        assert len(other) > LONGEST_SECRET or one_secret(f"  {other}\t") == once


@given(st.text(max_size=LONGEST_NAME))
def test_a_name_is_the_same_in_every_form(name: str) -> None:
    once = one_name(name)
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, name)
        assert len(other) > LONGEST_NAME or one_name(other) == once


@pytest.mark.parametrize(
    ("spell", "most"), [(one_secret, LONGEST_SECRET), (one_name, LONGEST_NAME)]
)
def test_the_bound_is_counted_as_typed(spell: object, most: int) -> None:
    assert callable(spell)
    assert spell("é" * most) == "é" * most
    for over in ("a" * (most + 1), " " * most + "a", "a" * most + "\u0300"):
        with pytest.raises(TooLong):
            spell(over)


def test_eight_megabytes_of_marks_are_refused_at_once() -> None:
    def every_way() -> None:
        for spell in (one_name, one_secret):
            with pytest.raises(TooLong):
                spell(MARKS)
        with pytest.raises(NotRecoveryWords):
            entropy_from_words(MARKS)
        with pytest.raises(PassphraseRefused, match="at most 512"):
            check_new_passphrase(User(), MARKS)
        assert secret_from_passphrase(MARKS) is None
        assert name_lookup(MARKS) == name_lookup("b" * (LONGEST_NAME + 1))

    assert spent(every_way) < 0.1
    # Up to the bounds, the worst there is takes no time to speak of either.
    assert spent(lambda: one_secret(MARKS[:LONGEST_SECRET])) < 0.1
    assert spent(lambda: one_name(MARKS[:LONGEST_NAME])) < 0.1


def test_an_over_long_name_is_nobodys() -> None:
    long = "b" * (LONGEST_NAME + 1)
    assert name_lookup(long) not in {name_lookup(name) for name in ("", long[:-1], "\xff")}
