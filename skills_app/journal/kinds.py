"""What the journal keeps: entries, pages that are not finished, and starts of one's own."""

from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills_app.documents import Kind
from skills_app.journal.forms import EntryForm, OwnPromptForm
from skills_app.journal.shapes import Draft, Entry, OwnPrompt, day_number

HOME: Final = "journal:list"


def entry_at(entry_id: UUID) -> str:
    return reverse("journal:entry", args=[entry_id])


def draft_at(draft_id: UUID) -> str:
    return reverse("journal:draft", args=[draft_id])


def among_the_starts(prompt_id: UUID) -> str:
    return reverse("journal:starts")


ENTRY: Final = Kind(
    name="entry",
    read=Entry.from_kept,
    title=_("Your writing"),
    form=EntryForm,
    home=HOME,
    address=entry_at,
    erased=_("That entry is erased."),
    gone=_("That entry is erased."),
    day=lambda entry: day_number(entry.on),
    pins="pins",
    earlier="earlier",
    drafts="draft",
)
DRAFT: Final = Kind(
    name=ENTRY.drafts,
    read=Draft.from_kept,
    title=_("Not finished"),
    form=EntryForm,
    home=HOME,
    address=draft_at,
    erased=_("That unfinished page is erased."),
    gone=_("That unfinished page is gone."),
    of=ENTRY,
    editor="entry",
    typed=Draft.from_typed,
)
PROMPT: Final = Kind(
    name="prompt",
    read=OwnPrompt.from_kept,
    title=_("Your own starts"),
    form=OwnPromptForm,
    home=HOME,
    address=among_the_starts,
    erased=_("That start is erased."),
    gone=_("That start is gone."),
)
KINDS: Final = (ENTRY, DRAFT, PROMPT)
