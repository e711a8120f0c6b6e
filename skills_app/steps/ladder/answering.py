"""An approach ladder in three pages: an aim, its rungs, the card. Nothing of it is stored.

Whether an aim fits is asked, never guessed from the words: the reader says what it involves.
"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from skills_app.form_fields import one_line
from skills_app.library import FIRST_RUNG, RUNGS
from skills_app.steps.ladder.body import Aim, Ladder
from skills_app.steps.shared import Answering, Card, CardWords, Page, Press, Redrawn, fingerprint_of

LONGEST_LINE = 300  # characters
NONE_OF_THESE = "none"
MOST_HARD = 10
HARD_FIELDS = frozenset(f"hard_{number}" for number in range(1, int(RUNGS.high) + 1))
RUNG_FIELDS = HARD_FIELDS | {f"rung_{number}" for number in range(1, int(RUNGS.high) + 1)}


RUNGS_TO_WRITE = "steps/ladder/rungs.html"


def shows(page: Page[Ladder]) -> dict[str, Any]:
    return {"part": "steps/ladder/aims.html"}


def lines(body: Ladder, posted: QueryDict) -> Card:
    """The rungs once there are some; before, an aim of one's own."""
    if "aim_text" in posted:
        return ladder_card(*posted_rungs(posted))
    return [(_("Where it leads"), one_line(posted.get("own_aim", "")))]


def again(body: Ladder, posted: QueryDict) -> dict[str, Any]:
    if "aim_text" in posted:
        aim, rungs = posted_rungs(posted)
        return {"aim_text": aim, "rungs": rungs, "part": RUNGS_TO_WRITE}
    return {
        "own_aim": posted.get("own_aim", ""),
        "aim_id": posted.get("aim", ""),
        "involves": posted.get("involves", ""),
    }


def takes(body: Ladder, posted: QueryDict, name: str, text: str) -> bool:
    if "aim_text" in posted or posted.get("move") == "rungs":
        return name in {"aim_text", *RUNG_FIELDS}
    return name == "own_aim"


def names(body: Ladder) -> list[str]:
    return [name for name in RUNG_FIELDS if name.startswith("rung")]


WORDS = CardWords(lines=lines, names=names, again=again)


def show_rungs(press: Press[Ladder]) -> Redrawn:
    """The library's own rungs for an aim, or empty ones for an aim of the reader's."""
    own = one_line(press.posted.get("own_aim", ""))
    aim = press.body.aim(press.posted.get("aim", ""))
    involves = press.posted.get("involves", "")
    declined = press.body.excluded_one(involves)
    problem = _no_aim(own, aim)
    wrong = ["own_aim"] if len(own) > LONGEST_LINE else ["aim", "own_aim"] if problem else []
    if declined and not problem:
        typed = {"own_aim": own, "aim_id": aim.id if aim else ""}
        return Redrawn({**typed, "declined": declined, "part": "steps/ladder/declined.html"})
    if involves != NONE_OF_THESE:
        problem = problem or _("One question is open: is any of these part of it?")
        wrong = wrong or ["involves"]
    if problem:
        typed = {"own_aim": own, "aim_id": aim.id if aim else "", "involves": involves}
        return Redrawn(typed, problem=problem, wrong=wrong)
    return _rungs_for(None if own else aim, own)


def _no_aim(own: str, aim: Aim | None) -> str:
    """What is in the way of an aim, or "" when there is one."""
    if len(own) > LONGEST_LINE:
        return _too_long()
    if not own and aim is None:
        return _("No aim is chosen yet. You could pick one, or write one.")
    return ""


def _rungs_for(aim: Aim | None, own: str) -> Redrawn:
    if aim is None:
        return Redrawn({"aim_text": own, "rungs": _filled_up([]), "part": RUNGS_TO_WRITE})
    rows = [(rung.text, str(rung.hard)) for rung in aim.rungs]
    drawn: dict[str, Any] = {
        "aim_text": aim.text,
        "rungs": _filled_up(rows),
        "part": RUNGS_TO_WRITE,
    }
    if any(text for text, _hard in rows):
        # Until one of them is changed, there is nothing to lose.
        drawn["shown"] = fingerprint_of(ladder_card(aim.text, rows))
    return Redrawn(drawn)


def show_ladder(press: Press[Ladder]) -> Redrawn:
    aim, rows = posted_rungs(press.posted)
    typed = {"aim_text": aim, "rungs": rows, "part": RUNGS_TO_WRITE}
    too_long = [f"rung_{at}" for at, row in enumerate(rows, 1) if len(row[0]) > LONGEST_LINE]
    if too_long:
        return Redrawn(typed, problem=_too_long(), wrong=too_long)
    ordered = _in_order(rows)
    if not ordered:
        problem = _("No rung is written yet. One small one is a beginning.")
        return Redrawn(typed, problem=problem, wrong=names(press.body))
    drawn = {
        "aim_text": aim,
        "card": ladder_card(aim, rows),
        "notices": _notices(ordered),
        "part": "steps/ladder/drawn.html",
    }
    return Redrawn(drawn, closed=True)


def _notices(ordered: list[tuple[str, int | None]]) -> list[str]:
    """What to know about a ladder that begins high up, or has few rungs."""
    notices = []
    first = ordered[0][1]
    if first is not None and first > FIRST_RUNG.high:
        notices.append(
            _(
                "The first rung is quite high up. Many people begin at 2 or 3 of 10."
                " You could add an easier one in front."
            )
        )
    if len(ordered) < RUNGS.low:
        notices.append(
            _(
                "With five or more rungs, each step is smaller."
                " You could put one in between, or leave it like this."
            )
        )
    return notices


def show_aims(press: Press[Ladder]) -> Redrawn:
    return Redrawn()


def posted_rungs(posted: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The aim, and every row as it was posted: what the rung is, and how hard."""
    aim = one_line(posted.get("aim_text", ""))[:LONGEST_LINE]
    rows = [
        (posted.get(f"rung_{number}", "").strip(), posted.get(f"hard_{number}", ""))
        for number in range(1, int(RUNGS.high) + 1)
    ]
    return aim, rows


def ladder_card(aim: str, rows: list[tuple[str, str]]) -> Card:
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


ANSWERING = Answering(
    takes=takes,
    picks=("aim", "involves", *HARD_FIELDS),
    blanks=(
        "aim_id",
        "aim_text",
        "involves",
        "own_aim",
    ),
    shows=shows,
    words=WORDS,
    presses={"aim": show_rungs, "rungs": show_ladder, "aims": show_aims},
    leads_away=("aims",),
)
