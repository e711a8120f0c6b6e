"""What was typed on a step, as the card would show it. Nothing of it is kept.

It promises: the same words make the same print, so a page can tell whether its reader has seen
them as a card, or typed on since.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills_app.library import Body

B = TypeVar("B", bound=Body)

NOTHING_WRITTEN = _("Nothing is written yet. One line is enough, or you could skip this step.")
TOO_LONG_FOR_A_CARD = _("That is longer than a card can hold. Up to %(most)d letters fit in a box.")
LONGER_THAN_A_PICK = 40
LONGEST_ANSWER = 5000  # characters; a card is read at a glance

Card = list[tuple[str, str]]

# Names of fields that hold something of the reader's. Everything else is the page's own.
_TYPED = ("line_", "own_", "written", "rung_", "hard_", "aim", "involves", "choice")
# Of these, what can be somebody's own words.
_WORDS = ("line_", "own", "written", "rung_", "hard_", "aim_text")
# A number in one of these was picked or marked, if the step has no line to write there.
_MARKED = ("line_", "hard_")


def always(body: Body) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class CardWords(Generic[B]):
    """The room a kind has for words of the reader's own.

    `lines` are label and words of each thing that was written or picked, `names` the fields they
    are in; `again` is what draws the step with them back in their fields. `here` says whether a
    body has such room at all.
    `nothing` and `too_long` say so where the card would be empty, or more than `longest` letters.
    """

    lines: Callable[[B, QueryDict], Card]
    names: Callable[[B], list[str]]
    again: Callable[[B, QueryDict], dict[str, Any]]
    here: Callable[[B], bool] = always
    longest: int = LONGEST_ANSWER
    nothing: str | Promise = NOTHING_WRITTEN
    too_long: str | Promise = TOO_LONG_FOR_A_CARD

    def card_of(self, body: B, posted: QueryDict) -> Card:
        """Empty when nothing was written or picked."""
        lines = self.lines(body, posted) if self.here(body) else []
        return [(label, text) for label, text in lines if text]

    def is_too_long(self, card: Card) -> bool:
        return any(len(text) > self.longest for _label, text in card)

    def too_long_in(self, posted: QueryDict) -> list[str]:
        """The names of the fields that are."""
        return [
            name
            for name, text in posted.items()
            if name.startswith(_WORDS) and len(str(text).strip()) > self.longest
        ]

    @property
    def said_when_too_long(self) -> str:
        return str(self.too_long) % {"most": self.longest}


def fingerprint_of(card: Card) -> str:
    """A short print of the words: the page holds it, and from it nobody can read them back."""
    plain = [[label, " ".join(text.split())] for label, text in card]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:32]


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """The reader's fields as they were posted, to go on with the page."""
    return [
        (name, value)
        for name, values in posted.lists()
        if name.startswith(_TYPED)
        for value in values
    ]


def words_in(
    posted: QueryDict, *, but: Callable[[str, str], bool] = lambda name, text: False
) -> list[str]:
    """Somebody's own words in the fields of any step, each once, `but` those of these fields."""
    texts = [
        text
        for name, values in posted.lists()
        if name.startswith(_WORDS)
        for text in values
        if text.strip() and not _is_a_mark(name, text.strip()) and not but(name, text)
    ]
    return list(dict.fromkeys(texts))


def _is_a_mark(name: str, text: str) -> bool:
    return name.startswith(_MARKED) and text.isdigit()


def may_be_picked(text: str) -> bool:
    """Whether this can have come from a button or box, of whatever page: it is no line."""
    return len(text.split()) < 2 and len(text) < LONGER_THAN_A_PICK
