"""What a row of the list of helplines says of a line, in order and in words."""

from dataclasses import dataclass

from django.template import Library
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from skills_app.library import Helpline, HelplineRow, Helplines

register = Library()

WAYS: dict[str, Promise] = {
    "call": gettext_lazy("Call"),
    "callback": gettext_lazy("Dial this free code, and they call you back:"),
    "text": gettext_lazy("Text"),
    "chat": gettext_lazy("Chat"),
    "web": gettext_lazy("Website"),
    "whatsapp": gettext_lazy("WhatsApp"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Words beside a line. `file` is the one they are from, for a language that borrows it."""

    words: str
    file: str = ""


@register.filter
def way_to_reach(kind: str) -> Promise:
    return WAYS[kind]


@register.filter
def facts(line: Helpline) -> list[Fact]:
    """When it answers, in which languages, and for whom."""
    found = [
        _read(line.hours) or Fact(gettext("hours not known here")),
        _read(line.languages) or Fact(gettext("languages not known here")),
        _read(line.who_for),
        _for_one_gender(line),
    ]
    return [fact for fact in found if fact]


def _read(words: str) -> Fact | None:
    return Fact(words, "helplines") if words else None


def _for_one_gender(line: Helpline) -> Fact | None:
    if line.any_gender:
        return None
    whom = gettext("for women") if line.women_only else gettext("for men")
    others = gettext(", and for anyone in what it says so") if line.any_gender_for else ""
    return Fact(whom + others)


@register.filter
def checks(row: HelplineRow, helplines: Helplines) -> list[Fact]:
    """Whether somebody has checked it live, and where and when it was read."""
    line = row.line
    found = [_checked(line) or _read(helplines.not_checked_live)]
    if line.verified_on and row.stale:
        found.append(_read(helplines.may_have_changed))
    read = {"source": line.source, "day": date_format(line.read_on, "DATE_FORMAT")}
    found.append(Fact(gettext("Read in: %(source)s, on %(day)s.") % read))
    if line.seen_once:
        found.append(_read(helplines.seen_once))
    return [fact for fact in found if fact]


def _checked(line: Helpline) -> Fact | None:
    if line.verified_on is None:
        return None
    day = date_format(line.verified_on, "DATE_FORMAT")
    return Fact(gettext("Checked live on %(day)s.") % {"day": day})
