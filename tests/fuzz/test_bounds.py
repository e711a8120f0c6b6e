"""Whatever is sent to whatever field, the answer comes in a time that nobody else notices.

The fields are those of all forms on all pages, and whatever the views read besides. In each run
each of them meets as many combining marks as take a minute to put in order, sent by someone drawn
by lot, and another of the worst kinds there are, by lot as well. Of each view one field, by lot,
meets eight megabytes of marks, and another eight megabytes of anything. `FUZZ_SEED` has a run
again, `FUZZ_ALL=1` sends eight megabytes to each field, and `FUZZ_LIMIT` (in milliseconds) says
which come near.
"""

import os
import random
import time
from collections import defaultdict

import pytest
from django.test import Client

from tests.fuzz.conftest import World
from tests.fuzz.hostile import KINDS, multipart
from tests.fuzz.pages import Form, Found, nothing_stays

pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("FUZZ_SEED") or 12)  # the same for all, so that red means changed
MOST = 7_900_000  # bytes: just what Django lets in
MANY = 600_000  # bytes of marks: what puts them in order takes a minute, and is seen
SIZES = (MANY, 150_000, 1_900)  # beyond and within the bounds that fields have
EVERY_FIELD_THE_MOST = bool(os.environ.get("FUZZ_ALL"))
LIMIT = int(os.environ.get("FUZZ_LIMIT") or 300) / 1000  # seconds of processor time
TRIES = 3  # the quickest counts: what else the machine does gets in the way


def spent(client: Client, path: str, body: bytes, kind: str) -> tuple[float, int]:
    """Seconds of processor time of all threads, and the status."""
    best = 9.0
    for _ in range(TRIES):
        with nothing_stays(client):
            start = time.process_time()
            answer = client.generic("POST", path, body, content_type=kind)
            best = min(best, time.process_time() - start)
        if best < LIMIT:
            break
    return best, answer.status_code


def each_field(found: Found, lot: random.Random) -> list[tuple[Form, str]]:
    """Every field of every view once, in a form drawn by lot."""
    choices: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in found.forms.values():
        for name in found.fields_of(form):
            choices[form.view, name].append(form)
    return [(lot.choice(forms), name) for (_view, name), forms in sorted(choices.items())]


def one_of_each_view(fields: list[tuple[Form, str]], lot: random.Random) -> list[tuple[Form, str]]:
    if EVERY_FIELD_THE_MOST:
        return fields
    of_view: dict[str, list[tuple[Form, str]]] = defaultdict(list)
    for form, name in fields:
        of_view[form.view].append((form, name))
    return [lot.choice(some) for _view, some in sorted(of_view.items())]


def test_no_field_takes_long_whatever_it_is_sent(world: World) -> None:
    print(f"FUZZ_SEED={SEED}")  # noqa: T201  (so that a run can be had again)
    lot = random.Random(SEED)
    fields = each_field(world.found, lot)
    assert len(fields) > 280
    tries = [(form, name, "marks", MANY) for form, name in fields]
    others = [kind for kind in KINDS if kind != "marks"]
    tries += [
        (form, name, lot.choice(others), lot.choice(SIZES))
        for form, name in each_field(world.found, lot)
    ]
    tries += [(form, name, "marks", MOST) for form, name in one_of_each_view(fields, lot)]
    tries += [
        (form, name, lot.choice(others), MOST) for form, name in one_of_each_view(fields, lot)
    ]
    slow, values = [], {}
    for form, name, nasty, size in tries:
        if (nasty, size) not in values:
            values[nasty, size] = KINDS[nasty](size)
        body, kind = multipart(form.with_value(name, values[nasty, size]))
        took, status = spent(world.people[form.who], form.path, body, kind)
        if took >= LIMIT or status >= 500:
            about = f"{form.who} {form.path} {name}, {size} bytes of {nasty}"
            slow.append(f"{about}: {took * 1000:.0f} ms, {status}")
    assert not slow, "\n".join([f"FUZZ_SEED={SEED}", *slow])
