from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills_app.steps.choose.body import Choose, Option
from skills_app.steps.choose.choosing import chosen_of, follow, take
from skills_app.steps.shared import Answering, Card, CardWords, Outcome, Page, Place, Press, Redrawn

CHOSEN = "steps/choose/chosen.html"


def has_a_free_line(body: Choose) -> bool:
    return body.own_words


def lines(body: Choose, posted: QueryDict) -> Card:
    return [(_("In your own words"), posted.get("own_words", "").strip())]


def again(body: Choose, posted: QueryDict) -> dict[str, Any]:
    return {"own_words_typed": posted.get("own_words", "")}


def takes(body: Choose, posted: QueryDict, name: str, text: str) -> bool:
    return body.own_words and name == "own_words"


def names(body: Choose) -> list[str]:
    return ["choice", "own_words"]


WORDS = CardWords(
    lines=lines,
    names=names,
    again=again,
    here=has_a_free_line,
    too_long=gettext_lazy("That is longer than fits here. Up to %(most)d letters fit."),
)


def shows(page: Page[Choose]) -> dict[str, Any]:
    chosen = chosen_of(page.body, page.place)
    asking = "steps/choose/many.html" if page.body.many else "steps/choose/one.html"
    return {
        "chosen": chosen,
        "leads_on": bool(chosen and chosen[0].goes_to),
        "leads_to_step": leads_to_step(chosen),
        "part": CHOSEN if chosen else asking,
    }


def leads_to_step(chosen: tuple[Option, ...]) -> bool:
    """One answer, and it leads to a step: going there and going on are the same press then."""
    return len(chosen) == 1 and (chosen[0].goes_to or "").startswith("step:")


def show_own_words(press: Press[Choose]) -> Redrawn | None:
    """A choice with a free line: shown back once. Without one, the engine takes the choice."""
    chosen = tuple(press.posted.getlist("choice"))
    card = WORDS.card_of(press.body, press.posted)
    if not chosen and not card:
        problem = _("Nothing is chosen yet. You could pick one, or skip this step.")
        return Redrawn(problem=problem, wrong=names(press.body))
    if not card:
        return None
    here = _place_of(take(press.body, press.place, chosen), press.place)
    own_words = card[0][1]
    if WORDS.is_too_long(card):
        again = {"own_words_typed": own_words}
        return Redrawn(again, problem=WORDS.said_when_too_long, wrong=["own_words"], place=here)
    return Redrawn({"card": card, "part": CHOSEN}, closed=True, place=here)


def _place_of(outcome: Outcome, before: Place) -> Place:
    return outcome.place if outcome.kind == "stay" else before


ANSWERING = Answering(
    takes=takes,
    picks=("choice",),
    shows=shows,
    blanks=("own_words_typed",),
    words=WORDS,
    presses={"answer": show_own_words},
    moves={"answer": take, "follow": follow},
)
