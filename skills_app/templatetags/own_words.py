"""What every field for somebody's own words says to the browser and what is built into it.

Not translated, not offered again, not rewritten; and not spell-checked unless the reader chose it,
since some browsers send what they check to the company that makes them.
"""

from django.forms import BoundField
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template import Context, Library
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString

from skills_app.form_fields import OWN_WORDS
from skills_app.whole import LONG, whole

register = Library()
register.filter(whole)

ALWAYS: dict[str, str | bool] = {
    "autocomplete": "off",
    "writingsuggestions": "false",
    "translate": "no",
    "data-gramm": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
}
UNCHECKED: dict[str, str | bool] = {**ALWAYS, "spellcheck": "false", "autocorrect": "off"}
CHECKED: dict[str, str | bool] = {**ALWAYS, "spellcheck": "true"}


@register.filter
def in_lines(text: str) -> str:
    """The words with their line ends; very long ones whole, as one."""
    return linebreaksbr(text) if len(text) <= LONG else whole(text)


@register.simple_tag(takes_context=True)
def own_words(context: Context) -> SafeString:
    """Attributes of a field for own words that a template draws by itself."""
    return flatatt(_as_chosen(context))


@register.simple_tag(takes_context=True)
def control(context: Context, field: BoundField) -> SafeString:
    """The control of a form's field; with the same attributes, where it takes own words."""
    if OWN_WORDS not in field.field.widget.attrs:
        return field.as_widget()
    return field.as_widget(attrs=_as_chosen(context))


def _as_chosen(context: Context) -> dict[str, str | bool]:
    """As the reader chose, or as it is at first where nobody is known: on a page drawn for all.

    A part that is drawn once for many readers is told the choice as `spelling`.
    """
    chosen = context.get("spelling")
    if chosen is None:
        request: HttpRequest | None = getattr(context, "request", None)
        chosen = getattr(getattr(request, "comfort", None), "spelling", False)
    return CHECKED if chosen else UNCHECKED
