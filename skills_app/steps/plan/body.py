from dataclasses import dataclass, replace

from skills_app.library import Avoids, Body

FEWEST_FIELDS = 1


@dataclass(frozen=True, slots=True)
class PlanField:
    """One line (or, when `long`, a box) the reader may fill in. `uses` are the methods it asks
    for beside those of its way.
    """

    id: str
    label: str
    hint: str
    long: bool
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan(Body):
    """A short form to fill in, print or let go of. `intro` and `closing` are light."""

    intro: str
    fields: tuple[PlanField, ...]
    closing: str

    @property
    def leavable(self) -> tuple[PlanField, ...]:
        return self.fields

    def without(self, avoids: Avoids) -> "Plan | None":
        fields = tuple(one for one in self.fields if not avoids(one.uses))
        return replace(self, fields=fields) if len(fields) >= FEWEST_FIELDS else None
