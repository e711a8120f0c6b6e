from dataclasses import dataclass

from skills_app.library import Body


@dataclass(frozen=True, slots=True)
class Rung:
    """One step towards an aim; `hard` is how hard it may be, 0 to 10."""

    text: str
    hard: int


@dataclass(frozen=True, slots=True)
class Aim:
    id: str
    text: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something a ladder is never built for; `answer` (light) declines it kindly."""

    id: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Ladder(Body):
    """An aim, a question about what it involves, then five to eight rungs to change freely."""

    intro: str
    question: str
    aims: tuple[Aim, ...]
    check: str
    excluded: tuple[Excluded, ...]
    rungs_text: str
    closing: str

    def aim(self, aim_id: str) -> Aim | None:
        return next((one for one in self.aims if one.id == aim_id), None)

    def excluded_one(self, excluded_id: str) -> Excluded | None:
        return next((one for one in self.excluded if one.id == excluded_id), None)
