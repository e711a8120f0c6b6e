"""What a loaded content library looks like: frozen values, plain text, no HTML, no Django.

Text marked "light" may hold the little Markdown that `rendering.render_light` knows (paragraphs,
lists, strong, emphasis). Everything else is a single plain line.
"""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from skills_app.content.errors import Problem
from skills_app.content.task_shapes import Ladder, Rehearse, Slider, Write
from skills_app.content.writing_shapes import FeelingGroup, Mood

Kind = Literal[
    "read",
    "guide",
    "choose",
    "pacer",
    "plan",
    "script",
    "write",
    "slider",
    "ladder",
    "rehearse",
]
State = Literal["up", "down", "even"]
Level = Literal["show", "label", "ask", "hide"]
SelfWord = Literal["neither", "survivor", "victim"]
ContactKind = Literal["call", "text", "chat", "whatsapp", "web"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = ("up", "down", "even")
SELF_WORDS: tuple[SelfWord, ...] = ("neither", "survivor", "victim")
LEVELS: tuple[Level, ...] = ("show", "label", "ask", "hide")


@dataclass(frozen=True, slots=True)
class Read:
    """Short screens of light text, shown one after another."""

    screens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One line of a guide. `uses` are the methods it asks for beside those of its way."""

    text: str
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """Prompts at the reader's pace, one plain or light line each, then a closing line."""

    prompts: tuple[Prompt, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `answer` (light, may be empty) is said after choosing it.

    `goes_to` is None or one of "step:<id>" (same module), "module:<id>", "tool:<id>",
    "page:people", "page:safety", "page:now". `uses` as for a `Prompt`.
    """

    id: str
    text: str
    answer: str
    goes_to: str | None
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """A question with options; `many` allows several, `own_words` adds a free line."""

    question: str
    many: bool
    own_words: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Pacer:
    """A breathing pacer. `breathe_in`/`breathe_out` in seconds; None = the reader's own rhythm.

    `hold` is 0 unless the pattern is built on one. `plain` are the same instructions as text,
    complete without scripts. `care` (light) says when to stop and who asks a clinician first;
    it is never empty for a breathing pattern and always belongs in view.
    """

    pattern: str
    breathe_in: float | None
    breathe_out: float | None
    hold: float
    minutes: float
    cue_in: str
    cue_out: str
    plain: tuple[str, ...]
    care: str = ""


@dataclass(frozen=True, slots=True)
class PlanField:
    """One line (or, when `long`, a box) the reader may fill in. `uses` as for a `Prompt`."""

    id: str
    label: str
    hint: str
    long: bool
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A short form to fill in, print or let go of. `intro` and `closing` are light."""

    intro: str
    fields: tuple[PlanField, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """One thing to say: `lines` to pick from, and always room for the reader's own."""

    id: str
    label: str
    hint: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Words put together part by part. `intro` and `closing` are light.

    Without `parts` it leads to the boundary builder, whose words are in words.yaml.
    """

    intro: str = ""
    parts: tuple[ScriptPart, ...] = ()
    closing: str = ""


Body = Read | Guide | Choose | Pacer | Plan | Script | Write | Slider | Ladder | Rehearse


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do a step. `notes` are content-note ids, `uses` are avoid-list method ids."""

    id: str
    label: str
    kind: Kind
    minutes: float
    notes: tuple[str, ...]
    uses: tuple[str, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class ToolCard:
    """The step as it stands alone on the shelf; `family` is one of `vocabulary.FAMILIES`."""

    id: str
    title: str
    summary: str
    states: tuple[State, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Step:
    """`ways[0]` is the main way, the others are "another way".

    `always_shown` marks help that no comfort choice ever hides (helplines and the like).
    `serves` are ids of `vocabulary.COMPONENTS`.
    """

    id: str
    title: str
    ways: tuple[Way, ...]
    tool: ToolCard | None
    always_shown: bool
    serves: tuple[str, ...] = ()

    @property
    def main(self) -> Way:
        return self.ways[0]

    @property
    def other_ways(self) -> tuple[Way, ...]:
        return self.ways[1:]

    def way(self, way_id: str) -> Way | None:
        return next((way for way in self.ways if way.id == way_id), None)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: `sources` are ids in sources.yaml, `evidence` says plainly how strong it is."""

    id: str
    title: str
    summary: str
    minutes: float
    heavier: bool
    states: tuple[State, ...]
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: date
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)


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


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a line. `value` is the only place its number or address is written.

    `value` is "" for a chat whose address is not known. `helplines` derives label and link.
    """

    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """A service. `verified_on` is None until somebody has checked the row live.

    `read_on` is the day the facts were read from stored pages. `needs` are ids of
    `vocabulary.NEEDS`: what the line is for. `also_in` are further countries of the list.
    """

    id: str
    country: str
    name: str
    contacts: tuple[Contact, ...]
    hours: str
    languages: str
    who_for: str
    women_only: bool
    read_on: date
    verified_on: date | None
    source: str
    seen_once: bool
    needs: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    men_only: bool = False

    @property
    def any_gender(self) -> bool:
        return not (self.women_only or self.men_only)

    def serves(self, country: str) -> bool:
        return country in (self.country, *self.also_in)


@dataclass(frozen=True, slots=True)
class Helplines:
    """Rows in file order. The four lines of text are what is said about their freshness."""

    check_first: str
    not_checked_live: str
    may_have_changed: str
    seen_once: str
    rows: tuple[Helpline, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.country for row in self.rows))

    def in_country(self, country: str) -> tuple[Helpline, ...]:
        return tuple(row for row in self.rows if row.country == country)


@dataclass(frozen=True, slots=True)
class FirstCall:
    """What calling for the first time is like, in short light screens."""

    title: str
    screens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupSigns:
    """How to tell a safe group of peers. `intro` and `closing` are light."""

    title: str
    intro: str
    good_title: str
    good: tuple[str, ...]
    concern_title: str
    concern: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class ExaminationCard:
    """Lines to pick from for a card to hand over. `intro` and `closing` are light."""

    title: str
    intro: str
    heading: str
    lines: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class CountryFact:
    """Something about care or rights, as it was read for one country on one day.

    What holds `everywhere` is shown to everybody, before any country.
    """

    country: str
    about: str
    text: str
    source: str
    read_on: date
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class ByCountry:
    """Facts that differ by place. `intro` is light."""

    title: str
    intro: str
    check_locally: str
    rows: tuple[CountryFact, ...]

    @property
    def by_country(self) -> dict[str, list[CountryFact]]:
        found: dict[str, list[CountryFact]] = {}
        for row in self.rows:
            if not row.everywhere:
                found.setdefault(row.country, []).append(row)
        return found

    @property
    def anywhere(self) -> tuple[CountryFact, ...]:
        return tuple(row for row in self.rows if row.everywhere)


@dataclass(frozen=True, slots=True)
class PersonSigns:
    """Signs that it is time to stop, and to find a person. Shown whatever the reader chose."""

    title: str
    intro: str
    signs: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class PeopleGuide:
    """What stands beside the list of lines."""

    person_signs: PersonSigns
    first_call: FirstCall
    groups: GroupSigns
    card: ExaminationCard
    care: ByCountry
    rights: ByCountry


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
class Gate:
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
    """What the script is about. Every relationship has exactly one wording."""

    id: str
    name: str
    wordings: tuple[Wording, ...]

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
    """A finished script. `about` is the id of a situation in words.yaml; `leaving` may be ""."""

    id: str
    title: str
    about: str
    setting: str
    firmness: int
    text: str
    leaving: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The boundary builder. `words.compose` joins one situation, relationship and firmness."""

    intro: str
    tips: tuple[str, ...]
    gate: Gate
    situations: tuple[Situation, ...]
    relationships: tuple[Relationship, ...]
    firmness: tuple[Firmness, ...]

    def situation(self, situation_id: str) -> Situation | None:
        return next((one for one in self.situations if one.id == situation_id), None)

    def relationship(self, relationship_id: str) -> Relationship | None:
        return next((one for one in self.relationships if one.id == relationship_id), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard the texts are: the grade of each file, and sentences, and those over 20 words.

    `too_short` names the files with too few words for a grade, even all of a folder together.
    """

    grades: Mapping[str, float]
    sentences: int
    long: int
    too_short: tuple[str, ...] = ()

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
    in English. `notes` are worth an author's look and refuse nothing.
    """

    lang: str
    modules: Mapping[str, Module]
    tools: Mapping[str, tuple[Module, Step]]
    words: Words
    helplines: Helplines
    people: PeopleGuide
    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    moods: tuple[Mood, ...] = ()
    feelings: tuple[FeelingGroup, ...] = ()
    ready_scripts: Mapping[str, ReadyScript] = field(default_factory=dict)
    borrowed: frozenset[str] = frozenset()
    reading: Reading = field(default_factory=lambda: Reading({}, 0, 0))
    notes: tuple[Problem, ...] = ()

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
