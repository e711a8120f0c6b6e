"""Whether a new secret would be among the first hundred million guesses.

Lists of common ones, keyboard rows, runs, repeats, dates, and the member's own name. The estimator
(zxcvbn) takes far more time for more text, and for some signs, so it sees short pieces at the gate.
It is loaded when it is first needed: 14 MB.
"""

import re
import unicodedata
from collections.abc import Iterator
from math import factorial, prod
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from skills_app.vault.crypto import gate, generate_passphrase
from skills_app.vault.server_keys.keys import name_lookup, name_lookups
from skills_app.vault.unlocking.spoken import as_secret, sentence_with

LONGEST_LOOKED_AT: Final = 100
A_PIECE: Final = 30  # characters: at most some 130 ms, whatever is in them
PIECES: Final = 4
GOOD_ENOUGH: Final = 3  # of 4: 10⁸ guesses
FEW_GUESSES: Final = 10**8
MOST_TOKENS: Final = 12
SHORTEST_NAME: Final = 3
# Once is as good, or as bad.
REPEATED: Final = re.compile(r"(.{4,50}?)\1+", re.DOTALL)
# The keys of a Russian keyboard, and what stands on them elsewhere: its rows are rows, too.
_RUSSIAN, _LATIN = "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
OTHER_KEYS: Final = str.maketrans(_RUSSIAN + _RUSSIAN.upper(), _LATIN + _LATIN.upper())
# On every list, though no estimator of single words finds it there.
KNOWN_TO_ALL: Final = re.compile(
    r"correct\W*horse\W*battery\W*staple|to\W*be\W*or\W*not\W*to\W*be|пароль"
    r"|(this\W*is\W*)?my\W*(secret\W*)?pass(word|phrase)",
    re.IGNORECASE,
)
ODD_SIGNS: Final = "@({[<!|$+%"  # stand for letters; the ways to read them multiply
MOST_ODD_SIGNS: Final = 4


def easy_to_guess_words() -> str:
    """For the person, with a made one that they can take at once."""
    return sentence_with(
        _(
            "This one is easy to guess. A few words that do not belong together work well. If you"
            " like, take these: %(words)s"
        ),
        words=as_secret(generate_passphrase()),
    )


class NotEasilyGuessed:
    """A password validator. With a user it knows their name, by its fingerprint."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if is_easily_guessed(password, names_of(user)):
            raise ValidationError(easy_to_guess_words(), code="easily_guessed")

    def get_help_text(self) -> str:
        return _("A few words in a row work well.")


def names_of(user: AbstractBaseUser | None) -> frozenset[str]:
    """The fingerprint of a member's name; of somebody who is joining it is not made yet."""
    name = str(getattr(user, "username", "") or "")
    return frozenset({name, name_lookup(name)}) if name else frozenset()


def is_easily_guessed(secret: str, names: frozenset[str] = frozenset()) -> bool:
    """Raises GateFull.

    A long secret is as hard as the hardest of its pieces, at the least.
    """
    text = unicodedata.normalize("NFKC", secret[: LONGEST_LOOKED_AT * 2])[:LONGEST_LOOKED_AT]
    text = KNOWN_TO_ALL.sub(" ", _without(names, text))
    text = REPEATED.sub(r"\1", " ".join(_on_plain_keys(text).split()))
    text = _with_few_odd_signs(text)
    if not any(_is_hard(piece) for piece in _pieces(text)):
        return True
    return len(text) <= A_PIECE and _is_common_when_run_together("".join(text.split()))


def _on_plain_keys(text: str) -> str:
    """As the lists have it: no accents, and the keys of other keyboards by where they are."""
    text = unicodedata.normalize("NFC", text).translate(OTHER_KEYS)
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare)


def _is_hard(piece: str) -> bool:
    return bool(piece and _estimate(piece)["score"] >= GOOD_ENOUGH)


def _is_common_when_run_together(text: str) -> bool:
    """Common words, or a name and a year, which the estimator takes for noise between spaces.

    Its own sum adds 10⁴ guesses for each word more; a list of sentences has no need of them.
    """
    if not text:
        return True
    words = _estimate(text)["sequence"]
    return bool(prod(word["guesses"] for word in words) * factorial(len(words)) < FEW_GUESSES)


def _estimate(piece: str) -> dict[str, Any]:
    from zxcvbn import zxcvbn

    # Never its `user_inputs`: it keeps them for the whole process.
    return gate.through(lambda: dict(zxcvbn(piece, max_length=A_PIECE)))


def _pieces(text: str) -> Iterator[str]:
    if len(text) <= A_PIECE:
        if text:
            yield text
        return
    step = (len(text) - A_PIECE) / (PIECES - 1)
    for start in dict.fromkeys(round(step * number) for number in range(PIECES)):
        yield text[start : start + A_PIECE]


def _without(names: frozenset[str], text: str) -> str:
    """The rest, when the member's name is in it. Only its fingerprint is known."""
    if not names:
        return text
    tokens = list(re.finditer(r"[^\W\d_]+|\d+", text))[:MOST_TOKENS]
    for length in range(len(tokens), 0, -1):
        for first in range(len(tokens) - length + 1):
            start, end = tokens[first].start(), tokens[first + length - 1].end()
            run = text[start:end]
            if len(run) >= SHORTEST_NAME and not names.isdisjoint(name_lookups(run)):
                return re.sub(re.escape(run), " ", text, flags=re.IGNORECASE)
    return text


def _with_few_odd_signs(text: str) -> str:
    odd = [sign for sign in dict.fromkeys(text) if sign in ODD_SIGNS]
    return text.translate(dict.fromkeys(map(ord, odd[MOST_ODD_SIGNS:]), "_"))
