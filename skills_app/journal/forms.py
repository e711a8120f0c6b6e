import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from skills_app.journal.store import Draft, Entry

LONGEST_TITLE = 200
LONGEST_TEXT = 200_000
LONGEST_TAG = 40
MOST_TAGS = 30


class TagsField(forms.CharField):
    """Words with commas between them: «walk, sea» → ("walk", "sea"), each once, in order."""

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        tags = tuple(dict.fromkeys(" ".join(part.split()) for part in text.split(",")))
        tags = tuple(tag for tag in tags if tag)
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(
                ngettext(
                    "There is room for %(most)d tag. You have more; you could take some away.",
                    "There is room for %(most)d tags. You have %(count)d;"
                    " you could take some away.",
                    MOST_TAGS,
                )
                % {"most": MOST_TAGS, "count": len(tags)}
            )
        too_long = next((tag for tag in tags if len(tag) > LONGEST_TAG), None)
        if too_long:
            raise forms.ValidationError(
                gettext(
                    "A tag can have up to %(most)d characters. This one is longer: “%(start)s…”."
                    " A comma between tags may help."
                )
                % {"most": LONGEST_TAG, "start": too_long[:20]}
            )
        return tags


class EntryForm(forms.Form):
    """What one page of writing may hold. Nothing is cut: too long is said, and stays."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        help_text=_("If you like. Nobody sees it while your space is locked."),
    )
    text = forms.CharField(
        label=_("Your words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    tags = TagsField(
        label=_("Tags"), required=False, help_text=_("Words to find it by, with commas between.")
    )
    on = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-23, or leave it empty.")},
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)
    entry = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
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
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                gettext(
                    "One entry can have up to %(most)s characters. Yours has %(count)s."
                    " All of it is still here: you could cut some out and keep it"
                    " as a second entry."
                )
                % {"most": f"{LONGEST_TEXT:,}", "count": f"{len(text):,}"}
            )
        return str(text)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nothing_wrong = "text" in cleaned and "title" in cleaned
        if nothing_wrong and not (cleaned["text"].strip() or cleaned["title"]):
            self.add_error("text", _("There is nothing here yet. One word is enough."))
        return cleaned

    def to_entry(self) -> Entry:
        data = self.cleaned_data
        return Entry(
            title=data["title"],
            text=data["text"],
            tags=data["tags"],
            on=data["on"] or dt.datetime.now(dt.UTC).date(),
        )

    @property
    def of_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    @property
    def draft_id(self) -> UUID | None:
        return self.cleaned_data.get("draft")

    @classmethod
    def showing(cls, entry: Entry | Draft) -> "EntryForm":
        """An unbound form that shows an entry or a draft."""
        tags = entry.tags if isinstance(entry, Draft) else ", ".join(entry.tags)
        initial: dict[str, Any] = {
            "title": entry.title,
            "text": entry.text,
            "tags": tags,
            "on": entry.on,
            "version": entry.version,
        }
        if isinstance(entry, Draft):
            initial |= {"draft": entry.id, "entry": entry.of}
        else:
            initial |= {"entry": entry.id}
        return cls(initial=initial)
