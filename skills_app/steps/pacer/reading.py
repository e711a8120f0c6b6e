from collections.abc import Sequence

from skills_app.content import limits
from skills_app.content.kinds import Around, Need, Reading, SpeaksOfBreath
from skills_app.content.reading import Fields
from skills_app.steps.breath_words import the_note_for_breath
from skills_app.steps.pacer.body import BREATH_PATTERNS, PATTERNS, QUIET_PATTERNS, Pacer


def read(fields: Fields, around: Around) -> Pacer:
    pattern = fields["pattern"].one_of(PATTERNS, "pattern")
    care = fields.get("care")
    if pattern in BREATH_PATTERNS and care is None:
        fields.owner.report(
            "This breathing exercise does not say when to stop.",
            "Add “care:” with the signs to stop, and who asks a clinician first.",
        )
    in_entry, out_entry = fields.get("breathe_in"), fields.get("breathe_out")
    breathe_in = in_entry.number(limits.BREATHE_IN_SECONDS) if in_entry else None
    breathe_out = out_entry.number(limits.BREATHE_OUT_SECONDS) if out_entry else None
    hold_entry = fields.get("hold")
    hold = hold_entry.number(limits.HOLD_SECONDS) if hold_entry else 0.0
    if (in_entry is None) != (out_entry is None):
        (in_entry or out_entry or fields.owner).report(
            "Only one half of the breath has a length.",
            "Give both breathe_in and breathe_out, or neither for the reader's own rhythm.",
        )
    if breathe_in is not None and breathe_out is not None and out_entry is not None:
        if breathe_out < breathe_in:
            out_entry.report(
                "The out-breath is shorter than the in-breath.",
                f"Make breathe_out {breathe_in:g} or more.",
            )
        a_minute = 60 / (breathe_in + breathe_out + hold)
        if not limits.BREATHS_A_MINUTE.holds(a_minute):
            out_entry.report(
                f"This makes {a_minute:.1f} breaths a minute.",
                f"Choose lengths that make {limits.BREATHS_A_MINUTE} a minute.",
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
        care=care.light() if care else "",
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
