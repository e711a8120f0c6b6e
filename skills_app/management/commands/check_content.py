"""Reads every content file and lists each problem with its file, line and remedy."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from skills_app.content.errors import ContentError
from skills_app.content.loading import load_library


class Command(BaseCommand):
    help = "Check the content library: every problem, with its file, line and what to do."
    # The list is complete in itself; the system checks would say the same a second time.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.CONTENT_LIBRARY)
        count = 0
        for folder in sorted(path for path in root.iterdir() if path.is_dir()):
            try:
                library = load_library(root, folder.name)
            except ContentError as error:
                count += len(error.problems)
                for problem in error.problems:
                    self.stdout.write(str(problem))
            else:
                steps = sum(len(module.steps) for module in library.modules.values())
                self.stdout.write(
                    f"{folder.name}: {len(library.modules)} modules, {steps} steps, all sound."
                )
        if count:
            raise CommandError(f"{count} to mend. Until then the app refuses this library.")
