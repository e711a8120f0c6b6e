"""The way from the front door to one's plan: for a member with a space, open or not.

Whether there is a plan is sealed, so the row says nothing of it.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from skills_app.documents import has_space
from skills_app.preferences.unfinished import CarryOn


def plan_to_hand(request: HttpRequest) -> CarryOn | None:
    if not request.user.is_authenticated or not has_space(request.user):
        return None
    return CarryOn(reverse("keep:plan"), _("My plan"))
