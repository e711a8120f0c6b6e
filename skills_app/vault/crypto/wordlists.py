"""Words a person can write down: 12 recovery words spell 128 bits, 6 passphrase words hold 65.

What is offered holds no word of `unoffered`; of twelve words that costs less than three bits.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Final

from mnemonic import Mnemonic

from skills_app.vault.crypto.spelling import TooLong, one_secret
from skills_app.vault.crypto.unoffered import NEVER_OFFERED

RECOVERY_BYTES: Final = 16
RECOVERY_WORDS: Final = 12
PASSPHRASE_WORDS: Final = 6


class NotRecoveryWords(Exception):
    """The text is not twelve list words whose checksum fits, or is over 2,000 characters long.

    `found` is how many words there are, `unknown` those that are not on the list, by their place
    from 1. With twelve, and none unknown, the checksum does not fit.
    """

    def __init__(self, found: int = 0, unknown: Mapping[int, str] | None = None) -> None:
        super().__init__()
        self.found = found
        self.unknown = dict(unknown or {})


@cache
def _bip39() -> Mnemonic:
    return Mnemonic("english")


@cache
def _offered() -> tuple[str, ...]:
    return tuple(word for word in _bip39().wordlist if word not in NEVER_OFFERED)


def generate_passphrase() -> str:
    """Six random words of the BIP39 English list, without those that are never offered."""
    return " ".join(secrets.choice(_offered()) for _ in range(PASSPHRASE_WORDS))


def generate_recovery_words() -> list[str]:
    """Twelve fresh words, drawn again as long as one of them is never offered."""
    while True:
        words = words_from_entropy(secrets.token_bytes(RECOVERY_BYTES))
        if NEVER_OFFERED.isdisjoint(words):
            return words


def words_from_entropy(entropy: bytes) -> list[str]:
    """The twelve BIP39 words for 16 bytes."""
    if len(entropy) != RECOVERY_BYTES:
        raise ValueError(f"Recovery words spell {RECOVERY_BYTES} bytes, not {len(entropy)}.")
    return _bip39().to_mnemonic(entropy).split(" ")


def entropy_from_words(text: str) -> bytes:
    """The 16 bytes that twelve words spell; capitals, numbering and commas are forgiven.

    Raises:
        NotRecoveryWords: wrong count, a word not on the list, or a checksum that does not fit.
    """
    try:
        words = re.findall(r"[a-z]+", _as_seen(text))
    except TooLong as error:
        raise NotRecoveryWords from error
    if len(words) != RECOVERY_WORDS:
        raise NotRecoveryWords
    try:
        return bytes(_bip39().to_entropy(words))
    except (ValueError, LookupError) as error:
        raise NotRecoveryWords from error


def check_words(text: str) -> None:
    """Raises NotRecoveryWords for what can be nobody's words, and says what is wrong with them.

    All of it is known to anyone who has the public list.
    """
    try:
        words = re.findall(r"[^\W\d_]+", _as_seen(text))
    except TooLong as error:
        raise NotRecoveryWords from error
    listed = frozenset(_bip39().wordlist)
    unknown = {place: word for place, word in enumerate(words, 1) if word not in listed}
    if unknown or len(words) != RECOVERY_WORDS:
        raise NotRecoveryWords(len(words), unknown)
    try:
        entropy_from_words(text)
    except NotRecoveryWords as error:
        raise NotRecoveryWords(len(words)) from error


def _as_seen(text: str) -> str:
    """Without what nobody sees in a word, from a paste perhaps: a blank of no width, say.

    Raises TooLong.
    """
    seen = (letter for letter in one_secret(text) if unicodedata.category(letter) != "Cf")
    return "".join(seen).casefold()


def nearest_word(typed: str) -> str:
    """The word of the list that was most likely meant, or ""."""
    return next(iter(get_close_matches(typed[:20], _bip39().wordlist, n=1, cutoff=0.75)), "")
