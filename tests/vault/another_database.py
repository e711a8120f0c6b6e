"""A database in a file of its own, asked in the place of the usual one for a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections


def copy_test_database(path: Path) -> None:
    """With all its tables. Call where there is one: under `django_db`."""
    # By a connection of its own: a test may have begun a transaction on ours.
    whole, copy = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(path)
    whole.backup(copy)
    whole.close()
    copy.close()


@contextmanager
def asked_in_its_place(path: Path) -> Iterator[None]:
    ours = connections["default"]
    named = ours.settings_dict["NAME"]
    ours.settings_dict["NAME"] = str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        ours.settings_dict["NAME"] = named
        connections["default"] = ours
