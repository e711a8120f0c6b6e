"""What the writing pages offer: ways to begin, and words for feelings. Plain text, no Django."""

from dataclasses import dataclass


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
