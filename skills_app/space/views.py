from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills_app.http import MemberRequest
from skills_app.space.forms import (
    ChangePassphraseForm,
    NewPassphraseForm,
    RecoverForm,
    TypeBackForm,
)
from skills_app.space.places import ask_for_two
from skills_app.vault import opening
from skills_app.vault.doorway import OpenSpaceRequest, show_way_in, space_must_be_open


@require_safe
@space_must_be_open
def show_space(request: HttpRequest) -> HttpResponse:
    member = cast(OpenSpaceRequest, request)
    context = {
        "has_words": opening.has_recovery_words(member.user),
        "idle_minutes": member.comfort.idle_minutes,
        "kept": member.space.count_all(),
        "places": opening.open_places(member.user),
    }
    return render(request, "space/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request: HttpRequest) -> HttpResponse:
    user = cast(MemberRequest, request).user
    if opening.has_space(user):
        return redirect("space:home")
    offered = request.POST.get("offered") or opening.generate_passphrase()
    if request.method != "POST" or "another" in request.POST:
        offered = opening.generate_passphrase()
        context = {"form": NewPassphraseForm(), "offered": offered}
        return render(request, "space/make.html", context)
    form = NewPassphraseForm(request.POST)
    if form.is_valid():
        try:
            opening.make_space(user, form.cleaned_data["passphrase"], request=request)
        except opening.AlreadyMade:
            return redirect("space:home")
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            return redirect("space:words")
    context = {"form": form, "offered": offered}
    return render(request, "space/make.html", context, status=422)


@require_POST
@login_required
def open_it(request: HttpRequest) -> HttpResponse:
    onward = safe_path(request)
    try:
        space = opening.open_space(request, request.POST.get("passphrase", ""))
    except opening.NoSpace:
        return redirect("space:make")
    except opening.KeyRefused as refused:
        context = {"next": onward, "problem": str(refused)}
        return render(request, "space/locked.html", context, status=422)
    return welcome_back(request, space.verify().is_sound, onward)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    opening.close_space(request)
    messages.success(request, _("Your space is locked."))
    return redirect("front")


@require_http_methods(["GET", "HEAD", "POST"])
@space_must_be_open
def recovery_words(request: HttpRequest) -> HttpResponse:
    """Shows twelve words once; they begin to work when two of them are typed back."""
    has_words = opening.has_recovery_words(cast(MemberRequest, request).user)
    if request.method != "POST":
        return render(request, "space/words.html", {"has_words": has_words})
    if "make" in request.POST:
        words = opening.offer_recovery_words()
        form = TypeBackForm(
            initial={"words": " ".join(words)}, places=ask_for_two(words), replacing=has_words
        )
        return render(request, "space/words.html", {"words": words, "form": form})
    words = request.POST.get("words", "").split()
    form = TypeBackForm(request.POST, places=ask_for_two(words), replacing=has_words)
    if form.is_valid():
        try:
            opening.keep_recovery_words(
                request, " ".join(words), form.cleaned_data.get("passphrase")
            )
        except opening.NotRecoveryWords:
            return redirect("space:words")
        except opening.KeyRefused as refused:
            form.add_error("passphrase" if has_words else None, str(refused))
        else:
            messages.success(
                request, _("Your 12 words work from now on. Keep them somewhere safe.")
            )
            return redirect("space:home")
    return render(request, "space/words.html", {"words": words, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated or not opening.has_space(request.user):
        return show_way_in(request)
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            space = opening.recover(request, data["words"], data["passphrase"])
        except opening.KeyRefused as refused:
            form.add_error("words", str(refused))
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            messages.success(request, _("Your new passphrase works from now on."))
            return welcome_back(request, space.verify().is_sound, "/space/")
    status = 422 if form.is_bound else 200
    return render(request, "space/recover.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@space_must_be_open
def change_passphrase(request: HttpRequest) -> HttpResponse:
    form = ChangePassphraseForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            opening.change_passphrase(request, data["now"], data["passphrase"])
        except opening.KeyRefused as refused:
            form.add_error("now", str(refused))
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            messages.success(request, _("Your new passphrase works from now on."))
            return redirect("space:home")
    status = 422 if form.is_bound else 200
    return render(request, "space/passphrase.html", {"form": form}, status=status)


def safe_path(request: HttpRequest) -> str:
    """Where to go on to: a path of this site, else the space's own page."""
    onward = request.POST.get("next", "")
    if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return onward
    return "/space/"


def welcome_back(request: HttpRequest, is_sound: bool, onward: str) -> HttpResponse:
    if is_sound:
        messages.success(request, _("Your space is open."))
    else:
        messages.warning(
            request,
            _(
                "Your space is open, but it is not quite as you left it. Something in the database"
                " was changed, put back or taken away, and not by you here. Nothing was thrown"
                " away. Whoever runs this site should know."
            ),
        )
    return redirect(onward)
