"""The four shelves of skills: which stands open, and how far a reader is in each skill. Pure."""

from dataclasses import dataclass

from skills_app.library import SHELVES, Library, Module, ShelfId
from skills_app.practice.pace import show
from skills_app.steps.working import Keeping, course_of_module


@dataclass(frozen=True, slots=True)
class SkillRow:
    """`number` of `of` while the reader is in it; `been` once they came to its end."""

    module: Module
    number: int = 0
    of: int = 0
    been: bool = False


@dataclass(frozen=True, slots=True)
class SkillShelf:
    """`is_open` for one of them; `begin_here` says a quiet word while nothing is begun."""

    id: ShelfId
    rows: tuple[SkillRow, ...]
    is_open: bool
    begin_here: bool


def shelves_for(library: Library, keeping: Keeping) -> list[SkillShelf]:
    """In the order of `SHELVES`. Open is the one that is worked in, else the first."""
    rows = {
        shelf: tuple(
            row_for(module, keeping) for module in library.modules.values() if module.shelf == shelf
        )
        for shelf in SHELVES
    }
    filled = [shelf for shelf in SHELVES if rows[shelf]]
    begun = any(row.number or row.been for shelf in filled for row in rows[shelf])
    at = _worked_in(library, keeping, rows) or (filled[0] if filled else None)
    return [
        SkillShelf(shelf, rows[shelf], shelf == at, begin_here=shelf == at and not begun)
        for shelf in filled
    ]


def row_for(module: Module, keeping: Keeping) -> SkillRow:
    place = keeping.places.get(module.id)
    if place is None:
        return SkillRow(module)
    if place.finished:
        return SkillRow(module, been=True)
    showing = show(course_of_module(module), keeping.comfort, place)
    return SkillRow(module, showing.number, showing.of)


def _worked_in(
    library: Library, keeping: Keeping, rows: dict[ShelfId, tuple[SkillRow, ...]]
) -> ShelfId | None:
    """The shelf of what was done last; else the first with something begun, or been through."""
    last = library.module(keeping.last or "")
    if last is not None and last.id in keeping.places:
        return last.shelf
    for shelf in SHELVES:
        if any(row.number for row in rows[shelf]):
            return shelf
    return next((shelf for shelf in SHELVES if any(row.been for row in rows[shelf])), None)
