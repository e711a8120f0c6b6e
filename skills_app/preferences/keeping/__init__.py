"""What is kept for a reader: comfort choices, places, sittings, and all of it as one value.

This is the room's door: others import from here. Where it is kept, `preferences.store` knows.
"""

from skills_app.preferences.keeping.choices import (
    ADVANCE_SECONDS,
    COVER_MINUTES,
    FIRST_USES,
    FIRST_USES_SHARE,
    IDLE_MINUTES,
    PROMPT_PAUSE,
    TEXT_SIZES,
    WHOLE_BREATH,
    WRITING_MINUTES,
    Comfort,
    breath_fits,
    from_data,
    nearest_breath,
)
from skills_app.preferences.keeping.minutes import this_minute
from skills_app.preferences.keeping.places import Place, place_from_data
from skills_app.preferences.keeping.presets import PRESETS
from skills_app.preferences.keeping.sittings import Sitting, needed
from skills_app.preferences.keeping.whole import (
    Keeping,
    first_levels,
    keeping_from_data,
    nothing_kept,
)

__all__ = [
    "ADVANCE_SECONDS",
    "COVER_MINUTES",
    "FIRST_USES",
    "FIRST_USES_SHARE",
    "IDLE_MINUTES",
    "PRESETS",
    "PROMPT_PAUSE",
    "TEXT_SIZES",
    "WHOLE_BREATH",
    "WRITING_MINUTES",
    "Comfort",
    "Keeping",
    "Place",
    "Sitting",
    "breath_fits",
    "first_levels",
    "from_data",
    "keeping_from_data",
    "nearest_breath",
    "needed",
    "nothing_kept",
    "place_from_data",
    "this_minute",
]
