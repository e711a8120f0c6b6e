"""The way from the front door back to a page that was left in the middle."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from skills_app.documents import (
    LOOKED_THROUGH,
    Damaged,
    SpaceClosed,
    newest,
    the_open_space,
    waiting_ids,
)
from skills_app.journal.kinds import DRAFT
from skills_app.preferences.unfinished import CarryOn


def unfinished_page(request: HttpRequest) -> CarryOn | None:
    """Only while the space is open; what does not open is told on the journal's own pages."""
    space = the_open_space(request)
    if space is None:
        return None
    try:
        erased = waiting_ids(space)
        found = [
            draft
            for draft in newest(space, DRAFT, limit=LOOKED_THROUGH)[0]
            if draft.of is None or draft.of not in erased
        ]
    except (Damaged, SpaceClosed):
        return None
    if not found:
        return None
    if len(found) == 1:
        address = reverse("journal:draft", args=[found[0].id])
    else:
        address = reverse("journal:drafts")
    return CarryOn(address, _("Carry on writing"))
