"""What is checked of the texts of one language, read from that language's own folder.

A language without one of these files is not held to another's: its `gaps` say what is unchecked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from skills_app.content.banned import Banned, read_banned
from skills_app.content.body_words import BodyWords, read_body_words
from skills_app.content.reading import Findings, YamlEntry, read_file
from skills_app.content.reading_grade import Measure, read_measure
from skills_app.content.vocabulary import FIRST_LANGUAGE

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
