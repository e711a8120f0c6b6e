import datetime as dt
import re
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skills_app.content import grouped, library
from skills_app.documents import read_count, read_id
from skills_app.form_fields import BriefDateField, PlainField, QuietField, SoughtField, one_line
from skills_app.journal.fields import FeelingsField, WordsField
from skills_app.journal.shapes import (
    NUMBERS,
    UNDATED,
    Draft,
    Entry,
    Kind,
    new_page,
    read_day,
    read_kind,
)

LONGEST_TITLE = 200
LONGEST_TEXT = 200_000
LONGEST_PROMPT = 400
MINUTES = range(5, 16)
MORE = ("feelings", "own_feelings", "number")  # what is folded away

HOW_IT_IS_SHOWN = _(
    "It is shown as you type it, line for line. Stars around words make them stand out, like *so*"
    " or **so**. Lines that begin with a dash and a space become a list."
)

_PAGE = re.compile(r"[A-Za-z0-9_-]{8,40}")


class EntryForm(forms.Form):
    """What one page of writing may hold. Nothing is cut: too long is said, and stays."""

    title = PlainField(
        label=_("Title"),
        required=False,
        help_text=_("If you like. Nobody sees it while your space is locked."),
    )
    text = PlainField(
        label=_("Your words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "sheet__words", "dir": "auto"}),
    )
    tags = WordsField(
        label=_("Tags"), required=False, help_text=_("Words to find it by, with commas between.")
    )
    on = BriefDateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-23, or leave it empty.")},
    )
    feelings = FeelingsField(label=_("Feelings"), required=False)
    own_feelings = WordsField(
        label=_("Feelings in your own words"),
        required=False,
        help_text=_("With commas between."),
    )
    number = forms.TypedChoiceField(
        label=_("A number, if it helps"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("No number")), *((number, str(number)) for number in NUMBERS)],
        error_messages={
            "invalid_choice": _("That one is not in the list. You could pick another.")
        },
        widget=forms.Select(attrs={"class": "field__short"}),
        help_text=_("From 0 to 10. You decide what it stands for."),
    )
    kind = QuietField()
    prompt = QuietField()
    timed = QuietField()
    entry = QuietField()
    version = QuietField()
    page = QuietField()
    turn = QuietField()
    draft = QuietField()
    draft_version = QuietField()
    here = QuietField()  # the day it is where somebody writes, as their browser knows it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["feelings"]).choices = [
            (group.name, [(word.id, word.name) for word in group.words])
            for group in library().feelings
        ]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        for name in ("title", "tags", "own_feelings"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if self.shape == "free":
            self.fields["text"].help_text = HOW_IT_IS_SHOWN
        elif self.shape == "three":
            self.fields["text"].label = _("Three words")
            self.fields["text"].help_text = _("One on each line. Fewer is fine, and so is more.")
            self.fields["text"].widget.attrs["rows"] = 6
        elif self.shape == "list":
            self.fields["text"].label = _("Your list")
            self.fields["text"].help_text = _("One thing on each line.")
        elif self.shape == "letter":
            self.fields["text"].label = _("Your letter")
            not_sent = _("It is not sent to anyone. There is no way to send.")
            self.fields["text"].help_text = format_lazy("{} {}", not_sent, HOW_IT_IS_SHOWN)

    @classmethod
    def blank(cls, *, kind: str = "free", minutes: int | None = None) -> "EntryForm":
        return cls(
            initial={
                "on": timezone.localdate(),
                "kind": kind,
                "page": new_page(),
                "timed": minutes or "",
            }
        )

    @classmethod
    def again(cls, typed: QueryDict, **changed: str) -> "EntryForm":
        """An unbound form with all that was typed, as it was typed."""
        initial: dict[str, Any] = {
            name: field.bound_data(typed.get(name, ""), "")
            for name, field in cls.base_fields.items()
        }
        initial["feelings"] = cls.base_fields["feelings"].bound_data(typed.getlist("feelings"), [])
        return cls(initial=initial | changed)

    @classmethod
    def showing(cls, entry: Entry | Draft) -> "EntryForm":
        """An unbound form, in a newly opened editor, that shows an entry or a draft."""
        initial: dict[str, Any] = {
            "title": entry.title,
            "text": entry.text,
            "on": entry.on,
            "kind": read_kind(entry.kind),
            "number": "" if entry.number is None else entry.number,
            "prompt": entry.prompt,
            "version": entry.version,
            "page": new_page(),
        }
        if isinstance(entry, Draft):
            initial |= {
                "tags": entry.tags,
                "feelings": entry.feelings,
                "own_feelings": entry.own_feelings,
                "entry": entry.of,
                "draft": entry.id,
                "draft_version": entry.seen,
            }
        else:
            known = feeling_names()
            initial |= {
                "tags": ", ".join(entry.tags),
                "feelings": [one for one in entry.feelings if one in known],
                "own_feelings": ", ".join(one for one in entry.feelings if one not in known),
                "entry": entry.id,
            }
        return cls(initial=initial)

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if len(title) > LONGEST_TITLE:
            raise forms.ValidationError(
                gettext(
                    "A title can have up to %(most)d characters. Yours has %(count)d."
                    " You could move some of it into your words."
                )
                % {"most": LONGEST_TITLE, "count": len(title)}
            )
        return title

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                gettext(
                    "One entry can have up to %(most)s characters. Yours has %(count)s."
                    " All of it is still here: you could cut some out and keep it"
                    " as a second entry."
                )
                % {"most": grouped(LONGEST_TEXT), "count": grouped(len(text))}
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nothing_wrong = "text" in cleaned and "title" in cleaned
        if nothing_wrong and not (cleaned["text"].strip() or cleaned["title"]):
            self.add_error("text", str(self._said_without_words()))
        if "on" in self.data and "on" in cleaned and not self.day:
            self.add_error(
                "on",
                _(
                    "Which day is it where you are? This page can not tell by itself."
                    " You could write it like 2026-11-23."
                ),
            )
        return cleaned

    def _said_without_words(self) -> Promise:
        if any(self[name].value() for name in ("tags", *MORE)):
            return _("One word is enough to keep it. What you chose is still on the page.")
        return _("There is nothing here yet. One word is enough.")

    @property
    def day(self) -> dt.date | None:
        """The day that was chosen; left empty, the one it is where somebody writes, if known.

        The server's own day is no answer: a few hours away it is another one.
        """
        chosen: dt.date | None = self.cleaned_data.get("on")
        here = read_day(self.cleaned_data.get("here"))
        return chosen or (None if here == UNDATED else here)

    def to_entry(self) -> Entry:
        data = self.cleaned_data
        page = data["page"]
        return Entry(
            title=data["title"],
            text=data["text"],
            tags=data["tags"],
            on=self.day or timezone.localdate(),  # the latter when no field for it was sent
            kind=self.shape,
            feelings=tuple(dict.fromkeys((*data["feelings"], *data["own_feelings"]))),
            number=data["number"],
            prompt=data["prompt"][:LONGEST_PROMPT],
            page=page if _PAGE.fullmatch(page) else "",
            turn=read_count(data["turn"]),
        )

    def sent_along(self, name: str) -> str:
        """A field the page itself sent along, or was given to send."""
        return str(self[name].value() or "")

    @property
    def shape(self) -> Kind:
        return read_kind(self.sent_along("kind"))

    @property
    def of_version(self) -> int:
        return read_count(self.sent_along("version"))

    @property
    def of_entry(self) -> UUID | None:
        return read_id(self.sent_along("entry"))

    @property
    def minutes(self) -> int | None:
        """How long a timed sitting was chosen to be, if this is one."""
        return read_minutes(self.sent_along("timed"))

    @property
    def starts_on_our_day(self) -> bool:
        """Whether the day on the page is the server's, which may not be theirs."""
        is_new = not (self.sent_along("entry") or self.sent_along("draft"))
        return is_new and str(self["on"].value()) == timezone.localdate().isoformat()

    @property
    def feeling_groups(self) -> list[tuple[str, list[BoundWidget]]]:
        """The boxes to tick, under the names of their groups."""
        boxes = {str(box.data["value"]): box for box in self["feelings"]}
        return [
            (group.name, [boxes[word.id] for word in group.words]) for group in library().feelings
        ]

    @property
    def is_empty(self) -> bool:
        """Whether no word is on the page yet, so that a start may help."""
        return not any(str(self[name].value() or "").strip() for name in ("title", "text"))

    @property
    def is_dated_or_named(self) -> bool:
        """Whether the title, the tags or the day are to be seen at once."""
        return bool(self["title"].value() or self["tags"].value() or self["on"].errors)

    @property
    def has_more_than_words(self) -> bool:
        """Whether anything folded away is filled in, so that it is shown open."""
        return any(self[name].value() or self[name].errors for name in MORE)


_TOO_MUCH = {"max_length": _("Up to %(limit_value)d characters fit here. A few words are enough.")}


class FindForm(forms.Form):
    """What to look for in the whole journal. Every field may stay empty."""

    words = SoughtField(
        label=_("Words"),
        required=False,
        max_length=200,
        error_messages=_TOO_MUCH,
        help_text=_(
            "Capitals and accents do not matter. Words in quotes are found as they stand together."
            " A minus before a word leaves it out."
        ),
    )
    tag = SoughtField(label=_("Tag"), required=False, max_length=100, error_messages=_TOO_MUCH)
    feeling = SoughtField(
        label=_("Feeling"),
        required=False,
        max_length=100,
        error_messages=_TOO_MUCH,
        widget=forms.TextInput(attrs={"list": "feeling-names"}),
    )
    since = BriefDateField(
        label=_("From"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-23, or leave it empty.")},
    )
    until = BriefDateField(
        label=_("To"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-23, or leave it empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "dir": "auto"}

    @property
    def has_more_than_words(self) -> bool:
        more = ("tag", "feeling", "since", "until")
        return any(self[name].value() or self[name].errors for name in more)


class OwnPromptForm(forms.Form):
    text = PlainField(
        label=_("A start of your own"),
        max_length=LONGEST_PROMPT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("There is nothing here yet. A few words are enough.")},
    )


def feeling_names() -> dict[str, str]:
    """The ids of the library's feeling words, and what they are called."""
    return {word.id: word.name for group in library().feelings for word in group.words}


def read_minutes(value: object) -> int | None:
    minutes = read_count(value)
    return minutes if minutes in MINUTES else None
