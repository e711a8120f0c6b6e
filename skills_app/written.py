"""What somebody had written in a form that could not be taken, so that they get it back."""

import re

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

# Fields that hold someone's writing whatever their length. Of the others, whatever has more than
# one word or is long: what remains are ids, numbers and choices.
WRITING = re.compile(r"^(title|text|tags|own.*|aim_text|rung_\d+)$")
LONG = 40
LONGEST_NAME = 100  # of our own fields; the rest of a longer name is not looked at
SECRET = re.compile(r"^words$|pass|secret|code|key|recover|token|offered|login", re.IGNORECASE)


def writing_in(request: HttpRequest) -> list[str]:
    """The texts of a posted form that look like someone's writing, each once; never a secret.

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
        and not SECRET.search(name[:LONGEST_NAME])
        and _is_writing(name[:LONGEST_NAME], text.strip())
    ]
    return list(dict.fromkeys(texts))


def _is_writing(name: str, text: str) -> bool:
    return bool(text) and (bool(WRITING.match(name)) or len(text) >= LONG or len(text.split()) > 1)
