"""Checks on how things are said: sentence length, words not used here, reading grade."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from skills_app.content import limits
from skills_app.content.reading import Entry, Findings, Passage
from skills_app.content.reading_grade import grade, sentences, words
from skills_app.content.shapes import Reading

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
    by_file: dict[str, list[Passage]] = {}
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
        by_file.setdefault(passage.entry.path, []).append(passage)
    for path, passages in by_file.items():
        if path.startswith(f"{GRADED_LANGUAGE}/"):
            _check_grade(passages)


def reading_of(findings: Findings) -> Reading:
    """Grades of the files with enough words for one, and counts of all sentences."""
    by_file: dict[str, list[str]] = {}
    for passage in findings.prose:
        by_file.setdefault(passage.entry.path, []).append(passage.text)
    lengths = [
        len(words(sentence))
        for texts in by_file.values()
        for text in texts
        for sentence in sentences(text)
    ]
    return Reading(
        grades={
            path: grade(texts)
            for path, texts in by_file.items()
            if sum(len(words(text)) for text in texts) >= limits.GRADED_FROM_WORDS
        },
        sentences=len(lengths),
        long=sum(length > limits.LONG_SENTENCE for length in lengths),
    )


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
    texts = [passage.text for passage in passages]
    if sum(len(words(text)) for text in texts) < limits.GRADED_FROM_WORDS:
        return
    found = grade(texts)
    if found > limits.READING_GRADE:
        passages[0].entry.report(
            f"This file reads at grade {found:.1f}.",
            f"Use shorter words and sentences, until it is {limits.READING_GRADE:g} or less.",
            line=1,
        )
