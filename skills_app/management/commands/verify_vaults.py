"""Looks over every vault as far as that goes without a passphrase. Changes nothing."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from skills_app.management.commands.rotate_server_key import PROFILES
from skills_app.management.progress import ProgressLine, stoppable
from skills_app.vault.crypto import SealError
from skills_app.vault.models import Record, Vault
from skills_app.vault.rekeying.server_key import SESSIONS, Table
from skills_app.vault.server_keys import structure
from skills_app.vault.server_keys.keys import open_from_server

MOST_SHOWN: Final = 50


class Command(BaseCommand):
    help = (
        "Check every private space as far as that goes without a passphrase: keys, sizes,"
        " headers, numbers, and that each row belongs somewhere. Ends with 1 when something"
        " needs looking at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="The same: checking never changes anything."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with stoppable("Not all was looked at, and nothing was changed."):
            self.look_over()

    def look_over(self) -> None:
        self.troubles = 0
        self.note(structure.check_keys())
        self.note(structure.check_belonging())
        vaults, records = structure.vault_ids(), Record.objects.count()
        progress = ProgressLine(self.stderr, "records", records)
        for vault_id in vaults:
            vault = Vault.objects.filter(pk=vault_id).first()
            if vault is not None:
                self.note(structure.check_vault(vault, progress.add))
        progress.end()
        self.note(self.unopenable(table) for table in (PROFILES, SESSIONS))
        self.stdout.write(f"Looked at {len(vaults):,} spaces with {records:,} records.")
        if self.troubles:
            raise CommandError(f"{self.troubles:,} things need looking at.")
        self.stdout.write("All of it is as it should be, as far as can be seen from outside.")

    def note(self, troubles: Iterable[str]) -> None:
        for trouble in troubles:
            if not trouble:
                continue
            self.troubles += 1
            if self.troubles <= MOST_SHOWN:
                self.stdout.write(trouble)
            elif self.troubles == MOST_SHOWN + 1:
                self.stdout.write("There is more; it is counted, and not shown.")

    def unopenable(self, table: Table) -> str:
        """How many blobs of a table open under no listed key; nothing when all do."""
        count = 0
        for batch in table.batches():
            for pk, blob, *rest in batch:
                try:
                    open_from_server(table.purpose, bytes(blob), table.place(pk, *rest))
                except SealError:
                    count += 1
        return f"{count:,} {table.name} open under none of the listed keys." if count else ""
