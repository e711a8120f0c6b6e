"""What is kept for a reader: comfort choices, places, and what the soft limits need to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from skills_app.content import Level, library
from skills_app.preferences.keeping.choices import FIRST_AREAS, Comfort
from skills_app.preferences.keeping.choices import from_data as comfort_from_data
from skills_app.preferences.keeping.places import LONGEST_ID, Place, place_from_data
from skills_app.preferences.keeping.sittings import NO_SITTING, Sitting, needed, sitting_from_data

MOST_PLACES: Final = 200
MOST_NEAR: Final = 40


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept for a reader. `last` names the module or tool they were in last.

    `uses` counts how often the breathing pacer was begun, for its shorter first uses.
    `near` are the tools the reader wants on top of the shelf, the newest last.
    `arrived` is true once the note on how leaving works was put away.
    `sitting` is what the soft limits need to know, and empty when they are off.
    """

    comfort: Comfort
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    last: str | None = None
    uses: int = 0
    near: tuple[str, ...] = ()
    sitting: Sitting = NO_SITTING
    arrived: bool = False

    def with_comfort(self, comfort: Comfort) -> "Keeping":
        return replace(self, comfort=comfort, sitting=needed(self.sitting, comfort))

    def with_place(self, name: str, place: Place) -> "Keeping":
        places = {other: kept for other, kept in self.places.items() if other != name}
        places[name] = place
        return replace(self, places=MappingProxyType(_newest(places)), last=name)

    def without_place(self, name: str) -> "Keeping":
        places = {other: kept for other, kept in self.places.items() if other != name}
        last = None if self.last == name else self.last
        return replace(self, places=MappingProxyType(places), last=last)

    def with_one_more_use(self) -> "Keeping":
        return replace(self, uses=min(self.uses + 1, 1000))

    def with_sitting(self, sitting: Sitting) -> "Keeping":
        return replace(self, sitting=sitting)

    def having_arrived(self) -> "Keeping":
        return replace(self, arrived=True)

    def with_near(self, name: str, *, near: bool) -> "Keeping":
        others = tuple(one for one in self.near if one != name)
        return replace(self, near=(*others, name)[-MOST_NEAR:] if near else others)

    def with_guests(self, guest: "Keeping") -> "Keeping":
        """An account's own, with what its person kept as a guest where it has nothing of its own.

        What either of the two left out stays left out.
        """
        comfort = _joined(self.comfort, guest.comfort)
        return replace(
            self.with_comfort(comfort),
            places=MappingProxyType(_newest({**guest.places, **self.places})),
            last=self.last or guest.last,
            uses=max(self.uses, guest.uses),
            near=_names((*guest.near, *self.near)),
            arrived=self.arrived or guest.arrived,
            sitting=needed(max(self.sitting, guest.sitting, key=lambda one: one.latest), comfort),
        )

    def to_data(self) -> dict[str, Any]:
        return {
            "comfort": self.comfort.to_data(),
            "places": {name: place.to_data() for name, place in self.places.items()},
            "last": self.last,
            "uses": self.uses,
            "near": list(self.near),
            "sitting": self.sitting.to_data(),
            "arrived": self.arrived,
        }


def first_levels() -> Mapping[str, Level]:
    """How much of each topic is shown until the reader says otherwise."""
    return {topic.id: topic.default for topic in library().vocabulary.notes}


def nothing_kept() -> Keeping:
    return Keeping(comfort=Comfort(first_levels=first_levels()))


def keeping_from_data(data: object) -> Keeping:
    """Total: whatever cannot be read is left out."""
    if not isinstance(data, Mapping):
        return nothing_kept()
    kept = data.get("places")
    places = {
        name: place
        for name, found in (kept.items() if isinstance(kept, Mapping) else ())
        if isinstance(name, str) and (place := place_from_data(found)) is not None
    }
    last = data.get("last")
    uses = data.get("uses")
    return Keeping(
        comfort=comfort_from_data(data.get("comfort"), first_levels()),
        places=MappingProxyType(_newest(places)),
        last=last if isinstance(last, str) and last in places else None,
        uses=min(max(uses, 0), 1000) if isinstance(uses, int) else 0,
        near=_names(data.get("near")),
        arrived=data.get("arrived") is True,
        sitting=sitting_from_data(data.get("sitting")),
    )


def _joined(own: Comfort, guest: Comfort) -> Comfort:
    """The account's choices; nothing either of the two left out is asked for."""
    if own == nothing_kept().comfort:
        return guest
    areas = own.body_areas
    if guest.body_areas != FIRST_AREAS:  # only areas that were chosen say something
        areas &= guest.body_areas
    return own.with_changes(avoid=own.avoid | guest.avoid, body_areas=areas)


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return ()
    names = [name for name in value if isinstance(name, str) and len(name) <= LONGEST_ID]
    return tuple(dict.fromkeys(names))[-MOST_NEAR:]


def _newest(places: dict[str, Place]) -> dict[str, Place]:
    return dict(list(places.items())[-MOST_PLACES:])
