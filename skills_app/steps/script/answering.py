from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from skills_app.steps.script.body import Script, ScriptPart
from skills_app.steps.shared import (
    Answering,
    Card,
    CardWords,
    Page,
    Press,
    Redrawn,
    as_a_card,
    may_be_picked,
)

BUILDER = "steps/script/builder.html"


def has_parts(body: Script) -> bool:
    return bool(body.parts)


def lines(body: Script, posted: QueryDict) -> Card:
    """The lines that were picked, or the reader's own in their place, in the order of the parts."""
    return [(one.part.label, one.said) for one in parts_as_posted(body, posted)]


def again(body: Script, posted: QueryDict) -> dict[str, Any]:
    return {"parts": parts_as_posted(body, posted)}


@dataclass(frozen=True, slots=True)
class Filled:
    """A part with what was picked of its lines, what was written, and what of both is said."""

    part: ScriptPart
    picked: str = ""
    written: str = ""
    said: str = ""
    unfolded: bool = False

    @property
    def own(self) -> "Filled | None":
        return self if self.picked or self.written else None


def shows(page: Page[Script]) -> dict[str, Any]:
    parts = [Filled(part, unfolded=at == 0) for at, part in enumerate(page.body.parts)]
    return {
        "parts": parts,
        "part": "steps/script/parts.html" if parts else BUILDER,
        "answered": next(filter(page.shelf.words.gate.opens, page.place.chosen), ""),
    }


def parts_as_posted(body: Script, posted: QueryDict) -> list[Filled]:
    found = []
    for part in body.parts:
        picked = posted.get(f"line_{part.id}", "")
        written = posted.get(f"own_{part.id}", "")
        known = {str(number): line for number, line in enumerate(part.lines, start=1)}
        said = written.strip() or known.get(picked, "")
        found.append(Filled(part, picked, written, said, unfolded=bool(said)))
    return found


def takes(body: Script, posted: QueryDict, name: str, text: str) -> bool:
    if name in picks_of(body):
        return may_be_picked(text)
    return name in {f"own_{one.id}" for one in body.parts}


def picks_of(body: Script) -> set[str]:
    return {f"line_{one.id}" for one in body.parts}


def names(body: Script) -> list[str]:
    return [f"{kind}_{one.id}" for one in body.parts for kind in ("line", "own")]


WORDS = CardWords(
    lines=lines,
    names=names,
    again=again,
    here=has_parts,
    nothing=_("Nothing is picked yet. One line is enough, or you could skip this step."),
)


def show_card(press: Press[Script]) -> Redrawn:
    return as_a_card(press, WORDS)


ANSWERING = Answering(
    takes=takes, picks_of=picks_of, words=WORDS, presses={"card": show_card}, shows=shows
)
