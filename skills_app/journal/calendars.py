"""A month as weeks of days, with a way to the first entry of each day. Pure: no Django."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """One square of the calendar; `place` is where its first entry stands in the list below."""

    day: int
    place: int | None
    entries: int


def read_month(text: str) -> tuple[int, int] | None:
    match = _MONTH.fullmatch(text)
    if match is None or int(match[1]) < 1 or not 1 <= int(match[2]) <= 12:
        return None
    return int(match[1]), int(match[2])


def month_grid(month: tuple[int, int], days: Sequence[dt.date]) -> list[list[Cell | None]]:
    """Weeks from Monday; squares of other months are None.

    `days` are the days of the entries, in the order of their list.
    """
    listed = [day.day for day in days if (day.year, day.month) == month]
    return [
        [
            Cell(day, listed.index(day) if day in listed else None, listed.count(day))
            if day
            else None
            for day in week
        ]
        for week in calendar.Calendar().monthdayscalendar(*month)
    ]
