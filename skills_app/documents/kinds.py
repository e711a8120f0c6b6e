"""A kind of private document: what its feature says of it once, and everything here goes by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Never, TypeVar
from uuid import UUID

from django import forms
from django.utils.functional import Promise

from skills_app.vault.store import Kept

S = TypeVar("S")


def _nobody_types_it(typed: Mapping[str, str]) -> Never:
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """One kind of what people keep; `S` is the shape its documents are read as.

    - `name`: of its records in the space. It is on disk: it never changes, nor is used again.
    - `read`: a record as the shape. It refuses no document, however old or odd.
    - `title`: what the page that lists it is headed.
    - `form`: what it is written with. Its text fields hold private writing; written.py reads that
      off them, and gives it back when a page can not take it.
    - `home`: the page it is listed on, as a URL is named; the way back from erasing is there.
    - `address`: where one of them is shown.
    - `erased`, `gone`: what is said of one that waits for ten minutes, and of one that can not.
    - `day`: the day one belongs to, if days are noted beside them (vault/store/days.py).
    - `pins`, `earlier`, `drafts`: the names of the records for what was pinned, for the versions
      before a change and for unfinished changes. Empty: it has none of them.
    - `of`: what these are drafts of, for a kind of drafts (drafts.py).
    - `editor`, `typed`: what the form that writes it calls itself in data-draft, and how its
      fields are read as they are, half-finished or odd, when somebody leaves (leaving.py).
    - `marked_once`: the first edition marked erased ones and left them in their place.
    """

    name: str
    read: Callable[[Kept], S]
    title: Promise
    form: type[forms.Form]
    home: str
    address: Callable[[UUID], str]
    erased: Promise
    gone: Promise
    day: Callable[[S], int] | None = None
    pins: str = ""
    earlier: str = ""
    drafts: str = ""
    of: "Kind[Any] | None" = None
    editor: str = ""
    typed: Callable[[Mapping[str, str]], S] = _nobody_types_it
    marked_once: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether it says how its editor's fields are read."""
        return self.typed is not _nobody_types_it
