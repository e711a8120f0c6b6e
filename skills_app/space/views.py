from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.form_fields import shown_again
from skills_app.http import MemberRequest, closes
from skills_app.space.doorway import (
    OpenSpaceRequest,
    calmly,
    greet,
    in_open_space,
    keys_are_broken,
    safe_path,
    show_way_in,
)
from skills_app.space.forms import FirstPassphraseForm, PasswordForm
from skills_app.vault import unlocking
from skills_app.vault.database import is_trouble, tell_operator


@require_safe
@in_open_space
def show_space(request: OpenSpaceRequest) -> HttpResponse:
    kept, last_opened = request.space.count_all(), request.space.note().before
    context = {
        "has_words": unlocking.has_recovery_words(request.user),
        "idle_minutes": request.comfort.idle_minutes,
        "kept": kept,
        # On its first day nothing can be missing. Later an empty one may be an older copy.
        "is_new": not kept and last_opened is None,
        "places": unlocking.open_places(request.user),
        "last_opened": last_opened,
        "differs": unlocking.DIFFERS in request.session,
        "wrong_keys": request.session.get(unlocking.WRONG_KEYS),
    }
    return render(request, "space/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@calmly
def make(request: HttpRequest) -> HttpResponse:
    user = cast(MemberRequest, request).user
    if unlocking.has_space(user):
        return redirect("space:home")
    offered = shown_again(request.POST.get("offered")) or unlocking.generate_passphrase()
    if request.method != "POST" or "another" in request.POST:
        offered = unlocking.generate_passphrase()
        context = {"form": FirstPassphraseForm(), "offered": offered}
        return render(request, "space/make.html", context)
    form = FirstPassphraseForm(request.POST)
    if form.is_valid():
        try:
            unlocking.make_space(user, form.cleaned_data["passphrase"], request=request)
        except unlocking.AlreadyMade:
            return redirect("space:home")
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            return redirect("space:words")
    context = {"form": form, "offered": offered}
    return render(request, "space/make.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@calmly
def open_it(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":  # back from signing in, which was asked for on the way here
        return redirect("space:home")
    onward = safe_path(request)
    try:
        space = unlocking.open_space(request, request.POST.get("passphrase", ""))
    except unlocking.NoSpace:
        return redirect("space:make")
    except unlocking.KeyRefused as refused:
        return still_locked(request, str(refused), onward)
    except unlocking.Damaged:
        return still_locked(request, keys_are_broken(), onward)
    except Error as error:
        if not is_trouble(error):
            raise
        return still_locked(request, not_just_now(error), onward, status=503)
    greet(request, space)
    return redirect(onward)


def still_locked(
    request: HttpRequest, problem: str, onward: str, *, status: int = 422
) -> HttpResponse:
    member = cast(MemberRequest, request)
    context = {
        "next": onward,
        "problem": problem,
        "open_elsewhere": unlocking.open_places(member.user),
    }
    return render(request, "space/locked.html", context, status=status)


def not_just_now(error: Error) -> str:
    trouble = tell_operator(error)
    said = {
        "full": _(
            "The site has no room left just now, so it can not open your space."
            " Whoever runs this site can make room."
        ),
        "busy": _(
            "The site is very busy just now, so it can not open your space."
            " You could try again in a moment."
        ),
        "read_only": _(
            "The site can only be read just now, so it can not open your space."
            " Whoever runs this site can change that."
        ),
    }
    return said.get(trouble) or _(
        "What is kept here can’t be reached just now, so your space can not be opened."
        " Whoever runs this site can look into it."
    )


def not_written() -> str:
    """Said on the page itself: a message for the next one could not be kept, either."""
    return _(
        "Your space is locked. The site could not write that down just now, because it has no room"
        " left or is very busy. It does so as soon as it can. Nothing opens your space meanwhile"
        " but its keys."
    )


@closes
@require_POST
@calmly
def lock(request: HttpRequest) -> HttpResponse:
    if not unlocking.close_space(request):
        messages.warning(request, not_written())
        return show_way_in(request)
    messages.success(request, _("Your space is locked."))
    return redirect("front")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@calmly
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the space and keep the account. A forgotten passphrase does not stand in the way."""
    user = cast(MemberRequest, request).user
    if not unlocking.has_space(user):
        return redirect("space:home")
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            unlocking.prove_password(request, user, form.cleaned_data["password"])
        except unlocking.KeyRefused as refused:
            form.add_error("password", refused.password_words())
        else:
            unlocking.erase_space(user)
            unlocking.close_space(request)
            messages.success(request, _("Your space is erased, with all that was in it."))
            return redirect("space:home")
    status = 422 if form.is_bound else 200
    context = {"form": form, "backup_days": settings.BACKUP_DAYS}
    return render(request, "space/erase.html", context, status=status)
