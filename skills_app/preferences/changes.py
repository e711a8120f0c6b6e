"""A change of comfort choices, and the choices before it, for whoever made it to have back."""

from collections.abc import Mapping
from typing import Final

from skills_app.http import GuestRequest, unkept
from skills_app.preferences.choices import Comfort
from skills_app.preferences.choices import from_data as comfort_from_data
from skills_app.preferences.keeping import first_levels
from skills_app.preferences.store import save

BEFORE: Final = "comfort_before"  # session: the choices as they were, for one-press undo


def change(request: GuestRequest, comfort: Comfort) -> None:
    """Keep the new choices and remember the old ones, unless they are the same."""
    before = request.comfort.to_data()
    if comfort != request.comfort:
        save(request, request.keeping.with_comfort(comfort))
        if not unkept(request):
            request.session[BEFORE] = {"who": who(request), "comfort": before}


def comfort_before(request: GuestRequest) -> Comfort | None:
    """The choices before the last change, if it was the same person who made it."""
    kept = request.session.get(BEFORE)
    if not isinstance(kept, Mapping) or kept.get("who") != who(request):
        return None
    return comfort_from_data(kept.get("comfort"), first_levels())


def who(request: GuestRequest) -> str:
    """Whose press it is: a member's key, or "" for a guest."""
    return str(request.user.pk) if request.user.is_authenticated else ""
