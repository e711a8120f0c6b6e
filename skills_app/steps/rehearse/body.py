from dataclasses import dataclass

from skills_app.library import Body

# How people push back against a limit, for rehearsals.
PUSHBACKS = (
    "guilt",
    "bargaining",
    "minimising",
    "did_before",
    "flattery",
    "sulking",
    "anger",
    "joking",
    "urgency",
    "duty",
    "prove_it",
    "gaslight",
    "third_party",
    "apology_repeat",
)

# Ends that are open at every turn of a rehearsal, and the reply in the reader's own words. No reply
# of a file may have one of these ids.
QUIET_ENDS = ("silence", "freeze", "change", "leave", "help")
OWN_REPLY = "own"


@dataclass(frozen=True, slots=True)
class Reply:
    id: str
    text: str
    leads: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the other person says. `accepts` marks a turn that takes the limit well, `push` is
    one of `PUSHBACKS` where it does not.

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
class Rehearse(Body):
    intro: str
    rehearsals: tuple[Rehearsal, ...]
    ends: QuietEnds
    ignored: str
    closing: str

    def rehearsal(self, rehearsal_id: str) -> Rehearsal | None:
        return next((one for one in self.rehearsals if one.id == rehearsal_id), None)
