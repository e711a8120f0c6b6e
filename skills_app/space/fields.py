"""Form fields for a name and a secret. How long a text is comes before what is in it.

Twelve words that can be nobody's are said to be so before they are tried, and which one. No field
has a `maxlength` in the page: a browser would cut what is pasted, and nobody would see it.
"""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skills_app.form_fields import shown_again
from skills_app.vault.unlocking import (
    LONGEST_NAME,
    LONGEST_SECRET,
    RECOVERY_WORDS,
    NotRecoveryWords,
    as_secret,
    check_words,
    nearest_word,
    sentence_with,
)


def at_most(most: int) -> MaxLengthValidator:
    return MaxLengthValidator(most, gettext_lazy("Please use at most %(limit_value)d characters."))


class BoundedField(forms.CharField):
    def bound_data(self, data: Any, initial: Any) -> Any:
        return shown_again(data, initial)


class SecretField(BoundedField):
    """A password, a passphrase or recovery words, just as typed."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators.append(at_most(LONGEST_SECRET))


class MemberNameField(BoundedField):
    """The name someone signs in with."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(at_most(LONGEST_NAME))


MOST_NAMED: Final = 3
LONGEST_SHOWN: Final = 30


def refuse_impossible_words(text: str) -> None:
    """Raises ValidationError, which says what follows from the public list alone."""
    try:
        check_words(text)
    except NotRecoveryWords as wrong:
        raise ValidationError(_what_is_wrong(wrong)) from wrong


def _what_is_wrong(wrong: NotRecoveryWords) -> list[str]:
    said = []
    if wrong.found != RECOVERY_WORDS:
        said.append(
            ngettext(
                "This is %(count)s word. There are 12.",
                "These are %(count)s words. There are 12.",
                wrong.found,
            )
            % {"count": wrong.found}
        )
    for place, word in list(wrong.unknown.items())[:MOST_NAMED]:
        said.append(_about(place, word))
    if not said:
        said.append(
            _(
                "Each of these words is on the list, but together they can not be right. One may"
                " be another word, or two may have changed places."
            )
        )
    said.append(_("Nothing was tried yet."))
    return said


def _about(place: int, word: str) -> str:
    nearest = nearest_word(word)
    sentence = _("Word number %(place)s, “%(word)s”, is not on the list.")
    if nearest:
        sentence = _("Word number %(place)s, “%(word)s”, is not on the list. Is it “%(nearest)s”?")
    typed = as_secret(word[:LONGEST_SHOWN])
    return sentence_with(sentence, place=place, word=typed, nearest=as_secret(nearest))
