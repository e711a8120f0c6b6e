"""Gets a reader from wherever they stand to an open space without losing what they typed.

A save may come from someone whose sign-in ran out, who has no space yet, or whose space
locked itself. The page then comes back with their words and asks, there, for what is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, Literal, cast

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from allauth.utils import get_form_class
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.form_fields import shown_again
from skills_app.http import MemberRequest, what_was_pressed, writing_in
from skills_app.space.differences import differences
from skills_app.vault.database import is_trouble, tell_operator
from skills_app.vault.store import Damaged, NotKept, OpenSpace, Progress, SpaceClosed
from skills_app.vault.unlocking import (
    CROWD,
    DIFFERS,
    LONGEST_NAME,
    LONGEST_SECRET,
    PARTS,
    AlreadyMade,
    GateFull,
    KeyRefused,
    NoSpace,
    NotYet,
    PassphraseRefused,
    bits_of,
    generate_passphrase,
    has_space,
    make_space,
    open_places,
    open_space,
    the_open_space,
)

View = Callable[..., HttpResponse]
Needs = Literal["account", "sign_in", "space", "key"]


@dataclass(frozen=True)
class Doorway:
    """What still stands between the reader and their open space."""

    needs: Needs
    problem: str = ""
    offered: str = ""
    # What was typed into it and not tried yet, to be sent again as it is.
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    # Why nothing was tried, where a proof of work lets the next try through at once.
    not_yet: NotYet | None = field(default=None, repr=False)

    @property
    def sum(self) -> dict[str, object] | None:
        """What a browser has to work out for it: the challenge, and how much work it is."""
        if self.not_yet is None:
            return None
        challenge = self.not_yet.challenge
        return {"challenge": challenge, "bits": bits_of(challenge), "parts": PARTS}

    @property
    def crowded(self) -> bool:
        """Whether turns are drawn among those who come without one."""
        return self.not_yet is not None and self.not_yet.tries >= CROWD


class OpenSpaceRequest(MemberRequest):
    """The request of a member whose private space is open."""

    space: OpenSpace


def step_through(request: HttpRequest) -> OpenSpace | Doorway:
    """Use what the posted form brings along (name, password, passphrase) to get in.

    Returns the open space, or what is still needed, with a kind word on what did not fit. Raises
    GateFull or NotYet, which exits/again.py answers.
    """
    if not request.user.is_authenticated:
        needs = _of_whom(request)
        joins = needs == "account" and "sign_in" not in request.POST
        problem = join_from(request) if joins else sign_in_from(request)
        if not request.user.is_authenticated:
            return Doorway(needs, problem, typed=_name_in(request) if joins else {})
    space = the_open_space(request)
    if space is not None:
        return space
    if not has_space(cast(MemberRequest, request).user):
        return make_from(request)
    passphrase = request.POST.get("passphrase", "")
    if not passphrase:
        return Doorway("key")
    try:
        space = open_space(request, passphrase)
    except KeyRefused as refused:
        return Doorway("key", str(refused))
    except Damaged:
        return Doorway("key", keys_are_broken())
    greet(request, space)
    return space


# Nothing was tried yet: there are too many before, or too many tries were wrong.
NOT_TRIED: Final = (GateFull, NotYet)


def still_before_it(request: HttpRequest, why: GateFull | NotYet) -> Doorway:
    """What a script is answered when nothing was tried: the doorway, with all that was typed."""
    signed_in = request.user.is_authenticated
    needs: Needs = "key" if signed_in else _of_whom(request)
    if signed_in and not has_space(cast(MemberRequest, request).user):
        needs = "space"
    problem = str(why) if isinstance(why, NotYet) else at_the_gate()
    not_yet = why if isinstance(why, NotYet) else None
    offered = shown_again(request.POST.get("offered", ""))
    return Doorway(needs, problem, offered, request.POST, not_yet)


def at_the_gate() -> str:
    return _("The site is very busy just now, so this was not done yet. Nothing is lost.")


def sign_in_from(request: HttpRequest) -> str:
    """Signs in with the posted name and password. Returns what was wrong, or nothing."""
    name, password = request.POST.get("login", "").strip(), request.POST.get("password", "")
    if not (name and password):
        return ""
    adapter = get_adapter(request)
    if len(name) > LONGEST_NAME or len(password) > LONGEST_SECRET:  # nobody's
        return str(adapter.error_messages["username_password_mismatch"])
    try:
        user = adapter.authenticate(request, username=name, password=password)
    except ValidationError as error:
        return together(error)
    if user is None or not user.is_active:
        return str(adapter.error_messages["username_password_mismatch"])
    login(request, user)
    return ""


def _of_whom(request: HttpRequest) -> Needs:
    """A page opened by a guest says so; anyone else who is not signed in was so before."""
    return "account" if "guest" in request.POST else "sign_in"


def _name_in(request: HttpRequest) -> Mapping[str, str]:
    """A name is typed once; a password is not sent back."""
    return {"login": shown_again(request.POST.get("login", ""))}


def join_from(request: HttpRequest) -> str:
    """Makes an account of the posted name and password, and signs in. Returns what was wrong.

    Raises GateFull or NotYet.
    """
    name, password = request.POST.get("login", ""), request.POST.get("password", "")
    if not (name.strip() or password):
        return ""
    sign_up = get_form_class(app_settings.FORMS, "signup", SignupForm)
    form = sign_up({"username": name, "password1": password})
    if not form.is_valid():
        said = [(one,) for errors in form.errors.values() for one in errors]
        return format_html_join(" ", "{}", said)
    try:
        user = form.save(request)
    except IntegrityError:  # the very same name, a moment before
        return str(get_adapter(request).error_messages["username_taken"])
    login(request, user)
    return ""


def together(error: ValidationError) -> str:
    """What it says, with secrets in it marked as they are."""
    return format_html_join(" ", "{}", ((one,) for one in error.messages))


def make_from(request: HttpRequest) -> OpenSpace | Doorway:
    passphrase = request.POST.get("new_passphrase", "")
    problem = ""
    if passphrase:
        try:
            make_space(cast(MemberRequest, request).user, passphrase, request=request)
        except PassphraseRefused as refused:
            problem = together(refused)
        except AlreadyMade:
            return Doorway("key")
        else:
            space = the_open_space(request)
            return space if space is not None else Doorway("key")
    return Doorway(
        "space", problem, shown_again(request.POST.get("offered")) or generate_passphrase()
    )


def in_open_space(view: View) -> View:
    """Shows the view to a member whose space is open, its request then having `.space`.

    To anyone else it shows the way in. Whatever goes wrong meanwhile gets a calm answer.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        space = the_open_space(request) if request.user.is_authenticated else None
        if space is None:
            return show_way_in(request)
        request.space = space  # type: ignore[attr-defined]
        if request.method in {"GET", "HEAD"} and request.session.get(DIFFERS) == "new":
            return show_differences(request, space, request.path)
        return view(request, *args, **kwargs)

    return calmly(guarded)


def calmly(view: View) -> View:
    """Around every private page: whatever stands in the way is said in plain words.

    What is not there is a 404, whoever it may belong to. What does not open is said to be so.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (SpaceClosed, NoSpace):
            return show_way_in(request)
        except NotKept as error:
            raise Http404 from error
        except Damaged:
            context = {"written": writing_in(request)}
            return render(request, "space/damaged.html", context, status=409)
        except Error as error:
            if not is_trouble(error):
                raise
            why = {
                "written": writing_in(request),
                "trouble": tell_operator(error),
                "pressed": what_was_pressed(request),
            }
            return render(request, "space/trouble.html", why, status=503)

    return guarded


def show_way_in(request: HttpRequest) -> HttpResponse:
    """The page before the space: sign in, make a space, or open it; then on to where one was."""
    if not request.user.is_authenticated:
        template = "space/guest.html"
    elif not has_space(cast(MemberRequest, request).user):
        template = "space/none_yet.html"
    else:
        template = "space/locked.html"
    # The cookie of an open space is not sent when another site's link leads here; one's own is.
    came_from_elsewhere = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
    onward = request.path if request.method == "GET" else "/space/"
    context = {
        "next": onward,
        "written": writing_in(request),
        "came_from_elsewhere": came_from_elsewhere,
        # After such a link the other browser may well be this one.
        "open_elsewhere": request.user.is_authenticated
        and not came_from_elsewhere
        and open_places(request.user),
    }
    return render(request, template, context)


def show_differences(request: HttpRequest, space: OpenSpace, onward: str) -> HttpResponse:
    """In plain words what is not as it was left; then on to where one was going.

    Only looking marks nothing: where nothing differs any more, the mark goes as well.
    """
    found = differences(space.verify())
    if found:
        request.session[DIFFERS] = "shown"
    else:
        request.session.pop(DIFFERS, None)
    return render(request, "space/different.html", {"differences": found, "next": onward})


def greet(request: HttpRequest, space: OpenSpace) -> None:
    """Say when the space was last opened and how much is in it, or that it is not as it was."""
    arrival = space.arrival
    if arrival is None:
        return
    if arrival.wrong_keys:
        messages.warning(request, wrong_keys_words(arrival.wrong_keys))
        space.forget_wrong_keys(arrival.wrong_keys)
    if arrival.soundness.needs_telling:
        messages.warning(request, _("Your space is open, but it is not quite as you left it."))
        return
    words = [_("Your space is open.")]
    if arrival.last_opened is not None:
        local = timezone.localtime(arrival.last_opened)
        when = {"moment": date_format(local, "DATETIME_FORMAT"), "zone": date_format(local, "T")}
        words.append(_("It was last opened on %(moment)s (%(zone)s).") % when)
    words.append(
        ngettext("One thing is kept in it.", "%(count)s things are kept in it.", arrival.things)
        % {"count": arrival.things}
    )
    if arrival.fresh_key is not None:
        words.append(_fresh_key_words(arrival.fresh_key))
    messages.success(request, " ".join(words))


def wrong_keys_words(count: int) -> str:
    tries = ngettext(
        "There was one try with a wrong key since you last opened it.",
        "There were %(count)s tries with a wrong key since you last opened it.",
        count,
    ) % {"count": count}
    return tries + _(
        " They may have been yours. If not, you could change the password you sign in with, and"
        " give your space a new passphrase."
    )


def _fresh_key_words(progress: Progress) -> str:
    if progress.ended:
        return _("Everything in it was sealed again with a fresh key.")
    return _(
        "It is being sealed again with a fresh key: %(done)s of %(total)s things are done. The"
        " rest follows when you next open it, and all of it opens meanwhile."
    ) % {"done": progress.done, "total": progress.total}


def keys_are_broken() -> str:
    return _(
        "That is the right key, and still your space can not be opened now. The part of the"
        " database that holds its inner keys was changed or broke. Nothing was thrown away."
        " Whoever runs this site can put that part back from a backup."
    )


def safe_path(request: HttpRequest) -> str:
    """Where to go on to after a form: the posted path of this site, else the space's own page."""
    onward: str = shown_again(request.POST.get("next", ""))
    if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return onward
    return "/space/"
