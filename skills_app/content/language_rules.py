"""What is checked of the texts of one language, by rules read from that language's own folder.

A language without one of these files is not held to another's: its `gaps` say what is unchecked.
Phrases are listed by authors. banned.yaml has the words that texts avoid, each with its reason;
body_words.yaml tells which parts of the body a text names, so that nobody meets one they left out.
Checked is how things are said: sentence length, words not used here, reading grade.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from skills_app.content.reading import Findings, Passage, YamlEntry, each_once, read_file
from skills_app.content.reading_grade import Measure, read_measure, sentences, words
from skills_app.library import (
    BODY_AREAS,
    FIRST_LANGUAGE,
    GRADED_FROM_WORDS,
    LONG_SENTENCE,
    SENTENCE_WORDS,
    ReadingMeasure,
)

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


@dataclass(frozen=True, slots=True)
class Banned:
    """Phrases that are not used here, why, and what to do instead."""

    phrases: re.Pattern[str]
    why: str
    instead: str


def read_banned(top: YamlEntry) -> tuple[Banned, ...]:
    found = []
    for entry in top.mapping(("words",))["words"].items(at_most=100):
        fields = entry.mapping(("phrases", "why", "instead"))
        phrases = any_of(item.line_of_text() for item in fields["phrases"].items())
        found.append(
            Banned(phrases, fields["why"].line_of_text(), fields["instead"].line_of_text())
        )
    return tuple(found)


AREAS = (*BODY_AREAS, "eyes_closed")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words of one language for the body and the breath, by the id of area or method."""

    areas: tuple[tuple[str, re.Pattern[str]], ...]
    not_offered: re.Pattern[str]
    elsewhere: re.Pattern[str]
    breath: re.Pattern[str]

    def areas_named(self, text: str) -> dict[str, str]:
        """The areas a text names, each with the first words that did; "" for those with no id."""
        plain = self.elsewhere.sub(" ", text)
        named = (*self.areas, ("", self.not_offered))
        return {area: as_found(match) for area, words in named if (match := words.search(plain))}

    def speaks_of_breath(self, text: str) -> bool:
        return self.breath.search(text) is not None


def read_body_words(top: YamlEntry) -> BodyWords:
    fields = top.mapping(("areas", "not_offered", "breath"), ("elsewhere",))
    rows = each_once(fields["areas"], AREAS, ("words",))
    elsewhere = fields.get("elsewhere")
    return BodyWords(
        areas=tuple((row["id"].raw(), any_of(row["words"].words(at_most=200))) for row in rows),
        not_offered=any_of(fields["not_offered"].words(at_most=200)),
        elsewhere=any_of(elsewhere.words(at_most=400) if elsewhere else ()),
        breath=any_of(fields["breath"].words(at_most=200)),
    )


Rules = TypeVar("Rules")


class Gap(NamedTuple):
    """A file of rules that a language does not have, and what is not checked for want of it."""

    path: str
    missing: str
    unchecked: str

    def __str__(self) -> str:
        lang = self.path.partition("/")[0]
        return f"{lang} has {self.missing} ({self.path}): {self.unchecked}."


RULE_FILES = {
    "body_words": (
        "no list of words for the body",
        "notes for body scans and for texts about the breath are not checked",
    ),
    "banned": ("no list of words to avoid", "its wording is not checked"),
    "reading": ("no measure of reading", "how hard its texts are to read is not checked"),
}


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """The rules of one language; None where it has none of that kind."""

    body_words: BodyWords | None = None
    banned: tuple[Banned, ...] | None = None
    measure: Measure | None = None
    gaps: tuple[Gap, ...] = ()


def read_rules(root: Path, lang: str, findings: Findings) -> LanguageRules:
    """Only what the first language is written in has to have every file."""
    gaps: list[Gap] = []

    def read(name: str, reader: Callable[[YamlEntry], Rules]) -> Rules | None:
        path = f"{lang}/{name}.yaml"
        if lang != FIRST_LANGUAGE and not (root / path).exists():
            gaps.append(Gap(path, *RULE_FILES[name]))
            return None
        top = read_file(root / path, shown_as=path, findings=findings)
        return reader(top) if top else None

    body_words = read("body_words", read_body_words)
    banned = read("banned", read_banned)
    measure = read("reading", read_measure)
    return LanguageRules(body_words, banned, measure, tuple(gaps))


RulesOf = Mapping[str, LanguageRules]  # by language


def check_wording(findings: Findings, rules: RulesOf) -> None:
    """Each passage by the rules of the language it is written in."""
    for passage in findings.prose:
        _check_sentences(passage)
        for one in rules[passage.entry.lang].banned or ():
            _check_phrases(passage, one)
    graded, _too_short = _to_grade(findings.prose, rules)
    for passages in graded.values():
        _check_grade(passages, rules)


def _check_phrases(passage: Passage, banned: Banned) -> None:
    for match in banned.phrases.finditer(passage.text):
        phrase = as_found(match)
        passage.entry.report(
            f"“{phrase}” is not used here: {banned.why}",
            banned.instead,
            line=passage.entry.line_of(phrase),
        )


def reading_of(findings: Findings, lang: str, rules: RulesOf) -> ReadingMeasure:
    """Grades, and counts of all sentences. What a language borrows is counted with its own."""
    own = [one for one in findings.prose if one.entry.lang == lang]
    measure = rules[lang].measure
    lengths = [len(words(sentence)) for one in own for sentence in sentences(one.text)]
    graded, too_short = _to_grade(own, rules)
    return ReadingMeasure(
        grades={
            name: measure.grade(passage.text for passage in passages)
            for name, passages in graded.items()
            if measure is not None
        },
        sentences=len(lengths),
        long=sum(length > LONG_SENTENCE for length in lengths),
        too_short=tuple(too_short),
        median_at_most=measure.median_at_most if measure else None,
    )


def _to_grade(
    prose: Iterable[Passage], rules: RulesOf
) -> tuple[dict[str, list[Passage]], list[str]]:
    """What has words enough for a grade: a file, or else the short files of a folder together.

    Answers those by name, and the files that are too short even so. Nothing in a language that
    has no measure.
    """
    by_file: dict[str, list[Passage]] = {}
    for passage in prose:
        if rules[passage.entry.lang].measure is not None:
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
    return sum(len(words(passage.text)) for passage in passages) >= GRADED_FROM_WORDS


def _check_sentences(passage: Passage) -> None:
    for sentence in sentences(passage.text):
        count = len(words(sentence))
        if count > SENTENCE_WORDS:
            start = " ".join(sentence.split()[:3])
            passage.entry.report(
                f"The sentence “{start} …” has {count} words.",
                f"Split it: at most {SENTENCE_WORDS}, better under 20.",
                line=passage.entry.line_of(start),
            )


def _check_grade(passages: list[Passage], rules: RulesOf) -> None:
    measure = rules[passages[0].entry.lang].measure
    found = measure.grade(passage.text for passage in passages) if measure else 0.0
    if measure is None or found <= measure.file_at_most:
        return
    together = len({passage.entry.path for passage in passages}) > 1
    passages[0].entry.report(
        f"{'The short files of this folder together read' if together else 'This file reads'}"
        f" at grade {found:.1f}.",
        f"Use shorter words and sentences, until it is {measure.file_at_most:g} or less.",
        line=1,
    )
