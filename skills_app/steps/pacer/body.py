from dataclasses import dataclass

from skills_app.library import Body

# What a pacer can be built on. The quiet ones never ask for a change of breath.
BREATH_PATTERNS = ("longer_out", "even", "four_six", "sigh", "own", "count", "hum", "steps")
QUIET_PATTERNS = ("shape", "square")
PATTERNS = (*BREATH_PATTERNS, *QUIET_PATTERNS)


@dataclass(frozen=True, slots=True)
class Pacer(Body):
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
