"""How values are read from a file, and what each kind of step hands in for reading its bodies.

This is the room's door: others import from here.
"""

from skills_app.content.reading.entries import (
    Fields,
    Findings,
    Passage,
    YamlEntry,
    each_once,
    read_file,
    refuse_repeats,
)
from skills_app.content.reading.handed_in import (
    Around,
    Link,
    Need,
    Reading,
    SpeaksOfBreath,
    hand_in,
    kinds,
    read_uses,
    the_note_for_breath,
)

__all__ = [
    "Around",
    "Fields",
    "Findings",
    "Link",
    "Need",
    "Passage",
    "Reading",
    "SpeaksOfBreath",
    "YamlEntry",
    "each_once",
    "hand_in",
    "kinds",
    "read_file",
    "read_uses",
    "refuse_repeats",
    "the_note_for_breath",
]
