"""What a pacer needs to know before it starts. Pure."""

from dataclasses import dataclass

from skills_app.library import BREATHE_IN_SECONDS as IN_SECONDS
from skills_app.library import BREATHE_OUT_SECONDS as OUT_SECONDS
from skills_app.preferences.keeping import (
    FIRST_USES,
    FIRST_USES_SHARE,
    WHOLE_BREATH,
    Comfort,
    breath_fits,
    nearest_breath,
)
from skills_app.steps.pacer.body import QUIET_PATTERNS, Pacer

STEP_SECONDS = 0.5
SIP_SECONDS = 1.0  # the second breath in of a cyclic sigh (Balban 2023; its length: judgement)
FOUR_SIX = (4.0, 6.0)
ADJUSTABLE = ("longer_out", "own", "count", "hum", "shape")
HOLDS = ("longer_out", "even", "own", "count")
BREATH_MOVES = {
    "in_less": (-STEP_SECONDS, 0.0),
    "in_more": (STEP_SECONDS, 0.0),
    "out_less": (0.0, -STEP_SECONDS),
    "out_more": (0.0, STEP_SECONDS),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds in, held and out; how long in all; whether the reader may set it here.

    `sip` is a second small breath in before the breath out, and `side` the time for each side
    of a square to trace; both are 0 elsewhere. `still` asks for numbers in place of a moving
    shape, `counted` for the number of the breath, `uncounted` for no numbers at all. `tell`
    asks to hear of each start, for the shorter first uses; a shape to follow without breathing
    to it is no use of that kind.
    """

    breathe_in: float
    hold: float
    breathe_out: float
    sip: float
    side: float
    seconds: float
    own: bool
    shortened: bool
    still: bool
    counted: bool
    uncounted: bool
    tell: bool
    tone: bool
    vibration: bool


def rhythm_of(pacer: Pacer, comfort: Comfort, uses: int) -> Rhythm:
    """The reader's own rhythm unless the pattern has one, for as long as the reader set.

    Shorter the first three times.
    """
    own = pacer.breathe_in is None or pacer.breathe_out is None
    breathe_in, breathe_out = _in_and_out(pacer, comfort)
    side = breathe_in if pacer.pattern == "square" else 0.0
    sip = SIP_SECONDS if pacer.pattern == "sigh" else 0.0
    asks_for_breath = pacer.pattern not in QUIET_PATTERNS
    shortened = asks_for_breath and uses < FIRST_USES
    return Rhythm(
        breathe_in=breathe_in - sip,
        hold=hold_of(pacer, comfort, breathe_in + breathe_out),
        breathe_out=breathe_out,
        sip=sip,
        side=side,
        seconds=comfort.breath_minutes * 60 * (FIRST_USES_SHARE if shortened else 1),
        own=own and pacer.pattern in ADJUSTABLE,
        shortened=shortened,
        still="moving_pictures" in comfort.avoid,
        counted=pacer.pattern == "count",
        uncounted="counting" in comfort.avoid,
        tell=asks_for_breath,
        tone=comfort.tone and "sound" not in comfort.avoid,
        vibration=comfort.vibration,
    )


def _in_and_out(pacer: Pacer, comfort: Comfort) -> tuple[float, float]:
    if pacer.breathe_in is not None and pacer.breathe_out is not None:
        return pacer.breathe_in, pacer.breathe_out
    if pacer.pattern == "four_six":
        return FOUR_SIX
    if pacer.pattern == "even":
        # As many breaths a minute as the reader's own rhythm, in halves.
        half = (comfort.breath_in + comfort.breath_out) / 2
        half = min(max(half, OUT_SECONDS.low), IN_SECONDS.high)
        return half, half
    return comfort.breath_in, comfort.breath_out


def hold_of(pacer: Pacer, comfort: Comfort, breath: float) -> float:
    """Seconds held after breathing in: what the reader asked for, no more than a pattern's own.

    Never for a reader who avoids it, and never so long that a breath becomes too slow.
    """
    if "breath_hold" in comfort.avoid:
        return 0.0
    if not pacer.hold and pacer.pattern not in HOLDS:
        return 0.0
    asked = min(comfort.hold_seconds, pacer.hold or comfort.hold_seconds)
    return min(asked, max(WHOLE_BREATH.high - breath, 0.0))


def adjusted(comfort: Comfort, move: str) -> Comfort:
    """One press on a rhythm button. The pressed half decides; the other follows if it must."""
    by_in, by_out = BREATH_MOVES[move]
    breath_in, breath_out = comfort.breath_in + by_in, comfort.breath_out + by_out
    if by_out and not breath_fits(breath_in, breath_out):
        return comfort
    breath_in, breath_out = nearest_breath(breath_in, breath_out)
    return comfort.with_changes(breath_in=breath_in, breath_out=breath_out)
