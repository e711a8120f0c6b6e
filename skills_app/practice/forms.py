from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from skills_app.form_fields import OWN_WORDS, GivenBackField
from skills_app.library import BoundaryWords, Library
from skills_app.practice.shelf import MINUTES

LONGEST_SCRIPT = 2000  # characters


class ScriptForm(forms.Form):
    """What the script is about, who it is for, and how firm it may be."""

    situation = forms.ChoiceField(
        label=_("What it is about"),
        error_messages={
            "required": _("You could pick one from the list."),
            "invalid_choice": _("That one is not in the list. You could pick another."),
        },
    )
    relationship = forms.ChoiceField(
        label=_("Who it is for"),
        error_messages={
            "required": _("You could pick one from the list."),
            "invalid_choice": _("That one is not in the list. You could pick another."),
        },
    )
    firmness = forms.ChoiceField(
        label=_("How firm"),
        help_text=_("Starting at the firmest is fine. You never owe a reason."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("You could pick how firm it may be."),
            "invalid_choice": _("That one is not in the list. You could pick another."),
        },
    )

    def __init__(self, *args: Any, words: BoundaryWords, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"firmness": "2"})
        super().__init__(*args, **kwargs)
        first = ("", _("Choose one"))
        self._set_choices("situation", [first, *((s.id, s.name) for s in words.situations)])
        self._set_choices("relationship", [first, *((r.id, r.name) for r in words.relationships)])
        self._set_choices(
            "firmness", [(str(f.level), f"{f.name}: {f.meaning}") for f in words.firmness]
        )

    def _set_choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices


class WordingForm(forms.Form):
    """The script itself, free to change. Never stored by this feature."""

    text = GivenBackField(
        label=_("Your words"),
        max_length=LONGEST_SCRIPT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, OWN_WORDS: ""}),
        error_messages={
            "required": _("There are no words here yet. You could write some, or start again."),
            "max_length": ngettext_lazy(
                "Up to %(limit_value)d letter fits. This has %(show_value)d.",
                "Up to %(limit_value)d letters fit. This has %(show_value)d.",
                "limit_value",
            ),
        },
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


class ShelfForm(forms.Form):
    """What is looked for on the shelf. Nothing of it is kept."""

    state = forms.ChoiceField(label=_("How it is right now"), required=False)
    minutes = forms.ChoiceField(label=_("At most"), required=False)
    without = forms.MultipleChoiceField(
        label=_("Leave out, this time"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vocabulary = library.vocabulary
        self._offer("state", [("", _("Any"))], [(one.id, one.name) for one in vocabulary.states])
        self._offer(
            "minutes",
            [("", _("Any length"))],
            [
                (
                    str(count),
                    ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count},
                )
                for count in MINUTES
            ],
        )
        self._offer("without", [], [(one.id, one.name) for one in vocabulary.methods])

    def _offer(self, name: str, first: list[Any], choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [*first, *choices]
        field.error_messages["invalid_choice"] = _(
            "That one is not in the list. You could pick another."
        )
