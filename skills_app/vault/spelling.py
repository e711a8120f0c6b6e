"""One spelling for each name and each secret, however they are typed; nothing over-long is read.

Names have at most 200 characters, secrets (passwords, passphrases, recovery words) at most 2,000.
Length is looked at before anything else, since normalising long runs of combining marks takes a
time that grows with the square of their number. What is longer belongs to nobody. Pure: no Django.
"""

import unicodedata
from typing import Final

LONGEST_NAME: Final = 200
LONGEST_SECRET: Final = 2_000


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


def one_name(name: str) -> str:
    """A name as it is compared, at most 200 characters as typed: no capitals, one form for each
    letter.

    Raises:
        TooLong: nobody's name.
    """
    if len(name) > LONGEST_NAME:
        raise TooLong
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
