"""Phrases of a language as authors list them, and where a text has one. Pure."""

import re
from collections.abc import Iterable

_NONE = re.compile(r"(?!)")


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these as whole words, in small letters or capitals, across line breaks.

    An asterisk at the end of a word stands for any ending. With no phrases it finds nothing.
    """
    longest_first = sorted((one for one in phrases if one), key=len, reverse=True)
    if not longest_first:
        return _NONE
    together = "|".join(map(_pattern_of, longest_first))
    return re.compile(rf"\b(?:{together})\b", re.IGNORECASE)


def _pattern_of(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")


def as_found(match: re.Match[str]) -> str:
    """The words that were found, on one line."""
    return " ".join(match.group().split())
