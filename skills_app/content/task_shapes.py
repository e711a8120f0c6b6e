"""Bodies of the steps where something is written, rated, built up or rehearsed. Plain values.

Text marked "light" may hold the little Markdown of `rendering.render_light`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Write:
    """A page to write on. `starts` are first words to borrow; `intro` and `closing` are light."""

    intro: str
    starts: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class SliderLine:
    """One thing to place between two ends; `low` and `high` name the ends."""

    id: str
    label: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Slider:
    """Lines from 0 to 10, each optional. `words` names seven places from low to high.

    With `strain`, more means harder: much of it, or a rise since the earlier such slider of
    the module, brings the offer to stop. Never a score, never a verdict.
    """

    question: str
    lines: tuple[SliderLine, ...]
    words: tuple[str, ...]
    strain: bool
    closing: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step towards an aim; `hard` is how hard it may be, 0 to 10."""

    text: str
    hard: int


@dataclass(frozen=True, slots=True)
class Aim:
    id: str
    text: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something a ladder is never built for; `answer` (light) declines it kindly."""

    id: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """An aim, a question about what it involves, then five to eight rungs to change freely."""

    intro: str
    question: str
    aims: tuple[Aim, ...]
    check: str
    excluded: tuple[Excluded, ...]
    rungs_text: str
    closing: str


@dataclass(frozen=True, slots=True)
class Reply:
    id: str
    text: str
    leads: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the other person says. `accepts` marks a turn that takes the limit well, `push` is
    one of `vocabulary.PUSHBACKS` where it does not.

    A turn without replies is an end, and `end` (light) is what is said to the reader there.
    """

    id: str
    says: str
    accepts: bool
    replies: tuple[Reply, ...]
    end: str
    push: str = ""


@dataclass(frozen=True, slots=True)
class QuietEnds:
    """Ends that are open at every turn, each of them a good one. Light texts."""

    silence: str
    freeze: str
    change: str
    leave: str
    help: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A short talk that branches. It begins at `turns[0]`; no path has more than four replies.

    `notes` are content-note ids of what this talk mentions, beside those of its way.
    """

    id: str
    title: str
    setting: str
    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()

    def turn(self, turn_id: str) -> Turn | None:
        return next((turn for turn in self.turns if turn.id == turn_id), None)


@dataclass(frozen=True, slots=True)
class Rehearse:
    intro: str
    rehearsals: tuple[Rehearsal, ...]
    ends: QuietEnds
    ignored: str
    closing: str

    def rehearsal(self, rehearsal_id: str) -> Rehearsal | None:
        return next((one for one in self.rehearsals if one.id == rehearsal_id), None)
