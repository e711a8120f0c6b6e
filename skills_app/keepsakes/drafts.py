"""A script or plan that was being changed when its writer left: kept, and nothing newer lost."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest

from skills_app.documents.values import read_count, read_id
from skills_app.keepsakes.store import (
    Keepsake,
    add_keepsake,
    change_keepsake,
    keepsakes,
    mark_of_words,
    read_sort,
)
from skills_app.typed import one_line, without_controls
from skills_app.vault.opening import the_open_space
from skills_app.vault.store import Damaged, NewerVersion, NotKept, OpenSpace

EDITOR: Final = "keepsake"  # what the editor's form calls itself in data-draft


def keep_typed_keepsake(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """What the exit's beacon brought: sealed in its place, or beside what is there."""
    space = the_open_space(request) if typed.get("form") == EDITOR else None
    if space is None:
        return
    keepsake = keepsake_from(typed)
    if not keepsake.text.strip() or typed.get("began") == mark_of_words(keepsake):
        return
    with space.together():
        if not _is_kept(space, keepsake, cut=bool(typed.get("cut"))):
            _put_away(space, keepsake, in_place=not typed.get("cut"))


def _is_kept(space: OpenSpace, typed: Keepsake, *, cut: bool) -> bool:
    """Whether these words are there already; of a cut text, whether the whole of it is."""
    return any(
        one.text.startswith(typed.text)
        if cut
        else (one.sort, one.title, one.text) == (typed.sort, typed.title, typed.text)
        for one in keepsakes(space)
    )


def _put_away(space: OpenSpace, typed: Keepsake, *, in_place: bool) -> None:
    """In place only of the version it was begun from."""
    if in_place and typed.id is not None:
        try:
            change_keepsake(space, typed.id, typed, version=typed.version)
        except (NewerVersion, NotKept, Damaged):
            pass
        else:
            return
    add_keepsake(space, typed)


def keepsake_from(typed: Mapping[str, str]) -> Keepsake:
    """Reads the editor's fields as they are, half-finished or odd."""
    return Keepsake(
        sort=read_sort(typed.get("sort")),
        title=one_line(without_controls(typed.get("title", ""))),
        text=without_controls(typed.get("text", "")),
        id=read_id(typed.get("keepsake")),
        version=read_count(typed.get("version")),
    )
