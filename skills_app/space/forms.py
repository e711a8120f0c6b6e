from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skills_app.space.fields import BoundedField, SecretField, refuse_impossible_words
from skills_app.vault.crypto import one_secret

# What is typed here is a secret: nothing learns it, corrects it or translates it.
HIDDEN_TEXT = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "translate": "no",
    "data-gramm": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
}


def key_field(label: Any, help_text: Any = "") -> SecretField:
    return SecretField(
        label=label,
        help_text=help_text,
        # The one word that keeps every browser from putting the sign-in password here.
        widget=forms.PasswordInput(
            attrs={**HIDDEN_TEXT, "autocomplete": "new-password"}, render_value=True
        ),
    )


class NewPassphraseForm(forms.Form):
    """A passphrase, typed twice. Whether it will do is the vault's to say."""

    passphrase = key_field(
        _("A passphrase"), _("At least 12 characters. A few words in a row work well.")
    )
    again = key_field(_("The same once more"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("passphrase"), cleaned.get("again")
        if first and second and one_secret(first) != one_secret(second):
            self.add_error(
                "again", _("The two are not the same. You could type the second one again.")
            )
        return cleaned


class FirstPassphraseForm(NewPassphraseForm):
    """The same, under six words that are offered."""

    passphrase = key_field(
        _("A passphrase"), _("At least 12 characters. The words above, or your own.")
    )


class ChangePassphraseForm(NewPassphraseForm):
    now = key_field(_("The passphrase you have now"))
    field_order = ("now", "passphrase", "again")


class RecoverForm(NewPassphraseForm):
    words = SecretField(
        label=_("Your 12 words"),
        help_text=_("With spaces between. Capital letters, numbers and commas do not matter."),
        widget=forms.Textarea(attrs={**HIDDEN_TEXT, "rows": 3}),
    )
    field_order = ("words", "passphrase", "again")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        refuse_impossible_words(words)
        return words


class TypeBackForm(forms.Form):
    """Two of the twelve words, to see that they were written down."""

    words = SecretField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    first = BoundedField(max_length=40, widget=forms.TextInput(attrs=HIDDEN_TEXT))
    second = BoundedField(max_length=40, widget=forms.TextInput(attrs=HIDDEN_TEXT))

    def __init__(self, *args: Any, places: Sequence[int], asking: bool, **kwargs: Any) -> None:
        """`places`: which two are asked for, counted from 1. `asking`: for the passphrase too."""
        super().__init__(*args, **kwargs)
        if asking:
            self.fields["passphrase"] = key_field(
                _("Your passphrase"),
                _("So that nobody who finds your space open can make words of their own."),
            )
        self.places = places
        for name, place in zip(("first", "second"), places, strict=True):
            self.fields[name].label = gettext("Word number %(place)d") % {"place": place}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = cleaned.get("words", "").split()
        for name, place in zip(("first", "second"), self.places, strict=True):
            typed = cleaned.get(name, "").strip().casefold()
            if typed and typed != (words[place - 1] if place <= len(words) else None):
                self.add_error(
                    name,
                    gettext("That is not word number %(place)d. You could look at the list above.")
                    % {"place": place},
                )
        return cleaned


class PassphraseForm(forms.Form):
    """The passphrase once more, before something that can not be taken back."""

    passphrase = key_field(_("Your passphrase"))


class PasswordForm(forms.Form):
    """The sign-in password once more, for someone who may have no other key."""

    password = SecretField(
        label=_("The password you sign in with"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
