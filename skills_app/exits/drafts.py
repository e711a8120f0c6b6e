"""What was being typed when someone left: read from the beacon, handed to the feature it is for.

A form marked `data-draft="some word"` goes along in the beacon to /lock/. Its fields arrive as
`draft-<field name>` (`draft1-…`, `draft2-…` for further forms, in this tab or another), the word
itself as `draft-form`. Passwords, whatever else a doorway takes, files and form tokens are left
out by the script. A beacon holds 64 KB. When a text does not fit, only what was typed since it was
last kept comes along, and `draft-between` says where it belongs: "1200 340 1600" is after the first
1200 and before the last 340 of the 1600 characters (code points) that were kept. When even that
had to be cut, or nothing was kept, `draft-cut` says so; a keeper must not put it in place of
anything longer.
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
