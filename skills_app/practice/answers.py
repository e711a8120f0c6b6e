"""What is written, marked or said on a step: drawn back at once and stored nowhere.

Every page here comes straight from what was posted. Whoever wants to keep it sends it to
their private space from the card.
"""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from skills_app.practice.pace import Showing
from skills_app.practice.pages import show_step
from skills_app.steps.working import (
    Answering,
    Course,
    GuestRequest,
    Press,
    Redrawn,
    Way,
    answering_of,
    carried,
    fingerprint_of,
    words_in,
)

RETYPE = "retype"  # from a card, or from words shown first, back to the boxes
LET_GO = "let_go"


def answer_for(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """The page that answers this press, or None when it is a move between steps."""
    way = _open_way(showing)
    if way is None:
        return None
    answering = answering_of(way)
    answer = answering.presses.get(name.partition(":")[0])
    if answer is not None:
        found = answer(Press(name, way.body, course, showing.place, request))
    elif name == RETYPE and answering.words is not None:
        # The step with its words still in the fields, after they were shown as a card.
        found = Redrawn(answering.words.again(way.body, request.POST))
    else:
        return None
    return _draw(request, course, showing, found) if isinstance(found, Redrawn) else found


def _draw(
    request: GuestRequest, course: Course, showing: Showing, answer: Redrawn, *, status: int = 200
) -> HttpResponse:
    more = dict(answer.drawn)
    if answer.closed:
        more["carried"] = carried(request.POST)
    place = answer.place or showing.place
    status = 422 if answer.problem else status
    return show_step(
        request, course, place, status=status, problem=answer.problem, wrong=answer.wrong, **more
    )


def words_first(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """Nothing typed is passed over: before a move leads away from words that were not shown as a
    card yet, they are, to keep, print or let go. None when there are no such words.

    Words of another step than this come back beside it, whatever the move.
    """
    way = _open_way(showing)
    again = _words_again(way, request)
    if astray := words_astray(way, request.POST):
        return _draw(request, course, showing, Redrawn({**again, "astray": astray}), status=422)
    answering = answering_of(way) if way is not None else None
    if way is None or answering is None or answering.words is None or _stays(answering, name):
        return None
    card = answering.words.card_of(way.body, request.POST)
    if answering.words.is_too_long(card):
        problem = _("That is longer than a card can hold. You could make it shorter first.")
        return _draw(
            request,
            course,
            showing,
            Redrawn(again, problem=problem, wrong=answering.words.too_long_in(request.POST)),
        )
    if not card or request.POST.get("shown") == fingerprint_of(card):
        return None
    first = {"card": card, "wanted": name, "inside": "practice/words_first.html"}
    return _draw(request, course, showing, Redrawn(first, closed=True))


def words_astray(way: Way | None, posted: QueryDict) -> list[str]:
    """What was written in fields that this step has not: its page was another one's.

    A step can be gone, or its note closed, since its page was drawn; or the form was forged.
    """
    if way is None:
        return words_in(posted)
    answering = answering_of(way)
    astray = words_in(posted, but=partial(answering.takes, way.body, posted))
    return words_in(posted) if astray and answering.begins_anew else astray


def _words_again(way: Way | None, request: GuestRequest) -> dict[str, Any]:
    words = answering_of(way).words if way is not None else None
    return words.again(way.body, request.POST) if way is not None and words is not None else {}


def _stays(answering: Answering[Any], name: str) -> bool:
    """Whether this press leaves the words where they are."""
    own = name.partition(":")[0] in answering.presses or name in (RETYPE, LET_GO)
    return own and name not in answering.leads_away


def _open_way(showing: Showing) -> Way | None:
    return showing.way if showing.open else None
