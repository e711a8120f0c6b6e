"""The practice engine. Pure: (course, comfort, place) -> what to show, and one move at a time.

It promises: nothing hidden is shown, nothing avoided is asked for, and every answer has a
way on, a way back and a way out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from skills_app.library import Step, Way, without_avoided
from skills_app.steps.working import Comfort, Course, Outcome, Place, answering_of, opposite_kind

# shown: as written · another_way: a later way, because of a choice · noted: folded behind its
# note · set_aside: a hidden topic in every way · nothing_left: an avoided method in every way
Answer = Literal["shown", "another_way", "noted", "set_aside", "nothing_left", "finished"]


@dataclass(frozen=True, slots=True)
class Showing:
    """What to show. `way` is None exactly when there is nothing of the step to show.

    `labels` and `asks` are note topics; `others` the ways still open to the reader;
    `moved` says that the kept step is gone and this is its nearest neighbour.
    """

    answer: Answer
    step: Step
    way: Way | None
    place: Place
    number: int
    of: int
    screens: int
    labels: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    others: tuple[Way, ...] = ()
    moved: bool = False

    @property
    def open(self) -> bool:
        return self.answer in ("shown", "another_way")

    @property
    def last_screen(self) -> bool:
        return not self.open or self.place.screen >= self.screens - 1

    @property
    def last(self) -> bool:
        return self.number == self.of and self.last_screen


def begin(course: Course) -> Place:
    return Place(step=course.steps[0].id)


def ways_open(step: Step, comfort: Comfort) -> tuple[Way, ...]:
    """The ways that ask for nothing avoided and mention nothing hidden, in order.

    Parts of a way that ask for something avoided are left out of it. Help that is always shown
    keeps its topics, and its first way when every way is avoided.
    """
    fitting = (_fitted(way, comfort) for way in step.ways)
    possible = tuple(way for way in fitting if way is not None)
    if step.always_shown:
        return possible or step.ways[:1]
    return tuple(way for way in possible if not _mentions(way, comfort, "hide"))


def show(course: Course, comfort: Comfort, place: Place | None) -> Showing:
    """What the reader sees at a place. Total: any place leads to a step of the course."""
    comfort = course.kept_to(comfort)
    place, moved = _place_in(course, place or begin(course))
    step, number, of = course.steps[place.at], place.at + 1, len(course.steps)
    if place.finished:
        done = Place(step=step.id, at=place.at, finished=True)
        return Showing("finished", step, None, done, number, of, 1)

    possible = ways_open(step, comfort)
    if not possible:
        closed = replace(_from_its_start(place), way=None)
        why = _why_closed(step, comfort)
        return Showing(why, step, None, closed, number, of, 1, moved=moved)

    way, place = _way_at(possible, place)
    labels, asks = _notes(step, way, comfort)
    answer: Answer = "shown" if way.id == step.main.id else "another_way"
    if asks and not place.opened:
        answer = "noted"
    screens = way.body.screen_count
    others = tuple(other for other in possible if other.id != way.id)
    return Showing(answer, step, way, place, number, of, screens, labels, asks, others, moved)


def _why_closed(step: Step, comfort: Comfort) -> Answer:
    """No way is open: something in it is hidden, or nothing is left without what is avoided."""
    return "set_aside" if any(_fitted(way, comfort) for way in step.ways) else "nothing_left"


def _place_in(course: Course, place: Place) -> tuple[Place, bool]:
    """A place at a step there is, and whether its own step is gone."""
    index = course.index_of(place.step)
    if index is not None:
        return replace(place, at=index), False
    index = min(max(place.at, 0), len(course.steps) - 1)
    nearest = Place(step=course.steps[index].id, at=index, finished=place.finished)
    return nearest, not place.finished


def _way_at(possible: tuple[Way, ...], place: Place) -> tuple[Way, Place]:
    """The way the place is in, or the first, and the place at a screen it has."""
    way = next((way for way in possible if way.id == place.way), None)
    if way is None:
        way = possible[0]
        # A place in a way that is closed now says nothing about this other way.
        place = place if place.way is None else _from_its_start(place)
    screen = min(max(place.screen, 0), way.body.screen_count - 1)
    return way, replace(place, way=way.id, screen=screen)


def _from_its_start(place: Place) -> Place:
    return replace(place, screen=0, opened=False, chosen=())


def move(
    course: Course,
    comfort: Comfort,
    place: Place,
    name: str,
    *,
    chosen: tuple[str, ...] = (),
) -> Outcome:
    """One move, reckoned from the page the reader was looking at.

    Because a move starts from the page it was made on, pressing twice or in an old tab
    leads to a neighbour of that page and never further. An unknown move stays put.
    """
    comfort = course.kept_to(comfort)
    now = show(course, comfort, place)
    if now.open and now.way is not None:
        own_move = answering_of(now.way).moves.get(name)
        if own_move is not None:
            return own_move(now.way.body, now.place, chosen)
    make_move = MOVES.get(name)
    return make_move(course, comfort, now) if make_move else Outcome("stay", now.place)


def _next(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    if now.answer == "finished":
        return Outcome("stay", now.place)
    if now.open and not now.last_screen:
        return Outcome("stay", replace(now.place, screen=now.place.screen + 1))
    return _skip(course, comfort, now)


def _skip(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    if now.number >= now.of:
        return Outcome("stay", replace(now.place, finished=True, screen=0, opened=False))
    return Outcome("stay", _at(course, now.number))


def _back(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    if now.answer == "finished":
        return Outcome("stay", _last_screen_of(course, comfort, now.number - 1))
    if now.open and now.place.chosen:
        return Outcome("stay", replace(now.place, chosen=()))
    if now.open and now.place.screen:
        return Outcome("stay", replace(now.place, screen=now.place.screen - 1))
    if now.number == 1:
        return Outcome("left", now.place)
    return Outcome("stay", _last_screen_of(course, comfort, now.number - 2))


def _leave(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    return Outcome("left", now.place)


def _another_way(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    """The next way in turn; with no other way, the shelf offers something else."""
    if now.way is None or not now.others:
        return Outcome("elsewhere", now.place)
    possible = ways_open(now.step, comfort)
    ids = [way.id for way in possible]
    following = possible[(ids.index(now.way.id) + 1) % len(possible)]
    return Outcome("stay", Place(step=now.step.id, way=following.id, at=now.number - 1))


def _open_note(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    if now.answer != "noted":
        return Outcome("stay", now.place)
    return Outcome("stay", replace(now.place, opened=True, screen=0))


def _not_helping(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    """The opposite kind, as seen from the step itself when it stands on the shelf by itself."""
    card = now.step.tool
    return Outcome("unhelpful", now.place, opposite_kind(card.states if card else course.states))


def _begin_again(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    return Outcome("stay", begin(course))


def _repeat(course: Course, comfort: Comfort, now: Showing) -> Outcome:
    """The same step from its first line or screen."""
    return Outcome("stay", now.place.with_screen(0))


MOVES: dict[str, Callable[[Course, Comfort, Showing], Outcome]] = {
    "next": _next,
    "skip": _skip,
    "back": _back,
    "leave": _leave,
    "another_way": _another_way,
    "open_note": _open_note,
    "not_helping": _not_helping,
    "begin": _begin_again,
    "repeat": _repeat,
}


def _at(course: Course, index: int) -> Place:
    return Place(step=course.steps[index].id, at=index)


def _last_screen_of(course: Course, comfort: Comfort, index: int) -> Place:
    before = show(course, comfort, _at(course, index))
    if not before.open:
        return _at(course, index)
    return replace(before.place, screen=before.screens - 1)


def _fitted(way: Way, comfort: Comfort) -> Way | None:
    """The way as the reader does it, or None: as its kind fits it, with nothing avoided in it."""
    fitting = answering_of(way).fitted(way, comfort)
    return without_avoided(fitting, comfort.avoids) if fitting is not None else None


def _mentions(way: Way, comfort: Comfort, level: str) -> bool:
    return any(comfort.level(topic) == level for topic in way.notes)


def _notes(step: Step, way: Way, comfort: Comfort) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Topics to say in the quiet line, and topics to ask about first."""
    if step.always_shown:
        return tuple(t for t in way.notes if comfort.level(t) != "show"), ()
    labels = tuple(topic for topic in way.notes if comfort.level(topic) == "label")
    return labels, tuple(topic for topic in way.notes if comfort.level(topic) == "ask")
