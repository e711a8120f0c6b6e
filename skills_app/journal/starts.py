"""Ways to begin a page: the library's, by mood, and the writer's own, which are sealed."""

import secrets
from dataclasses import dataclass
from typing import Final

from skills_app.content import library
from skills_app.documents import OpenSpace, newest, now
from skills_app.journal.kinds import PROMPT
from skills_app.journal.shapes import OwnPrompt

OWN: Final = "own"
MOST_OWN: Final = 200


@dataclass(frozen=True)
class MoodChoice:
    id: str
    name: str


class TooManyPrompts(Exception):
    """There are `MOST_OWN` of them already."""


def moods_for(space: OpenSpace | None) -> list[MoodChoice]:
    """The moods a start can be asked for; "own" only for someone who has starts of their own.

    Its name is left to the page.
    """
    moods = [MoodChoice(mood.id, mood.name) for mood in library().moods]
    if space is not None and space.count(PROMPT.name):
        moods.append(MoodChoice(OWN, ""))
    return moods


def pick(mood_id: str, space: OpenSpace | None, *, besides: str = "") -> str:
    """A start for this mood, another one than `besides`; nothing for a mood there is not."""
    found = _own_texts(space) if mood_id == OWN else _texts_for(mood_id)
    others = [text for text in found if text != besides] or found
    return secrets.choice(others) if others else ""


def _own_texts(space: OpenSpace | None) -> list[str]:
    return [one.text for one in own_prompts(space)] if space is not None else []


def _texts_for(mood_id: str) -> list[str]:
    return [text for mood in library().moods if mood.id == mood_id for text in mood.prompts]


def own_prompts(space: OpenSpace) -> list[OwnPrompt]:
    """Newest first."""
    return newest(space, PROMPT, limit=MOST_OWN)[0]


def add_prompt(space: OpenSpace, text: str) -> None:
    """Keep a start once. Raises: TooManyPrompts."""
    with space.together():
        there = own_prompts(space)
        if text in (one.text for one in there):
            return
        if len(there) >= MOST_OWN:
            raise TooManyPrompts
        space.create(PROMPT.name, {"text": text, "made": now()})
