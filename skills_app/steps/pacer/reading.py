from collections.abc import Sequence

from skills_app.content.reading import (
    Around,
    Fields,
    Need,
    Reading,
    SpeaksOfBreath,
    YamlEntry,
    the_note_for_breath,
)
from skills_app.library import (
    BREATHE_IN_SECONDS,
    BREATHE_OUT_SECONDS,
    BREATHS_A_MINUTE,
    HOLD_SECONDS,
    Range,
)
from skills_app.steps.pacer.body import BREATH_PATTERNS, PATTERNS, QUIET_PATTERNS, Pacer


def read(fields: Fields, around: Around) -> Pacer:
    pattern = fields["pattern"].one_of(PATTERNS, "pattern")
    if pattern in BREATH_PATTERNS and "care" not in fields:
        fields.owner.report(
            "This breathing exercise does not say when to stop.",
            "Add “care:” with the signs to stop, and who asks a clinician first.",
        )
    breathe_in = _seconds(fields, "breathe_in", BREATHE_IN_SECONDS)
    breathe_out = _seconds(fields, "breathe_out", BREATHE_OUT_SECONDS)
    hold = _seconds(fields, "hold", HOLD_SECONDS) or 0.0
    if breathe_in is not None and breathe_out is not None:
        _check_rhythm(fields["breathe_out"], breathe_in, breathe_out, hold)
    elif breathe_in is not None or breathe_out is not None:
        half = "breathe_in" if breathe_in is not None else "breathe_out"
        fields[half].report(
            "Only one half of the breath has a length.",
            "Give both breathe_in and breathe_out, or neither for the reader's own rhythm.",
        )
    return Pacer(
        pattern=pattern,
        breathe_in=breathe_in,
        breathe_out=breathe_out,
        hold=hold,
        minutes=around.minutes,
        cue_in=fields["cue_in"].text(),
        cue_out=fields["cue_out"].text(),
        plain=fields["plain"].texts(at_most=8),
        care=fields["care"].light(),
    )


def _seconds(fields: Fields, name: str, allowed: Range) -> float | None:
    return fields[name].number(allowed) if name in fields else None


def _check_rhythm(entry: YamlEntry, breathe_in: float, breathe_out: float, hold: float) -> None:
    """The breath out is no shorter than the one in, and a minute has a safe number of both."""
    if breathe_out < breathe_in:
        entry.report(
            "The out-breath is shorter than the in-breath.",
            f"Make breathe_out {breathe_in:g} or more.",
        )
    a_minute = 60 / (breathe_in + breathe_out + hold)
    if not BREATHS_A_MINUTE.holds(a_minute):
        entry.report(
            f"This makes {a_minute:.1f} breaths a minute.",
            f"Choose lengths that make {BREATHS_A_MINUTE} a minute.",
        )


def needs(body: Pacer, speaks_of_breath: SpeaksOfBreath) -> list[Need]:
    pattern = body.pattern
    breath = pattern in BREATH_PATTERNS
    asked = (
        (breath, "breath_attention", "This is a breathing exercise."),
        (body.hold > 0, "breath_hold", "This exercise holds the breath."),
        (pattern in ("count", "steps"), "counting", "This exercise counts."),
        (pattern == "hum", "sound", "This exercise makes a sound."),
        (pattern in QUIET_PATTERNS, "moving_pictures", "This follows a shape."),
    )
    methods = [Need("uses", method, why) for needed, method, why in asked if needed]
    return [*the_note_for_breath(breath), *methods]


def counted(bodies: Sequence[Pacer]) -> tuple[str, str]:
    patterns = {body.pattern for body in bodies}
    breathing = len(patterns & set(BREATH_PATTERNS))
    quiet = len(patterns) - breathing
    return "pacer", f"{breathing} breathing patterns, {quiet} without the breath"


READING = Reading(
    keys=("pattern", "cue_in", "cue_out", "plain"),
    extras=("breathe_in", "breathe_out", "hold", "care"),
    read=read,
    needs=needs,
    asks_now=True,
    said_to_all=("care",),
    counted=counted,
)
