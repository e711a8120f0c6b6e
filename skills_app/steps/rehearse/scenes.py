"""Walks a rehearsal: what was said so far, and where that leads. Pure; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from skills_app.preferences.keeping import Comfort
from skills_app.steps.rehearse.body import OWN_REPLY, QUIET_ENDS, Rehearsal, Rehearse, Reply, Turn

IGNORED_TWICE = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a talk stands. `end` is empty while it goes on, else what to say about the end.

    `path` is the part of the given path that made sense; `ignored` is true once two replies
    in a row were not heard, which is never the fault of the words.
    """

    rehearsal: Rehearsal
    turn: Turn
    said: tuple[tuple[Turn, Reply], ...]
    path: tuple[str, ...]
    end: str
    ignored: bool

    @property
    def opens_at(self) -> Literal["title", "line", "end", ""]:
        """What is new on the page. The end is, unless their line says it by itself."""
        if self.end != self.turn.end:
            return "end"
        if self.said:
            return "line"
        return "" if self.end else "title"


def without_hidden(body: Rehearse, comfort: Comfort) -> Rehearse:
    """The same step without the talks that mention something the reader leaves out."""
    return replace(
        body,
        rehearsals=tuple(
            one
            for one in body.rehearsals
            if all(comfort.level(note) != "hide" for note in one.notes)
        ),
    )


def topics_of(rehearsal: Rehearsal, comfort: Comfort) -> tuple[str, ...]:
    """What to say beside the title. Each talk is folded until its title is pressed, so one line
    serves those who want to be told and those who want to be asked."""
    return tuple(note for note in rehearsal.notes if comfort.level(note) != "show")


def scene_of(
    body: Rehearse, path: tuple[str, ...], own_words: tuple[str, ...] = ()
) -> Scene | None:
    """The scene a path leads to, or None when it names no rehearsal. Total.

    Each "own" in the path takes the next of `own_words`. They are always taken well: a page
    cannot judge them, and will not act as if it could.
    """
    rehearsal = body.rehearsal(path[0]) if path else None
    if rehearsal is None:
        return None
    first = rehearsal.turns[0]
    scene = Scene(rehearsal, first, (), (rehearsal.id,), first.end, ignored=False)
    typed, unheard = iter(own_words), 0
    for step in path[1:]:
        if scene.end:
            break
        if step in QUIET_ENDS:
            return replace(scene, path=(*scene.path, step), end=str(getattr(body.ends, step)))
        reply = _reply(scene, step, typed)
        following = rehearsal.turn(reply.leads) if reply else None
        if reply is None or following is None:
            break
        unheard = 0 if following.accepts else unheard + 1
        scene = Scene(
            rehearsal,
            following,
            (*scene.said, (scene.turn, reply)),
            (*scene.path, step),
            following.end,
            ignored=unheard >= IGNORED_TWICE,
        )
    return scene


def _reply(scene: Scene, step: str, typed: Iterator[str]) -> Reply | None:
    if step == OWN_REPLY:
        return _own_reply(scene.rehearsal, scene.turn, next(typed, ""))
    return next((one for one in scene.turn.replies if one.id == step), None)


def _own_reply(rehearsal: Rehearsal, turn: Turn, text: str) -> Reply | None:
    """The typed words, leading where the first reply that is taken well leads."""
    if not text.strip():
        return None
    taken_well = [
        reply
        for reply in turn.replies
        if (following := rehearsal.turn(reply.leads)) and following.accepts
    ]
    return Reply(OWN_REPLY, text, taken_well[0].leads) if taken_well else None
