"""Looks through the whole journal. Every entry is opened in memory; nothing is kept of the search.

Most entries are passed over by their bytes alone, before anything is decoded.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from uuid import UUID

from skills_app.documents import (
    Damaged,
    OpenSpace,
    SpaceClosed,
    State,
    read_through,
    unless_in_trouble,
)
from skills_app.journal.folding import ByteFilter, Sought, Text, fold, loosen, read_query
from skills_app.journal.kinds import ENTRY
from skills_app.journal.shapes import UNDATED, Entry, day_number, read_day
from skills_app.vault.store import days

Month = tuple[int, int]  # year, month
Look = Callable[[bytes], bool]  # at an entry's bytes
_NO_MONTH: Final = (UNDATED.year, UNDATED.month)
_DAY_FOLLOWS: Final = b'"on":"'  # inside a text every quote has a backslash before it
MANY: Final = 500  # entries; fewer are opened one by one in a few milliseconds
_BETWEEN: Final = "\nꙮ\n"
_FEELINGS_FOLLOW: Final = b'"feelings":['


@dataclass(frozen=True)
class Query:
    """What is looked for; everything given has to fit. Empty parts ask for nothing."""

    words: tuple[Sought, ...] = ()
    tag: str = ""
    feeling: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def of(
        cls,
        *,
        words: str = "",
        tag: str = "",
        feeling: str = "",
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> "Query":
        return cls(
            words=read_query(words),
            tag=loosen(fold(" ".join(tag.split()))),
            feeling=loosen(fold(" ".join(feeling.split()))),
            since=since,
            until=until,
        )

    @property
    def is_empty(self) -> bool:
        return self == Query()


@dataclass(frozen=True)
class Found:
    """A page of what fits, and whether there is more; `damaged` entries could not be looked at."""

    entries: list[Entry]
    more: bool
    damaged: int


@dataclass(frozen=True)
class MonthPage:
    """One month of entries by their own day, latest first, and how many each month has."""

    month: Month
    entries: list[Entry]
    months: Mapping[Month, int] = field(repr=False)
    damaged: int = 0


def find(
    space: OpenSpace,
    query: Query,
    *,
    names: Mapping[str, str],
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """What fits, latest kept first. `names` are the feelings' ids with what they are called."""
    named = {feeling: loosen(fold(name)) for feeling, name in names.items()}
    scan = space.scan(ENTRY.name, _prefilter(query, named))
    fitting = (entry for kept in scan if fits(entry := Entry.from_kept(kept), query, named))
    with read_through(), closing(fitting):
        entries = list(islice(fitting, offset, offset + limit + 1))
    return Found(entries[:limit], more=len(entries) > limit, damaged=scan.damaged)


def fits(entry: Entry, query: Query, named: Mapping[str, str]) -> bool:
    if not (_is_of_the_days(entry, query) and _has_the_tag(entry, query.tag)):
        return False
    feelings = [named.get(feeling) or loosen(fold(feeling)) for feeling in entry.feelings]
    if query.feeling and not any(one.startswith(query.feeling) for one in feelings):
        return False
    if not query.words:
        return True
    # No phrase goes on from a title into a text: a letter that nobody types stands between.
    text = Text(_BETWEEN.join((entry.title, entry.text, *entry.tags, *feelings)))
    return all(one.is_in(text) != one.without for one in query.words)


def _is_of_the_days(entry: Entry, query: Query) -> bool:
    if query.since and entry.on < query.since:
        return False
    return not (query.until and entry.on > query.until)


def _has_the_tag(entry: Entry, sought: str) -> bool:
    return not sought or any(
        form.startswith(sought) for tag in entry.tags for form in Text(tag).forms
    )


def months(space: OpenSpace, wanted: Month | None) -> MonthPage:
    """The wanted month, or else the latest one that has entries.

    A long journal is not opened entry by entry for it: what is sealed beside it tells the days.
    """
    page = None
    if space.count(ENTRY.name) >= MANY:
        noted = days.read(space, ENTRY.name)
        page = _month_noted(space, noted, wanted) if noted else None
    if page is None:
        page = _month_looked_for(space, wanted)
    page.entries.sort(key=lambda entry: entry.on, reverse=True)
    return page


def _month_noted(space: OpenSpace, noted: days.Days, wanted: Month | None) -> MonthPage | None:
    """None when what is noted turns out not to be so."""
    each_day = Counter(noted.days)  # of each day first: there are far fewer than entries
    any_unread = each_day.pop(days.UNREADABLE, 0)
    unread = noted.between(days.UNREADABLE, days.UNREADABLE) if any_unread else []
    tally: Counter[Month] = Counter()
    for day, entries_of_day in each_day.items():
        tally[day // 10_000, day // 100 % 100] += entries_of_day
    month = wanted or max(tally, default=_NO_MONTH)
    first = day_number(dt.date(*month, 1))
    here = space.read_many(noted.between(first, first + 30), ENTRY.name)
    unreadable = space.read_many(unread, ENTRY.name)
    entries = [Entry.from_kept(kept) for kept in here]
    if unreadable.kept or len(here) + here.damaged != tally[month]:
        return None
    if any(_of(entry) != month for entry in entries):
        return None
    return MonthPage(month, entries, tally, here.damaged + unreadable.damaged)


def _month_looked_for(space: OpenSpace, wanted: Month | None) -> MonthPage:
    """Opens every entry. What it learned of their days is noted, if the journal is long."""
    seen = space.state_of(ENTRY.name)
    known: dict[UUID, dt.date] = {}
    tally: Counter[Month] = Counter()
    entries: list[Entry] = []
    latest: Month | None = None
    scan = space.scan(ENTRY.name)
    with read_through():
        for kept in scan:
            day = known[kept.id] = read_day(kept.document.get("on"))
            month = (day.year, day.month)
            tally[month] += 1
            if wanted is None and (latest is None or month > latest):
                latest = month
                entries.clear()
            if month == (wanted or latest):
                entries.append(Entry.from_kept(kept))
    if seen.count >= MANY:
        _note(space, known, seen)
    return MonthPage(wanted or latest or _NO_MONTH, entries, tally, scan.damaged)


def _note(space: OpenSpace, known: Mapping[UUID, dt.date], seen: State) -> None:
    dated = [
        days.Dated(record_id, version, day_number(known[record_id]))
        if record_id in known
        else days.Dated(record_id, version, days.UNREADABLE)
        for record_id, version in space.ids_of(ENTRY.name)
    ]
    # Nobody's month waits for it, nor fails with it; it is tried again next time.
    with suppress(SpaceClosed, Damaged), unless_in_trouble():
        days.make(space, ENTRY.name, dated, seen=seen)


def _prefilter(query: Query, named: Mapping[str, str]) -> Look | None:
    """A quick look at an entry's bytes that never passes over one that fits."""
    checks: list[Look] = []
    if query.since or query.until:
        checks.append(_between(query.since, query.until))
    checks += [_word_or_feeling(one, named) for one in query.words if not one.without]
    if query.tag:
        checks.append(ByteFilter(tuple(query.tag.split())).quick)
    if query.feeling:
        checks.append(_feeling(query.feeling, named))
    if len(checks) < 2:
        return checks[0] if checks else None
    return lambda plain: all(check(plain) for check in checks)


def _between(first: dt.date | None, last: dt.date | None) -> Look:
    since = first.isoformat().encode("ascii") if first else b""
    until = last.isoformat().encode("ascii") if last else b"\xff"
    return lambda plain: since <= _day_in(plain) <= until


def _feeling(sought: str, named: Mapping[str, str]) -> Look:
    """One of the library's, of which the bytes hold only the id, or a word of one's own."""
    ids = [b'"%s"' % one.encode() for one, name in named.items() if name.startswith(sought)]
    own_word = ByteFilter(tuple(sought.split())).quick
    return lambda plain: any(one in plain for one in ids) or own_word(plain)


def _word_or_feeling(sought: Sought, named: Mapping[str, str]) -> Callable[[bytes], bool]:
    """The word, or else a feeling that is called by it: the bytes hold only its id."""
    ways = [ByteFilter(tuple(way.split())).quick for way in sought.ways]
    has_word = ways[0] if len(ways) == 1 else lambda plain: any(way(plain) for way in ways)
    ids = [b'"%s"' % one.encode() for one, name in named.items() if sought.is_in(Text(name))]
    if not ids:
        return has_word

    def wanted(plain: bytes) -> bool:
        if has_word(plain):
            return True
        place = plain.find(_FEELINGS_FOLLOW)
        return place >= 0 and any(plain.find(one, place) >= 0 for one in ids)

    return wanted


def _day_in(plain: bytes) -> bytes:
    place = plain.find(_DAY_FOLLOWS)
    start = place + len(_DAY_FOLLOWS)
    return plain[start : start + 10] if place >= 0 else b"1970-01-01"


def pages_of(entries: list[Entry]) -> Iterator[tuple[Month, list[Entry]]]:
    """Neighbouring entries of the same month together, for a list with headings."""
    together: list[Entry] = []
    for entry in entries:
        if together and _of(together[0]) != _of(entry):
            yield _of(together[0]), together
            together = []
        together.append(entry)
    if together:
        yield _of(together[0]), together


def _of(entry: Entry) -> Month:
    return entry.on.year, entry.on.month
