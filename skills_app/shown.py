"""One's own writing, taken apart for a page: what was typed is what is shown, word for word.

Only what is plainly meant as light Markdown is taken as that: stars around words on one line, and
neighbouring lines that all begin with a dash or a star and a space. Every other mark, number and
space is shown as it stands, and so are the lines. The time grows with the length alone.
Pure: no Django.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_LINE_ENDS: Final = re.compile(r"\r\n?")
_STARS: Final = re.compile(r"\*+")
_BLANK_LINES: Final = re.compile(r"\n(?:[^\S\n]*\n)+")
_LIKE_AN_ITEM: Final = re.compile(r"\s*[-+*]\s")
_TWO_ITEMS: Final = re.compile(r"^([-*]) [^\n]*\n\1 ", re.MULTILINE)
_ITEM: Final = re.compile(r"([-*]) (\S.*)", re.DOTALL)
_OPENING: Final = "\"'“‘„‚«‹([{¿¡"
_CLOSING: Final = "\"'”’“‘»›)]}.,;:!?…"
_BEFORE_OPENING: Final = _OPENING + "-–—/"
_NEAR: Final = 4  # how far beside a star a figure is looked for
_TAGS: Final = {1: "em", 2: "strong"}
# Few pages have more of them; those that do are shown just as they were typed.
MOST_STARS: Final = 5_000
MOST_LINES: Final = 10_000


@dataclass(frozen=True)
class Edge:
    """Where emphasis begins or ends (`tag` is "em" or "/strong"), in place of `size` stars."""

    tag: str
    size: int


Piece = str | Edge


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, with the line ends between them."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, and the mark each of its lines began with."""

    mark: str
    texts: tuple[str, ...]


def blocks(text: str) -> Iterator[Paragraph | Items]:
    """The paragraphs and lists, in order. Blank lines stand between paragraphs."""
    text = _LINE_ENDS.sub("\n", text)
    if text.count("\n") > MOST_LINES:
        yield Paragraph(text.strip("\n"))
        return
    for stanza in _BLANK_LINES.split(text):
        if not _TWO_ITEMS.search(stanza):
            if stanza.strip():
                yield Paragraph(stanza.strip("\n"))
            continue
        for like_items, group in groupby(stanza.split("\n"), key=_looks_like_an_item):
            together = list(group)
            found = _items(together) if like_items else None
            yield found or Paragraph("\n".join(together))


def list_lines(text: str) -> list[str]:
    """The lines of a page that was chosen to be a list, without the mark each began with.

    A mark that may be a minus stays, and with it all the others.
    """
    lines = [line.strip() for line in _LINE_ENDS.sub("\n", text).split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        return lines
    marked = [_ITEM.fullmatch(line) for line in lines]
    if not all(_begins_with_a_word(match[2]) for match in marked if match):
        return lines
    return [match[2] if match else line for match, line in zip(marked, lines, strict=True)]


def has_starred_words(text: str) -> bool:
    """Whether it is worth looking for `pieces` that stand out."""
    return 2 <= text.count("*") <= MOST_STARS


def pieces(text: str) -> Iterator[Piece]:
    """A paragraph or item as words, and the edges of what stars around words make stand out."""
    if "*" not in text:
        yield text
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        done = 0
        for start, edge in sorted(_edges(line).items()):
            yield line[done:start]
            yield edge
            done = start + edge.size
        yield line[done:]


def _looks_like_an_item(line: str) -> bool:
    return _LIKE_AN_ITEM.match(line) is not None


def _items(lines: list[str]) -> Items | None:
    """A list, if these lines are plainly one: nothing further in, none that may be a sum."""
    found = [match for line in lines if (match := _ITEM.fullmatch(line))]
    if len(lines) < 2 or len(found) < len(lines) or len({match[1] for match in found}) > 1:
        return None
    if not all(_begins_with_a_word(match[2]) for match in found):
        return None
    return Items(found[0][1], tuple(match[2] for match in found))


def _begins_with_a_word(text: str) -> bool:
    """Not with a figure: "- 5 degrees" is colder than "5 degrees"."""
    first = text.lstrip(_OPENING + "*")[:1]
    return bool(first) and unicodedata.category(first) in ("Lu", "Ll", "Lt", "Lm", "Lo", "So")


def _edges(line: str) -> dict[int, Edge]:
    """Where in the line stars are taken away, in pairs; the nearest two belong together."""
    edges: dict[int, Edge] = {}
    waiting: dict[int, int] = {}
    for run in _STARS.finditer(line):
        size, start = run.end() - run.start(), run.start()
        if size not in _TAGS or _is_between_figures(line, start, run.end()):
            continue
        if size in waiting and _may_close(line, start, run.end()):
            begun = waiting.pop(size)
            # One that was begun in between and not ended is no emphasis.
            waiting = {other: place for other, place in waiting.items() if place < begun}
            edges[begun] = Edge(_TAGS[size], size)
            edges[start] = Edge(f"/{_TAGS[size]}", size)
        elif _may_open(line, start, run.end()):
            waiting[size] = start
    return edges


def _may_open(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start] if start else "", line[end : end + 1]
    if before and not before.isspace() and before not in _BEFORE_OPENING:
        return False
    return bool(after) and (_is_of_a_word(after) or after in _OPENING)


def _may_close(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start], line[end : end + 1]
    if not (_is_of_a_word(before) or before in _CLOSING):
        return False
    return not after or unicodedata.category(after)[0] not in "LNM"


def _is_of_a_word(letter: str) -> bool:
    """A letter, a figure, a mark that belongs to one, or a picture."""
    category = unicodedata.category(letter)
    return category[0] in "LNM" or category == "So"


def _is_between_figures(line: str, start: int, end: int) -> bool:
    """As in "2 *3": the star means times."""
    before = line[max(start - _NEAR, 0) : start].rstrip()[-1:]
    after = line[end : end + _NEAR].lstrip()[:1]
    return before.isnumeric() and after.isnumeric()
