"""What is typed, taken as it is: nothing cut, no one stopped by what they can not see."""

import re
from typing import Any

from django import forms

# Marks the control that takes somebody's own words (see templatetags/own_words.py).
OWN_WORDS = "data-own-words"

_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def without_controls(text: str) -> str:
    """The same text, every letter kept: unseen control characters out, one kind of line end."""
    return _CONTROLS.sub("", _NEW_LINES.sub("\n", text))


class PlainField(forms.CharField):
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
        return without_controls(super().to_python(value) or "")
