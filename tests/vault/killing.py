"""A program, run by test_killed.py: real processes, really killed with SIGKILL.

`python -m tests.vault.killing` needs STEADY_DATA to name an empty folder. A parent that has
Django loaded and no database open forks one child after another; a child sends itself SIGKILL
at the n-th statement of what it does, or is killed while it serves saves over HTTP. The
parent only looks at what is left. Prints one line of JSON.
"""

import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["STEADY_PLAIN_HTTP"] = "1"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from skills_app.account.models import User
from skills_app.vault import opening, slots
from skills_app.vault.models import Vault
from skills_app.vault.rotation import renew_data_key
from skills_app.vault.server_keys import make_or_check_keys
from skills_app.vault.store import OpenSpace
from tests.people import PASSPHRASE
from tests.vault.browsers import Browser
from tests.vault.filling import fill, titles

NEW = "a kite over the slow river"
KILLS_WHILE_SERVING = 100


def forked(act: Callable[[], object]) -> int:
    """Do `act` in a child. Returns the signal that killed it, or 0."""
    child = os.fork()
    if not child:
        try:
            act()
            os._exit(0)
        except BaseException:  # noqa: BLE001  (a child never returns into its parent's code)
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("A child failed.")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Do `act` in a child that kills itself at its n-th statement. Was it killed?"""

    def child() -> None:
        left = number

        def kill(execute: Callable[..., object], *args: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*args)

        with connection.execute_wrapper(kill):
            act()

    return forked(child) == signal.SIGKILL


def put_back(copy: Path) -> None:
    connection.close()
    for path in copy.parent.glob("steady.sqlite3*"):
        path.unlink()
    for path in copy.glob("steady.sqlite3*"):
        shutil.copy(path, copy.parent)


def open_with(browser: Browser, passphrase: str) -> OpenSpace | None:
    Vault.objects.update(wrong_keys=0, next_try_at=None)
    with contextlib.suppress(opening.KeyRefused):
        return opening.open_space(browser.request(), passphrase)
    return None


def at_each_statement(name: str, act: Callable[[], object], browser: Browser, copy: Path) -> int:
    """Kill `act` at each of its statements; afterwards old or new credentials open everything."""
    kills = 0
    while True:
        put_back(copy)
        was_killed = killed_at(kills, act)
        space = open_with(browser, PASSPHRASE) or open_with(browser, NEW)
        assert space is not None, f"{name}: nothing opens it after statement {kills}"
        kept = titles(space)
        assert set(kept) >= {"0", "2"}, f"{name}: lost words after statement {kills}: {kept}"
        assert name in {"save", "delete"} or "1" in kept, f"{name}: {kept}"
        soundness = space.verify()
        assert soundness.is_sound, f"{name}: not sound after statement {kills}: {soundness}"
        if not was_killed:
            return kills
        kills += 1


def kill_at_each_statement() -> dict[str, int]:
    user = User.objects.create_user("rowan", "a long enough sign-in password")
    browser = Browser(user)
    request = browser.request()
    opening.make_space(user, PASSPHRASE, request=request)
    words = " ".join(opening.offer_recovery_words())
    opening.keep_recovery_words(request, words)
    browser.take(request)
    space = browser.space
    assert space is not None
    ids = fill(space, 3)
    connection.close()
    copy = Path(settings.DATA_DIR) / "copy"
    copy.mkdir()
    for path in Path(settings.DATA_DIR).glob("steady.sqlite3*"):
        shutil.copy(path, copy)

    def here() -> OpenSpace:
        found = browser.space
        assert found is not None
        return found

    acts: dict[str, Callable[[], object]] = {
        "create": lambda: here().create("entry", {"title": "3"}),
        "save": lambda: here().save(ids[1], "entry", {"title": "new"}, 1),
        "delete": lambda: here().delete(ids[1], "entry"),
        "change": lambda: opening.change_passphrase(browser.request(), PASSPHRASE, NEW),
        "recover": lambda: opening.recover(browser.request(), words, NEW),
        "renew": lambda: opening.renew(browser.request(), PASSPHRASE, NEW),
        "rotate": lambda: renew_data_key(here()),
    }
    return {name: at_each_statement(name, act, browser, copy) for name, act in acts.items()}


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


def serve(listener: socket.socket) -> None:
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent)
    server.socket.close()
    server.socket = listener
    server.serve_forever()


def kill_while_serving() -> dict[str, int]:
    """Kill the serving process a hundred times during a stream of saves."""
    user = User.objects.create_user("robin", "a long enough sign-in password")
    client = Client()
    client.force_login(user)
    client.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    cookies = "; ".join(f"{name}={value.value}" for name, value in client.cookies.items())
    # Forms are checked for their token as in life.
    token = client.get("/write/new/").cookies[settings.CSRF_COOKIE_NAME].value
    cookies += f"; {settings.CSRF_COOKIE_NAME}={token}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.close()
    listener = socket.create_server(("127.0.0.1", 0), backlog=20)
    port = listener.getsockname()[1]
    chance = random.Random(20261123)
    acknowledged: list[str] = []
    sent = kills = 0
    while kills < KILLS_WHILE_SERVING:
        child = os.fork()
        if not child:
            serve(listener)
        deadline = time.monotonic() + chance.uniform(0.0, 0.12)
        fatal = os.fork()
        if not fatal:  # strikes from outside, wherever the save is by then
            time.sleep(max(0.0, deadline - time.monotonic()))
            os.kill(child, signal.SIGKILL)
            os._exit(0)
        while True:
            sent += 1
            text = f"Sentence number {sent} of the stream."
            body = urlencode({"text": text, "csrfmiddlewaretoken": token})
            if not was_acknowledged(port, body, headers, child):
                break
            acknowledged.append(text)
        os.waitpid(fatal, 0)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
        kills += 1
    listener.close()
    browser = Browser(user)
    space = open_with(browser, PASSPHRASE)
    assert space is not None
    kept = {str(entry.document["text"]) for entry in space.scan("entry")}
    missing = [text for text in acknowledged if text not in kept]
    assert not missing, missing
    assert space.verify().is_sound
    return {"kills": kills, "sent": sent, "acknowledged": len(acknowledged), "kept": len(kept)}


def was_acknowledged(port: int, body: str, headers: dict[str, str], child: int) -> bool:
    """Send one save; True when its answer came back whole."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=0.5)
    until = time.monotonic() + 10
    try:
        asked.request("POST", "/write/new/", body, headers)
        while True:
            try:
                answer = asked.getresponse()
            except TimeoutError:
                if not is_alive(child) or time.monotonic() > until:
                    return False
                continue
            answer.read()
            assert answer.status in {302, 303}, answer.status
            return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def is_alive(child: int) -> bool:
    found, _ = os.waitpid(child, os.WNOHANG)
    return found == 0


def main() -> dict[str, Any]:
    slots.COST = slots.Cost(memory_kib=8 * 1024, passes=1)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    make_or_check_keys()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return {"statements": kill_at_each_statement(), "serving": kill_while_serving()}


if __name__ == "__main__":
    print(json.dumps(main()))  # noqa: T201
