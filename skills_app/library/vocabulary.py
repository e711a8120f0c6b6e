"""The ids that code and content share, and what a language calls them. Plain values.

Their plain names are in content/library/<lang>/vocabulary.yaml.
"""

from dataclasses import dataclass
from typing import Literal

FIRST_LANGUAGE = "en"  # what everything is written in first

NOTES = (
    "asl",
    "det",
    "bod",
    "sex",
    "tch",
    "brt",
    "shm",
    "dv",
    "sui",
    "med",
    "leg",
    "chi",
    "sub",
)

# Authors may not write a description of an assault, so no way may carry this note.
NOTE_NEVER_WRITTEN = "det"

BODY_AREAS = (
    "body_area_hands",
    "body_area_feet",
    "body_area_belly",
    "body_area_chest",
    "body_area_face",
)

METHODS = (
    "breath_hold",
    "breath_attention",
    "eyes_closed",
    "stillness",
    *BODY_AREAS,
    "touch",
    "counting",
    "sound",
    "moving_pictures",
    "cold",
    "darkness",
)

PAGES = (
    "page:people",
    "page:care",
    "page:rights",
    "page:card",
    "page:safety",
    "page:now",
    "page:comfort",
)

FIRMNESS_LEVELS = (1, 2, 3, 4)

# What a tool mostly is, so that the shelf can be looked through. The first six are grounding.
GROUNDING_FAMILIES = ("senses", "orienting", "mental", "physical", "soothing", "movement")
FAMILIES = (
    *GROUNDING_FAMILIES,
    "breathing",
    "body",
    "thoughts",
    "kindness",
    "words",
    "writing",
    "planning",
    "people",
)

# What a helpline is for.
NEEDS = ("assault", "partner", "crisis", "stalking", "images", "own_community", "any")

# The parts of care that the modules together have to serve, each at some step (docs/coverage.md).
COMPONENTS = {
    "a": "education on consent, boundaries and communication",
    "b": "mindfulness",
    "c": "grounding",
    "d": "gradual exposure",
    "e": "goal setting",
    "f": "skill building",
    "g": "social connectedness",
    "h": "paced breathing in flashbacks",
    "i": "journaling for meaning",
    "j": "assertive communication",
    "k": "warning signs and flexible plans",
    "l": "partners who honour consent",
    "m": "personal code of conduct",
    "n": "self-care rituals",
    "o": "trusted allies, disclosure at one's own pace",
    "p": "anniversaries and reminders",
    "q": "cognitive reframing",
    "r": "bodily signals as information",
    "s": "consent as ongoing: pause, check in, renegotiate",
    "t": "scripts and role-play",
    "u": "attachment patterns",
    "v": "compassionate self-talk",
    "w": "peer feedback and groups",
    "x": "body literacy without shame",
    "y": "body scan, breathwork, mindful touch",
    "z": "preventive health check-ups",
    "A": "trauma-informed care",
    "B": "collaborative goals, transparent feedback",
    "C": "legal, social and financial supports",
    "D": "own long-term outcomes: self-efficacy, avoidance, satisfaction",
    "E": "diverse, culturally sensitive, equitable",
    "F": "predictable routines",
}


State = Literal["up", "down", "even"]
ShelfId = Literal["now", "self", "people", "ahead"]
Level = Literal["show", "label", "ask", "hide"]
SelfWord = Literal["neither", "survivor", "victim"]

STATES: tuple[State, ...] = ("up", "down", "even")
# The four shelves that modules stand on; what each is called is in templatetags/shelves.py.
SHELVES: tuple[ShelfId, ...] = ("now", "self", "people", "ahead")
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
