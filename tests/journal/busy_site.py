"""A site over a database file of its own, which someone else holds for a while.

Run by test_busy_database.py, as a program: the tests' own database is in memory, where nobody
waits. Prints one line of JSON.
"""

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command


@contextmanager
def held(path: str, seconds: float) -> Iterator[None]:
    """The database locked for writing by another program."""
    taken = threading.Event()

    def hold() -> None:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        taken.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    yield
    thread.join()


def main() -> dict[str, object]:
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from skills_app.account.models import User
    from skills_app.vault.crypto import slots
    from skills_app.vault.models import Record
    from tests.people import PASSPHRASE, PASSWORD
    from tests.prepared import copy_prepared

    settings.ALLOWED_HOSTS = ["testserver"]
    slots.COST = slots.Cost(memory_kib=8 * 1024, passes=1)
    call_command("migrate", verbosity=0)
    copy_prepared(settings.DATA_DIR, "static")
    client = Client()
    client.force_login(User.objects.create_user("alice", PASSWORD))
    client.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    path = str(settings.DATABASES["default"]["NAME"])

    begun = time.monotonic()
    with held(path, 10):
        waited = client.post("/write/new/", {"text": "After ten seconds."})
        waited_for = time.monotonic() - begun
    client.get(waited.headers["Location"])  # the message about keeping is shown once
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    with held(path, 2):
        refused = client.post("/write/new/", {"text": "It took too long."})
        draft = client.post("/write/keep-draft/", {"text": "It took too long.", "page": "p" * 12})
        read = client.get(waited.headers["Location"])
    return {
        "waited": waited.status_code,
        "waited_for": waited_for,
        "refused": refused.status_code,
        "refused_page": refused.text,
        "draft": [draft.status_code, draft.json()],
        "read": read.status_code,
        "kept": Record.objects.count(),
        "later": client.post("/write/new/", {"text": "It took too long."}).status_code,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
