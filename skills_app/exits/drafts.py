"""What was being typed when someone left: read from the beacon, handed to the feature it is for.

A form marked `data-draft="some word"` goes along in the beacon to /lock/. Its fields arrive as
`draft-<field name>` (`draft1-…`, `draft2-…` for further forms, in this tab or another), the word
itself as `draft-form`. Passwords, whatever else a doorway takes, files and form tokens are left
out by the script. A beacon holds 64 KB: when a text had to be cut to fit, `draft-cut` says so, and
a keeper must not put it in place of anything longer.
"""

import re
from collections.abc import Callable, Mapping

from django.http import HttpRequest, QueryDict

# Called with the request and one form's fields before the space closes. A field sent more than
# once arrives as one text, a line a value. A keeper leaves alone what is not its own: it knows
# its forms by mapping["form"].
Keeper = Callable[[HttpRequest, Mapping[str, str]], object]

_keepers: list[Keeper] = []
_FIELD = re.compile(r"draft(\d{0,2})-(.{1,100})", re.DOTALL)


def keep_draft_with(function: Keeper) -> Keeper:
    """Register a feature's keeper at start-up."""
    if function not in _keepers:
        _keepers.append(function)
    return function


def drafts_in(data: QueryDict) -> list[dict[str, str]]:
    """The drafts in a beacon, one mapping a form, in the order they were sent."""
    found: dict[str, dict[str, str]] = {}
    for name, values in data.lists():
        match = _FIELD.fullmatch(name)
        if match:
            found.setdefault(match[1], {})[match[2]] = "\n".join(str(value) for value in values)
    return list(found.values())


def keepers() -> tuple[Keeper, ...]:
    return tuple(_keepers)
