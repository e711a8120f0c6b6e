"""How hard a text is to read: sentences, words, and a Flesch–Kincaid grade by a rough count.

A measure belongs to a language: reading.yaml in its folder names one of `MEASURES`, and how hard
a file may be. The one here is of English. Syllables are counted by vowel groups with the usual
corrections, which is right for more than nine English words in ten; docs/decisions/018 has the
count, and why no package does it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from skills_app.content.reading import YamlEntry
from skills_app.library import GRADES

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_BLOCK = re.compile(r"\n\s*\n|\n\s*(?:[-*+]|\d+[.)])\s+")
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?![a-z])")
_MARKS = re.compile(r"\*+|^\s*(?:[-+]|\d+[.)])\s+", re.MULTILINE)
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^aeiouylr]e|[aeiouy]re|[aeiou]le|[^td]ed|[^aeiouyscxzgh]es)$")
_SILENT_INSIDE = re.compile(r"^(?:some[btw]|evening)")
_SPLIT_VOWELS = re.compile(
    r"(?<![tcgs])i[ao](?!u)|(?<![tcg])ie(?:r|st|t|n[ct])|ua(?!r)|[eoy]ing|uiet|reat[ei]"
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of light text; a list item or paragraph always ends one."""
    for block in _BLOCK.split(text):
        for sentence in _END.split(" ".join(_MARKS.sub("", block).split())):
            if _WORD.search(sentence):
                yield sentence


def words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=16_384)  # a library has few words, many times
def syllables(word: str) -> int:
    """A rough count, at least 1. A number counts as two."""
    word = re.sub(r"['’]s?", "", word.lower())
    if word[:1].isdigit():
        return 2
    count = 0
    for part in word.split("-"):
        groups = len(_VOWELS.findall(part)) + len(_SPLIT_VOWELS.findall(part))
        for silent in (_SILENT_END, _SILENT_INSIDE):
            if groups > 1 and silent.search(part):
                groups -= 1
        count += max(1, groups)
    return count


def grade(texts: Iterable[str]) -> float:
    """The Flesch–Kincaid grade of all `texts` together; 0 when there are no words."""
    all_sentences = [sentence for text in texts for sentence in sentences(text)]
    all_words = [word for sentence in all_sentences for word in words(sentence)]
    if not all_words:
        return 0.0
    syllables_each = sum(map(syllables, all_words)) / len(all_words)
    return 0.39 * len(all_words) / len(all_sentences) + 11.8 * syllables_each - 15.59


MEASURES: dict[str, Callable[[Iterable[str]], float]] = {"flesch_kincaid_english": grade}


@dataclass(frozen=True, slots=True)
class Measure:
    """How hard texts of a language are found to be, and how hard a file and the median may be."""

    grade: Callable[[Iterable[str]], float]
    file_at_most: float
    median_at_most: float


def read_measure(top: YamlEntry) -> Measure:
    fields = top.mapping(("measure", "file_at_most", "median_at_most"))
    return Measure(
        MEASURES.get(fields["measure"].one_of(MEASURES, "measure"), grade),
        fields["file_at_most"].number(GRADES),
        fields["median_at_most"].number(GRADES),
    )
