"""Two languages nobody speaks: one with longer words, one that runs from right to left.

Every text of the site goes through them, its own and that of the content library, so that a
page shows whether it holds in a language it has never seen.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from skills_app.library.modules import Module
from skills_app.library.whole import Library

Change = Callable[[str], str]

# What is not for reading: places to fill in, tags, entities.
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;|https?:\S+)")
_ACCENTS = str.maketrans("aeiounycsz", "åéïøüñýçšž")
_RIGHT_TO_LEFT = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض")


def longer(text: str) -> str:
    """Accents, and half as long again: "Go on" → "Gø øñ·øø"."""
    return "".join(part if _KEPT.fullmatch(part) else _stretch(part) for part in _KEPT.split(text))


def _stretch(text: str) -> str:
    def word(match: re.Match[str]) -> str:
        plain = match[0]
        return plain.translate(_ACCENTS) + "ø" * ((len(plain) + 1) // 2)

    return re.sub(r"[A-Za-z]{2,}", word, text)


def right_to_left(text: str) -> str:
    return "".join(
        part if _KEPT.fullmatch(part) else part.lower().translate(_RIGHT_TO_LEFT)
        for part in _KEPT.split(text)
    )


READ = ("high", "hint", "low", "name", "options", "plain", "prompts", "starts", "text", "words")


def is_for_reading(text: str) -> bool:
    """Ids are one small word; what people read has a space or a capital letter."""
    return " " in text or text[:1].isupper()


def in_pseudo(value: Any, change: Change, read: bool = False) -> Any:
    """A copy of content with every text for reading changed, and every id left alone.

    `read`: it is for reading, however short it is.
    """
    if isinstance(value, str):
        return change(value) if read or is_for_reading(value) else value
    if isinstance(value, tuple):
        return tuple(in_pseudo(one, change, read) for one in value)
    if isinstance(value, Mapping):
        return {key: in_pseudo(one, change) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: in_pseudo(getattr(value, one.name), change, one.name in READ)
            for one in fields(value)
            if one.name not in ("id", "goes_to", "leads", "serves", "borrowed", "pattern")
            and not (one.name == "sources" and isinstance(value, Module))
        }
        return replace(value, **changed)
    return value


def library_in(library: Library, change: Change) -> Library:
    changed: Library = in_pseudo(library, change)
    # A component's letter is an id, too; whoever is asked for the same set gets the same one.
    return changed
