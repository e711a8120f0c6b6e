"""What a helpline row shows. Number, label and link all come from the one `value` of a contact."""

from datetime import date
from urllib.parse import quote

from skills_app.content.limits import HELPLINE_STALE_DAYS
from skills_app.content.shapes import Contact, Helpline

_SCHEMES = {"call": "tel", "text": "sms"}


def link(contact: Contact) -> str | None:
    """Where a tap on this contact leads, or None when there is nothing to link to.

    A WhatsApp number is shown without a link: it would open an outside service.
    """
    if contact.kind in _SCHEMES:
        digits = "".join(one for one in contact.value if one in "0123456789+*#")
        return f"{_SCHEMES[contact.kind]}:{quote(digits, safe='+*')}"
    if contact.kind in ("web", "chat") and contact.value:
        return f"https://{contact.value}/"
    return None


def tel_link(number: str) -> str:
    """The dial link of a number as written: "0808 500 2222" → "tel:08085002222"."""
    return link(Contact("call", number)) or ""


def is_stale(row: Helpline, today: date) -> bool:
    """Whether a row may have changed: never checked live, or not within 90 days."""
    return row.verified_on is None or (today - row.verified_on).days > HELPLINE_STALE_DAYS
