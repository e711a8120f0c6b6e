"""Bodies of the steps where something is read, followed, breathed along, chosen or filled in.

Those where something is written, rated, built up or rehearsed are in `task_shapes`. Plain values.
Text marked "light" may hold the little Markdown that `rendering.render_light` knows (paragraphs,
lists, strong, emphasis). Everything else is a single plain line.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from skills_app.content.task_shapes import Ladder, Rehearse, Slider, Write

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

KINDS: tuple[Kind, ...] = get_args(Kind)


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
