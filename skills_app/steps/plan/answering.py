from typing import Any

from django.http import QueryDict

from skills_app.steps.plan.body import Plan
from skills_app.steps.shared import Answering, Card, CardWords, Page, Press, Redrawn, as_a_card


def shows(page: Page[Plan]) -> dict[str, Any]:
    return {"typed": [(one, "") for one in page.body.fields]}


def lines(body: Plan, posted: QueryDict) -> Card:
    return [(one.label, posted.get(f"line_{one.id}", "").strip()) for one in body.fields]


def again(body: Plan, posted: QueryDict) -> dict[str, Any]:
    return {"typed": [(one, posted.get(f"line_{one.id}", "")) for one in body.fields]}


def takes(body: Plan, posted: QueryDict, name: str, text: str) -> bool:
    return name in {f"line_{one.id}" for one in body.fields}


def names(body: Plan) -> list[str]:
    return [f"line_{one.id}" for one in body.fields]


WORDS = CardWords(lines=lines, names=names, again=again)


def show_card(press: Press[Plan]) -> Redrawn:
    return as_a_card(press, WORDS)


ANSWERING = Answering(takes=takes, words=WORDS, presses={"card": show_card}, shows=shows)
