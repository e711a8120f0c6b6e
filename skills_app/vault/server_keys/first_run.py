"""Says whether this is a first run: a key is never made beside something sealed with another."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.db import connection

# A row in any of these was made with the server's keys.
SEALED_TABLES: Final = (
    "skills_app_canary",
    "skills_app_user",
    "skills_app_vault",
    "skills_app_storedsession",
)


def nothing_is_sealed_yet() -> bool:
    """True when the database is missing, empty, or has tables but no one in them."""
    database = settings.DATABASES["default"]
    if not str(database["ENGINE"]).endswith("sqlite3"):
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)

            def has_row(table: str) -> bool:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  (a constant)
                return cursor.fetchone() is not None

            return _all_empty(tables, has_row)
    # Asked before any other use of the database, and never to change it: read only.
    path = Path(str(database["NAME"]))
    if not path.is_file():
        return True
    file = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=1)
    try:
        listed = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()

        def file_has_row(table: str) -> bool:
            return bool(file.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone())  # noqa: S608

        return _all_empty([name for (name,) in listed], file_has_row)
    finally:
        file.close()


def _all_empty(tables: Iterable[str], has_row: Callable[[str], bool]) -> bool:
    present = set(tables)
    return not any(table in present and has_row(table) for table in SEALED_TABLES)
