"""What a kind of step does when its page is drawn, and when something is pressed on it.

A kind says it with one `Answering`. What is written, marked or said on a step is drawn back at
once and stored nowhere, unless `forget` says what is.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpResponse, QueryDict

from skills_app.http import GuestRequest
from skills_app.library import Body, Library, Way
from skills_app.preferences.keeping import Comfort, Keeping, Place
from skills_app.steps.cards import CardWords
from skills_app.steps.courses import Course, Outcome

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Page(Generic[B]):
    """An open step as it is drawn: its body, where the reader is in it, and what they chose."""

    body: B
    course: Course
    place: Place
    keeping: Keeping
    shelf: Library

    @property
    def comfort(self) -> Comfort:
        return self.keeping.comfort


@dataclass(frozen=True, slots=True)
class Press(Generic[B]):
    """A press on an open step. `name` is what the button says, like "card" or "say:own"."""

    name: str
    body: B
    course: Course
    place: Place
    request: GuestRequest

    @property
    def posted(self) -> QueryDict:
        return self.request.POST

    @property
    def comfort(self) -> Comfort:
        return self.request.comfort


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The step once more, with something in it: the answer to a press.

    With a `problem`, something is missing or too long, and the words are back in their fields;
    `wrong` are the names of those that it is about.
    A card is `closed`: its boxes are gone, so that nothing written after it can be passed over;
    what was in them is carried along. `place` is another one than where the press was made.
    """

    drawn: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    wrong: Collection[str] = ()
    closed: bool = False
    place: Place | None = None


def nothing_more(page: Page[Any]) -> dict[str, Any]:
    return {}


def takes_nothing(body: Body, posted: QueryDict, name: str, text: str) -> bool:
    return False


def picks_nothing(body: Body) -> Collection[str]:
    return ()


def as_it_is(way: Way, comfort: Comfort) -> Way | None:
    return way


def nothing_kept(request: GuestRequest, course: Course) -> None:
    pass


Answer = Callable[[Press[B]], Redrawn | HttpResponse | None]
Move = Callable[[B, Place, tuple[str, ...]], Outcome]
# The reader's request, the press, the page to go back to, and the body if it is of this kind.
Anywhere = Callable[[GuestRequest, str, str, B | None], HttpResponse]


@dataclass(frozen=True, slots=True)
class Answering(Generic[B]):
    """What a kind does.

    - `shows`: what its template needs to draw the step as it is come to.
    - `blanks`: what the template looks for besides, which only an answer gives. A name looked for
      in vain costs the page more than an empty one.
    - `presses`: its own buttons, each with what answers it; None leaves the press to the engine.
    - `anywhere`: buttons that work on other pages too, and when the step is closed by now.
    - `words`: the room it has for the reader's own words, if it has any.
    - `takes`: whether it draws these words of that field again with its page, or shows them as a
      card. What no step takes is given back beside it.
    - `picks`: the names of the fields by which something is picked or marked, on any step of this
      kind; `picks_of`, those that differ with the body. What is in a field that no page names is
      words (written.py).
    - `begins_anew`: whether it is drawn from its beginning then, without what it took.
    - `leads_away`: which of its presses lead away from words, so that those are shown first.
    - `moves`: its own moves of the engine. Pure.
    - `fitted`: the way as the reader's choices make it, or None when they close it. Pure.
    - `forget`: lets go of what the kind has kept in the session for a course.
    """

    shows: Callable[[Page[B]], dict[str, Any]] = nothing_more
    blanks: tuple[str, ...] = ()
    presses: Mapping[str, Answer[B]] = field(default_factory=dict)
    anywhere: Mapping[str, Anywhere[B]] = field(default_factory=dict)
    words: CardWords[B] | None = None
    takes: Callable[[B, QueryDict, str, str], bool] = takes_nothing
    picks: Collection[str] = ()
    picks_of: Callable[[B], Collection[str]] = picks_nothing
    begins_anew: bool = False
    leads_away: tuple[str, ...] = ()
    moves: Mapping[str, Move[B]] = field(default_factory=dict)
    fitted: Callable[[Way, Comfort], Way | None] = as_it_is
    forget: Callable[[GuestRequest, Course], None] = nothing_kept


def as_a_card(press: Press[B], words: CardWords[B]) -> Redrawn:
    """For kinds whose press is "Show it as a card": the words as one.

    Or the step with them back in its fields, and what is in the way.
    """
    drawn = words.again(press.body, press.posted)
    card = words.card_of(press.body, press.posted)
    if words.is_too_long(card):
        return Redrawn(
            drawn, problem=words.said_when_too_long, wrong=words.too_long_in(press.posted)
        )
    if not card:
        return Redrawn(drawn, problem=str(words.nothing), wrong=words.names(press.body))
    return Redrawn({**drawn, "card": card}, closed=True)
