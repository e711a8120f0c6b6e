"""Text made comparable: no capitals, no accents, one form for every way to write a letter.

The same word is found however it was typed. Pure: no Django, no store.

This is the one place where texts are folded for a search. The time grows with the length of a
text and no faster, whatever is in it: marks go before anything is put in order, since ordering a
run of many takes the square of their number. What an entry may hold bounds the rest.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

# Whatever is an accent on a letter before it, by itself or once it is taken apart.
_MARKS: Final = frozenset(
    mark
    for mark in map(chr, range(0x300, 0x1EA00))
    if unicodedata.combining(unicodedata.normalize("NFKD", mark)[0])
)
# Phones write curly quotes and long dashes by themselves; people look for the plain ones. Every
# language has marks of its own around what is said.
_PLAINER: Final = {"'": "‘’‚‛ʼ′׳", '"': "“”„‟″«»‹›「」『』〝〞״", "-": "–—‐‑־−"}
# Letters whose stroke, or whose missing dot, Unicode does not count as an accent; and two in one.
_LATIN: Final = {
    **dict(zip("ıłŁøØđĐħĦŧŦ", "illooddhhtt", strict=True)),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("œŒ", "oe"),
}
# Keyboards of neighbouring languages write one letter in several ways: alef, yeh, kaf and heh; what
# stands at the end of a Hebrew word; the Ukrainian g; and Japanese, which has two of each.
_OTHER_SCRIPTS: Final = {
    **dict(zip("ٱىيېےكڪةہھەۃ", "ا" + "ی" * 4 + "ک" * 2 + "ه" * 5, strict=True)),
    **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
    "ґ": "г",
    **{chr(code): chr(code - 0x60) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},
}
_DIGITS: Final = {
    digit: str(unicodedata.decimal(digit))
    for digit in map(chr, range(0x660, 0x1FBFA))
    if unicodedata.category(digit) == "Nd"
}
_PLAIN_LETTERS: Final = {**_LATIN, **_OTHER_SCRIPTS, **_DIGITS}
# What nobody sees within a word: soft hyphens, joiners, marks of direction, the Arabic stretch,
# and what only tells a letter or an emoji how to be drawn.
_UNSEEN: Final = (
    "\xad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_FOLDED: Final = {**dict.fromkeys([*_MARKS, *_UNSEEN], ""), **_PLAIN_LETTERS}
_ODD: Final = frozenset(_FOLDED)
_TRANSLATED: Final = str.maketrans(_FOLDED)
A_STRETCH: Final = 2_000  # characters: up to here even nothing but marks takes 4 ms at most
# One letter that is a whole sentence, and taken apart is up to eighteen.
_SENTENCES: Final = "\ufdfa\ufdfb"
MOST_SENTENCES: Final = 500  # in one text; what comes after that many says nothing new
A_FEW: Final = 8  # up to about so many, replacing one after the other is quicker
# As in "schoen" and "Aarhus".
_WRITTEN_OUT: Final = re.compile("[äöüåø]|[aou]\u0308|a\u030a")


def fold(text: str) -> str:
    """ "Café" → "cafe", "STRASSE" and "Straße" → "strasse", "don’t" → "don't", "Łódź" → "lodz"."""
    text = text.casefold()
    if text.isascii():
        return text
    return _without_odd(_plainer(_apart(text))).casefold()


def fold_written_out(text: str) -> str:
    """As `fold`, but "schön" → "schoen", "Ærø" → "aeroe", "på" → "paa"."""
    return fold(_WRITTEN_OUT.sub(_write_out, text.casefold()))


def _write_out(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFC", match[0])
    return "aa" if letter == "å" else "oe" if letter == "ø" else f"{fold(letter)}e"


def _is_written_out_too(text: str) -> bool:
    return not text.isascii() and _WRITTEN_OUT.search(text.casefold()) is not None


def _apart(text: str) -> str:
    """Each letter apart from its accents; in a long text, those that stand alone are gone."""
    if len(text) > A_STRETCH:
        text = _few_sentences(text)
    if len(text) > A_STRETCH and not _MARKS.isdisjoint(text):
        text = _without_odd(text)
    return unicodedata.normalize("NFKD", text)


def _few_sentences(text: str) -> str:
    for letter in _SENTENCES:
        pieces = text.split(letter, MOST_SENTENCES)
        if len(pieces) > MOST_SENTENCES:
            text = letter.join([*pieces[:-1], pieces[-1].replace(letter, " ")])
    return text


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


# What stands within a word or number and may as well be left out, and gaps of every width.
_LOOSE: Final = re.compile(
    r"(?<=[^\W_])[-'](?=[^\W_])|(?<=\d)[,. ](?=\d{3}(?!\d))|(?P<gap>[^\S ]\s*| \s+)"
)


def loosen(folded: str) -> str:
    """ "re-read" → "reread", "don't" → "dont", "1,000" → "1000"; one space for every gap."""
    return _LOOSE.sub(_loosened, folded)


def _loosened(match: re.Match[str]) -> str:
    return " " if match.lastgroup else ""


@dataclass(frozen=True)
class Text:
    """A text to look into: folded, loosened, and with its umlauts written out if it has any."""

    typed: str

    @cached_property
    def forms(self) -> tuple[str, ...]:
        form = loosen(fold(self.typed))
        if not _is_written_out_too(self.typed):
            return (form,)
        return form, loosen(fold_written_out(self.typed))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Of each form the words alone: a phrase whose words are not in a row here is not in it."""
        return tuple(_MARKS_BETWEEN.sub(" ", form) for form in self.forms)


# --- what is looked for ---------------------------------------------------------------

_PHRASE: Final = re.compile(r'(?<!\S)(-?)"([^"]*)"(?!\w)|(?<!\S)(-?)\'([^\']*\s[^\']*)\'(?!\S)|\S+')
_ONE_STAR: Final = re.compile(r"^\*(?=[^\W_])|(?<=[^\W_])\*$")  # "hero*": any end fits anyway
_GAP_IN_NUMBER: Final = re.compile(r"(?<=\d)[\xa0\u2009\u202f](?=\d{3}(?!\d))")
_MARKS_BETWEEN: Final = re.compile(r"[\W_]+")
_NO_GAPS: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff"


@dataclass(frozen=True)
class Sought:
    """One thing looked for, in each way it may be written; a phrase stands whole, in a row.

    `without`: an entry that has it does not fit.
    """

    ways: tuple[str, ...]
    is_phrase: bool = False
    without: bool = False

    def is_in(self, text: Text) -> bool:
        if self.is_phrase:
            return any(
                self.pattern.search(form)
                for form, words in zip(text.forms, text.words, strict=True)
                if any(way in words or not way[0].isalnum() for way in self.ways)
            )
        return any(way in form for form in text.forms for way in self.ways)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_in_a_row if self.is_phrase else re.escape, self.ways)))


def _in_a_row(way: str) -> str:
    """Whole words, but in scripts that put no gaps between them.

    What stands between two words is never part of one, so nothing is tried in two ways: where
    it could be, a long row of dashes took hours.
    """
    between = r"[\W_]++" if way[0].isalnum() else r"\s++"
    row = between.join(map(re.escape, way.split()))
    starts = rf"(?<![^\W{_NO_GAPS}])" if re.match(rf"[^\W{_NO_GAPS}]", way) else ""
    ends = rf"(?![^\W{_NO_GAPS}])" if re.search(rf"[^\W{_NO_GAPS}]\Z", way) else ""
    return f"{starts}{row}{ends}"


def read_query(typed: str) -> tuple[Sought, ...]:
    """Words and "phrases", each once. A quote without its partner is passed over; so is a minus
    or star alone. `-word` leaves a word out."""
    sought: list[Sought] = []
    for match in _PHRASE.finditer(_plainer(_GAP_IN_NUMBER.sub("", typed))):
        phrase = match[2] or match[4]
        if phrase:
            minus = match[1] or match[3]
            sought += _sought(phrase, is_phrase=True, without=bool(minus))
        else:
            token = _ONE_STAR.sub("", match[0].strip('"'))
            without = len(token) > 1 and token[0] == "-" and token[1].isalpha()
            sought += _sought(token[without:], without=without)
    words = [one for one in sought if any(map(_has_letters, one.ways))]
    return tuple(dict.fromkeys(words or sought))


def _sought(typed: str, *, is_phrase: bool = False, without: bool = False) -> list[Sought]:
    ways = [loosen(fold(typed)).strip(), loosen(fold_written_out(typed)).strip()]
    if "-" in typed.strip("-"):
        ways.append(loosen(fold(re.sub(r"(?<=\w)-(?=\w)", " ", typed))).strip())
    if is_phrase:
        ways = [_MARKS_BETWEEN.sub(" ", way).strip() or way for way in ways]
    ways = list(dict.fromkeys(filter(None, ways)))
    return [Sought(tuple(ways), is_phrase, without)] if ways else []


def _has_letters(way: str) -> bool:
    """A letter, a figure, or a picture; marks alone are looked for only when there is no more."""
    return any(unicodedata.category(letter)[0] in "LNS" for letter in way)


_ASCII: Final = bytes(range(128))
# In UTF-8 without its ASCII: what begins a letter or digit that may fold to an ASCII one, or to
# nothing. Left out are the usual punctuation (C2, E2 80), most emoji (F0 9F), and the letters of
# Latin-1 (C3).
_BEYOND_LATIN_1: Final = re.compile(
    rb"[\xc4-\xe1\xe3-\xef\xf1-\xf4]"
    rb"|\xc2[\xa8\xaa\xad\xaf\xb2-\xb5\xb8-\xba\xbc-\xbe]"
    rb"|\xe2[^\x80]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xf0[^\x9f]|\xf0\x9f[\x84-\x88\xaf]"
)
# Left out of an entry's bytes and of what is looked for, so that "dont" finds "don't" and "don’t".
_LEFT_OUT: Final = b"-'" + bytes(range(128, 256))
_LEFT_OUT_OF_NUMBERS: Final = _LEFT_OUT + b",. "
_LOWER: Final = bytes(range(256)).lower()
_MAY_BE_WRITTEN_OUT: Final = re.compile(
    rb"\xc3[\x84\x85\x96\x98\x9c\xa4\xa5\xb6\xb8\xbc]|[aouAOU]\xcc"
)
_BACKSLASH: Final = 0x5C
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
        numbers = any(re.search(r"\d{4}", word) for word in words)
        self._left_out = _LEFT_OUT_OF_NUMBERS if numbers else _LEFT_OUT
        self._bare = dict.fromkeys(byte for byte in self._left_out if byte < 128)
        self._as_written = [
            word.replace("\\", "\\\\").replace('"', '\\"').encode().translate(None, self._left_out)
            for word in words
            if word.isascii()
        ]
        self._letters_only = all(word.isalnum() for word in words)
        self._written_out = any(two in word for word in words for two in ("ae", "oe", "ue", "aa"))

    def __call__(self, plain: bytes) -> bool:
        seen = plain.translate(_LOWER, self._left_out)
        all_there = True
        for word in self._as_written:  # a loop, since this runs for every entry of a search
            if seen.find(word) < 0:
                all_there = False
                break
        if all_there and len(self._as_written) == len(self._words):
            return True
        if seen.find(_BACKSLASH) >= 0 and seen.find(_ESCAPED) >= 0:  # one byte is found quicker
            return True
        return not plain.isascii() and self._may_fit_when_folded(plain)

    @property
    def quick(self) -> Callable[[bytes], bool]:
        """The same, as a plain function where one word is looked for: it is asked for each entry of
        a search, most of which do not fit.
        """
        if len(self._words) != 1 or not self._as_written:
            return self
        (word,), left_out, may_fit = self._as_written, self._left_out, self._may_fit_when_folded

        def look(plain: bytes) -> bool:
            seen = plain.translate(_LOWER, left_out)
            # `find` takes a third of the time of `in`, which first tries the word as a number.
            if seen.find(word) >= 0 or (seen.find(_BACKSLASH) >= 0 and seen.find(_ESCAPED) >= 0):
                return True
            return not plain.isascii() and may_fit(plain)

        return look

    def _may_fit_when_folded(self, plain: bytes) -> bool:
        if self._written_out and _MAY_BE_WRITTEN_OUT.search(plain):
            return True
        if len(self._as_written) < len(self._words) or not self._letters_only:
            text = fold(_without_escapes(plain.decode("utf-8", "replace"))).translate(self._bare)
            return all(word.translate(self._bare) in text for word in self._words)
        rest = plain.translate(None, _ASCII)
        if _BEYOND_LATIN_1.search(rest) or _TWO_IN_ONE.search(rest):
            folded = fold(plain.decode("utf-8", "replace")).encode("ascii", "ignore")
        elif b"\xc3" in rest:
            text_1 = plain.decode("utf-8", "replace").encode("latin-1", "ignore")
            folded = text_1.translate(_LATIN_1_FOLDED)
        else:
            return False
        folded = folded.translate(_LOWER, self._left_out)
        return all(word in folded for word in self._as_written)


def _without_escapes(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


@dataclass(frozen=True)
class Part:
    """A piece of text, and whether it is what was looked for."""

    text: str
    found: bool


_CLUSTER: Final = re.compile(rf"(?s:.)[{re.escape(''.join(sorted(_MARKS)))}]*")
_fold_letter = lru_cache(4096)(fold)
_write_letter_out = lru_cache(4096)(fold_written_out)
A_PIECE: Final = 4_000
OVERLAP: Final = 500


def mark(text: str, words: Iterable[str | Sought]) -> list[Part]:
    """Cut the text at every place where one of the words is, whatever its accents."""
    hits = bytearray(len(text))
    for first, end in _places(text, words):
        hits[first:end] = b"\x01" * (end - first)
    return _parts(text, hits)


def around(text: str, words: Iterable[str | Sought], *, before: int = 60, length: int = 220) -> str:
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


def _first_place(text: str, words: Iterable[str | Sought]) -> int:
    """Where the first of the words begins. Only the piece with it is gone through by letters."""
    sought = _to_be_marked(words)
    for start in range(0, len(text), A_PIECE - OVERLAP):
        piece = text[start : start + A_PIECE]
        if any(one.is_in(Text(piece)) for one in sought):
            places = _places(piece, sought)
            if places:
                return start + min(places)[0]
    return 0


def _to_be_marked(words: Iterable[str | Sought]) -> list[Sought]:
    sought = [Sought((one,)) if isinstance(one, str) else one for one in words]
    return [one for one in sought if any(one.ways) and not one.without]


def _places(text: str, words: Iterable[str | Sought]) -> list[tuple[int, int]]:
    """Where in the text as it was typed something that is looked for begins and ends."""
    sought = _to_be_marked(words)
    ways = [_fold_letter, _write_letter_out] if _is_written_out_too(text) else [_fold_letter]
    places = []
    for fold_one in ways if sought else ():
        form, spans = _traced(text, fold_one)
        for one in sought:
            for match in one.pattern.finditer(form):
                if match.end() > match.start():
                    places.append((spans[match.start()][0], spans[match.end() - 1][1]))
    return places


def _traced(text: str, fold_one: Callable[[str], str]) -> tuple[str, list[tuple[int, int]]]:
    """The text as `Text` looks into it, and for each letter of that where it came from."""
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    for cluster in _CLUSTER.finditer(text):
        letter = cluster[0]
        # Nothing of a text is remembered but its letters.
        piece = fold_one(letter if len(letter) < 4 else letter[:3])
        folded.append(piece)
        spans += [cluster.span()] * len(piece)
    joined, done = "".join(folded), 0
    kept: list[str] = []
    kept_spans: list[tuple[int, int]] = []
    for match in _LOOSE.finditer(joined):
        kept += joined[done : match.start()], _loosened(match)
        kept_spans += spans[done : match.start()]
        if match.lastgroup:
            kept_spans.append((spans[match.start()][0], spans[match.end() - 1][1]))
        done = match.end()
    return "".join([*kept, joined[done:]]), kept_spans + spans[done:]


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
