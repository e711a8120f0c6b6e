"""What a first start needs: keys, tables, static files and the keys' canaries."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from skills_app.vault.database import fold_in
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import make_or_check_keys
from skills_app.vault.unlocking import SessionStore, clear_expired, finish_erasing


class Command(BaseCommand):
    help = "Make keys at the first run, bring the database up to date, gather static files."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        make_or_check_keys()
        call_command("migrate", verbosity=0, interactive=False)
        check_keys()
        SessionStore.clear_expired()
        clear_expired()
        finish_erasing()
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("check")
        fold_in()
        self.stdout.write(f"Ready. Database and keys are in {settings.DATA_DIR}")
