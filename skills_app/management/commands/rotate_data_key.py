"""Asks every vault for a new data key. Only its own person can carry that out, by opening it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count

from skills_app.management.progress import ProgressLine, stoppable
from skills_app.vault.models import Pending, Vault
from skills_app.vault.rekeying.data_key import ask_for_new_keys


class Command(BaseCommand):
    help = (
        "Mark every private space as due for a new data key. A data key can not be changed"
        " without the passphrase, so each space is re-sealed when its person next opens it, some"
        " thousand things at a time. Run it again at any time to see how far it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        counts = dict(Vault.objects.order_by().values_list("pending").annotate(vaults=Count("pk")))
        progress = ProgressLine(self.stderr, "spaces", sum(counts.values()))
        words = "Nothing was changed." if dry_run else "Spaces that were marked stay so."
        with stoppable(f"{words} Run this again to go on."):
            asked = ask_for_new_keys(dry_run=dry_run, tell=progress.add)
        progress.end()
        self.stdout.write(f"{asked:,} spaces {'would be marked' if dry_run else 'are marked now'}.")
        self.stdout.write(f"{counts.get(Pending.KEY_ASKED, 0):,} were marked before and wait.")
        self.stdout.write(f"{counts.get(Pending.KEY_BEGUN, 0):,} have begun.")
        if dry_run:
            self.stdout.write("Nothing was changed.")
        else:
            self.stdout.write("Each goes on when its person next opens it.")
