"""What a loaded content library looks like: frozen values, plain text, no HTML, no Django."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field

from skills_app.library.modules import Module, Step
from skills_app.library.people import Helplines, PeopleGuide
from skills_app.library.problems import Problem
from skills_app.library.vocabulary import Vocabulary
from skills_app.library.words import BoundaryWords, ReadyScript


@dataclass(frozen=True, slots=True)
class Mood:
    """One way someone may feel when they sit down to write, and gentle ways to begin from there."""

    id: str
    name: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feeling:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FeelingGroup:
    name: str
    words: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadingMeasure:
    """How hard the texts are: the grade of each file, and sentences, and those over 20 words.

    `too_short` names the files with too few words for a grade, even all of a folder together.
    `median_at_most` is what the language asks of half its files; None where it has no measure.
    """

    grades: Mapping[str, float]
    sentences: int
    long: int
    too_short: tuple[str, ...] = ()
    median_at_most: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.grades.values()) if self.grades else 0.0

    @property
    def long_share(self) -> float:
        return self.long / self.sentences if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class Library:
    """Everything of one language, already checked. `tools` is in the order of the card ids.

    `borrowed` names the files (without ending) that are not in this language yet and were read
    in English. `notes` are worth an author's look and refuse nothing. `unchecked` says, a sentence
    each, what is not checked because the language has no rules for it.
    """

    lang: str
    modules: Mapping[str, Module]
    tools: Mapping[str, tuple[Module, Step]]
    words: BoundaryWords
    helplines: Helplines
    people: PeopleGuide
    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    moods: tuple[Mood, ...] = ()
    feelings: tuple[FeelingGroup, ...] = ()
    ready_scripts: Mapping[str, ReadyScript] = field(default_factory=dict)
    borrowed: frozenset[str] = frozenset()
    reading: ReadingMeasure = field(default_factory=lambda: ReadingMeasure({}, 0, 0))
    notes: tuple[Problem, ...] = ()
    unchecked: tuple[str, ...] = ()

    def files_of(self, name: str) -> frozenset[str]:
        """The files behind a name: a file's own, a module's or a tool's, "modules" or "tools"."""
        if name == "modules":
            return frozenset(self.modules)
        if name == "tools":
            return frozenset(module.id for module, _ in self.tools.values())
        return frozenset((self.tools[name][0].id if name in self.tools else name,))

    def module(self, module_id: str) -> Module | None:
        return self.modules.get(module_id)

    def tool(self, tool_id: str) -> tuple[Module, Step] | None:
        return self.tools.get(tool_id)

    def tools_for(self, state: str) -> tuple[tuple[Module, Step], ...]:
        """The tools whose card names `state` ("up", "down", "even"), in card order."""
        return tuple(
            (module, step)
            for module, step in self.tools.values()
            if step.tool is not None and state in step.tool.states
        )
