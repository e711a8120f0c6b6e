"""What was typed on a step, as the card would show it. Nothing of it is kept.

It promises: the same words make the same print, so a page can tell whether its reader has seen
them as a card, or typed on since.
"""

import hashlib
import json
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from skills_app.content.bodies import Body
from skills_app.practice.ladders import RUNG_FIELDS, ladder_card, posted_rungs
from skills_app.steps.choose.body import Choose
from skills_app.steps.ladder.body import Ladder
from skills_app.steps.plan.body import Plan
from skills_app.steps.rehearse.body import Rehearse
from skills_app.steps.script.body import Script, ScriptPart
from skills_app.steps.slider.body import Slider
from skills_app.steps.write.body import Write
from skills_app.typed import one_line
from skills_app.written import LINE, LONGEST_NAME, is_more_than_a_word, is_writing

LONGEST_ANSWER = 5000  # characters; a card is read at a glance
LONGEST_PAGE = 20_000  # characters on a page to write on, as many as the space keeps

Card = list[tuple[str, str]]

# Names of fields that hold something of the reader's. Everything else is the page's own.
_TYPED = ("line_", "own_", "written", "rung_", "hard_", "aim", "involves", "choice")
# Of these, what can be somebody's own words.
_WORDS = ("line_", "own", "written", "rung_", "hard_", "aim_text")


def holds_words(body: Body | None) -> bool:
    """Whether a step of this kind has room for words."""
    match body:
        case Plan() | Write() | Ladder():
            return True
        case Script(parts=parts):
            return bool(parts)
        case Choose(own_words=own_words):
            return own_words
        case _:
            return False


def card_of(body: Body | None, posted: QueryDict) -> Card:
    """Label and words of each thing that was written or picked; empty when nothing was."""
    match body:
        case Plan(fields=fields):
            lines = [(one.label, posted.get(f"line_{one.id}", "").strip()) for one in fields]
        case Script(parts=parts):
            lines = [(one["part"].label, one["said"]) for one in script_parts(parts, posted)]
        case Write():
            written = posted.get("written", "").replace("\r\n", "\n")
            lines = [("", written if written.strip() else "")]
        case Ladder():
            lines = _ladder_lines(body, posted)
        case Choose(own_words=True):
            lines = [(_("In your own words"), posted.get("own_words", "").strip())]
        case _:
            lines = []
    return [(label, text) for label, text in lines if text]


def script_parts(parts: tuple[ScriptPart, ...], posted: QueryDict) -> list[dict[str, Any]]:
    """Each part of a script with what was picked, what was written, and what of it is said."""
    found = []
    for part in parts:
        picked = posted.get(f"line_{part.id}", "")
        own = posted.get(f"own_{part.id}", "")
        lines = {str(number): line for number, line in enumerate(part.lines, start=1)}
        said = own.strip() or lines.get(picked, "")
        found.append({"part": part, "picked": picked, "own": own, "said": said})
    return found


def _ladder_lines(body: Ladder, posted: QueryDict) -> Card:
    """The rungs once there are some; before, an aim of one's own."""
    if "aim_text" in posted:
        return ladder_card(*posted_rungs(posted))
    own = one_line(posted.get("own_aim", ""))
    return [(_("Where it leads"), own)]


def is_too_long(body: Body | None, card: Card) -> bool:
    most = LONGEST_PAGE if isinstance(body, Write) else LONGEST_ANSWER
    return any(len(text) > most for _label, text in card)


def print_of(card: Card) -> str:
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


def words_astray(body: Body | None, posted: QueryDict) -> list[str]:
    """What was written in fields that this step has not: its page was another one's.

    A step can be gone, or its note closed, since its page was drawn; or the form was forged.
    """
    astray = words_in(posted, but_of=body)
    # A talk is drawn from its beginning then, without what was said in it.
    return words_in(posted) if astray and isinstance(body, Rehearse) else astray


def words_in(posted: QueryDict, *, but_of: Body | None = None) -> list[str]:
    """Somebody's own words, each once, but those that this step takes itself."""
    texts = [
        text
        for name, values in posted.lists()
        if name.startswith(_WORDS)
        for text in values
        if is_writing(name[:LONGEST_NAME], text.strip()) and not _takes(but_of, name, text, posted)
    ]
    return list(dict.fromkeys(texts))


def _takes(body: Body | None, name: str, text: str, posted: QueryDict) -> bool:
    """Whether a step draws this again with its page, or shows it as a card."""
    match body:
        case Plan(fields=fields):
            return name in {f"line_{one.id}" for one in fields}
        case Script(parts=parts) if name.startswith(LINE):
            return name in {f"line_{one.id}" for one in parts} and not is_more_than_a_word(text)
        case Script(parts=parts):
            return name in {f"own_{one.id}" for one in parts}
        case Slider():
            return name.startswith(LINE) and not is_more_than_a_word(text)
        case Write():
            return name == "written"
        case Choose(own_words=own_words):
            return own_words and name == "own_words"
        case Rehearse():
            return name in ("own", "own_reply")
        case Ladder() if "aim_text" in posted or posted.get("move") == "rungs":
            return name in {"aim_text", *RUNG_FIELDS}
        case Ladder():
            return name == "own_aim"
        case _:
            return False


def words_again(body: Body | None, posted: QueryDict) -> dict[str, Any]:
    """What draws the step with the words still in its fields."""
    match body:
        case Plan(fields=fields):
            return {"typed": [(one, posted.get(f"line_{one.id}", "")) for one in fields]}
        case Script(parts=parts):
            return {"parts": script_parts(parts, posted)}
        case Write():
            return {"written": posted.get("written", "")}
        case Choose():
            return {"own_words_typed": posted.get("own_words", "")}
        case Ladder() if "aim_text" in posted:
            aim, rungs = posted_rungs(posted)
            return {"aim_text": aim, "rungs": rungs}
        case Ladder():
            return {
                "own_aim": posted.get("own_aim", ""),
                "aim_id": posted.get("aim", ""),
                "involves": posted.get("involves", ""),
            }
        case _:
            return {}
