"""A browser as a person has it: one profile on disk, over https, read after it was closed."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from playwright.sync_api import BrowserContext, BrowserType, Error

from tests.browser.serving import Certificate

SITE = "quiet.test"
THIRD = "third.test"
NEUTRAL = "neutral.test"
LINKS = '<!DOCTYPE html><title>Links</title><a href="{home}">a link</a>'
FORM = """<!DOCTYPE html><title>An ordinary page</title><p>Tangerine sentence that is shown</p>
<form action="/sent/"><textarea name="t"></textarea><input name="colour"><button>Go</button></form>
<a href="/second/">onward</a>"""


@dataclass
class Profile:
    """A folder that Chromium keeps what it remembers in."""

    folder: Path
    certificate: Certificate
    ports: dict[str, int]
    chromium: BrowserType
    launch: dict[str, Any]

    @contextmanager
    def opened(self, **options: Any) -> Iterator[BrowserContext]:
        """The browser, closed as a person closes it: a killed one writes no history at all."""
        rules = ", ".join(f"MAP {name}:443 127.0.0.1:{port}" for name, port in self.ports.items())
        args = [
            *self.launch["args"],
            f"--host-resolver-rules={rules}",
            f"--ignore-certificate-errors-spki-list={self.certificate.pin}",
            *options.pop("args", []),
        ]
        context = self.chromium.launch_persistent_context(
            self.folder,
            **{**self.launch, "args": args},
            # The driver turns the back-forward cache off, and going back would then pass falsely.
            ignore_default_args=["--disable-back-forward-cache"],
            viewport={"width": 360, "height": 740},
            **options,
        )
        try:
            yield context
        finally:
            with suppress(Error):  # crashed on purpose
                context.close()

    def break_in(self) -> None:
        """Use the profile once, so that its settings are on disk."""
        with self.opened():
            """Nothing to do in it."""

    def agree_to_restore(self) -> None:
        """What pressing Restore after a crash comes to: the next start restores by itself."""
        preferences = self.folder / "Default" / "Preferences"
        said = json.loads(preferences.read_text(encoding="utf-8"))
        said["profile"]["exit_type"] = "Normal"
        said.setdefault("session", {})["restore_on_startup"] = 1
        preferences.write_text(json.dumps(said), encoding="utf-8")

    def history(self) -> list[tuple[str, str]]:
        """Address and title of every row in the history file; the browser has to be closed."""
        rows = self._ask_history("SELECT url, title FROM urls ORDER BY id")
        return [(str(url), str(title)) for url, title in rows]

    def visits(self) -> list[str]:
        """The address of every visit, in the order they were made, also of repeated ones."""
        return [
            str(url)
            for (url,) in self._ask_history(
                "SELECT urls.url FROM visits LEFT JOIN urls ON urls.id = visits.url"
                " ORDER BY visits.id"
            )
        ]

    def _ask_history(self, query: str) -> list[tuple[Any, ...]]:
        copied = self.folder.parent / "history.sqlite3"
        shutil.copy(self.folder / "Default" / "History", copied)
        with closing(sqlite3.connect(copied)) as database:
            return database.execute(query).fetchall()

    def files_with(self, text: str, under: str = ".") -> list[str]:
        """Files of the profile that hold the text, in the ways browsers write text."""
        return self.where([text], under).get(text, [])

    def where(self, texts: Iterable[str], under: str = ".") -> dict[str, list[str]]:
        """Which files hold which of the texts: as they are, or as they are sent by a form."""
        needles = {text: ways_to_write(text) for text in texts}
        found: dict[str, list[str]] = {}
        for path in sorted((self.folder / under).rglob("*")):
            if not path.is_file():
                continue
            with suppress(FileNotFoundError):  # an open browser comes and goes in its folder
                held = path.read_bytes()
                for text, ways in needles.items():
                    if any(way in held for way in ways):
                        found.setdefault(text, []).append(str(path.relative_to(self.folder)))
        return found


def ways_to_write(text: str) -> tuple[bytes, ...]:
    written = {text, quote_plus(text)}
    return tuple(each.encode(way) for each in written for way in ("utf-8", "utf-16-le"))
