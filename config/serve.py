"""Starts the server: the one place that says how the site is served.

`make run`, the command in docs/operating.md, the tests and the benchmarks all come here, so what
is tried is what people get.
"""

import ctypes
import logging
import os
import resource
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from config.env import refuse_unknown
from config.keys import refuse_if_others_reach
from skills_app.vault.database import fold_in
from skills_app.vault.server_keys.keys import KEYS_VARIABLE, NAMES_VARIABLE

logger = logging.getLogger(__name__)

CONNECTIONS = 4000  # open at once in one process; an idle one costs a few kB and no thread
FILES = 200  # left over for the database, the logs and static files
HEADERS = 64 * 1024  # the most that a request may say before its body
LAST_WORDS = 5  # seconds that a worker has to end what it is doing
LETTING_GO = 2  # seconds that a port may take to be free again
OFTEN = 10  # seconds: a worker that ends twice within them is given a pause
TURN = 0.001  # seconds that one thread may keep the interpreter while others want it
PARENT_DIED = 1  # PR_SET_PDEATHSIG


Load = Callable[[], Any]  # gives the application; can be handed to a new process


def load_site() -> Any:
    from config.asgi import application

    return application


def serve(host: str, port: str | int, *, load: Load = load_site, workers: int = 0) -> None:
    """Serves until it is stopped (SIGTERM or SIGINT).

    Args:
        load: gives another application than the site, for a preview or a benchmark.
        workers: another number of processes than the settings say.

    Raises: ImproperlyConfigured, saying what is wrong and what to do.
    """
    port = usable_port(port)
    refuse_unusable(host, port)
    refuse_endless_redirects()
    refuse_ways_out_that_lead_back()
    refuse_unknown("STEADY_", besides=(KEYS_VARIABLE, NAMES_VARIABLE))
    refuse_unsafe_folder()
    # Loaded once, here: it refuses wrong keys and broken content before a port is open, and
    # workers that are begun from it, or begun anew, are there at once.
    load()
    connections.close_all()
    if settings.PLAIN_HTTP:
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"{settings.SITE_NAME} is at http://{shown}:{port}/ (Ctrl+C stops it)\n")
        sys.stdout.flush()
    server = EnduringServer(
        target="config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=settings.SLOW_SECONDS * 1000, max_buffer_size=HEADERS
        ),
        websockets=False,
        workers=workers or settings.WORKERS,
        runtime_mode=RuntimeModes.st,
        backlog=2048,
        backpressure=connections_allowed(),
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS,
        log_level=LogLevels.warning,
        log_access=False,
    )
    try:
        server.serve(target_loader=Beginning(load, os.getpid()), wrap_loader=False)
    finally:
        if not fold_in():
            logger.warning(
                "The file ending in -wal beside the database still holds part of it. Copy neither"
                " without the other; see “Copies of the database” in docs/operating.md."
            )


class Beginning:
    """What a new worker calls first."""

    def __init__(self, load: Load, parent: int) -> None:
        self.load = load
        self.parent = parent

    def __call__(self) -> Any:
        if sys.platform == "linux":
            # Nobody would begin it anew, or stop it, once the server itself is gone.
            ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)
            if os.getppid() != self.parent:
                os.kill(os.getpid(), signal.SIGTERM)
        sys.setswitchinterval(TURN)
        return self.load()


class EnduringServer(MPServer):
    """Begins every worker anew that ended by itself, however often.

    Granian gives up when one ends twice within 5.5 s, and can miss the second of two that end in
    the same moment.
    """

    last_end = 0.0

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        again = list(workers)
        while again:
            if time.monotonic() - self.last_end < OFTEN:
                time.sleep(0.5)
            self.last_end = time.monotonic()
            super()._respawn_workers(again, spawn_target, target_loader, delay)
            self.respawned_wrks.clear()
            again = [each.idx for each in self.wrks if not each.inner.is_alive()]


def usable_port(port: str | int) -> int:
    """Raises: ImproperlyConfigured."""
    text = str(port)
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= 65535:
        return int(text)
    raise ImproperlyConfigured(f"“{port}” is not a port. Choose a number from 1 to 65535.")


def refuse_unusable(host: str, port: int) -> None:
    """Raises: ImproperlyConfigured, for an address at which nothing can be served."""
    try:
        ip_address(host)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"“{host}” is not an address to serve at. Write one of this machine’s own in numbers,"
            " such as 127.0.0.1 (only programs on this machine, such as a proxy, can ask)."
        ) from error
    until = time.monotonic() + LETTING_GO
    while (fault := fault_of_binding(host, port)) and time.monotonic() < until:
        time.sleep(0.05)  # a server that was stopped just now may still be letting go
    if fault:
        raise ImproperlyConfigured(
            f"Nothing can be served at {host}, port {port} ({fault.strerror}). If something is"
            " served there already, stop it first, or choose another port."
        ) from fault


def refuse_endless_redirects() -> None:
    """Raises: ImproperlyConfigured, when every page would be sent on to https for ever."""
    if not settings.PLAIN_HTTP and not settings.BEHIND_PROXY:
        raise ImproperlyConfigured(
            "Neither STEADY_BEHIND_PROXY nor STEADY_PLAIN_HTTP is set, so every page would be sent"
            " on to https, which nothing here speaks. Set STEADY_BEHIND_PROXY=1 when a proxy that"
            " ends TLS stands in front, or STEADY_PLAIN_HTTP=1 to try the site out on this machine."
        )


def refuse_ways_out_that_lead_back() -> None:
    """Raises: ImproperlyConfigured, for a page to leave to that is on this site's own name."""
    if not settings.BEHIND_PROXY:
        return
    ours = {host.lower() for host in settings.ALLOWED_HOSTS}
    for page in settings.EXIT_PAGES:
        host = urlsplit(page).hostname or ""
        if ours & {host, f"[{host}]"}:
            raise ImproperlyConfigured(
                f"STEADY_EXIT_PAGES holds “{page}”, which is on a name of this site, so whoever"
                " leaves would still be here. Choose pages of other sites."
            )


def refuse_unsafe_folder() -> None:
    """Raises: ImproperlyConfigured, when others can reach the data folder."""
    folder: Path = settings.DATA_DIR
    database = folder / "steady.sqlite3"
    refuse_if_others_reach(
        folder,
        settings.SERVER_KEYS_FILE,
        settings.NAMES_KEY_FILE,
        *(database.with_name(database.name + end) for end in ("", "-wal", "-shm")),
    )
    tell_unless_writable(folder)


def tell_unless_writable(folder: Path) -> bool:
    """Help can be served all the same, and so can whatever is only read."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        sys.stderr.write(
            f"Nothing can be written into {folder} ({error.strerror}). Let this user write to it,"
            " or set STEADY_DATA to another folder. Until then nothing new can be kept.\n"
        )
        return False
    return True


def fault_of_binding(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return error
    return None


def connections_allowed() -> int:
    """How many connections a worker may hold open, after asking the system for room for them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return CONNECTIONS
    return max(100, min(CONNECTIONS, soft - FILES))
