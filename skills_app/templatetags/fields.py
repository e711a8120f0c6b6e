"""How the fields of a form are drawn: by a template for each sort of control."""

from django.forms import BoundField
from django.template import Library

register = Library()


@register.filter
def drawn_as(field: BoundField) -> str:
    """The template for a field: on its own, a group of choices, a single box, or unseen."""
    if field.is_hidden:
        return "includes/fields/hidden.html"
    if field.use_fieldset:
        return "includes/fields/group.html"
    sort = "checkbox" if field.widget_type == "checkbox" else "single"
    return f"includes/fields/{sort}.html"
