"""Shows one content file live, with its notes, while it is being written.

Serves this machine only, on a library in which the file takes its place, with a database of its
own that is gone afterwards. Nothing else of an installation is read or changed.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError

from config.front.gateway import Gateway
from config.serve import serve
from skills_app.content import has_steps

MIDDLEWARE = "skills_app.preview.middleware.FreshContentMiddleware"


class Command(BaseCommand):
    help = "Show one content file live: /preview/ lists its steps and ways."
    requires_system_checks = ()  # the page itself shows what is wrong

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="For example …/library/en/modules/m05.yaml, or a copy.")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--inside", action="store_true", help="Used by the command itself.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"]).expanduser().resolve()
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Check the name, and try again.")
        refuse_without_steps(path)
        if options["inside"]:
            serve_file(path, options["port"])
            return
        refuse_taken(options["port"])
        with tempfile.TemporaryDirectory(prefix="steady-preview-") as data:
            environment = {**os.environ, "STEADY_DATA": data, "STEADY_PLAIN_HTTP": "1"}
            environment.pop("DATABASE_URL", None)
            again = [sys.executable, "manage.py"]
            # Our own interpreter and command; the file's name is one argument, never a shell's.
            subprocess.run(  # noqa: S603
                [*again, "prepare"], env=environment, check=True, capture_output=True
            )
            self.stdout.write(f"{path.name} is at http://127.0.0.1:{options['port']}/preview/")
            self.stdout.write("Save the file and load the page again. Ctrl+C stops it.")
            inside = ["preview_content", str(path), "--inside", "--port", str(options["port"])]
            subprocess.run([*again, *inside], env=environment, check=False)  # noqa: S603


def refuse_without_steps(path: Path) -> None:
    """Raises: CommandError, for a file that has no steps to show by themselves."""
    if not has_steps(path.name):
        raise CommandError(
            f"{path.name} cannot be shown by itself. A preview is for a module, with a name"
            " like m05.yaml, or a set of tools, with a name in small letters like grounding.yaml."
            " For other files, `make check-content` looks them through and `make run` shows"
            " them in their places."
        )


def refuse_taken(port: int) -> None:
    """Raises: CommandError, when something else is served there already."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use, perhaps by a preview that is still open."
                f" Stop that one with Ctrl+C, or write PORT={port + 1} at the end of the line."
            ) from error


def serve_file(path: Path, port: int) -> None:
    with tempfile.TemporaryDirectory(prefix="steady-preview-") as folder:
        serve("127.0.0.1", port, load=Shown(path, Path(folder)), workers=1)


class Shown:
    """The site with the file in its place, as `config.serve` wants it."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder

    def __call__(self) -> Gateway:
        if not hasattr(settings, "PREVIEWED"):
            show_in_its_place(self.path, self.folder / f"library-{os.getpid()}")
        return Gateway(WSGIHandler())


def show_in_its_place(path: Path, root: Path) -> None:
    """The library as it is, with `path` linked into the place its name asks for."""
    shutil.copytree(settings.CONTENT_LIBRARY, root)
    sort = "modules" if path.stem[:1] == "m" and path.stem[1:].isdigit() else "tools"
    place = root / "en" / sort / path.name
    place.unlink(missing_ok=True)
    place.symlink_to(path)
    settings.CONTENT_LIBRARY = str(root)
    settings.PREVIEWED = path.stem
    settings.ROOT_URLCONF = "skills_app.preview.urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
