"""A kept plan as its parts again: what was asked, what was answered, and numbers to be called.

A plan is kept as one text, a question on a line of its own before each answer. It promises: each
word of the text is in exactly one part, in its order; where no question is known any more, the
whole text is one part.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST_DIGITS, MOST_DIGITS = 5, 15  # of a number that can be called
# Not a part of a longer word or of a date; blanks, dashes and brackets stand within a number.
_NUMBER = re.compile(r"(?<![\w.+/-])\+?\(?\d[\d ()/\u2011-]{3,}\d(?![\w/-])")
_DATE = re.compile(r"\d{1,4}([-/])\d{1,2}\1\d{1,4}")


@dataclass(frozen=True, slots=True)
class Part:
    """`field` is the id of what was asked, or "" for words that no question stands before."""

    field: str
    label: str
    text: str

    @property
    def is_red(self) -> bool:
        """Whether it is of the kind of day on which little can be read."""
        return self.field.partition("-")[0] == "red"

    @property
    def calls(self) -> list[tuple[str, str]]:
        """Each number in it, as it was written and as a telephone takes it."""
        return [
            (written, dialled)
            for written in dict.fromkeys(_NUMBER.findall(self.text))
            if not _DATE.fullmatch(written)
            and FEWEST_DIGITS <= sum(map(str.isdigit, dialled := _dialled(written))) <= MOST_DIGITS
        ]


def parts_of(text: str, asked: Mapping[str, str]) -> list[Part]:
    """`asked` are the ids of all that can have been asked, by their labels."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.strip() in asked:
            parts.append((line.strip(), []))
        else:
            parts[-1][1].append(line)
    return [
        Part(asked.get(label, ""), label, "\n".join(lines).strip())
        for label, lines in parts
        if label or any(map(str.strip, lines))
    ]


def red_first(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """What is for now, and all the rest; without anything red, all of it is for now."""
    parts = list(parts)
    red = [part for part in parts if part.is_red]
    return (red, [part for part in parts if not part.is_red]) if red else (parts, [])


def _dialled(written: str) -> str:
    return re.sub(r"[^\d+]", "", written)
