"""Parts of pages that are the same for everybody who sees them, drawn once.

What is drawn is found again by its template, the language, the library and a key that holds all
else it depends on. A key is one of a few choices, never a combination that would be somebody's own;
what a reader has typed, a form's token, or who they are, is in none. At most `MOST` are held, and
those not asked for longest go first.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from skills_app.content.loaded import library
from skills_app.library import Library

MOST = 1500
# Stands where the form token goes. Nobody can have typed it: nothing typed is drawn here.
TOKEN = "token-goes-here-" * 4

_held: OrderedDict[tuple[Hashable, ...], tuple[Library, SafeString]] = OrderedDict()
_one_at_a_time = Lock()


def drawn_once(
    template: str, key: Hashable, given: Callable[[], Mapping[str, Any]], token: str = ""
) -> SafeString:
    """The part, from what was drawn before if it was; with `token` where its forms need one."""
    shelf = library()
    name = (template, get_language(), id(shelf), key)
    with _one_at_a_time:
        found = _held.get(name)
        if found is not None:
            _held.move_to_end(name)
    if found is None:
        drawn = render_to_string(template, {"csrf_token": TOKEN, **given()})
        # The library is held beside it, so that no other one gets its number.
        found = shelf, mark_safe(drawn)  # noqa: S308  # as the template engine drew it
        with _one_at_a_time:
            _held[name] = found
            while len(_held) > MOST:
                _held.popitem(last=False)
    if TOKEN not in found[1]:
        return found[1]
    return mark_safe(found[1].replace(TOKEN, token))  # noqa: S308  # a token is letters and digits


def joined(parts: list[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  # each is as the template engine drew it
