"""The answer of every kind whose press is "Show it as a card"."""

from typing import TypeVar

from skills_app.library import Body
from skills_app.steps.answering import Press, Redrawn
from skills_app.steps.cards import CardWords

B = TypeVar("B", bound=Body)


def as_a_card(press: Press[B], words: CardWords[B]) -> Redrawn:
    """The words as a card; or the step with them back in its fields, and what is in the way."""
    drawn = words.again(press.body, press.posted)
    card = words.card_of(press.body, press.posted)
    if words.is_too_long(card):
        return Redrawn(
            drawn, problem=words.said_when_too_long, wrong=words.too_long_in(press.posted)
        )
    if not card:
        return Redrawn(drawn, problem=str(words.nothing), wrong=words.names(press.body))
    return Redrawn({**drawn, "card": card}, closed=True)
