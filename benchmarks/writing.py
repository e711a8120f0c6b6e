"""Ten thousand made-up diary entries, the same every time."""

import datetime as dt
import random
from collections.abc import Iterator

from mnemonic import Mnemonic

from skills_app.journal.shapes import Entry

RARE_WORD = "quincunx"
BYTES = 1_500
FIRST_DAY = dt.date(2020, 1, 1)


def entries(count: int, *, rare_at: int) -> Iterator[Entry]:
    """Entries of about `BYTES` bytes of text, two a day; one holds the rare word."""
    chance = random.Random(2106)
    words = Mnemonic("english").wordlist
    for number in range(count):
        text = ""
        while len(text) < BYTES:
            sentence = " ".join(chance.choices(words, k=chance.randint(4, 14)))
            text += sentence.capitalize() + (".\n\n" if chance.random() < 0.1 else ". ")
        text = text[:BYTES]
        if number == rare_at:
            text = f"{text[:700]} {RARE_WORD.title()} {text[710:]}"
        day = FIRST_DAY + dt.timedelta(days=number // 2)
        stamp = f"{day}T{chance.randint(6, 23):02}:{chance.randint(0, 59):02}:00+00:00"
        yield Entry(
            title=" ".join(chance.choices(words, k=4)).capitalize(),
            text=text,
            tags=tuple(chance.sample(words[:40], k=2)),
            on=day,
            made=stamp,
            changed=stamp,
        )
