from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skills_app.content.figures import grouped
from skills_app.keepsakes.store import SORTS, Keepsake, mark_of_words

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000


class KeepsakeForm(forms.Form):
    title = forms.CharField(label=_("A name for it"), required=False)
    text = forms.CharField(
        label=_("What it says"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("There is nothing here yet. One line is enough.")},
    )
    sort = forms.ChoiceField(choices=[(s, s) for s in SORTS], widget=forms.HiddenInput)
    of = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    # What stood here when the page was opened: someone who leaves having changed nothing keeps
    # nothing.
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if len(title) > LONGEST_TITLE:
            raise forms.ValidationError(
                gettext("A name can have up to %(most)d characters. Yours has %(count)d.")
                % {"most": LONGEST_TITLE, "count": len(title)}
            )
        return title

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"].replace("\r\n", "\n"))
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
        return Keepsake(sort=data["sort"], title=data["title"], text=data["text"], of=data["of"])

    @property
    def of_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    @classmethod
    def showing(cls, keepsake: Keepsake) -> "KeepsakeForm":
        return cls(
            initial={
                "title": keepsake.title,
                "text": keepsake.text,
                "sort": keepsake.sort,
                "of": keepsake.of,
                "version": keepsake.version,
                "began": mark_of_words(keepsake),
            }
        )
