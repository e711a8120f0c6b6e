"""Brings what SQLite holds in its second file (`-wal`) into the database file itself."""

from django.db import Error, connection

from skills_app.vault.database.standing import come_back


def fold_in() -> bool:
    """Whether the database file alone now holds everything.

    SQLite does so by itself when the last connection is closed in peace, which a killed process
    never does. On PostgreSQL there is no such file.
    """
    if connection.vendor != "sqlite":
        return True
    if come_back():
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except Error:  # full, held by others, only to be read, damaged or gone
        return False
    finally:
        connection.close()
    return not busy
