from allauth.account.signals import password_reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from skills_app.account.erasing import erase_account
from skills_app.account.forms import BringBackForm, EraseAccountForm
from skills_app.account.models import User
from skills_app.account.recovery import member_with_words
from skills_app.http import MemberRequest, closes
from skills_app.vault.unlocking import (
    CLEARED,
    STORAGE,
    KeyRefused,
    close_what_can_be_closed_soon,
    end_other_sessions,
    end_session,
    even_if_broken,
    list_sessions,
    prove_password,
    refuse_the_passphrase,
)


@require_safe
@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/home.html")


@require_safe
@login_required
def show_sessions(request: HttpRequest) -> HttpResponse:
    return draw_sessions(request)


def draw_sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "account/sessions.html", {"sessions": list_sessions(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, or all but this one. One that is over already is as well."""
    if request.method != "POST":
        return redirect("account:sessions")
    if "others" in request.POST:
        written = end_other_sessions(request)
        said = _("You are signed in here only.")
    else:
        written = end_session(request, request.POST.get("session", ""))
        said = _("That sign-in is over.")
    if not written:
        # Said on the page itself: a message for the next one could not be kept, either.
        messages.warning(request, f"{said} {not_written()}")
        return draw_sessions(request)
    messages.success(request, said)
    return redirect("account:sessions")


def not_written() -> str:
    return _(
        "The site could not write that down just now, because it has no room left or is very busy."
        " It does so as soon as it can. To be sure, you could look here once more, later."
    )


@closes
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close everything in this browser, whatever fails, and say what could not be written."""
    response: HttpResponse = redirect("front")
    if request.method != "POST":
        signed_in = request.user.is_authenticated
        return render(request, "account/logout.html") if signed_in else response
    if not close_what_can_be_closed_soon(request, response):
        request.user = AnonymousUser()
        pages: list[HttpResponse] = []
        if even_if_broken(lambda: pages.append(render(request, "account/signed_out.html"))):
            pages[0].cookies = response.cookies
            response = pages[0]
    response.headers["Clear-Site-Data"] = CLEARED
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back_sign_in(request: HttpRequest) -> HttpResponse:
    """A new password for someone who has the twelve words; the space stays locked."""
    form = BringBackForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            member = member_with_words(data["name"], data["words"])
            validate_password(data["password"], member)  # now their name is known, too
            refuse_the_passphrase(member, data["password"])
        except KeyRefused as refused:
            form.add_error(
                "words",
                _("That name and those words do not fit together. Nothing is locked.")
                + f" {refused.what_now()}",
            )
        except ValidationError as error:
            form.add_error("password", error)
        else:
            let_in(request, member, data["password"])
            messages.success(
                request,
                _(
                    "You are signed in, and your new password works from now on. Your space is"
                    " still locked. If you need them, the same 12 words open it, too."
                ),
            )
            return redirect("space:home")
    status = 422 if form.is_bound else 200
    return render(request, "account/recover.html", {"form": form}, status=status)


def let_in(request: HttpRequest, member: User, password: str) -> None:
    """Set the password, which ends every other session, close every open space, sign in."""
    member.set_password(password)
    member.save(update_fields=["password"])
    password_reset.send(sender=User, request=request, user=member)
    login(request, member)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase(request: MemberRequest) -> HttpResponse:
    form = EraseAccountForm(request.POST or None)
    if form.is_valid():
        user = request.user
        try:
            prove_password(request, user, form.cleaned_data["password"])
        except KeyRefused as refused:
            form.add_error("password", refused.password_words())
        else:
            erase_account(User.objects.get(pk=user.pk))
            logout(request)
            messages.success(request, _("Your account is erased, with all that was in it."))
            response = redirect("front")
            response.headers["Clear-Site-Data"] = STORAGE  # the cookies carry what is said next
            return response
    context = {"form": form, "backup_days": settings.BACKUP_DAYS}
    status = 422 if form.is_bound else 200
    return render(request, "account/erase.html", context, status=status)
