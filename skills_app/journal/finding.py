"""Looks through the whole journal. Every entry is opened in memory; nothing is kept of the search.

Most entries are passed over by their bytes alone, before anything is decoded.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from skills_app.journal.folding import ByteFilter, fold
from skills_app.journal.shapes import UNDATED, Entry
from skills_app.journal.store import ENTRY
from skills_app.vault.fetching import read_through
from skills_app.vault.store import OpenSpace

Month = tuple[int, int]  # year, month
_NO_MONTH: Final = (UNDATED.year, UNDATED.month)
_DAY_FOLLOWS: Final = b'"on":"'  # inside a text every quote has a backslash before it
_FEELINGS_FOLLOW: Final = b'"feelings":['


@dataclass(frozen=True)
class Query:
    """What is looked for; everything given has to fit. Empty parts ask for nothing."""

    words: tuple[str, ...] = ()
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
            words=tuple(dict.fromkeys(filter(None, map(fold, words.split())))),
            tag=fold(" ".join(tag.split())),
            feeling=fold(" ".join(feeling.split())),
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
    named = {feeling: fold(name) for feeling, name in names.items()}
    scan = space.scan(ENTRY, _prefilter(query, named))
    fitting = (entry for kept in scan if fits(entry := Entry.from_kept(kept), query, named))
    with read_through(), closing(fitting):
        entries = list(islice(fitting, offset, offset + limit + 1))
    return Found(entries[:limit], more=len(entries) > limit, damaged=scan.damaged)


def fits(entry: Entry, query: Query, named: Mapping[str, str]) -> bool:
    if query.since and entry.on < query.since:
        return False
    if query.until and entry.on > query.until:
        return False
    if query.tag and not any(fold(tag).startswith(query.tag) for tag in entry.tags):
        return False
    feelings = [named.get(feeling) or fold(feeling) for feeling in entry.feelings]
    if query.feeling and not any(one.startswith(query.feeling) for one in feelings):
        return False
    if not query.words:
        return True
    text = "\n".join((fold("\n".join((entry.title, entry.text, *entry.tags))), *feelings))
    return all(word in text for word in query.words)


def months(space: OpenSpace, wanted: Month | None) -> MonthPage:
    """The wanted month, or else the latest one that has entries."""
    tally: Counter[Month] = Counter()
    if wanted is not None:
        entries, damaged = _month(space, wanted, tally)
    else:
        # Most often the entry kept last is also the one with the latest day.
        wanted = next((_of(Entry.from_kept(kept)) for kept in space.newest(ENTRY, limit=1)), None)
        entries, damaged = _month(space, wanted or _NO_MONTH, tally)
        latest = max(tally, default=_NO_MONTH)
        if wanted != latest:
            wanted = latest
            entries, damaged = _month(space, latest, Counter())
    entries.sort(key=lambda entry: entry.on, reverse=True)
    return MonthPage(wanted, entries, tally, damaged)


def _month(space: OpenSpace, wanted: Month, tally: Counter[Month]) -> tuple[list[Entry], int]:
    start = b"%04d-%02d-" % wanted

    def in_month(plain: bytes) -> bool:
        day = _day_in(plain)
        tally[_month_of(day)] += 1
        return day.startswith(start)

    scan = space.scan(ENTRY, in_month)
    with read_through():
        return [Entry.from_kept(kept) for kept in scan], scan.damaged


def _prefilter(query: Query, named: Mapping[str, str]) -> Callable[[bytes], bool] | None:
    """A quick look at an entry's bytes that never passes over one that fits."""
    checks: list[Callable[[bytes], bool]] = []
    if query.since or query.until:
        since = query.since.isoformat().encode("ascii") if query.since else b""
        until = query.until.isoformat().encode("ascii") if query.until else b"\xff"
        checks.append(lambda plain: since <= _day_in(plain) <= until)
    looked_for = (*query.words, *query.tag.split())
    if looked_for:
        checks.append(_words_or_feelings(looked_for, query.words, named))
    if query.feeling:
        ids = [
            b'"%s"' % one.encode() for one, name in named.items() if name.startswith(query.feeling)
        ]
        own_word = ByteFilter(tuple(query.feeling.split()))
        checks.append(lambda plain: any(one in plain for one in ids) or own_word(plain))
    if len(checks) < 2:
        return checks[0] if checks else None
    return lambda plain: all(check(plain) for check in checks)


def _words_or_feelings(
    looked_for: tuple[str, ...], words: tuple[str, ...], named: Mapping[str, str]
) -> Callable[[bytes], bool]:
    """The words, or else a feeling that is called by one of them: the bytes hold only its id."""
    has_words = ByteFilter(looked_for)
    ids = [
        b'"%s"' % one.encode() for one, name in named.items() if any(word in name for word in words)
    ]
    if not ids:
        return has_words

    def wanted(plain: bytes) -> bool:
        if has_words(plain):
            return True
        place = plain.find(_FEELINGS_FOLLOW)
        return place >= 0 and any(plain.find(one, place) >= 0 for one in ids)

    return wanted


def _day_in(plain: bytes) -> bytes:
    place = plain.find(_DAY_FOLLOWS)
    start = place + len(_DAY_FOLLOWS)
    return plain[start : start + 10] if place >= 0 else b"1970-01-01"


def _month_of(day: bytes) -> Month:
    try:
        return int(day[:4]), int(day[5:7])
    except ValueError:
        return _NO_MONTH


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
