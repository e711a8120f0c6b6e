"""What is written, marked or said on a step: drawn back at once and stored nowhere.

Every page here comes straight from what was posted. Whoever wants to keep it sends it to
their private space from the card.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from skills_app.http import GuestRequest
from skills_app.practice.courses import Course
from skills_app.practice.ladders import draw_ladder, ladder_card
from skills_app.practice.marking import remember_strain, strain_before
from skills_app.practice.pace import Showing, move
from skills_app.practice.pages import show_step
from skills_app.practice.rehearsing import scene_of, without_hidden
from skills_app.practice.strain import MOST, advice, has_later_strain, is_first_strain, places
from skills_app.practice.typed import (
    LONGEST_ANSWER,
    LONGEST_PAGE,
    card_of,
    carried,
    is_too_long,
    print_of,
    words_again,
    words_astray,
    words_in,
)
from skills_app.steps.choose.body import Choose
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.plan.body import Plan
from skills_app.steps.rehearse.body import OWN_REPLY, Rehearse
from skills_app.steps.script.body import Script
from skills_app.steps.slider.body import Slider
from skills_app.steps.write.body import Write

LONGEST_REPLY = 300
RETYPE = "retype"  # from a card, or from words shown first, back to the boxes
LET_GO = "let_go"


def answer_for(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """The page that answers this press, or None when it is a move between steps."""
    body = showing.way.body if showing.open and showing.way else None
    answer = ANSWERS.get((type(body), name.partition(":")[0]))
    return answer(request, course, showing, name) if answer else None


def _problem(
    request: GuestRequest, course: Course, showing: Showing, problem: str, **typed: Any
) -> HttpResponse:
    return show_step(request, course, showing.place, status=422, problem=problem, **typed)


def _show_card(
    request: GuestRequest, course: Course, showing: Showing, **drawn: Any
) -> HttpResponse:
    """A card whose boxes are closed, so that nothing written after it can be passed over.

    What was in them is carried along, for opening them again and for drawing the card anew.
    """
    return show_step(request, course, showing.place, carried=carried(request.POST), **drawn)


def _show_plan(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    nothing = _("Nothing is written yet. One line is enough, or you could skip this step.")
    return _show_lines(request, course, showing, nothing)


def _show_script(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse:
    """The lines that were picked, or the reader's own in their place, in the order of the parts."""
    nothing = _("Nothing is picked yet. One line is enough, or you could skip this step.")
    return _show_lines(request, course, showing, nothing)


def _show_lines(
    request: GuestRequest, course: Course, showing: Showing, nothing: str
) -> HttpResponse:
    """The card of a plan or a script; `nothing` is said when it would be empty."""
    body = _body(showing)
    drawn = words_again(body, request.POST)
    card = card_of(body, request.POST)
    if is_too_long(body, card):
        problem = _("That is longer than a card can hold. Up to %(most)d letters fit in a box.") % {
            "most": LONGEST_ANSWER
        }
        return _problem(request, course, showing, problem, **drawn)
    if not card:
        return _problem(request, course, showing, nothing, **drawn)
    return _show_card(request, course, showing, card=card, **drawn)


def _show_writing(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse:
    written = request.POST.get("written", "").replace("\r\n", "\n")
    if len(written) > LONGEST_PAGE:
        problem = _("That is longer than fits here. Up to %(most)d letters fit.") % {
            "most": LONGEST_PAGE
        }
        return _problem(request, course, showing, problem, written=written)
    if not written.strip():
        problem = _("Nothing is written yet. One line is enough, or you could skip this step.")
        return _problem(request, course, showing, problem)
    return _show_card(request, course, showing, card=[("", written)], written=written)


def _show_marks(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    """The lines as marked, and the offer to stop where there is reason for it."""
    body = _body(showing)
    marks: list[tuple[Any, int]] = []
    for line in body.lines:
        posted = request.POST.get(f"line_{line.id}", "")
        if posted.isascii() and posted.isdigit() and len(posted) < 3 and int(posted) <= MOST:
            marks.append((line, int(posted)))
    if not marks:
        problem = _("Nothing is marked yet. You could mark one line, or skip this step.")
        return _problem(request, course, showing, problem)
    names = dict(places(body.words, request.comfort.slider))
    card = [(line.label, names.get(value, str(value))) for line, value in marks]
    offer = ""
    if body.strain:
        offer = _offer(request, course, showing, max(value for _line, value in marks))
    values = {line.id: value for line, value in marks}
    lines = [(line, values.get(line.id)) for line in body.lines]
    remembered = body.strain and strain_before(request, course) is not None
    if name == RETYPE:
        return show_step(request, course, showing.place, lines=lines)
    return _show_card(
        request,
        course,
        showing,
        card=card,
        offer=offer,
        lines=lines,
        remembered=remembered,
    )


def _offer(request: GuestRequest, course: Course, showing: Showing, now: int) -> str:
    if is_first_strain(course, showing.step.id):
        if has_later_strain(course, showing.step.id):
            remember_strain(request, course, now)
        return advice(now, None, heavier=course.heavier)
    before = strain_before(request, course)
    return advice(now, now if before is None else before, heavier=course.heavier)


def _show_scene(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    body = without_hidden(_body(showing), request.comfort.in_module(course.id))
    press, _colon, reply = name.partition(":")
    path = tuple(request.POST.getlist("path")[:10])
    typed = tuple(text[:LONGEST_REPLY] for text in request.POST.getlist("own")[:10])
    if press == "rehearse":
        path, typed = (reply,), ()
    elif press == "say":
        path = (*path, reply)
        if reply == OWN_REPLY:
            typed = (*typed, request.POST.get("own_reply", "")[:LONGEST_REPLY])
    elif press == "unsay":
        typed = typed[:-1] if path[-1:] == (OWN_REPLY,) else typed
        path = path[:-1]
    scene = scene_of(body, path, typed) if press != "stop_talk" else None
    problem = ""
    if reply == OWN_REPLY and scene is not None and scene.path[-1:] != (OWN_REPLY,):
        problem = _("There are no words here yet. You could pick a line, or write your own.")
    return show_step(
        request,
        course,
        showing.place,
        scene=scene,
        own_words=typed[: scene.path.count(OWN_REPLY)] if scene else (),
        problem=problem,
        status=422 if problem else 200,
        astray=words_in(request.POST) if problem else (),
        stopped=press == "stop_talk",
    )


def _show_ladder(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse:
    drawn = draw_ladder(_body(showing), request.POST, name)
    if name == "aim" and drawn.get("rungs") and any(text for text, _hard in drawn["rungs"]):
        # The library's own rungs: until one is changed, there is nothing to lose.
        drawn["shown"] = print_of(ladder_card(drawn["aim_text"], drawn["rungs"]))
    if drawn.get("card"):
        return _show_card(request, course, showing, **drawn)
    return show_step(
        request, course, showing.place, status=422 if drawn.get("problem") else 200, **drawn
    )


def _show_own_words(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """A choice with a free line: shown back once. Without one, the engine takes the choice."""
    body = _body(showing)
    chosen = tuple(request.POST.getlist("choice"))
    own_words = request.POST.get("own_words", "").strip() if body.own_words else ""
    if not chosen and not own_words:
        problem = _("Nothing is chosen yet. You could pick one, or skip this step.")
        return _problem(request, course, showing, problem)
    if not own_words:
        return None
    outcome = move(course, request.comfort, showing.place, "answer", chosen=chosen)
    here = outcome.place if outcome.kind == "stay" else showing.place
    if len(own_words) > LONGEST_ANSWER:
        problem = _("That is longer than fits here. Up to %(most)d letters fit.") % {
            "most": LONGEST_ANSWER
        }
        return show_step(
            request, course, here, status=422, problem=problem, own_words_typed=own_words
        )
    card = card_of(body, request.POST)
    return show_step(
        request, course, here, own_words=own_words, card=card, carried=carried(request.POST)
    )


def _show_again(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    """The step with its words still in the fields, after they were shown as a card."""
    again = words_again(_body(showing), request.POST)
    return show_step(request, course, showing.place, **again)


def words_first(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse | None:
    """Nothing typed is passed over: before a move leads away from words that were not shown as a
    card yet, they are, to keep, print or let go. None when there are no such words.

    Words of another step than this come back beside it, whatever the move.
    """
    body = showing.way.body if showing.open and showing.way else None
    if astray := words_astray(body, request.POST):
        again = words_again(body, request.POST)
        return show_step(request, course, showing.place, status=422, astray=astray, **again)
    stays = (type(body), name.partition(":")[0]) in ANSWERS or name == LET_GO
    if stays and not (isinstance(body, Ladder) and name == "aims"):
        return None
    card = card_of(body, request.POST)
    if is_too_long(body, card):
        problem = _("That is longer than a card can hold. You could make it shorter first.")
        return _problem(request, course, showing, problem, **words_again(body, request.POST))
    if not card or request.POST.get("shown") == print_of(card):
        return None
    return show_step(
        request, course, showing.place, card=card, wanted=name, carried=carried(request.POST)
    )


def _body(showing: Showing) -> Any:
    """The body of the way on show; `answer_for` has looked at its type."""
    return showing.way.body if showing.way else None


ANSWERS: dict[
    tuple[type, str], Callable[[GuestRequest, Course, Showing, str], HttpResponse | None]
] = {
    (Choose, "answer"): _show_own_words,
    (Choose, RETYPE): _show_again,
    (Plan, RETYPE): _show_again,
    (Script, RETYPE): _show_again,
    (Write, RETYPE): _show_again,
    (Ladder, RETYPE): _show_again,
    (Plan, "card"): _show_plan,
    (Script, "card"): _show_script,
    (Write, "card"): _show_writing,
    (Slider, "mark"): _show_marks,
    (Slider, RETYPE): _show_marks,
    (Rehearse, "rehearse"): _show_scene,
    (Rehearse, "say"): _show_scene,
    (Rehearse, "unsay"): _show_scene,
    (Rehearse, "stop_talk"): _show_scene,
    (Ladder, "aim"): _show_ladder,
    (Ladder, "aims"): _show_ladder,
    (Ladder, "rungs"): _show_ladder,
}
