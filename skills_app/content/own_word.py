"""Puts the word readers chose for themselves where a text says `{self_word}`. Pure."""

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

from skills_app.content.module_shapes import Way

PLACE = "{self_word}"

Part = TypeVar("Part")


@lru_cache(maxsize=2048)
def in_own_word(way: Way, phrase: str) -> Way:
    """The same way with `phrase` in every text of its body that has the place for it."""
    return _filled(way, phrase)


def _filled(part: Part, phrase: str) -> Part:
    if isinstance(part, str):
        return cast(Part, part.replace(PLACE, phrase))
    if isinstance(part, tuple):
        return cast(Part, tuple(_filled(one, phrase) for one in part))
    if is_dataclass(part) and not isinstance(part, type):
        changed = {one.name: _filled(getattr(part, one.name), phrase) for one in fields(part)}
        return cast(Part, replace(part, **changed))
    return part
