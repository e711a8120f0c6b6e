"""What the pages call the four shelves of skills, what each holds, and the scene drawn on it."""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills_app.library import ShelfId

register = Library()

NAMES: dict[ShelfId, Promise] = {
    "now": _("Steadier now"),
    "self": _("Kinder to myself"),
    "people": _("With other people"),
    "ahead": _("Days ahead"),
}
LINES: dict[ShelfId, Promise] = {
    "now": _("For a hard moment"),
    "self": _("Body, thoughts, inner voice"),
    "people": _("Limits, closeness, telling"),
    "ahead": _("Small steps, ordinary life"),
}
SCENES: dict[ShelfId, str] = {
    "now": "scenes/shore.html",
    "self": "scenes/house.html",
    "people": "scenes/table.html",
    "ahead": "scenes/path.html",
}


@register.filter
def shelf_name(shelf: ShelfId) -> Promise:
    return NAMES[shelf]


@register.filter
def shelf_line(shelf: ShelfId) -> Promise:
    return LINES[shelf]


@register.filter
def shelf_scene(shelf: ShelfId) -> str:
    """The template of the part of the landscape that belongs to the shelf."""
    return SCENES[shelf]
