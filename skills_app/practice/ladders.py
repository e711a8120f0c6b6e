"""An approach ladder in three pages: an aim, its rungs, the card. Nothing of it is stored.

Whether an aim fits is asked, never guessed from the words: the reader says what it involves.
"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from skills_app.content.limits import FIRST_RUNG, RUNGS
from skills_app.steps.ladder.body import Ladder
from skills_app.typed import one_line

LONGEST_LINE = 300  # characters
NONE_OF_THESE = "none"
MOST_HARD = 10
RUNG_FIELDS = frozenset(
    f"{kind}_{number}" for kind in ("rung", "hard") for number in range(1, int(RUNGS.high) + 1)
)


def draw_ladder(body: Ladder, posted: QueryDict, name: str) -> dict[str, Any]:
    """What the ladder page shows after a press; with "problem" when something is missing."""
    if name == "aim":
        return _take_aim(body, posted)
    if name == "rungs":
        return _take_rungs(posted)
    return {}


def _take_aim(body: Ladder, posted: Mapping[str, str]) -> dict[str, Any]:
    own = one_line(posted.get("own_aim", ""))
    aim = next((aim for aim in body.aims if aim.id == posted.get("aim")), None)
    involves = posted.get("involves", "")
    again = {"own_aim": own, "aim_id": aim.id if aim else "", "involves": involves}
    if len(own) > LONGEST_LINE:
        return again | {"problem": _too_long()}
    if not own and aim is None:
        return again | {"problem": _("No aim is chosen yet. You could pick one, or write one.")}
    declined = next((one for one in body.excluded if one.id == involves), None)
    if declined:
        return {"declined": declined}
    if involves != NONE_OF_THESE:
        return again | {"problem": _("One question is open: is any of these part of it?")}
    rows = [(rung.text, str(rung.hard)) for rung in aim.rungs] if aim and not own else []
    return {"aim_text": own or (aim.text if aim else ""), "rungs": _filled_up(rows)}


def _take_rungs(posted: Mapping[str, str]) -> dict[str, Any]:
    aim, rows = posted_rungs(posted)
    again = {"aim_text": aim, "rungs": rows}
    if any(len(text) > LONGEST_LINE for text, _hard in rows):
        return again | {"problem": _too_long()}
    ordered = _in_order(rows)
    if not ordered:
        return again | {"problem": _("No rung is written yet. One small one is a beginning.")}
    first = ordered[0][1]
    return again | {
        "card": ladder_card(aim, rows),
        "few_rungs": len(ordered) < RUNGS.low,
        "high_start": first is not None and first > FIRST_RUNG.high,
    }


def posted_rungs(posted: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The aim, and every row as it was posted: what the rung is, and how hard."""
    aim = one_line(posted.get("aim_text", ""))[:LONGEST_LINE]
    rows = [
        (posted.get(f"rung_{number}", "").strip(), posted.get(f"hard_{number}", ""))
        for number in range(1, int(RUNGS.high) + 1)
    ]
    return aim, rows


def ladder_card(aim: str, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The aim and its rungs from easy to hard, as a card shows them."""
    card = [
        (_("%(hard)d of 10") % {"hard": hard} if hard is not None else _("not sure"), text)
        for text, hard in _in_order(rows)
    ]
    return [(_("Where it leads"), aim), *card] if aim else card


def _in_order(rows: list[tuple[str, str]]) -> list[tuple[str, int | None]]:
    written = [(text, _hardness(hard)) for text, hard in rows if text]
    # A rung without a number goes where it was written, after those that are easier.
    return sorted(written, key=lambda row: MOST_HARD if row[1] is None else row[1])


def _filled_up(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return rows + [("", "")] * (int(RUNGS.high) - len(rows))


def _hardness(posted: str) -> int | None:
    known = posted.isascii() and posted.isdigit() and len(posted) < 3
    return int(posted) if known and int(posted) <= MOST_HARD else None


def _too_long() -> str:
    return _("That is longer than fits on one line. Up to %(most)d letters fit.") % {
        "most": LONGEST_LINE
    }
