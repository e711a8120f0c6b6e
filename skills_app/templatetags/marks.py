"""What a form's script sets at the press, in case nothing that it sends goes through."""

from django.conf import settings
from django.template import Library

from skills_app import marks

register = Library()


@register.simple_tag
def mark(what: str) -> str:
    """The cookie of `what`: "left", "tried" or "covered"."""
    if what == "covered":
        return marks.cookie_text(settings.COVERED_COOKIE_NAME, marks.COVERED)
    value = {"left": marks.LEFT, "tried": marks.TRIED}[what]
    return marks.cookie_text(settings.LEFT_COOKIE_NAME, value)
