"""Keeps what is being typed when the reader leaves in mid-sentence."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest

from skills_app.journal.store import Draft, keep_draft
from skills_app.vault.opening import the_open_space

EDITOR = "entry"  # what the editor's form calls itself in data-draft


def keep_typed_text(request: HttpRequest, typed: Mapping[str, str]) -> None:
    """Seals the open editor's fields as a draft; a locked space keeps nothing."""
    space = the_open_space(request) if typed.get("form") == EDITOR else None
    if space is not None:
        keep_draft(space, draft_from(typed))


def draft_from(typed: Mapping[str, str]) -> Draft:
    """Reads an editor's fields as they are, half-finished or odd."""
    version = typed.get("version", "")
    return Draft(
        title=typed.get("title", ""),
        text=typed.get("text", "").replace("\r\n", "\n"),
        tags=typed.get("tags", ""),
        on=typed.get("on", ""),
        of=read_id(typed.get("entry", "")),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        id=read_id(typed.get("draft", "")),
    )


def read_id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
