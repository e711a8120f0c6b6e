"""Secrets within a sentence, marked so that no browser translates them: what is shown has to be
typed again just as it is.
"""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def as_secret(text: str) -> SafeString:
    return format_html('<strong translate="no" class="notranslate">{}</strong>', text)


def sentence_with(sentence: str, **shown: object) -> SafeString:
    """The sentence with each `%(name)s` filled in. All is escaped that is not marked already."""
    parts = re.split(r"%\((\w+)\)s", sentence)
    pieces = ((shown[part] if place % 2 else part,) for place, part in enumerate(parts))
    return format_html_join("", "{}", pieces)
