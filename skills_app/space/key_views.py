"""The two keys of a space: its passphrase and its twelve words."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from skills_app.space.doorway import (
    OpenSpaceRequest,
    calmly,
    greet,
    in_open_space,
    keys_are_broken,
    show_way_in,
)
from skills_app.space.forms import (
    ChangePassphraseForm,
    PassphraseForm,
    RecoverForm,
    TypeBackForm,
)
from skills_app.space.places import ask_for_two
from skills_app.vault import unlocking
from skills_app.vault.unlocking import LONGEST_SECRET


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def recovery_words(request: OpenSpaceRequest) -> HttpResponse:
    """Shows twelve words once; they begin to work when two of them are typed back."""
    has_words = unlocking.has_recovery_words(request.user)
    asking = unlocking.words_need_passphrase(request)
    if request.method != "POST":
        return render(request, "space/words.html", {"has_words": has_words})
    if "make" in request.POST:
        words = unlocking.offer_recovery_words()
        form = TypeBackForm(
            initial={"words": " ".join(words)}, places=ask_for_two(words), asking=asking
        )
        return render(request, "space/words.html", {"words": words, "form": form})
    typed = request.POST.get("words", "")
    words = typed.split() if len(typed) <= LONGEST_SECRET else []
    form = TypeBackForm(request.POST, places=ask_for_two(words), asking=asking)
    if form.is_valid():
        try:
            unlocking.keep_recovery_words(
                request, " ".join(words), form.cleaned_data.get("passphrase")
            )
        except unlocking.NotRecoveryWords:
            return redirect("space:words")
        except unlocking.KeyRefused as refused:
            form.add_error("passphrase" if asking else None, str(refused))
        else:
            messages.success(
                request, _("Your 12 words work from now on. Keep them somewhere safe.")
            )
            return redirect("space:home")
    return render(request, "space/words.html", {"words": words, "form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def remove_words(request: OpenSpaceRequest) -> HttpResponse:
    if not unlocking.has_recovery_words(request.user):
        return redirect("space:words")
    form = PassphraseForm(request.POST or None)
    if form.is_valid():
        try:
            unlocking.remove_recovery_words(request, form.cleaned_data["passphrase"])
        except unlocking.KeyRefused as refused:
            form.add_error("passphrase", str(refused))
        else:
            messages.success(request, _("Your 12 words do not work any more."))
            return redirect("space:home")
    return show_form(request, "space/remove_words.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@calmly
def recover(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated or not unlocking.has_space(request.user):
        return show_way_in(request)
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            space = unlocking.recover(request, data["words"], data["passphrase"])
        except unlocking.KeyRefused as refused:
            form.add_error("words", str(refused))
        except unlocking.Damaged:
            form.add_error("words", keys_are_broken())
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            messages.success(request, _("Your new passphrase works from now on."))
            if space is not None:
                greet(request, space)
            return redirect("space:home")
    return show_form(request, "space/recover.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def change_passphrase(request: HttpRequest) -> HttpResponse:
    form = ChangePassphraseForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            unlocking.change_passphrase(request, data["now"], data["passphrase"])
        except unlocking.KeyRefused as refused:
            form.add_error("now", str(refused))
        except unlocking.Damaged:
            form.add_error("now", keys_are_broken())
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            messages.success(request, _("Your new passphrase works from now on."))
            return redirect("space:home")
    return show_form(request, "space/passphrase.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@in_open_space
def renew(request: HttpRequest) -> HttpResponse:
    """Someone may know it: new keys for everything, and new words right after."""
    form = ChangePassphraseForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            unlocking.renew(request, data["now"], data["passphrase"])
        except unlocking.KeyRefused as refused:
            form.add_error("now", str(refused))
        except unlocking.Damaged:
            form.add_error(None, keys_are_broken())
        except unlocking.UnknownKind:
            form.add_error(None, kind_is_unknown())
        except ValidationError as error:
            form.add_error("passphrase", error)
        else:
            messages.success(
                request,
                _(
                    "Everything has new keys, and your new passphrase works from now on. Words"
                    " from before open nothing any more. You could make new ones here."
                ),
            )
            return redirect("space:words")
    return show_form(request, "space/renew.html", form)


def kind_is_unknown() -> str:
    return _(
        "Something in your space is of a kind this version of the site does not know. So nothing"
        " was changed, and all keys work as before. Whoever runs this site should know."
    )


def show_form(request: HttpRequest, template: str, form: forms.Form) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
