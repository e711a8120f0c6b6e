"""Every kind of private document there is, handed in by the features that own them.

What a feature says of a kind once, everything here goes by. It promises: a kind is whole, or
nothing starts. Whatever asks what kinds there are asks here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Generic, Never, TypeVar
from uuid import UUID

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from skills_app.http import takes_words
from skills_app.vault.store import ASIDE, KNOWN_KINDS, Kept, index_of

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


_ANY: Final = UUID(int=0)
# What the shape of a kind without drafts answers when its writer leaves (leaving.py, `Typed`).
ON_LEAVING: Final = ("id", "version", "text", "fingerprint_of_words", "has_the_words_of")
_kinds: dict[str, Kind[Any]] = {}
KINDS = MappingProxyType(_kinds)


class MissingPart(Exception):
    """A kind of document is not whole. The sentence names the kind, the part, and the remedy."""

    def __init__(self, kind: Kind[Any], what: str, remedy: str) -> None:
        super().__init__(f"The kind of document “{kind.name}” has no {what}: {remedy}")


def hand_in(kinds: Iterable[Kind[Any]]) -> None:
    """At start-up, once, with all of them. Raises: MissingPart."""
    found = list(kinds)
    refuse_what_is_not_whole(found)
    _kinds.clear()
    _kinds.update({kind.name: kind for kind in found})


def kinds_at(home: str) -> list[Kind[Any]]:
    """The kinds that are listed on one page."""
    return [kind for kind in _kinds.values() if kind.home == home]


def refuse_what_is_not_whole(kinds: list[Kind[Any]]) -> None:
    """Raises: MissingPart."""
    names = Counter(name for kind in kinds for name in records_of(kind))
    for kind in kinds:
        _refuse_without_parts(kind)
        if any(names[name] > 1 for name in records_of(kind)):
            raise MissingPart(kind, "name of its own", "another kind keeps records by that name.")
    _refuse_without_drafts(kinds)


def _refuse_without_drafts(kinds: list[Kind[Any]]) -> None:
    for kind in kinds:
        if kind.drafts and kind.drafts not in {one.name for one in kinds if one.of is kind}:
            remedy = f"hand in a kind “{kind.drafts}” that is `of` this one, or say no `drafts`."
            raise MissingPart(kind, "kind of drafts", remedy)


def _refuse_without_parts(kind: Kind[Any]) -> None:
    for what, is_there, remedy in parts_of(kind):
        if not is_there:
            raise MissingPart(kind, what, remedy)


def parts_of(kind: Kind[Any]) -> Iterator[tuple[str, bool, str]]:
    """Each part that it needs, whether it is there, and what to do if it is not."""
    yield "name", bool(kind.name), "it is what its records are called in the space."
    yield "title", bool(str(kind.title)), "`title` heads the page that lists it."
    said = str(kind.erased) and str(kind.gone)
    yield "words for erasing", bool(said), "say `erased` and `gone`, a sentence each."
    yield "reader", callable(kind.read), "`read` makes its shape of a record."
    private = any(takes_words(field) for field in kind.form.base_fields.values())
    yield "field for private writing", private, f"{kind.form.__name__} has none that takes words."
    if kind.editor:
        yield "reading of what is typed", kind.is_typed, "`typed` reads what its editor sends."
    if kind.editor and kind.of is None:
        typed = kind.typed({})
        missing = next((name for name in ON_LEAVING if not hasattr(typed, name)), "")
        remedy = f"{type(typed).__name__} answers no `{missing}` (`Typed` in documents/leaving.py)."
        yield "shape that can be kept on leaving", not missing, remedy
    unknown = ", ".join(f"“{name}”" for name in records_of(kind) if name not in KNOWN_KINDS)
    remedy = f"add {unknown} to KNOWN_KINDS in vault/crypto/about.py and to docs/vault-format.md."
    yield "name that new keys find when all else is lost", not unknown, remedy
    if kind.day is not None:
        remedy = f"add “{index_of(kind.name)}” to ASIDE in vault/crypto/records.py."
        yield "list of days that is kept aside", index_of(kind.name) in ASIDE, remedy


def records_of(kind: Kind[Any]) -> list[str]:
    """The names of the records it keeps, but for those of its drafts, which are a kind."""
    return [name for name in (kind.name, kind.pins, kind.earlier) if name]


def without_a_page(kind: Kind[Any]) -> str:
    """What is wrong with where it is listed and shown, or nothing. Asks the addresses."""
    try:
        reverse(kind.home)
        kind.address(_ANY)
    except NoReverseMatch as error:
        return str(error)
    return ""
