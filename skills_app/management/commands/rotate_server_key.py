"""Moves everything sealed under older server keys to the newest one. Nobody is asked anything."""

from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from skills_app.management.progress import ProgressLine, stoppable
from skills_app.preferences.models import Profile
from skills_app.vault.crypto import Purpose, SealError, key_id_of
from skills_app.vault.models import Unlock
from skills_app.vault.rekeying.server_key import SESSIONS, SLOTS, Table, Tally, reseal
from skills_app.vault.server_keys.canary import check_canaries, ensure_canary_of, remove_canaries
from skills_app.vault.server_keys.keys import server_keyring

PROFILES: Final = Table(
    "comfort choices", Profile.objects, Purpose.PROFILE, lambda pk: pk.bytes, blob="sealed"
)
TABLES: Final = (SLOTS, PROFILES, SESSIONS)
ROUNDS: Final = 3


class Command(BaseCommand):
    help = (
        "Seal everything under the newest server key. First put the new key on top of the key"
        " file, keep the old line below it, and restart the server. Then run this. It says when"
        " the old line can be taken out. Member names do not change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and change nothing.")
        parser.add_argument(
            "--lock-open-spaces",
            action="store_true",
            help="Lock the spaces that are open under an older key, instead of waiting for them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        words = (
            "Nothing was changed."
            if options["dry_run"]
            else "What was moved stays moved, and all of it opens meanwhile. Leave every line in"
            " the key file, and run this again to go on."
        )
        with stoppable(words):
            self.rotate(**options)

    def rotate(self, **options: Any) -> None:
        dry_run = options["dry_run"]
        newest, *older = server_keyring().ids
        if not older:
            raise CommandError(
                f"Only server key {newest} is listed. Make another with: python -c 'import"
                " secrets; print(secrets.token_urlsafe(32))' and write it above the present one"
                f" in {settings.SERVER_KEYS_FILE}, as “{newest + 1}:” and the key. Restart the"
                " server, then run this again."
            )
        check_canaries()
        if not dry_run:
            ensure_canary_of(newest)
        tallies = {table.name: self.move(table, dry_run=dry_run) for table in TABLES}
        if options["lock_open_spaces"] and not dry_run:
            self.lock_spaces_under(older)
        self.sum_up(tallies, newest, dry_run=dry_run)
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        self.let_go(tallies, older)

    def move(self, table: Table, *, dry_run: bool) -> Tally:
        """Goes round again for rows that a server still seals under an older key meanwhile."""
        whole = Tally()
        for turn in range(1 if dry_run else ROUNDS):
            progress = ProgressLine(self.stderr, table.name, table.count())
            tally = reseal(table, dry_run=dry_run, tell=progress.add)
            progress.end()
            whole.moved += tally.moved
            if not turn:
                whole.new_already = tally.new_already
            whole.changed_meanwhile, whole.unopenable = tally.changed_meanwhile, tally.unopenable
            if not tally.moved and not tally.changed_meanwhile:
                break
        else:
            whole.still_coming = not dry_run
        return whole

    def lock_spaces_under(self, older: list[int]) -> None:
        mine = [lookup for lookup, key_id, _ in open_spaces() if key_id in older]
        for lookup in mine:
            Unlock.objects.filter(lookup=lookup).delete()
        self.stdout.write(f"Locked {len(mine):,} open spaces.")

    def sum_up(self, tallies: dict[str, Tally], newest: int, *, dry_run: bool) -> None:
        moved = "to move" if dry_run else "moved"
        self.stdout.write(f"Under server key {newest}:")
        for name, tally in tallies.items():
            line = f"  {name}: {tally.moved:,} {moved}, {tally.new_already:,} there already"
            if tally.stuck:
                line += f", {tally.stuck:,} do not open"
            self.stdout.write(line)

    def let_go(self, tallies: dict[str, Tally], older: list[int]) -> None:
        """Tell which lines can go, and forget the canaries of keys that seal nothing more."""
        coming = [name for name, tally in tallies.items() if tally.still_coming]
        if coming:
            raise still_sealing(coming)
        stuck = tallies[SLOTS.name].unopenable
        remove_canaries([key_id for key_id in older if not stuck.get(key_id)])
        # A slot that was saved just before brought no canary back; whatever is saved later does.
        if reseal(SLOTS).moved:
            raise still_sealing([SLOTS.name])
        opened = open_spaces()
        for key_id in older:
            if stuck.get(key_id):
                self.stdout.write(
                    f"Server key {key_id} has to stay: {stuck[key_id]:,} slots that name it do not"
                    " open. manage.py verify_vaults says which."
                )
                continue
            last = max((until for _, name, until in opened if name == key_id), default=None)
            if last is None:
                when = "now"
            else:
                when = (
                    f"after {timezone.localtime(last):%Y-%m-%d %H:%M %Z}, when the last space that"
                    " is open under it has locked itself (--lock-open-spaces locks them now)"
                )
            self.stdout.write(
                f"Server key {key_id} seals nothing more. Its line can be taken out {when}."
            )
        if sum(stuck.values()):
            raise CommandError(f"{sum(stuck.values()):,} slots do not open. They were left alone.")


def still_sealing(names: list[str]) -> CommandError:
    return CommandError(
        f"A running server still seals {' and '.join(names)} under an older key."
        " Restart it, so that it reads the key file, and run this again."
    )


def open_spaces() -> list[tuple[bytes, int, Any]]:
    """Lookup, server key and end of each open space; 0 for a row that no key opens."""
    rows = Unlock.objects.filter(open_until__gt=timezone.now(), idle_until__gt=timezone.now())
    found = []
    for lookup, blob, until in rows.values_list("lookup", "blob", "open_until"):
        try:
            key_id = key_id_of(bytes(blob), purpose=Purpose.UNLOCK)
        except SealError:
            key_id = 0
        found.append((bytes(lookup), key_id, until))
    return found
