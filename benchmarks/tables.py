"""What the vault is measured against: the same entries as plaintext rows and as Fernet fields.

Unmanaged tables, made for one run; the app knows nothing of them.
"""

import uuid
from typing import Any

from cryptography.fernet import Fernet
from django.db import connection, models

_fernet = Fernet(Fernet.generate_key())


class FernetField(models.TextField):
    """Text that is a Fernet token in the database, as the common field libraries keep it."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else _fernet.encrypt(str(value).encode()).decode("ascii")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else _fernet.decrypt(value.encode("ascii")).decode()


class PlainEntry(models.Model):
    """An entry as a plain journal would keep it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.UUIDField()
    seq = models.BigIntegerField()
    version = models.BigIntegerField(default=1)
    title = models.CharField(max_length=200)
    text = models.TextField()
    tags = models.TextField()
    on = models.DateField()
    made = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        app_label = "benchmarks"
        managed = False
        db_table = "benchmark_plain"
        indexes = [models.Index(fields=["owner", "seq"], name="benchmark_plain_owner")]


class FernetEntry(models.Model):
    """An entry with every field encrypted that a sealed record keeps to itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.UUIDField()
    seq = models.BigIntegerField()
    version = models.BigIntegerField(default=1)
    title = FernetField()
    text = FernetField()
    tags = FernetField()
    on = FernetField()
    made = FernetField()
    changed = FernetField()

    class Meta:
        app_label = "benchmarks"
        managed = False
        db_table = "benchmark_fernet"
        indexes = [models.Index(fields=["owner", "seq"], name="benchmark_fernet_owner")]


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for model in (PlainEntry, FernetEntry):
            editor.create_model(model)
            for index in model._meta.indexes:  # left out of create_model for unmanaged tables
                editor.add_index(model, index)


def stored_bytes(table: str, columns: list[str]) -> int:
    """What the columns' contents take up, without the database's own overhead."""
    size = "OCTET_LENGTH" if connection.vendor == "postgresql" else "LENGTH"
    cast = "{}" if connection.vendor == "postgresql" else "CAST({} AS BLOB)"
    total = " + ".join(f"{size}({cast.format(name)})" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM({total}) FROM {table}")
        return int(cursor.fetchone()[0])


def bytes_on_disk(table: str) -> int:
    """What the table and its indexes take up in the database's files."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return int(cursor.fetchone()[0])
