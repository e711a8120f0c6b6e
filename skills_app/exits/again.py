"""When something was not tried just now, the page holds the whole form, to be sent again.

That is so at the gate's end (503), and after many wrong tries (429). Whatever was typed comes
back, secrets too, in the fields of the person's own page and nowhere else. One press sends the
very same form; with scripts it goes by itself, a few times.
"""

from collections.abc import Callable
from random import SystemRandom
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills_app.http import writing_in
from skills_app.vault.unlocking import CROWD, PARTS, GateFull, NotYet, bits_of

TIMES: Final = 5  # it goes by itself; from then on somebody has to press
LEAST_SECONDS: Final = 2
NOT_AGAIN: Final = {"csrfmiddlewaretoken", "proof", "times"}

_chance = SystemRandom()


class AgainMiddleware:
    """Answers for every view; one that answers a script catches both for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, GateFull | NotYet):
            return ask_again(request, error)
        return None

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """allauth draws a form that was refused as if nothing were wrong with it."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form and form.errors:
            response.status_code = 422
        return response


def ask_again(request: HttpRequest, error: GateFull | NotYet) -> HttpResponse:
    times = _times(request)
    context: dict[str, object] = {
        "fields": fields_of(request),
        "times": times + 1,
        "written": writing_in(request),
    }
    if isinstance(error, NotYet):
        context["not_yet"] = error
        if challenge := error.challenge:
            context["challenge"] = challenge
            context["bits"], context["parts"] = bits_of(challenge), PARTS
        status, seconds = 429, error.seconds
    else:
        # Not all at once, and each time a little later.
        status, seconds = 503, LEAST_SECONDS + times * 2 + _chance.randrange(4)
    context["seconds"] = seconds
    context["heading"], context["lede"] = why_not_yet(error)
    context["when"] = when_again(error)
    context["goes_by"] = _goes_by(error) if times < TIMES else ""
    page = render(request, "exits/again.html", context, status=status)
    page.headers["Retry-After"] = str(seconds)
    page.headers["HX-Retarget"] = "#page"  # whatever small part of it the form was for
    return page


def why_not_yet(error: GateFull | NotYet) -> tuple[str, str]:
    """The heading and the first lines: why it was not done, and that nothing is lost."""
    if isinstance(error, GateFull):
        return _("One moment, please"), _(
            "Many people are opening something just now, or someone keeps the site busy. So this"
            " was not done yet. Nothing is lost: all you typed is on this page."
        )
    if error.is_of_new_accounts:
        return _("One moment, please"), _(
            "Many accounts are being made just now. It may be a program that does it. So yours was"
            " not made yet. Nothing is lost: all you typed is on this page."
        )
    return _("Not tried just yet"), _(
        "There were many wrong tries in a short time. They may not have been yours: someone else"
        " may be trying. Nothing is lost, and nothing is locked."
    )


def when_again(error: GateFull | NotYet) -> str:
    if isinstance(error, GateFull):
        return _("You can send it again in a few seconds.")
    when = ngettext(
        "You can send it again in %(n)s second.",
        "You can send it again in %(n)s seconds.",
        error.seconds,
    ) % {"n": error.seconds}
    if error.tries < CROWD:
        return when
    turns = _("When many try at once, whose turn it is gets drawn, so it may take a few presses.")
    return f"{when} {turns}"


def _goes_by(error: GateFull | NotYet) -> str:
    """How a script sends it again: after a sum, or after some waiting."""
    return "proof" if isinstance(error, NotYet) and error.challenge else "wait"


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, in order, but for what each page has of its own."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in NOT_AGAIN
        for value in values
    ]


def _times(request: HttpRequest) -> int:
    text = request.POST.get("times", "")
    return min(int(text), TIMES) if len(text) < 3 and text.isascii() and text.isdigit() else 0
