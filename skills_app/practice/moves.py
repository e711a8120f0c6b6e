"""One press on a step page: read where it was made, make the move, keep the place."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skills_app.content import library
from skills_app.content.shapes import Choose, Plan, State
from skills_app.http import GuestRequest, SeeOther
from skills_app.practice.breath import BREATH_MOVES, adjusted
from skills_app.practice.courses import Course
from skills_app.practice.pace import Outcome, Showing, begin, move, show
from skills_app.practice.pages import step_context
from skills_app.preferences.keeping import save
from skills_app.preferences.places import Place, place_from_data

LONGEST_ANSWER = 5000  # characters; a card is read at a glance
PAGES = {"people": "people", "safety": "exits:safety", "now": "practice:now"}


def show_step(
    request: GuestRequest,
    course: Course,
    place: Place | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    showing = show(course, request.comfort, place)
    context = step_context(course, showing, request.keeping, library())
    context["action"] = address_of(course)
    return render(request, "practice/step.html", {**context, **more}, status=status)


def make_move(request: GuestRequest, course: Course) -> HttpResponse:
    """Answers a POST. The page says which step it was, so an old tab never jumps wrongly."""
    name = request.POST.get("move", "")
    if name in BREATH_MOVES or name == "began":
        return change_breath(request, name, address_of(course))
    place = posted_place(request) or request.keeping.places.get(course.id) or begin(course)
    showing = show(course, request.comfort, place)
    if name == "card" and showing.way and isinstance(showing.way.body, Plan):
        return _show_card(request, course, showing, showing.way.body)
    chosen = tuple(request.POST.getlist("choice"))
    if name.startswith("follow:"):
        name, _colon, option = name.partition(":")
        chosen = (option,)
    if name == "answer" and showing.way and isinstance(showing.way.body, Choose):
        own_words = request.POST.get("own_words", "").strip() if showing.way.body.own_words else ""
        if not chosen and not own_words:
            problem = _("Nothing is chosen yet. You could pick one, or skip this step.")
            return show_step(request, course, showing.place, status=422, problem=problem)
        if own_words:
            outcome = move(course, request.comfort, showing.place, "answer", chosen=chosen)
            here = outcome.place if outcome.kind == "stay" else showing.place
            return _show_own_words(request, course, here, own_words)
    outcome = move(course, request.comfort, showing.place, name, chosen=chosen)
    save(request, request.keeping.with_place(course.id, outcome.place))
    return SeeOther(_address_after(request, course, outcome, name))


def change_breath(request: GuestRequest, name: str, back_to: str) -> HttpResponse:
    """A press on a rhythm button, or word that a breath session began."""
    keeping = request.keeping
    if name == "began":
        save(request, keeping.with_one_more_use())
        return HttpResponse(status=204)
    comfort = adjusted(keeping.comfort, name)
    save(request, keeping.with_comfort(comfort))
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"in": f"{comfort.breath_in:g}", "out": f"{comfort.breath_out:g}"})
    return SeeOther(back_to)


def posted_place(request: GuestRequest) -> Place | None:
    """Where the page was. Whatever else is posted is left out."""
    posted = request.POST
    return place_from_data(
        {
            "step": posted.get("step"),
            "way": posted.get("way"),
            "screen": _count(posted.get("screen", "")),
            "at": _count(posted.get("at", "")),
            "opened": posted.get("opened") == "1",
            "finished": posted.get("finished") == "1",
            "chosen": posted.getlist("was_chosen"),
        }
    )


def address_of(course: Course) -> str:
    name, key = ("tool", "tool_id") if course.alone else ("module", "module_id")
    return reverse(f"practice:{name}", kwargs={key: course.id})


def state_address(state: State | None) -> str:
    if state is None:
        return reverse("practice:tools")
    return reverse("practice:state", kwargs={"state": state})


def goes_to_address(goes_to: str) -> str:
    """Where "module:m03", "tool:t12" or "page:people" is found."""
    kind, _colon, name = goes_to.partition(":")
    if kind == "module":
        return reverse("practice:module", kwargs={"module_id": name})
    if kind == "tool":
        return reverse("practice:tool", kwargs={"tool_id": name})
    if kind == "page" and name in PAGES:
        return reverse(PAGES[name])
    raise Http404


def _address_after(request: GuestRequest, course: Course, outcome: Outcome, name: str) -> str:
    if outcome.kind == "stay":
        return address_of(course)
    if outcome.kind == "follow":
        if outcome.goes_to == "step":
            return address_of(course)
        return goes_to_address(outcome.goes_to or "")
    if outcome.kind == "unhelpful":
        messages.info(
            request,
            _("Thank you for noticing. Not every step suits everyone. Here is another kind."),
        )
        return state_address(outcome.goes_to)  # type: ignore[arg-type]
    if outcome.kind == "elsewhere":
        return reverse("practice:tools")
    if name == "back":
        return reverse("practice:tools" if course.alone else "practice:skills")
    messages.info(request, _("Your place is kept. Come back to it whenever you like, or never."))
    return reverse("front")


def _show_card(request: GuestRequest, course: Course, showing: Showing, plan: Plan) -> HttpResponse:
    """The written lines as a plain card. Nothing of it is stored."""
    written = {field.id: request.POST.get(f"line_{field.id}", "") for field in plan.fields}
    typed = [(field, written[field.id]) for field in plan.fields]
    if any(len(text) > LONGEST_ANSWER for text in written.values()):
        problem = _("That is longer than a card can hold. Up to %(most)d letters fit in a box.") % {
            "most": LONGEST_ANSWER
        }
        return show_step(request, course, showing.place, status=422, problem=problem, typed=typed)
    if not any(text.strip() for text in written.values()):
        problem = _("Nothing is written yet. One line is enough, or you could skip this step.")
        return show_step(request, course, showing.place, status=422, problem=problem, typed=typed)
    card = [(field, text.strip()) for field, text in typed if text.strip()]
    return show_step(request, course, showing.place, card=card, typed=typed)


def _show_own_words(
    request: GuestRequest, course: Course, place: Place, own_words: str
) -> HttpResponse:
    if len(own_words) > LONGEST_ANSWER:
        problem = _("That is longer than fits here. Up to %(most)d letters fit.") % {
            "most": LONGEST_ANSWER
        }
        return show_step(
            request, course, place, status=422, problem=problem, own_words_typed=own_words
        )
    return show_step(request, course, place, own_words=own_words)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
