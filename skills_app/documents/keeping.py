"""Keeping what was typed, for every kind; whatever stands in the way, not a word is lost.

`keep` answers with what is kept, or with the one thing that stands in its way. The view draws its
page again then, with all that was typed, and `HINDRANCES` says with which status.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import Error
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from skills_app.documents.kinds import Kind
from skills_app.documents.store import Shape, add, change
from skills_app.http import writing_in
from skills_app.space.doorway import Doorway, step_through
from skills_app.vault.database import Trouble, is_trouble, tell_operator
from skills_app.vault.store import (
    Damaged,
    Kept,
    NewerVersion,
    NotKept,
    OpenSpace,
    SpaceClosed,
    TooLarge,
)

T = TypeVar("T")
K = TypeVar("K", bound=Shape)

Name = Literal["locked", "changed", "erased", "too_large", "does_not_open"]


class Told(NamedTuple):
    """The status of a page that says so, and of the answer to a script."""

    page: int
    script: int


# What each of them says in words is in templatetags/troubles.py, but for the first
# three: a locked space is opened there and then (the doorway), both versions are shown, and what
# was erased meanwhile can be kept as something new.
HINDRANCES: Final[Mapping[Name | Trouble, Told]] = MappingProxyType(
    {
        "locked": Told(422, 423),  # or nobody is signed in, or there is no space yet
        "changed": Told(409, 409),  # somewhere else, since this page was opened
        "erased": Told(404, 404),  # somewhere else, or never theirs
        "too_large": Told(422, 413),
        "does_not_open": Told(503, 409),  # what it belongs to, or the space's own keys or lists
        "full": Told(503, 503),
        "busy": Told(503, 503),
        "read_only": Told(503, 503),
        "damaged": Told(503, 503),
        "gone": Told(503, 503),
    }
)
_ASK_NO_MORE: Final = {"does_not_open", "full", "busy", "read_only", "damaged", "gone"}


@dataclass(frozen=True)
class Hindrance:
    """Why it is not kept yet: `door` when it is locked, `theirs` when it was changed elsewhere."""

    name: Name | Trouble
    door: Doorway | None = None
    theirs: Kept | None = None

    @property
    def status(self) -> int:
        return HINDRANCES[self.name].page

    @property
    def status_for_a_script(self) -> int:
        return HINDRANCES[self.name].script

    @property
    def trouble(self) -> str:
        """What the page has to say in words of its own, or nothing."""
        return "" if self.name in ("locked", "changed", "erased") else self.name

    @property
    def asks_no_more(self) -> bool:
        """Whether nothing more is to be asked of the database than drawing the page needs."""
        return self.name in _ASK_NO_MORE


def keep(
    request: HttpRequest,
    kind: Kind[K],
    new: K,
    *,
    of: UUID | None,
    version: int,
    then: Callable[[OpenSpace, K], None] = lambda space, kept: None,
) -> K | Hindrance:
    """Keep it as a change of what it is `of`, or as something new; `then` happens as one with it.

    Raises GateFull or NotYet, which exits/again.py answers.
    """
    as_another = "as_another" in request.POST

    def put_in(space: OpenSpace) -> K:
        with space.together():
            if of is None or as_another:
                kept = add(space, kind, new, beside=as_another)
            else:
                kept = change(space, kind, of, new, version=version)
            then(space, kept)
        return kept

    kept = attempt(request, put_in)
    if not isinstance(kept, Hindrance):
        messages.success(request, _("Kept. Only you can open it."))
    return kept


def attempt(request: HttpRequest, put_in: Callable[[OpenSpace], T]) -> T | Hindrance:
    """Get into the space with what the form brought along, and do it; or what stands in the way.

    Raises GateFull or NotYet.
    """
    try:
        space = step_through(request)
        return Hindrance("locked", door=space) if isinstance(space, Doorway) else put_in(space)
    except NewerVersion as newer:
        return Hindrance("changed", theirs=newer.current)
    except SpaceClosed:
        return Hindrance("locked", door=Doorway("key"))
    except NotKept:
        return Hindrance("erased")
    except TooLarge:
        return Hindrance("too_large")
    except Damaged:
        return Hindrance("does_not_open")
    except Error as error:
        if not is_trouble(error):
            raise
        return Hindrance(tell_operator(error))


def told(hindrance: Hindrance | None) -> dict[str, Any]:
    """What an editor's page shows of it: a doorway, that it is gone, or words of its own."""
    if hindrance is None:
        return {"door": None, "gone": False, "trouble": ""}
    gone = hindrance.name == "erased"
    return {"door": hindrance.door, "gone": gone, "trouble": hindrance.trouble}


def status_of(hindrance: Hindrance | None, form: Form) -> int:
    """With nothing in its way, what was typed is shown again because it does not fit."""
    if hindrance is None:
        return 422 if form.is_bound else 200
    return hindrance.status


def came_along(request: HttpRequest, form: Form) -> list[str]:
    """What its reader wrote in no field of this form, if the text does not hold it: on the step it
    was made on, or on a page that was another one when they opened it.
    """
    text = str(form["text"].value() or "")
    sent = writing_in(request, besides=form.fields)
    return [words for words in sent if words.strip() not in text]


def onto(posted: QueryDict, theirs: Kept) -> QueryDict:
    """What was typed, as a change of what was kept in between."""
    typed = posted.copy()
    typed["version"] = str(theirs.version)
    return typed
