from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from skills_app.form_fields import OWN_WORDS, GivenBackField
from skills_app.library import ExaminationCard, Helplines

NEED_NAMES = {
    "assault": _("An unwanted sexual experience"),
    "partner": _("A controlling or violent partner"),
    "crisis": _("Thoughts of suicide, or a crisis"),
    "stalking": _("Someone who follows, watches or keeps writing"),
    "images": _("Sexual pictures that are shared or threatened"),
    "own_community": _("For people of one community"),
}
NOT_LISTED = _("That one is not in the list. You could pick another.")
LONGEST_CARD = 2000  # characters


class LinesForm(forms.Form):
    """Which lines to show. Nothing of it is kept."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, error_messages={"invalid_choice": NOT_LISTED}
    )
    need = forms.ChoiceField(
        label=_("What it is about"), required=False, error_messages={"invalid_choice": NOT_LISTED}
    )
    open_to_all = forms.BooleanField(label=_("Only lines for people of any gender"), required=False)
    in_writing = forms.BooleanField(label=_("Only lines I can write to"), required=False)

    def __init__(self, *args: Any, helplines: Helplines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("country", _("Every country"), [(one, one) for one in helplines.countries])
        self._offer("need", _("Anything"), list(NEED_NAMES.items()))

    def _offer(self, name: str, everything: Any, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", everything), *choices]


class CardForm(forms.Form):
    """Lines picked for the card, and the reader's own. Drawn once, not stored."""

    lines = forms.MultipleChoiceField(
        label=_("What helps me"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_LISTED},
    )
    own = GivenBackField(
        label=_("In my own words"),
        required=False,
        strip=False,
        max_length=LONGEST_CARD,
        widget=forms.Textarea(attrs={"rows": 3, OWN_WORDS: ""}),
        error_messages={
            "max_length": ngettext_lazy(
                "Up to %(limit_value)d letter fits. This has %(show_value)d.",
                "Up to %(limit_value)d letters fit. This has %(show_value)d.",
                "limit_value",
            )
        },
    )

    def __init__(self, *args: Any, card: ExaminationCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        field = self.fields["lines"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(number), line) for number, line in enumerate(card.lines)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("lines") and not cleaned.get("own", "").strip():
            self.add_error("lines", _("There is nothing on the card yet. You could pick one line."))
        return cleaned

    @property
    def on_the_card(self) -> list[str]:
        """The picked lines in their order, then the reader's own, a line each."""
        picked = [
            self.card.lines[number] for number in sorted(map(int, self.cleaned_data["lines"]))
        ]
        own = [line for line in self.cleaned_data["own"].splitlines() if line.strip()]
        return [*picked, *own]
