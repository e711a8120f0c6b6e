"""Text made comparable: no capitals, no accents, one form for every way to write a letter.

The same word is found however it was typed. Pure: no Django, no store.

This is the one place where texts are folded for a search. The time grows with the length of a
text and no faster, whatever is in it: marks go before anything is put in order, since ordering a
run of many takes the square of their number. What an entry may hold bounds the rest.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Whatever is an accent on a letter before it, by itself or once it is taken apart.
_MARKS: Final = frozenset(
    mark
    for mark in map(chr, range(0x300, 0x1EA00))
    if unicodedata.combining(unicodedata.normalize("NFKD", mark)[0])
)
# Phones write curly quotes and long dashes by themselves; people look for the plain ones.
_PLAINER: Final = {"'": "‘’ʼ′", '"': "“”„″", "-": "–—‐"}
# Letters whose stroke, or whose missing dot, Unicode does not count as an accent; and two in one.
_PLAIN_LETTERS: Final = {
    **dict(zip("ıłŁøØđĐħĦŧŦ", "illooddhhtt", strict=True)),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("œŒ", "oe"),
}
# What nobody sees within a word: soft hyphens, joiners, marks of direction, the Arabic stretch,
# and what only tells an emoji how to be drawn.
_UNSEEN: Final = (
    "\xad\u061c\u0640\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_FOLDED: Final = {**dict.fromkeys([*_MARKS, *_UNSEEN], ""), **_PLAIN_LETTERS}
_ODD: Final = frozenset(_FOLDED)
_TRANSLATED: Final = str.maketrans(_FOLDED)
A_STRETCH: Final = 2_000  # characters: up to here even nothing but marks takes 4 ms at most
A_STEP: Final = 200
A_FEW: Final = 8  # up to about so many, replacing one after the other is quicker


def fold(text: str) -> str:
    """ "Café" → "cafe", "STRASSE" and "Straße" → "strasse", "don’t" → "don't", "Łódź" → "lodz"."""
    text = text.casefold()
    if text.isascii():
        return text
    return _without_odd(_plainer(_apart(text))).casefold()


def _apart(text: str) -> str:
    """Each letter apart from its accents; in a long text, those that stand alone are gone."""
    if len(text) > A_STRETCH and not _MARKS.isdisjoint(text):
        text = _without_odd(text)
    return unicodedata.normalize("NFKD", text)


def _without_odd(text: str) -> str:
    odd = _ODD.intersection(text)
    if len(odd) > A_FEW:
        return text.translate(_TRANSLATED)
    for one in odd:
        text = text.replace(one, _FOLDED[one])
    return text


def _plainer(text: str) -> str:
    for plain, fancy in _PLAINER.items():
        for one in fancy:
            text = text.replace(one, plain)
    return text


_ASCII: Final = bytes(range(128))
# In UTF-8 without its ASCII: what begins a letter or digit that may fold to an ASCII one, or to
# nothing. Left out are the usual punctuation (C2, E2 80), most emoji (F0 9F), and the letters of
# Latin-1 (C3).
_BEYOND_LATIN_1: Final = re.compile(
    rb"[\xc4-\xe1\xe3-\xef\xf1-\xf4]"
    rb"|\xc2[\xa8\xaa\xad\xaf\xb2-\xb5\xb8-\xba\xbc-\xbe]"
    rb"|\xe2[^\x80]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xf0[^\x9f]|\xf0\x9f[\x84-\x88\xaf]"
)
_ESCAPED: Final = b"\\ud"  # a document written in escapes, as half a letter forced it to be
_TWO_IN_ONE: Final = re.compile(rb"\xc3[\x86\x9f\xa6]")  # Æ, ß, æ
_LATIN_1_FOLDED: Final = bytes(
    ord(folded) if (folded := fold(chr(code))).isascii() and len(folded) == 1 else code
    for code in range(256)
)


class ByteFilter:
    """Tells quickly whether JSON bytes may hold every word; it never passes over one that does.

    Most entries are told apart by their bytes alone. Only those with accented letters are folded.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        """`words` are folded, and hold no control characters."""
        self._words = words
        self._as_written = [
            word.replace("\\", "\\\\").replace('"', '\\"').encode("ascii")
            for word in words
            if word.isascii()
        ]
        self._letters_only = all(word.isalnum() for word in words)

    def __call__(self, plain: bytes) -> bool:
        lower = plain.lower()
        all_there = True
        for word in self._as_written:  # a loop, since this runs for every entry of a search
            if word not in lower:
                all_there = False
                break
        if all_there and len(self._as_written) == len(self._words):
            return True
        if _ESCAPED in lower:
            return True
        return not plain.isascii() and self._may_fit_when_folded(plain)

    def _may_fit_when_folded(self, plain: bytes) -> bool:
        if len(self._as_written) < len(self._words) or not self._letters_only:
            text = fold(_without_escapes(plain.decode("utf-8", "replace")))
            return all(word in text for word in self._words)
        rest = plain.translate(None, _ASCII)
        if _BEYOND_LATIN_1.search(rest) or _TWO_IN_ONE.search(rest):
            text = _apart(plain.decode("utf-8", "replace").casefold())
            for letter, plainer in _PLAIN_LETTERS.items():  # quicker than to look which are there
                text = text.replace(letter, plainer)
            folded = text.encode("ascii", "ignore").lower()
        elif b"\xc3" in rest:
            text = plain.decode("utf-8", "replace")
            folded = text.encode("latin-1", "replace").translate(_LATIN_1_FOLDED)
        else:
            return False
        return all(word in folded for word in self._as_written)


def _without_escapes(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


@dataclass(frozen=True)
class Part:
    """A piece of text, and whether it is what was looked for."""

    text: str
    found: bool


def mark(text: str, words: tuple[str, ...]) -> list[Part]:
    """Cut the text at every place where a folded word is found in it, whatever its accents."""
    folded, origin = [], []
    for place, letter in enumerate(text):
        piece = fold(letter)
        folded.append(piece)
        origin.extend([place] * len(piece))
    joined = "".join(folded)
    hits = bytearray(len(text))
    for word in words:
        start = joined.find(word) if word else -1
        while start >= 0:
            first, last = origin[start], origin[start + len(word) - 1]
            hits[first : last + 1] = b"\x01" * (last + 1 - first)
            start = joined.find(word, start + len(word))
    return _parts(text, hits)


def _parts(text: str, hits: bytearray) -> list[Part]:
    parts: list[Part] = []
    start = 0
    while start < len(text):
        found = bool(hits[start])
        end = start + 1
        while end < len(text) and bool(hits[end]) == found:
            end += 1
        while end < len(text) and found and _FOLDED.get(text[end]) == "":
            end += 1  # an accent written after its letter stays with it
        parts.append(Part(text[start:end], found))
        start = end
    return parts


def around(text: str, words: tuple[str, ...], *, before: int = 60, length: int = 220) -> str:
    """The piece of the text near the first word that is found, cut where words end."""
    start = _first_place(text, words) - before
    if start <= 0:
        start = 0
    else:
        gap = text.find(" ", start, start + 30)
        start = gap + 1 if gap >= 0 else start
    end = start + length
    if end < len(text):
        gap = text.rfind(" ", start + length // 2, end)
        end = gap if gap >= 0 else end
    piece = text[start:end]
    return ("… " if start else "") + piece + (" …" if end < len(text) else "")


def _first_place(text: str, words: tuple[str, ...]) -> int:
    """Where the first found word begins. Folding moves places a little; the cut allows for it."""
    folded = fold(text)
    places = [place for word in words if (place := folded.find(word)) >= 0]
    if not places:
        return 0
    if len(folded) == len(text):
        return min(places)
    target, start, seen = min(places), 0, 0
    while (far := seen + len(fold(text[start : start + A_STEP]))) < target:
        start, seen = start + A_STEP, far
    for place, letter in enumerate(text[start : start + A_STEP], start):
        if seen >= target:
            return place
        seen += len(fold(letter))
    return min(start + A_STEP, len(text))
