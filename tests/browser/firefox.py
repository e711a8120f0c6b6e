"""A real Firefox with a profile on disk, driven through its own WebDriver BiDi door."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import websocket

NAMES = ("firefox-esr", "firefox")
# A person's own settings, except for what would call out or ask questions at the first start.
PREFERENCES: dict[str, object] = {
    "remote.prefs.recommended": False,  # the driver would switch off much of what is looked for
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.sessionstore.interval": 500,  # milliseconds; a person's is fifteen seconds
    "browser.startup.page": 0,
    "browser.newtabpage.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}
BRING_INTO_SIGHT = """node => {
  window.dispatchEvent(new Event('wheel'));
  node.scrollIntoView({block: 'center', behavior: 'instant'});
}"""
FORM_HISTORY = "SELECT value FROM moz_formhistory"


@dataclass
class FirefoxProfile:
    """A folder that Firefox keeps what it remembers in."""

    folder: Path
    hosts: tuple[str, ...]
    preferences: dict[str, object] = field(default_factory=dict)

    @contextmanager
    def opened(self, *more: str) -> Iterator["Firefox"]:
        """The browser, closed as a person closes it; `more` are words for its command line."""
        self.folder.mkdir(exist_ok=True)
        chosen = {**PREFERENCES, "network.dns.localDomains": ",".join(self.hosts)}
        chosen |= self.preferences
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(chosen[name])});" for name in chosen]
        (self.folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
        found = next(filter(None, map(shutil.which, NAMES)), None)
        assert found, "No Firefox here: `make setup-dev` brings one, or says how to."
        command = [found, "--headless", "--no-remote", "--profile", str(self.folder)]
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", *more],
            env={**os.environ, "HOME": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            browser = Firefox(self.address(process))
            yield browser
            browser.ask("browser.close")
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()

    def address(self, process: "subprocess.Popen[bytes]") -> str:
        door = self.folder / "WebDriverBiDiServer.json"

        def is_written() -> bool:  # it is there, empty, a moment earlier
            return door.exists() and door.stat().st_size > 0

        wait_for(lambda: is_written() or process.poll() is not None, seconds=60)
        said = json.loads(door.read_text(encoding="utf-8"))
        return f"ws://{said['ws_host']}:{said['ws_port']}/session"

    def rows(self, file: str, query: str) -> list[tuple[Any, ...]]:
        """What one of its databases holds; the browser has to be closed."""
        with closing(sqlite3.connect(self.folder / file)) as database:
            return database.execute(query).fetchall()

    def typed_into_fields(self) -> list[str]:
        """What it would offer again in forms; the file is not made before there is something."""
        if not (self.folder / "formhistory.sqlite").exists():
            return []
        return [str(value) for (value,) in self.rows("formhistory.sqlite", FORM_HISTORY)]

    def session(self, firefox: "Firefox", holding: str = "") -> str:
        """What would come back after a crash, or with “reopen closed tab”, as of now.

        What is typed reaches it a moment after the keys, and later on a busy machine: it is asked
        for until it is `holding` the text. Read while the browser is open: its driver closes every
        tab, and forgets it, before it ends.
        """
        now = time.time() * 1000
        file = self.folder / "sessionstore-backups" / "recovery.jsonlz4"
        said: dict[str, Any] = {}

        def is_noted() -> bool:
            if file.exists():
                said.update(json.loads(contents(file)))
            if said.get("session", {}).get("lastUpdate", 0) <= now:
                return False
            return holding in json.dumps(said, ensure_ascii=False) or give_it_something_to_note()

        def give_it_something_to_note() -> bool:
            nonlocal now
            now = time.time() * 1000
            firefox.ask("browsingContext.create", type="tab", background=True)
            return False

        give_it_something_to_note()
        wait_for(is_noted, seconds=45)
        return json.dumps(said, ensure_ascii=False)

    def files_with(self, text: str) -> list[str]:
        """Files of the profile that hold the text, in either way browsers write text."""
        needles = (text.encode("utf-8"), text.encode("utf-16-le"))
        return [
            str(path.relative_to(self.folder))
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and any(needle in contents(path) for needle in needles)
        ]


def contents(path: Path) -> bytes:
    """A file's bytes; of what Firefox writes compressed (its sessions), what they come to."""
    data = path.read_bytes()
    return unpacked(data[12:]) if data.startswith(b"mozLz40\0") else data


def unpacked(block: bytes) -> bytes:
    """One LZ4 block: runs of literal bytes, each followed by a copy of something before it."""
    made, at = bytearray(), 0

    def length(short: int) -> int:
        nonlocal at
        total = short
        more = 255 if short == 15 else 0
        while more == 255:
            more = block[at]
            at += 1
            total += more
        return total

    while at < len(block):
        token = block[at]
        at += 1
        literal = length(token >> 4)
        made += block[at : at + literal]
        at += literal
        if at < len(block):
            back = len(made) - int.from_bytes(block[at : at + 2], "little")
            at += 2
            for step in range(length(token & 15) + 4):
                made.append(made[back + step])
    return bytes(made)


class Firefox:
    """The open browser; `tab` is the one that is looked at."""

    def __init__(self, address: str) -> None:
        self.line = websocket.create_connection(address, suppress_origin=True, timeout=30)
        self.count = 0
        self.ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.tab: str = self.tabs()[0]["context"]

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self.count += 1
        self.line.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self.line.recv())
            if answer.get("id") == self.count:
                if answer["type"] == "error":
                    raise Refused(f"{method}: {answer['error']}: {answer['message']}")
                return dict(answer["result"])

    def tabs(self) -> list[dict[str, Any]]:
        return list(self.ask("browsingContext.getTree", maxDepth=0)["contexts"])

    def new_tab(self, address: str) -> str:
        made = self.ask("browsingContext.create", type="tab", background=True)["context"]
        self.ask("browsingContext.navigate", context=made, url=address, wait="complete")
        return str(made)

    def close_tab(self, tab: str) -> None:
        self.ask("browsingContext.close", context=tab)

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def url(self, tab: str = "") -> str:
        found = [each["url"] for each in self.tabs() if each["context"] == (tab or self.tab)]
        return str(found[0]) if found else ""

    def evaluate(self, expression: str) -> Any:
        """In a sandbox of the driver's, so that it works with scripts off as well."""
        target = {"context": self.tab, "sandbox": "driver"}
        said = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert said["type"] == "success", said
        return said["result"].get("value")

    def own(self, expression: str) -> Any:
        """Asked of the browser's own window; it was opened with `--remote-allow-system-access`."""
        tree = self.ask("browsingContext.getTree", maxDepth=0, **{"moz:scope": "chrome"})
        target = {"context": tree["contexts"][0]["context"]}
        said = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert said["type"] == "success", said
        return said["result"].get("value")

    def heading(self) -> str:
        return str(self.evaluate("document.querySelector('h1')?.textContent.trim() ?? ''"))

    def nodes(self, css: str, text: str = "") -> list[str]:
        found = self.ask(
            "browsingContext.locateNodes",
            context=self.tab,
            locator={"type": "css", "value": css},
            serializationOptions={"maxDomDepth": 0},
        )["nodes"]
        return [node["sharedId"] for node in found if not text or text in self.text_of(node)]

    def call(self, function: str, shared_id: str) -> Any:
        said = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            target={"context": self.tab, "sandbox": "driver"},
            arguments=[{"sharedId": shared_id}],
            awaitPromise=False,
        )
        assert said["type"] == "success", said
        return said["result"].get("value")

    def text_of(self, node: dict[str, Any]) -> str:
        return str(self.call("node => node.textContent", node["sharedId"]))

    def wait_until(self, true: Callable[[], object]) -> None:
        """A page that is just changing may have nothing to say; it is asked again."""

        def once() -> bool:
            try:
                return bool(true())
            except Refused:
                return False

        wait_for(once)

    def wait_until_whole(self) -> None:
        """The page has arrived, so that nothing moves away from under the pointer."""
        self.wait_until(lambda: self.evaluate("document.readyState") == "complete")

    def wait_for_url(self, address: str, tab: str = "") -> None:
        self.wait_until(lambda: self.url(tab) == address)

    def find(self, css: str, text: str = "") -> str:
        self.wait_until_whole()
        self.wait_until(lambda: self.nodes(css, text))
        return self.nodes(css, text)[0]

    def click(self, css: str, text: str = "") -> None:
        self.point_at(self.find(css, text))

    def point_at(self, node: str) -> None:
        """A real press of the pointer, in the middle of it, wherever it has moved to.

        A page that just came is held at its top until someone moves it. Whoever scrolls moves it;
        a driver that scrolls has to say so, or the press lands on what is held there instead.
        """
        middle = {"type": "element", "element": {"sharedId": node}}
        press = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]

        def is_pressed() -> bool:
            self.call(BRING_INTO_SIGHT, node)
            self.act({"type": "pointer", "id": "pointer", "actions": press})
            return True

        self.wait_until(is_pressed)

    def type(self, css: str, text: str, label: str = "") -> None:
        """Into the field that is pressed, or whose label is, key by key."""
        self.click(css, label)
        self.press(text)

    def press(self, keys: str) -> None:
        each = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keys", "actions": each})

    def act(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self.tab, actions=[source])

    def go(self, by: int) -> None:
        self.ask("browsingContext.traverseHistory", context=self.tab, delta=by)

    def cookies(self) -> list[str]:
        return [each["name"] for each in self.ask("storage.getCookies")["cookies"]]


class Refused(Exception):
    """Firefox could not do what it was asked."""


def wait_for(true: Callable[[], bool], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            pytest.fail("What was waited for did not come.")
        time.sleep(0.05)
