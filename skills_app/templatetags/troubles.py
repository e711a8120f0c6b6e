"""What a page says when nothing can be kept or read just now, by the name of the trouble.

Names are those of vault/database/trouble.py, documents/keeping.py and http.unkept. One without
words of its own is said as the likeliest: never is there nothing to read.
"""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = Library()

OUT_OF_REACH = _(
    "What is kept here can’t be reached just now, so you see this page as a guest would."
    " Everything on it works."
)
# A quiet line on a page that works without anything kept.
UNKEPT: dict[str, Promise] = {
    "cookies": _(
        "Your browser sent no cookie along. Without one, nothing is kept from page to page: places"
        " and choices count on this page only. Everything else works."
    ),
    "full": _(
        "The site has no room left just now, so nothing new can be kept. Everything else on this"
        " page works."
    ),
    "read_only": _(
        "The site can only be read just now, so nothing new can be kept. Everything else on this"
        " page works."
    ),
    "ended": _(
        "What was kept in this browser ended, maybe in another tab. This page works all the same."
    ),
}

IN_A_MOMENT = (
    _(
        "The site is very busy just now, so this is not kept yet. All your words are still on this"
        " page."
    ),
    _("You could try again in a moment."),
)
DOES_NOT_OPEN = (
    _(
        "Something in your space does not open, so nothing new can be kept there just now. All"
        " your words are still on this page."
    ),
    _(
        "You could copy them to a place that is safe for you. Whoever runs this site can look into"
        " it."
    ),
)
# Beside what was typed and is not kept yet.
NOT_YET: dict[str, tuple[Promise, ...]] = {
    "full": (
        _(
            "The site has no room left just now, so this is not kept yet. All your words are still"
            " on this page."
        ),
        _(
            "You could try again in a while, or copy them to a place that is safe for you. Whoever"
            " runs this site can make room."
        ),
    ),
    "damaged": DOES_NOT_OPEN,
    "does_not_open": DOES_NOT_OPEN,
    "too_large": (
        _("This page is too long to keep in one piece. All your words are still on it."),
        _("You could cut some out and keep that by itself."),
    ),
    "read_only": (
        _(
            "The site can only be read just now, so this is not kept yet. All your words are still"
            " on this page."
        ),
        _(
            "You could copy them to a place that is safe for you. Whoever runs this site can"
            " change that."
        ),
    ),
    "gone": (
        _(
            "What is kept here can’t be reached just now, so this is not kept yet. All your words"
            " are still on this page."
        ),
        _("You could try again in a while, or copy them to a place that is safe for you."),
    ),
}

BUSY = (
    _("The site is very busy just now, and could not do this. You could try again in a moment."),
)
# On a page that has nothing else to show.
WRONG: dict[str, tuple[Promise, ...]] = {
    "full": (
        _("The site has no room left just now, so nothing new can be kept."),
        _("Whoever runs this site can make room."),
    ),
    "read_only": (
        _("The site can only be read just now, so nothing new can be kept."),
        _("Whoever runs this site can change that."),
    ),
    "damaged": (
        _(
            "What is kept here can’t be read just now: the place where it is stored is damaged."
            " Nobody can say yet what is whole."
        ),
        _(
            "Whoever runs this site may have a copy to put back. Tools, skills and people to talk"
            " to go on working."
        ),
    ),
    "gone": (
        _("What is kept here can’t be reached just now. Nobody can say yet for how long."),
        _(
            "Whoever runs this site can look into it. Tools, skills and people to talk to go on"
            " working."
        ),
    ),
}


@register.filter
def why_unkept(trouble: str) -> Promise:
    return UNKEPT.get(trouble, OUT_OF_REACH)


@register.filter
def why_not_yet(trouble: str) -> tuple[Promise, ...]:
    return NOT_YET.get(trouble, IN_A_MOMENT)


@register.filter
def what_is_wrong(trouble: str) -> tuple[Promise, ...]:
    return WRONG.get(trouble, BUSY)
