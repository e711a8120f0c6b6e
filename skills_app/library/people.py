"""Helplines and services, and what stands beside them: first calls, groups, care, rights.

Plain values. Text marked "light" may hold the little Markdown of `rendering.render_light`. What a
row of a helpline shows (number, label and link) all comes from the one `value` of a contact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote

from skills_app.library.limits import HELPLINE_STALE_DAYS

ContactKind = Literal["call", "callback", "text", "chat", "whatsapp", "web"]


# The kinds of contact at which nothing has to be said aloud.
WRITTEN: tuple[ContactKind, ...] = ("text", "chat", "whatsapp")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a line. `value` is the only place its number or address is written.

    `value` is "" for a chat whose address is not known. `helplines` derives label and link.
    A `callback` is a free code to dial: it asks the line to call back, and speaks to nobody.
    """

    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """A service. `verified_on` is None until somebody has checked the row live.

    `read_on` is the day the facts were read from stored pages. `needs` are ids of
    `vocabulary.NEEDS`: what the line is for. `also_in` are further countries of the list.
    `any_gender_for` are needs for which a line for one gender serves anyone.
    """

    id: str
    country: str
    name: str
    contacts: tuple[Contact, ...]
    hours: str
    languages: str
    who_for: str
    women_only: bool
    read_on: date
    verified_on: date | None
    source: str
    seen_once: bool
    needs: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    men_only: bool = False
    any_gender_for: tuple[str, ...] = ()

    @property
    def any_gender(self) -> bool:
        return not (self.women_only or self.men_only)

    @property
    def can_be_written_to(self) -> bool:
        return any(one.kind in WRITTEN for one in self.contacts)

    def open_to_all_for(self, need: str) -> bool:
        """Whether anyone is served for this need, or for some need when none is named."""
        return self.any_gender or bool(need in self.any_gender_for if need else self.any_gender_for)

    def serves(self, country: str) -> bool:
        return country in (self.country, *self.also_in)


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """The emergency numbers of one country, and what was read about writing to them.

    `writing` says what has to be set up first: a text that never arrives can cost a life.
    """

    country: str
    numbers: tuple[str, ...]
    writing: str
    sources: tuple[str, ...]
    read_on: date

    @property
    def source(self) -> str:
        return "; ".join(self.sources)


@dataclass(frozen=True, slots=True)
class Helplines:
    """Rows in file order. The four lines of text are what is said about their freshness."""

    check_first: str
    not_checked_live: str
    may_have_changed: str
    seen_once: str
    rows: tuple[Helpline, ...]
    emergency: tuple[EmergencyNumber, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.country for row in self.rows))

    def emergency_in(self, country: str) -> EmergencyNumber | None:
        return next((one for one in self.emergency if one.country == country), None)


@dataclass(frozen=True, slots=True)
class FirstCall:
    """What calling for the first time is like, in short light screens."""

    title: str
    screens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupSigns:
    """How to tell a safe group of peers. `intro` and `closing` are light."""

    title: str
    intro: str
    good_title: str
    good: tuple[str, ...]
    concern_title: str
    concern: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class ExaminationCard:
    """Lines to pick from for a card to hand over. `intro` and `closing` are light."""

    title: str
    intro: str
    heading: str
    lines: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class CountryFact:
    """Something about care or rights, as it was read for one country on one day.

    There are two `sources` or more, and no two of one site. What holds `everywhere` is shown to
    everybody, before any country.
    """

    country: str
    about: str
    text: str
    sources: tuple[str, ...]
    read_on: date
    everywhere: bool = False

    @property
    def source(self) -> str:
        return "; ".join(self.sources)


@dataclass(frozen=True, slots=True)
class ByCountry:
    """Facts that differ by place. `intro` is light."""

    title: str
    intro: str
    check_locally: str
    rows: tuple[CountryFact, ...]

    @property
    def by_country(self) -> dict[str, list[CountryFact]]:
        found: dict[str, list[CountryFact]] = {}
        for row in self.rows:
            if not row.everywhere:
                found.setdefault(row.country, []).append(row)
        return found

    @property
    def anywhere(self) -> tuple[CountryFact, ...]:
        return tuple(row for row in self.rows if row.everywhere)


@dataclass(frozen=True, slots=True)
class PersonSigns:
    """Signs that it is time to stop, and to find a person. Shown whatever the reader chose."""

    title: str
    intro: str
    signs: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class PeopleGuide:
    """What stands beside the list of lines."""

    person_signs: PersonSigns
    first_call: FirstCall
    groups: GroupSigns
    card: ExaminationCard
    care: ByCountry
    rights: ByCountry


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
