"""Topics of content notes and their levels, methods, states and words for oneself. Plain values."""

from dataclasses import dataclass
from typing import Literal

State = Literal["up", "down", "even"]
Level = Literal["show", "label", "ask", "hide"]
SelfWord = Literal["neither", "survivor", "victim"]

STATES: tuple[State, ...] = ("up", "down", "even")
SELF_WORDS: tuple[SelfWord, ...] = ("neither", "survivor", "victim")
LEVELS: tuple[Level, ...] = ("show", "label", "ask", "hide")


@dataclass(frozen=True, slots=True)
class NoteTopic:
    """A content-note topic; `name` completes "Mentions …"."""

    id: str
    name: str
    default: Level


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working the reader may want left out; `name` is a plain phrase."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LevelName:
    """A level of the content notes: what it is called and what it does."""

    id: Level
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StateName:
    """A state as the front door names it, with a line about it."""

    id: State
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class SelfWordName:
    """A word readers may choose for themselves; `phrase` is what `{self_word}` becomes."""

    id: SelfWord
    name: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    notes: tuple[NoteTopic, ...]
    levels: tuple[LevelName, ...]
    methods: tuple[Method, ...]
    states: tuple[StateName, ...]
    self_words: tuple[SelfWordName, ...]

    def note(self, note_id: str) -> NoteTopic:
        return next(note for note in self.notes if note.id == note_id)

    def method(self, method_id: str) -> Method:
        return next(method for method in self.methods if method.id == method_id)

    def level(self, level_id: str) -> LevelName:
        return next(level for level in self.levels if level.id == level_id)

    def phrase_for(self, self_word: str) -> str:
        return next(word.phrase for word in self.self_words if word.id == self_word)

    def state(self, state_id: str) -> StateName:
        return next(state for state in self.states if state.id == state_id)
