"""How a browser is named in which somebody is signed in: by its kind of device, never closer."""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills_app.vault.unlocking import SignedIn

register = Library()

DEVICES: dict[str, Promise] = {
    "phone": _("A phone"),
    "tablet": _("A tablet"),
    "computer": _("A computer"),
}


@register.filter
def browser_name(one: SignedIn) -> Promise:
    return _("This browser") if one.is_here else DEVICES.get(one.device, _("Another browser"))
