"""What comes of a move. Pure."""

from dataclasses import dataclass
from typing import Literal

from skills_app.preferences.places import Place

# stay: show the new place · left: kept for later · elsewhere: the shelf, for something else
# unhelpful: tools of the opposite kind · follow: where a chosen option leads
Ending = Literal["stay", "left", "elsewhere", "unhelpful", "follow"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a move. `goes_to` is an option's target or a state, as `kind` needs."""

    kind: Ending
    place: Place
    goes_to: str | None = None
