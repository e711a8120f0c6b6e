from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from skills_app.content import names_of
from skills_app.form_fields import one_line
from skills_app.steps.rehearse.body import OWN_REPLY, Rehearse
from skills_app.steps.rehearse.scenes import Scene, scene_of, topics_of, without_hidden
from skills_app.steps.shared import Answering, Page, Press, Redrawn, words_in

LONGEST_REPLY = 300  # characters
IN_SIGHT = 3  # replies
MOST_REPLIES = 10  # more than any talk has


TALKS = "steps/rehearse/talks.html"
OWN_LINE = "line"  # what was put together for a limit, said as one's own words


def part_for(scene: Scene | None) -> str:
    """What draws it: the talks to choose from, the talk, or how it ended."""
    if scene is None:
        return TALKS
    return "steps/rehearse/over.html" if scene.end else "steps/rehearse/goes_on.html"


def shows(page: Page[Rehearse]) -> dict[str, Any]:
    comfort = page.comfort.in_module(page.course.id)
    talks = without_hidden(page.body, comfort).rehearsals
    return {
        "part": TALKS,
        "talks": [(one, names_of(topics_of(one, comfort), page.shelf)) for one in talks],
        "talks_set_aside": len(talks) < len(page.body.rehearsals),
    }


def takes(body: Rehearse, posted: QueryDict, name: str, text: str) -> bool:
    """A line that is only half typed stays in its field while the talk goes on, and no longer."""
    goes_on = posted.get("move", "").partition(":")[0] in ("say", "unsay")
    return name in ("own", OWN_LINE) or (name == "own_reply" and goes_on)


def own_line(press: Press[Rehearse]) -> str:
    """The reader's own line, brought along from where it was made: on the page, nowhere else."""
    return one_line(press.posted.get(OWN_LINE, ""))[:LONGEST_REPLY]


def choose_talk(press: Press[Rehearse]) -> Redrawn:
    return Redrawn({"line": own_line(press)})


def stop(press: Press[Rehearse]) -> Redrawn:
    return Redrawn({"stopped": True, "line": own_line(press)})


def show_scene(press: Press[Rehearse]) -> Redrawn:
    body = without_hidden(press.body, press.comfort.in_module(press.course.id))
    path, typed = _said(press)
    scene = scene_of(body, path, typed)
    heard = scene is None or scene.path[-1:] == (OWN_REPLY,)
    problem = ""
    if press.name.partition(":")[2] == OWN_REPLY and not heard:
        problem = _("There are no words here yet. You could pick a line, or write your own.")
    own_words = typed[: scene.path.count(OWN_REPLY)] if scene else ()
    drawn = {
        "part": part_for(scene),
        "scene": scene,
        "own_words": own_words,
        "own_reply": _half_typed(press),
        **_replies(scene, own_line(press)),
        "astray": _without_a_field(press, scene) if not problem else words_in(press.posted),
    }
    return Redrawn(drawn, problem=problem, wrong=["own_reply"] if problem else ())


def _replies(scene: Scene | None, line: str) -> dict[str, Any]:
    """Three in sight at most, the reader's own line first; the others are folded."""
    replies = scene.turn.replies if scene else ()
    seen = IN_SIGHT - bool(line)
    return {"line": line, "in_sight": replies[:seen], "folded": replies[seen:]}


def _half_typed(press: Press[Rehearse]) -> str:
    """What stands in the field, unless this press says it."""
    is_said = press.name == f"say:{OWN_REPLY}"
    return "" if is_said else press.posted.get("own_reply", "")[:LONGEST_REPLY]


def _without_a_field(press: Press[Rehearse], scene: Scene | None) -> list[str]:
    """Half typed, and the talk has come to its end."""
    text = _half_typed(press)
    return [text] if text.strip() and (scene is None or scene.end) else []


def _said(press: Press[Rehearse]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The path after this press, and the words of the reader's own in it."""
    name, _colon, reply = press.name.partition(":")
    if name == "rehearse":
        return (reply,), ()
    path = tuple(press.posted.getlist("path")[:MOST_REPLIES])
    typed = tuple(text[:LONGEST_REPLY] for text in press.posted.getlist("own")[:MOST_REPLIES])
    if name == "unsay":
        return path[:-1], typed[:-1] if path[-1:] == (OWN_REPLY,) else typed
    if reply == OWN_LINE:
        return (*path, OWN_REPLY), (*typed, own_line(press))
    if reply == OWN_REPLY:
        typed = (*typed, press.posted.get("own_reply", "")[:LONGEST_REPLY])
    return (*path, reply), typed


ANSWERING = Answering(
    takes=takes,
    picks=("path",),
    begins_anew=True,
    shows=shows,
    blanks=("scene", "own_words", "own_reply", "stopped", "line", "in_sight", "folded"),
    presses={
        "talks": choose_talk,
        "rehearse": show_scene,
        "say": show_scene,
        "unsay": show_scene,
        "stop_talk": stop,
    },
)
