import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skills_app.content import grouped
from skills_app.documents import read_count
from skills_app.form_fields import PlainField, QuietField, one_line
from skills_app.keepsakes.shapes import Keepsake, read_sort

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


class KeepsakeForm(forms.Form):
    title = PlainField(
        label=_("A name for it"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = PlainField(
        label=_("What it says"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("There is nothing here yet. One line is enough.")},
    )
    sort = QuietField()
    of = QuietField()
    version = QuietField()
    # What stood here when the page was opened: someone who leaves having changed nothing keeps
    # nothing.
    began = QuietField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if len(title) > LONGEST_TITLE:
            raise forms.ValidationError(
                gettext("A name can have up to %(most)d characters. Yours has %(count)d.")
                % {"most": LONGEST_TITLE, "count": len(title)}
            )
        return title

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                gettext(
                    "This can have up to %(most)s characters. Yours has %(count)s."
                    " All of it is still here: you could shorten it."
                )
                % {"most": grouped(LONGEST_TEXT), "count": grouped(len(text))}
            )
        return text

    def to_keepsake(self) -> Keepsake:
        data = self.cleaned_data
        return Keepsake(
            sort=read_sort(data["sort"]),
            title=data["title"],
            text=data["text"],
            of=data["of"] if _NAME.fullmatch(data["of"]) else "",
        )

    @property
    def of_version(self) -> int:
        return read_count(self.cleaned_data["version"])

    @classmethod
    def showing(cls, keepsake: Keepsake) -> "KeepsakeForm":
        return cls(
            initial={
                "title": keepsake.title,
                "text": keepsake.text,
                "sort": keepsake.sort,
                "of": keepsake.of,
                "version": keepsake.version,
                "began": keepsake.fingerprint_of_words,
            }
        )
