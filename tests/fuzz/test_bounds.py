"""Whatever is sent to whatever field, the answer comes in a time that nobody else notices.

The fields are those of all forms on all pages, and whatever the views read besides; each meets
eight megabytes of combining marks, and others of the worst there are, drawn anew in each run.
"""

import os
import random
import time
from collections import defaultdict

import pytest
from django.test import Client

from tests.fuzz.hostile import KINDS, multipart
from tests.fuzz.pages import Form, Found, nothing_stays

pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("FUZZ_SEED") or random.SystemRandom().randrange(10**6))
MOST = 7_900_000  # bytes: just what Django lets in
REFUSED = 0.100  # seconds of processor time
ANSWERED = 0.300
FURTHER = 120  # fields that meet another kind as well
TRIES = 3  # the quickest counts: the machine does other things as well


def spent(client: Client, path: str, body: bytes, kind: str, limit: float) -> tuple[float, int]:
    """Seconds of processor time of all threads, and the status."""
    best = 9.0
    for _ in range(TRIES):
        with nothing_stays(client):
            start = time.process_time()
            answer = client.generic("POST", path, body, content_type=kind)
            best = min(best, time.process_time() - start)
        if best < limit:
            break
    return best, answer.status_code


def each_field(found: Found) -> list[tuple[Form, str]]:
    """Every field of every view once for a guest and once for a member, in a form drawn by lot."""
    choices: dict[tuple[str, str, bool], list[Form]] = defaultdict(list)
    for form in found.forms.values():
        for name in found.fields_of(form):
            choices[form.view, name, form.who == "guest"].append(form)
    lot = random.Random(SEED)
    return [(lot.choice(forms), name) for (_view, name, _guest), forms in sorted(choices.items())]


def test_no_field_takes_long_whatever_it_is_sent(people: dict[str, Client], found: Found) -> None:
    print(f"FUZZ_SEED={SEED}")  # noqa: T201  (so that a run can be had again)
    fields = each_field(found)
    assert len(fields) > 200
    lot = random.Random(SEED)
    marks = KINDS["marks"](MOST)
    others = [kind for kind in KINDS if kind != "marks"]
    tries = [(form, name, "marks", marks, REFUSED) for form, name in fields]
    for form, name in lot.sample(fields, FURTHER):
        nasty = lot.choice(others)
        size = lot.choice([MOST, MOST, 1_000_000, 150_000, 1_900])
        tries.append((form, name, nasty, KINDS[nasty](size), ANSWERED))
    slow = []
    for form, name, nasty, value, limit in tries:
        body, kind = multipart(form.with_value(name, value))
        took, status = spent(people[form.who], form.path, body, kind, limit)
        if took >= limit or status >= 500:
            slow.append(f"{form.who} {form.path} {name}, {nasty}: {took * 1000:.0f} ms, {status}")
    assert not slow, "\n".join([f"FUZZ_SEED={SEED}", *slow])
