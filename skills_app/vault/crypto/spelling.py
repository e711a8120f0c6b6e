"""One spelling for each name and each secret, however they are typed; nothing over-long is read.

Names have at most 200 characters, secrets (passwords, passphrases, recovery words) at most 2,000.
Length is looked at before anything else, since normalising long runs of combining marks takes a
time that grows with the square of their number. What is longer belongs to nobody. Pure: no Django.
"""

import re
import unicodedata
from typing import Final

LONGEST_NAME: Final = 200
LONGEST_SECRET: Final = 2_000

# Of these kinds a character is not seen, or not yet known: controls, formats (joiners, marks of
# direction, tags), halves of letters, unassigned ones, and ends of lines.
_UNSEEN_KINDS: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
# What else Unicode lets be passed over (fillers, selectors), blank braille, and what stands for
# a thing or letter that was lost on the way.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd"
    "\U000e0100-\U000e01ef]"
)


class TooLong(ValueError):
    """A text is over the bound of its kind, and was not looked at any further."""


def one_secret(text: str) -> str:
    """A secret as it is compared, at most 2,000 characters as typed. Frozen for passphrases:
    NFKC, trimmed, white space collapsed.

    Raises:
        TooLong: nobody's secret.
    """
    if len(text) > LONGEST_SECRET:
        raise TooLong
    return " ".join(unicodedata.normalize("NFKC", text).split())


def spellings_of_secret(text: str) -> tuple[str, ...]:
    """What a kept password may have been made from: its one spelling, or else, before there was
    one, just what was typed. None for what is nobody's.
    """
    try:
        return tuple(dict.fromkeys((one_secret(text), text)))
    except TooLong:
        return ()


def one_name(name: str) -> str:
    """A name as it is compared, at most 200 characters as typed: no capitals, one form for each
    letter, trimmed, white space collapsed.

    Raises:
        TooLong: nobody's name.
    """
    return " ".join(_letters_of_name(name).split())


def spellings_of_name(name: str) -> tuple[str, ...]:
    """Its one spelling, and the one from before, when white space stayed as it was typed.

    Raises:
        TooLong: nobody's name.
    """
    return tuple(dict.fromkeys((one_name(name), _letters_of_name(name))))


def holds_unseen(text: str) -> bool:
    """Whether a character in it is seen by nobody, or not known to be typed alike everywhere.

    Asked of the one spelling of a name or secret when it is made: what nobody sees, perhaps from
    a paste, nobody can type again.
    """
    return bool(_UNSEEN.search(text)) or not _UNSEEN_KINDS.isdisjoint(
        map(unicodedata.category, text)
    )


def _letters_of_name(name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise TooLong
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
