"""No new file in the place of one that is gone, and no long wait where a reader waits."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3 import base

from skills_app.vault import database


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        said = database.why_not()
        if said:
            raise sqlite3.OperationalError(said)
        first, then = database.seconds(conn_params["timeout"])
        params = {**conn_params, "timeout": first}
        if database.serves():
            path = quote(str(Path(conn_params["database"]).absolute()))
            params["database"] = f"file:{path}?mode=rw"
        try:
            made = super().get_new_connection(params)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                database.note_held()
            raise
        made.execute(f"PRAGMA busy_timeout = {then * 1000:.0f}")
        return made
