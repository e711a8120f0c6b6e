"""What the content library holds: counts, what serves what, every script there is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from skills_app.content import coverage_page, languages, library, summary_of, table_of_scripts


class Command(BaseCommand):
    help = "Show what the content library holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        shown = parser.add_mutually_exclusive_group(required=True)
        shown.add_argument("--summary", action="store_true", help="Counts, for each language.")
        shown.add_argument("--coverage", action="store_true", help="Part of care → module → step.")
        shown.add_argument("--words", action="store_true", help="A table of every script.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["coverage"]:
            self.stdout.write(coverage_page(library()), ending="")
        elif options["words"]:
            for row in table_of_scripts(library().words):
                self.stdout.write(row)
        else:
            for language in sorted(languages(Path(settings.CONTENT_LIBRARY))):
                for line in summary_of(library(language)):
                    self.stdout.write(line)
