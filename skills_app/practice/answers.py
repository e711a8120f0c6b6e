"""What is written, marked or said on a step: drawn back at once and stored nowhere.

Every page here comes straight from what was posted. Whoever wants to keep it sends it to
their private space from the card.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from skills_app.content.shapes import Choose, Plan, Script
from skills_app.content.task_shapes import Ladder, Rehearse, Slider, Write
from skills_app.http import GuestRequest
from skills_app.practice.courses import Course
from skills_app.practice.drawing import show_step
from skills_app.practice.ladders import draw_ladder
from skills_app.practice.pace import Showing, move
from skills_app.practice.rehearsing import OWN, scene_of
from skills_app.practice.strain import MOST, advice, is_first_strain, places

LONGEST_ANSWER = 5000  # characters; a card is read at a glance
LONGEST_PAGE = 20_000  # characters on a page to write on, as many as the space keeps
LONGEST_REPLY = 300
CHANGE = "change"  # a card with its boxes open again
BOXES = ("line_", "own_", "written", "rung_", "hard_")  # how the names of boxes begin
STRAIN = "strain"  # session: how strained the reader was at a module's first slider


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
    request: GuestRequest, course: Course, showing: Showing, name: str, **drawn: Any
) -> HttpResponse:
    """A card whose boxes are closed, so that nothing written after it can be passed over.

    What was in them is carried along, for opening them again and for drawing the card anew.
    """
    if name == CHANGE:
        drawn = {**drawn, "card": ""}
    carried = [one for one in request.POST.items() if one[0].startswith(BOXES)]
    return show_step(request, course, showing.place, carried=carried, **drawn)


def _show_plan(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    body = _body(showing)
    typed = [(field, request.POST.get(f"line_{field.id}", "")) for field in body.fields]
    if any(len(text) > LONGEST_ANSWER for _field, text in typed):
        problem = _("That is longer than a card can hold. Up to %(most)d letters fit in a box.") % {
            "most": LONGEST_ANSWER
        }
        return _problem(request, course, showing, problem, typed=typed)
    card = [(field.label, text.strip()) for field, text in typed if text.strip()]
    if not card:
        problem = _("Nothing is written yet. One line is enough, or you could skip this step.")
        return _problem(request, course, showing, problem, typed=typed)
    return _show_card(request, course, showing, name, card=card, typed=typed)


def _show_script(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse:
    """The lines that were picked, or the reader's own in their place, in the order of the parts."""
    parts = []
    for part in _body(showing).parts:
        picked = request.POST.get(f"line_{part.id}", "")
        own = request.POST.get(f"own_{part.id}", "")
        lines = {str(number): line for number, line in enumerate(part.lines, start=1)}
        said = own.strip() or lines.get(picked, "")
        parts.append({"part": part, "picked": picked, "own": own, "said": said})
    if any(len(one["own"]) > LONGEST_ANSWER for one in parts):
        problem = _("That is longer than a card can hold. Up to %(most)d letters fit in a box.") % {
            "most": LONGEST_ANSWER
        }
        return _problem(request, course, showing, problem, parts=parts)
    card = [(one["part"].label, one["said"]) for one in parts if one["said"]]
    if not card:
        problem = _("Nothing is picked yet. One line is enough, or you could skip this step.")
        return _problem(request, course, showing, problem, parts=parts)
    return _show_card(request, course, showing, name, card=card, parts=parts)


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
    return _show_card(request, course, showing, name, card=[("", written)], written=written)


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
    return _show_card(request, course, showing, name, card=card, offer=offer, lines=lines)


def _offer(request: GuestRequest, course: Course, showing: Showing, now: int) -> str:
    kept = request.session.get(STRAIN, {})
    if is_first_strain(course, showing.step.id):
        request.session[STRAIN] = {**kept, course.id: now}
        return advice(now, None, heavier=course.heavier)
    return advice(now, kept.get(course.id, now), heavier=course.heavier)


def _show_scene(request: GuestRequest, course: Course, showing: Showing, name: str) -> HttpResponse:
    body = _body(showing)
    press, _colon, reply = name.partition(":")
    path = tuple(request.POST.getlist("path")[:10])
    typed = tuple(text[:LONGEST_REPLY] for text in request.POST.getlist("own")[:10])
    if press == "rehearse":
        path, typed = (reply,), ()
    elif press == "say":
        path = (*path, reply)
        if reply == OWN:
            typed = (*typed, request.POST.get("own_reply", "")[:LONGEST_REPLY])
    elif press == "unsay":
        typed = typed[:-1] if path[-1:] == (OWN,) else typed
        path = path[:-1]
    scene = scene_of(body, path, typed) if press != "stop_talk" else None
    problem = ""
    if reply == OWN and scene is not None and scene.path[-1:] != (OWN,):
        problem = _("There are no words here yet. You could pick a line, or write your own.")
    return show_step(
        request,
        course,
        showing.place,
        scene=scene,
        own_words=typed[: scene.path.count(OWN)] if scene else (),
        problem=problem,
        status=422 if problem else 200,
        stopped=press == "stop_talk",
    )


def _show_ladder(
    request: GuestRequest, course: Course, showing: Showing, name: str
) -> HttpResponse:
    drawn = draw_ladder(_body(showing), request.POST, "rungs" if name == CHANGE else name)
    if drawn.get("card"):
        return _show_card(request, course, showing, name, **drawn)
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
    return show_step(request, course, here, own_words=own_words)


def _body(showing: Showing) -> Any:
    """The body of the way on show; `answer_for` has looked at its type."""
    return showing.way.body if showing.way else None


ANSWERS: dict[
    tuple[type, str], Callable[[GuestRequest, Course, Showing, str], HttpResponse | None]
] = {
    (Choose, "answer"): _show_own_words,
    (Plan, "card"): _show_plan,
    (Plan, CHANGE): _show_plan,
    (Script, "card"): _show_script,
    (Script, CHANGE): _show_script,
    (Write, "card"): _show_writing,
    (Write, CHANGE): _show_writing,
    (Slider, "mark"): _show_marks,
    (Slider, CHANGE): _show_marks,
    (Rehearse, "rehearse"): _show_scene,
    (Rehearse, "say"): _show_scene,
    (Rehearse, "unsay"): _show_scene,
    (Rehearse, "stop_talk"): _show_scene,
    (Ladder, "aim"): _show_ladder,
    (Ladder, "aims"): _show_ladder,
    (Ladder, "rungs"): _show_ladder,
    (Ladder, CHANGE): _show_ladder,
}
