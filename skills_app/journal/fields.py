"""Fields of a page of writing: words with commas between them, and the feelings."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from skills_app.content import grouped
from skills_app.form_fields import PlainField
from skills_app.journal.shapes import split_words

LONGEST_TAG = 40
MOST_TAGS = 30


class WordsField(PlainField):
    """Words with commas between them: «walk, sea» → ("walk", "sea"), each once, in order."""

    def clean(self, value: Any) -> tuple[str, ...]:
        words = split_words(super().clean(value))
        if len(words) > MOST_TAGS:
            raise forms.ValidationError(
                ngettext(
                    "There is room for %(most)d word. You have more; you could take some away.",
                    "There is room for %(most)d words. You have %(count)s;"
                    " you could take some away.",
                    MOST_TAGS,
                )
                % {"most": MOST_TAGS, "count": grouped(len(words))}
            )
        too_long = next((word for word in words if len(word) > LONGEST_TAG), None)
        if too_long:
            raise forms.ValidationError(
                gettext(
                    "One of these can have up to %(most)d characters. This one is longer:"
                    " “%(start)s…”. A comma between words may help."
                )
                % {"most": LONGEST_TAG, "start": too_long[:20]}
            )
        return words


class FeelingsField(forms.MultipleChoiceField):
    """Ticks beside the library's words. One that is not there any more is kept as a word."""

    widget = forms.CheckboxSelectMultiple
    # Django's own words would have in them whatever was sent.
    default_error_messages = {
        "invalid_choice": _("One of these is not in the list. The others are still ticked."),
    }

    def bound_data(self, data: Any, initial: Any) -> Any:
        if not isinstance(data, list):
            return data
        return [one for one in data if len(one) <= LONGEST_TAG]

    def valid_value(self, value: str) -> bool:
        return len(value) <= LONGEST_TAG
