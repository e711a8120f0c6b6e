"""The sections of /comfort/ and the form of each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict

from skills_app.content import library
from skills_app.preferences.cap_forms import CapsForm
from skills_app.preferences.forms import (
    AddressForm,
    AvoidForm,
    CoverForm,
    LeavingForm,
    LockForm,
    NotesForm,
    PaceForm,
    ShiftForm,
    initial_of,
)
from skills_app.preferences.keeping import Comfort
from skills_app.preferences.person_forms import (
    BodyForm,
    HelpForm,
    LookForm,
    MarksForm,
    ModulesForm,
    SoundForm,
    WordsForm,
)

FORMS: dict[str, Callable[..., forms.Form]] = {
    "pace": PaceForm,
    "caps": CapsForm,
    "notes": NotesForm,
    "modules": ModulesForm,
    "avoid": AvoidForm,
    "body": BodyForm,
    "words": WordsForm,
    "marks": MarksForm,
    "look": LookForm,
    "sound": SoundForm,
    "help": HelpForm,
    "lock": LockForm,
    "cover": CoverForm,
    "leaving": LeavingForm,
    "shift": ShiftForm,
    "address": AddressForm,
}
SECTIONS = tuple(FORMS)

# What stands folded together with another section, under that one's name.
BESIDE = {
    "caps": "pace",
    "modules": "notes",
    "body": "avoid",
    "marks": "words",
    "shift": "leaving",
    "address": "leaving",
}


def section_form(section: str, comfort: Comfort, data: QueryDict | None = None) -> forms.Form:
    shelf = library()
    given: dict[str, Any] = {
        "data": data,
        "initial": initial_of(comfort, shelf.vocabulary).get(section, {}),
        "auto_id": f"{section}_%s",
    }
    if section in ("notes", "modules", "avoid", "body", "words"):
        given["vocabulary"] = shelf.vocabulary
    if section == "modules":
        given["modules"] = list(shelf.modules.values())
    if section == "help":
        given["helplines"] = shelf.helplines
    return FORMS[section](**given)
