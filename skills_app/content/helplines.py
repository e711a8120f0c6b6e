"""What a helpline row shows. Number, label and link all come from the one `value` of a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from skills_app.content.limits import HELPLINE_STALE_DAYS
from skills_app.content.people_shapes import Contact, Helpline

_SCHEMES = {"call": "tel", "callback": "tel", "text": "sms"}


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a service: what to show, and where a tap leads, if anywhere."""

    contact: Contact
    link: str | None


@dataclass(frozen=True, slots=True)
class HelplineRow:
    line: Helpline
    ways: tuple[Reach, ...]
    stale: bool


def row_of(line: Helpline, today: date) -> HelplineRow:
    ways = tuple(Reach(contact, link(contact)) for contact in line.contacts)
    return HelplineRow(line, ways, is_stale(line, today))


def fitting(
    lines: Iterable[Helpline],
    *,
    country: str,
    need: str,
    open_to_all: bool,
    in_writing: bool = False,
) -> tuple[Helpline, ...]:
    """Lines for anything and for everywhere fit every wish."""

    def fits(line: Helpline) -> bool:
        return "any" in line.needs or (
            (not country or line.serves(country))
            and (not need or need in line.needs)
            and (not open_to_all or line.open_to_all_for(need))
            and (not in_writing or line.can_be_written_to)
        )

    return tuple(filter(fits, lines))


def partner_lines(lines: Iterable[Helpline], country: str) -> tuple[Helpline, ...]:
    """The lines of one country for people with a controlling or violent partner."""
    return tuple(line for line in lines if line.serves(country) and "partner" in line.needs)


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


def is_stale(row: Helpline, today: date) -> bool:
    """Whether a row may have changed: never checked live, or not within 90 days."""
    return row.verified_on is None or (today - row.verified_on).days > HELPLINE_STALE_DAYS
