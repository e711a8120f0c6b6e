"""Requests as the views get them, for the type checker, and the answer after every change."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseRedirect
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from skills_app.account.models import User
    from skills_app.preferences.choices import Comfort
    from skills_app.preferences.keeping import Keeping


class GuestRequest(HttpRequest):
    """Anyone's request, as it reaches a view."""

    htmx: HtmxDetails
    keeping: "Keeping"
    comfort: "Comfort"


class MemberRequest(GuestRequest):
    """The request of someone signed in."""

    user: "User"


class SeeOther(HttpResponseRedirect):
    """After a change: look at this page with a plain GET, so that a reload repeats nothing."""

    status_code = 303
