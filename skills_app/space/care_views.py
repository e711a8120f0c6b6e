"""Looking after an open space: where it is open, whether all is there, and a fresh key."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.http import MemberRequest, closes, unkept
from skills_app.space.doorway import (
    OpenSpaceRequest,
    calmly,
    in_open_space,
    keys_are_broken,
    safe_path,
    show_differences,
    show_way_in,
)
from skills_app.vault import unlocking
from skills_app.vault.rekeying.data_key import renew_data_key


@require_safe
@in_open_space
def show_places(request: OpenSpaceRequest) -> HttpResponse:
    return render(request, "space/places.html", {"places": unlocking.list_open_places(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@calmly
def time_left(request: HttpRequest) -> HttpResponse:
    """Whole seconds until the space locks itself in this browser; 0 when it is locked.

    `more`: whether a press can put that off. Asking is no use of the space; sending is.
    """
    if request.method == "POST":
        unlocking.the_open_space(request)
    here = next((one for one in unlocking.list_open_places(request) if one.is_here), None)
    told = {"left": 0, "more": False, "token": get_token(request)}
    if here is not None:
        left = min(here.idle_until, here.open_until) - timezone.now()
        told |= {"left": int(left.total_seconds()), "more": here.idle_until < here.open_until}
    return JsonResponse(told)


@closes
@require_http_methods(["GET", "HEAD", "POST"])
@calmly
def lock_everywhere(request: HttpRequest) -> HttpResponse:
    """Where nobody can be looked up just now, here at least, and it says so."""
    if not request.user.is_authenticated and unkept(request):
        if request.method == "POST":
            unlocking.close_space(request)
            messages.warning(
                request,
                _(
                    "Your space is locked in this browser. The site could not reach the others"
                    " just now. To lock it there as well, you could press this once more, later."
                ),
            )
        return render(request, "space/trouble.html", {"trouble": unkept(request)}, status=503)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return redirect("space:places")
    written = unlocking.close_everywhere(cast(MemberRequest, request).user)
    if not (unlocking.close_space(request) and written):
        messages.warning(
            request,
            _(
                "Your space is locked, here and in every other browser. The site could not write"
                " that down just now, because it has no room left or is very busy. It does so as"
                " soon as it can. To be sure, you could press this once more, later."
            ),
        )
        return show_way_in(request)
    messages.success(request, _("Your space is locked, here and in every other browser."))
    return redirect("front")


@require_POST
@in_open_space
def check(request: OpenSpaceRequest) -> HttpResponse:
    """Open every single thing, and compare what is there with what should be."""
    try:
        found = request.space.verify()
    except unlocking.Damaged:
        messages.warning(request, keys_are_broken())
        return redirect("space:home")
    if found.needs_telling:
        request.session[unlocking.DIFFERS] = "new"
        return redirect("space:different")
    words = ngettext(
        "The one thing kept here is there and opens.",
        "All %(count)s things are here, as you left them, and each one opens.",
        found.found,
    )
    if found.unopenable:
        words = _("All is here as you know it. What did not open before still does not.")
    messages.success(request, words % {"count": found.found})
    return redirect("space:home")


@require_POST
@in_open_space
def fresh_key(request: OpenSpaceRequest) -> HttpResponse:
    """Seal everything anew with another data key; the passphrase and words stay."""
    try:
        progress = renew_data_key(request.space)
    except unlocking.Damaged:
        messages.warning(request, keys_are_broken())
        return redirect("space:home")
    if progress.ended:
        messages.success(request, _("Everything here is sealed with a fresh key."))
    else:
        messages.warning(
            request,
            _(
                "All that opens is sealed with a fresh key. The old one is still kept, because"
                " something here does not open. “See if all is here” says what it is."
            ),
        )
    return redirect("space:home")


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def read_differences(request: OpenSpaceRequest) -> HttpResponse:
    """What is not as it was left; read and said so, what is there now counts as all there is."""
    space = request.space
    if request.method != "POST":
        return show_differences(request, space, "/space/")
    space.accept_as_it_is()
    request.session.pop(unlocking.DIFFERS, None)
    messages.success(request, _("Noted. What is here now counts as all there is."))
    return redirect(safe_path(request))
