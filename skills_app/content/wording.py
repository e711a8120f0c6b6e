"""Checks on how things are said: sentence length, words not used here, reading grade."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from skills_app.content.language_rules import Banned, LanguageRules, as_found
from skills_app.content.reading import Findings, Passage
from skills_app.content.reading_grade import sentences, words
from skills_app.library import GRADED_FROM_WORDS, LONG_SENTENCE, SENTENCE_WORDS, ReadingMeasure

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
