"""Checks on how things are said: sentence length, words not used here, reading grade."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from skills_app.content import limits
from skills_app.content.library_shapes import Reading
from skills_app.content.reading import Entry, Findings, Passage
from skills_app.content.reading_grade import grade, sentences, words

GRADED_LANGUAGE = "en"  # the reading grade is a measure of English


@dataclass(frozen=True, slots=True)
class Banned:
    """Phrases that are not used here, why, and what to do instead."""

    phrases: re.Pattern[str]
    why: str
    instead: str


def read_banned(top: Entry) -> tuple[Banned, ...]:
    found = []
    for entry in top.mapping(("words",))["words"].items(at_most=100):
        fields = entry.mapping(("phrases", "why", "instead"))
        phrases = [item.line_of_text() for item in fields["phrases"].items()]
        together = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in phrases if one)
        if together:
            found.append(
                Banned(
                    phrases=re.compile(rf"\b(?:{together})\b", re.IGNORECASE),
                    why=fields["why"].line_of_text(),
                    instead=fields["instead"].line_of_text(),
                )
            )
    return tuple(found)


def check_wording(findings: Findings, banned: Iterable[Banned]) -> None:
    banned = tuple(banned)
    for passage in findings.prose:
        _check_sentences(passage)
        for one in banned:
            for match in one.phrases.finditer(passage.text):
                phrase = " ".join(match.group().split())
                passage.entry.report(
                    f"“{phrase}” is not used here: {one.why}",
                    one.instead,
                    line=passage.entry.line_of(phrase),
                )
    graded, _too_short = _to_grade(findings.prose)
    for passages in graded.values():
        _check_grade(passages)


def reading_of(findings: Findings, lang: str) -> Reading:
    """Grades, and counts of all sentences. What a language borrows is counted with its own."""
    own = [one for one in findings.prose if one.entry.path.startswith(f"{lang}/")]
    lengths = [len(words(sentence)) for one in own for sentence in sentences(one.text)]
    graded, too_short = _to_grade(own)
    return Reading(
        grades={
            name: grade(passage.text for passage in passages) for name, passages in graded.items()
        },
        sentences=len(lengths),
        long=sum(length > limits.LONG_SENTENCE for length in lengths),
        too_short=tuple(too_short),
    )


def _to_grade(prose: Iterable[Passage]) -> tuple[dict[str, list[Passage]], list[str]]:
    """What has words enough for a grade: a file, or else the short files of a folder together.

    Answers those by name, and the files that are too short even so.
    """
    by_file: dict[str, list[Passage]] = {}
    for passage in prose:
        if passage.entry.path.startswith(f"{GRADED_LANGUAGE}/"):
            by_file.setdefault(passage.entry.path, []).append(passage)
    graded = {path: passages for path, passages in by_file.items() if _enough(passages)}
    short = sorted(by_file.keys() - graded.keys())
    too_short: list[str] = []
    for folder, paths in groupby(short, key=lambda path: path.rpartition("/")[0]):
        names = list(paths)
        together = [passage for name in names for passage in by_file[name]]
        if _enough(together):
            graded[f"the short files of {folder}"] = together
        else:
            too_short += names
    return graded, too_short


def _enough(passages: Iterable[Passage]) -> bool:
    return sum(len(words(passage.text)) for passage in passages) >= limits.GRADED_FROM_WORDS


def _check_sentences(passage: Passage) -> None:
    for sentence in sentences(passage.text):
        count = len(words(sentence))
        if count > limits.SENTENCE_WORDS:
            start = " ".join(sentence.split()[:3])
            passage.entry.report(
                f"The sentence “{start} …” has {count} words.",
                f"Split it: at most {limits.SENTENCE_WORDS}, better under 20.",
                line=passage.entry.line_of(start),
            )


def _check_grade(passages: list[Passage]) -> None:
    found = grade(passage.text for passage in passages)
    if found <= limits.READING_GRADE:
        return
    together = len({passage.entry.path for passage in passages}) > 1
    passages[0].entry.report(
        f"{'The short files of this folder together read' if together else 'This file reads'}"
        f" at grade {found:.1f}.",
        f"Use shorter words and sentences, until it is {limits.READING_GRADE:g} or less.",
        line=1,
    )
