"""What somebody had written in a form that could not be taken, so that they get it back."""

import re
from collections.abc import Collection

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

# Fields that hold someone's writing whatever their length. Of the others, whatever has more than
# one word or is long: what remains are ids, numbers and choices.
WRITING = re.compile(r"^(title|text|tags|own.*|aim_text|rung_\d+|written)$")
LINE = "line_"  # of a step: what was written on it, or the number of what was picked
LONG = 40
LONGEST_NAME = 100  # of our own fields; the rest of a longer name is not looked at
SECRET = re.compile(r"^words$|pass|secret|code|key|recover|token|offered|login", re.IGNORECASE)


def writing_in(request: HttpRequest, *, besides: Collection[str] = ()) -> list[str]:
    """The texts of a posted form that look like someone's writing, each once; never a secret.

    Not those of the fields named `besides`, which the page has.

    Empty when nothing was posted, or when it can not be read. Never raises. Whether the form came
    from this site's own page is for the caller to know.
    """
    try:
        fields = list(request.POST.items())
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    texts = [
        text
        for name, text in fields
        if isinstance(text, str)
        and name not in besides
        and not SECRET.search(name[:LONGEST_NAME])
        and is_writing(name[:LONGEST_NAME], text.strip())
    ]
    return list(dict.fromkeys(texts))


def is_writing(name: str, text: str) -> bool:
    """Whether this trimmed text of that field looks like someone's own."""
    if not text:
        return False
    if WRITING.match(name) or is_more_than_a_word(text):
        return True
    return name.startswith(LINE) and not text.isdigit()


def is_more_than_a_word(text: str) -> bool:
    return len(text) >= LONG or len(text.split()) > 1
