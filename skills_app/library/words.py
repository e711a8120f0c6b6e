"""Words for a boundary: the question before them, their parts, and scripts put together or ready.

Plain values. A script is put together from the parts in words.yaml; the same choice, the same
words. Its shape: an opener (optional) → the limit in one sentence → what I want instead (never at
the firmest level) → what I will do → a close; and one leaving line kept ready.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GateOption:
    id: str
    text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What is said when a boundary may raise the danger: no script, help instead."""

    heading: str
    text: str
    delay: tuple[str, ...]
    leaving: tuple[str, ...]
    reminder: str
    help_text: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class SafetyGate:
    """The safety question before any script.

    Only an option with `opens` leads to the builder; any other answer gets `instead`.
    """

    question: str
    hint: str
    options: tuple[GateOption, ...]
    instead: GateAnswer

    def opens(self, option_id: str) -> bool:
        return any(option.id == option_id and option.opens for option in self.options)


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of one situation for some relationships, by firmness 1 to 4.

    `limit` and `will` have all four levels, `instead` at most 1 to 3. Where `opener`, `close`
    or `leaving` has no line for a level, the relationship's own line is used; an empty line
    means none.
    """

    relationships: tuple[str, ...]
    opener: Mapping[int, str]
    limit: Mapping[int, str]
    instead: Mapping[int, str]
    will: Mapping[int, str]
    close: Mapping[int, str]
    leaving: str | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the script is about. Every relationship has exactly one wording.

    `tips` are said before the words are used: what to know about the danger, mostly.
    """

    id: str
    name: str
    wordings: tuple[Wording, ...]
    tips: tuple[str, ...] = ()

    def wording_for(self, relationship_id: str) -> Wording:
        return next(one for one in self.wordings if relationship_id in one.relationships)


@dataclass(frozen=True, slots=True)
class Relationship:
    """`power` marks people who hold power over the reader: short, witnessed, in writing."""

    id: str
    name: str
    power: bool
    opener: Mapping[int, str]
    close: Mapping[int, str]
    leaving: str
    tips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firmness:
    level: int
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """`part` is one of "opener", "limit", "instead", "will", "close"."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class ComposedScript:
    """One finished script. `leaving` is a line kept ready; `tips` are advice, not said aloud."""

    situation: str
    relationship: str
    firmness: int
    lines: tuple[ScriptLine, ...]
    leaving: str
    tips: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadyScript:
    """A finished script. `about` is the id of a situation in words.yaml; `leaving` may be "".

    `tips` are advice, not said aloud.
    """

    id: str
    title: str
    about: str
    setting: str
    firmness: int
    text: str
    leaving: str
    notes: tuple[str, ...]
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundaryWords:
    """The boundary builder. `words.compose` joins one situation, relationship and firmness."""

    intro: str
    tips: tuple[str, ...]
    gate: SafetyGate
    situations: tuple[Situation, ...]
    relationships: tuple[Relationship, ...]
    firmness: tuple[Firmness, ...]

    def situation(self, situation_id: str) -> Situation | None:
        return next((one for one in self.situations if one.id == situation_id), None)

    def relationship(self, relationship_id: str) -> Relationship | None:
        return next((one for one in self.relationships if one.id == relationship_id), None)


class UnknownChoice(LookupError):
    """A situation, relationship or firmness that words.yaml does not have."""


def compose(
    words: BoundaryWords, situation_id: str, relationship_id: str, firmness: int
) -> ComposedScript:
    """The script for one choice. Raises UnknownChoice for ids or a level that are not listed."""
    situation = words.situation(situation_id)
    relationship = words.relationship(relationship_id)
    if situation is None or relationship is None:
        raise UnknownChoice(f"{situation_id} with {relationship_id}")
    if firmness not in {one.level for one in words.firmness}:
        raise UnknownChoice(f"firmness {firmness}")
    wording = situation.wording_for(relationship_id)
    parts = (
        ("opener", wording.opener.get(firmness, relationship.opener.get(firmness, ""))),
        ("limit", wording.limit[firmness]),
        ("instead", wording.instead.get(firmness, "")),
        ("will", wording.will[firmness]),
        ("close", wording.close.get(firmness, relationship.close[firmness])),
    )
    return ComposedScript(
        situation=situation_id,
        relationship=relationship_id,
        firmness=firmness,
        lines=tuple(ScriptLine(part, text) for part, text in parts if text),
        leaving=wording.leaving or relationship.leaving,
        tips=(*situation.tips, *relationship.tips),
    )
