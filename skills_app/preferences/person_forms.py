"""Forms of /comfort/ about the reader: words, country, parts of the body, and the look."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from skills_app.library import BODY_AREAS, LEVELS, Helplines, Module, Vocabulary
from skills_app.preferences.keeping import TEXT_SIZES

NOT_IN_THE_LIST = _("That one is not in the list. You could pick another.")


def one_of(label: Any, choices: list[tuple[Any, Any]], help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": NOT_IN_THE_LIST, "invalid_choice": NOT_IN_THE_LIST},
    )


class NamedForm(forms.Form):
    """A form whose fields are named as in Comfort."""

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LookForm(NamedForm):
    look = one_of(
        _("Light and dark"),
        [
            ("system", _("As my device has it")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("Strong contrast")),
        ],
    )
    text_size = forms.TypedChoiceField(
        label=_("Size of the words"),
        coerce=int,
        choices=[(str(size), f"{size} %") for size in TEXT_SIZES],
        widget=forms.RadioSelect,
        error_messages={"required": NOT_IN_THE_LIST, "invalid_choice": NOT_IN_THE_LIST},
    )
    spacing = one_of(_("Space between lines"), [("ordinary", _("Ordinary")), ("roomy", _("Roomy"))])
    plain_font = forms.BooleanField(label=_("Plain letters everywhere"), required=False)
    still = forms.BooleanField(
        label=_("Nothing moves"),
        help_text=_("Shapes stand still, and numbers show the pace."),
        required=False,
    )
    fewer_pictures = forms.BooleanField(label=_("Fewer pictures"), required=False)


class SoundForm(NamedForm):
    tone = forms.BooleanField(label=_("A soft tone when the breath turns"), required=False)
    vibration = forms.BooleanField(
        label=_("A buzz when the breath turns"),
        help_text=_(
            "On phones that can. One short for in, two short for stay, one long for out."
            " A guide that goes on by itself buzzes in quick threes with each new line."
        ),
        required=False,
    )
    read_aloud = forms.BooleanField(
        label=_("A button to hear lines read aloud"),
        help_text=_("Your browser’s own voice reads them, where it has one."),
        required=False,
    )


class MarksForm(NamedForm):
    slider = one_of(
        _("Lines to mark"),
        [
            ("numbers", _("With numbers, 0 to 10")),
            ("words", _("With words")),
            ("faces", _("With faces")),
            ("off", _("Not at all: show me another way")),
        ],
    )


class WordsForm(NamedForm):
    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["self_word"] = one_of(
            _("A word for me"), [(word.id, word.name) for word in vocabulary.self_words]
        )
        self.fields["voice"] = one_of(
            _("How an exercise speaks to me"),
            [
                ("plain", _("Plainly: “Look around.”")),
                ("softer", _("As an offer each time: “If you like: look around.”")),
            ],
        )
        self.fields["spelling"] = forms.BooleanField(
            label=_("Check the spelling of what I write"),
            help_text=_(
                "Off to begin with: some browsers send the words they check to the company that"
                " makes them, your private words included."
            ),
            required=False,
        )


class HelpForm(NamedForm):
    country = forms.ChoiceField(
        label=_("My country"),
        help_text=_("Its lines are shown first. The others stay there too."),
        required=False,
        error_messages={"invalid_choice": NOT_IN_THE_LIST},
    )

    def __init__(self, *args: Any, helplines: Helplines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("No country")), *((name, name) for name in helplines.countries)]


class BodyForm(forms.Form):
    body_areas = forms.MultipleChoiceField(
        label=_("Parts of the body an exercise may speak of"),
        help_text=_("Hands and feet to begin with. An exercise leaves the others out."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_THE_LIST},
    )

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body_areas"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (area.id, area.name[:1].upper() + area.name[1:])
            for area in vocabulary.methods
            if area.id in BODY_AREAS
        ]

    def changes(self) -> dict[str, Any]:
        return {"body_areas": frozenset(self.cleaned_data["body_areas"])}


class ModulesForm(forms.Form):
    """One level for all notes of a skill, where it differs from the rest."""

    LIKE_THE_REST: ClassVar = ""

    def __init__(
        self, *args: Any, vocabulary: Vocabulary, modules: list[Module], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        levels = [
            (self.LIKE_THE_REST, _("As for everything")),
            *((level.id, level.name) for level in vocabulary.levels),
        ]
        for module in modules:
            self.fields[module.id] = forms.ChoiceField(
                label=module.title,
                choices=levels,
                required=False,
                error_messages={"invalid_choice": NOT_IN_THE_LIST},
            )

    def changes(self) -> dict[str, Any]:
        chosen = {name: self.cleaned_data[name] for name in self.fields}
        return {"module_notes": {name: level for name, level in chosen.items() if level in LEVELS}}
