"""Serves the site; see config/serve.py."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.serve import serve


class Command(BaseCommand):
    help = "Serve the site until it is stopped."
    requires_system_checks = ()  # it refuses what is wrong by itself

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
        parser.add_argument("--port", default="8000", help="default: 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        serve(options["host"], options["port"])
