"""What is typed, taken as it is: nothing cut, no one stopped by what they can not see."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from skills_app.whole import whole

# Marks the control that takes somebody's own words (see templatetags/own_words.py).
OWN_WORDS = "data-own-words"

# Far more than any field takes. What is longer is refused by its field, and looked at no further.
LONGEST_LOOKED_AT = 1_000_000
LONGEST_LINE = 100_000
LONGEST_QUIET = 5_000
# Of what is no one's own words and can never be long, this much comes back on the page.
LONGEST_SHOWN = 20_000

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_CONTROLS = "".join(map(chr, (*range(9), *range(0x0E, 0x20), 0x7F)))
_ODD = re.compile(f"[{re.escape(_LINE_ENDS + _CONTROLS)}]")


def without_controls(text: str) -> str:
    """The same text, every letter kept: unseen control characters out, one kind of line end.

    One of over a million characters stays as it is.
    """
    if len(text) > LONGEST_LOOKED_AT or not _ODD.search(text):
        return text
    text = text.replace("\r\n", "\n")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    for control in _CONTROLS:
        text = text.replace(control, "")
    return text


def one_line(text: str) -> str:
    """Trimmed, runs of white space made one blank. What is over any line's bound stays as it is."""
    return " ".join(text.split()) if len(text) <= LONGEST_LINE else text


def shown_again(data: Any, initial: Any = None) -> Any:
    """What is far over any bound is refused without being drawn once more."""
    return "" if isinstance(data, str) and len(data) > LONGEST_SHOWN else data


class BriefMixin:
    """Put before a field for a number or a day: far too long, it is neither read nor drawn."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_SHOWN:
            raise ValidationError(self.error_messages["invalid"], code="invalid")  # type: ignore[attr-defined]
        return super().to_python(value)  # type: ignore[misc]

    def bound_data(self, data: Any, initial: Any) -> Any:
        return shown_again(data, initial)


class BriefDateField(BriefMixin, forms.DateField):
    pass


class GivenBackField(forms.CharField):
    """Somebody's own words: whatever their length, a page that refuses them gives them back."""

    def prepare_value(self, value: Any) -> Any:
        return whole(value)


class PlainField(GivenBackField):
    """Text as it was typed, but for control characters, which no one types or sees."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), OWN_WORDS: ""}

    def to_python(self, value: Any) -> str:
        return without_controls(super().to_python(value) or "")


class QuietField(forms.CharField):
    """What the page itself sends along. An odd value counts as none: it stops no one's words."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validators(self, value: Any) -> None:
        """Nothing to say to the reader about a field they can not see."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return without_controls(text) if len(text) <= LONGEST_QUIET else ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return "" if isinstance(data, str) and len(data) > LONGEST_QUIET else data


class SoughtField(PlainField):
    """What is looked for. It has to have a `max_length`; far beyond it nothing is drawn again."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return shown_again(data, initial)
