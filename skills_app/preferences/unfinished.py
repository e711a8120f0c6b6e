"""What a reader could carry on with, as far as each feature knows: offered at the front door."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest

from skills_app.http import note_unkept, unkept
from skills_app.vault.database import tell_operator


@dataclass(frozen=True)
class CarryOn:
    """`words` say what it is, and nothing of what is in it."""

    address: str
    words: str


# Called with the request; a feature that has nothing waiting for this reader answers None.
Finder = Callable[[HttpRequest], CarryOn | None]

_finders: list[Finder] = []


def find_unfinished_with(function: Finder) -> Finder:
    """Register a feature's finder at start-up."""
    if function not in _finders:
        _finders.append(function)
    return function


def unfinished(request: HttpRequest) -> list[CarryOn]:
    """Nothing while what is kept cannot be reached: the front door opens all the same."""
    if unkept(request):
        return []
    try:
        return _found(request)
    except Error as error:
        note_unkept(request, tell_operator(error))
        return []


def _found(request: HttpRequest) -> list[CarryOn]:
    return [found for find in _finders if (found := find(request)) is not None]
