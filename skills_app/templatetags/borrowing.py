"""Says what a language has not got yet, and marks the words that stand there in English.

A name is that of a content file ("words"), of a module or a tool, or "modules" or "tools" for all
of them.
"""

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skills_app.content import library
from skills_app.templatetags.frame import drawn_before

register = Library()


@register.simple_tag
def borrowed_note(*names: str) -> SafeString:
    """A quiet line where some or all of these are in English so far; else nothing."""
    shelf = library()
    if not shelf.borrowed:
        return SafeString("")
    files = frozenset[str]().union(*(shelf.files_of(name) for name in names if name))
    lent = files & shelf.borrowed
    if not lent:
        return SafeString("")
    given = (("whole", lent == files),)
    return drawn_before("includes/borrowed.html", get_language() or "", given)


@register.simple_tag
def in_english(*names: str) -> SafeString:
    """The attributes of an element whose words are in English so far; else nothing."""
    shelf = library()
    if shelf.borrowed and any(shelf.files_of(name) & shelf.borrowed for name in names if name):
        return SafeString(' lang="en" dir="ltr"')
    return SafeString("")
