from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from skills_app.steps.shared import Answering, Card, CardWords, Press, Redrawn, as_a_card
from skills_app.steps.write.body import Write

LONGEST_PAGE = 20_000  # characters on a page to write on, as many as the space keeps


def lines(body: Write, posted: QueryDict) -> Card:
    written = posted.get("written", "").replace("\r\n", "\n")
    return [("", written if written.strip() else "")]


def again(body: Write, posted: QueryDict) -> dict[str, Any]:
    return {"written": posted.get("written", "")}


def takes(body: Write, posted: QueryDict, name: str, text: str) -> bool:
    return name == "written"


def names(body: Write) -> list[str]:
    return ["written"]


WORDS = CardWords(
    lines=lines,
    names=names,
    again=again,
    longest=LONGEST_PAGE,
    too_long=_("That is longer than fits here. Up to %(most)d letters fit."),
)


def show_card(press: Press[Write]) -> Redrawn:
    return as_a_card(press, WORDS)


ANSWERING = Answering(takes=takes, words=WORDS, presses={"card": show_card}, blanks=("written",))
