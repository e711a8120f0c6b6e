"""A server that does not answer is given up soon."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from skills_app.vault import database

TO_ANSWER = 5  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        said = database.why_not()
        if said:
            raise psycopg.OperationalError(said)
        return super().get_new_connection({"connect_timeout": TO_ANSWER, **conn_params})
