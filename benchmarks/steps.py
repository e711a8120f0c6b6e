"""Measures step pages against an empty view: `python -m benchmarks.steps [--rounds N]`.

Both are asked through the same middleware, in this process, by a guest with a session; the
ratio is the server's own time. It uses a data folder of its own, which is gone afterwards.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

GOAL = 2.0
Ask = Callable[[], float]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.inside:
        return measure_here(given.rounds)
    with tempfile.TemporaryDirectory(prefix="steady-benchmark-") as folder:
        environment = {
            **os.environ,
            "STEADY_DATA": folder,
            "STEADY_PLAIN_HTTP": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        environment.pop("DATABASE_URL", None)
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "benchmarks.steps", "--inside"]
        command += ["--rounds", str(given.rounds)]
        return subprocess.run(command, env=environment, check=False).returncode


def measure_here(rounds: int) -> int:
    """Measure in this process; answers 1 when a goal was missed."""
    import django

    django.setup()
    from django.conf import settings

    settings.ROOT_URLCONF = "benchmarks.urls_with_empty"
    from django.core.handlers.wsgi import WSGIHandler

    application = WSGIHandler()
    cookie = first_cookie(application)
    pages = {"empty view": "/empty/"} | dict(step_of_each_kind())
    times: dict[str, list[float]] = {name: [] for name in pages}
    for address in pages.values():
        for _ in range(5):
            ask(application, address, cookie)
    for _ in range(rounds):  # turn about, so that a busy moment falls on all alike
        for name, address in pages.items():
            times[name].append(ask(application, address, cookie))
    base = statistics.median(times["empty view"])
    missed = 0
    print(f"{'page':<12}{'ms':>8}{'ratio':>8}   goal ≤ {GOAL:g}")
    for name, found in times.items():
        middle = statistics.median(found)
        missed += middle > base * GOAL
        print(f"{name:<12}{middle * 1000:>8.2f}{middle / base:>8.2f}")
    return 1 if missed else 0


def step_of_each_kind() -> list[tuple[str, str]]:
    """A tool or a module's first step of each kind there is, as (kind, address)."""
    from skills_app.content import library

    found: dict[str, str] = {}
    for name, (_, step) in library().tools.items():
        found.setdefault(step.main.kind, f"/tools/{name}/")
    for module in library().modules.values():
        found.setdefault(module.steps[0].main.kind, f"/skills/{module.id}/")
    return sorted(found.items())


def first_cookie(application: Any) -> str:
    """A guest's session, with one choice kept in it."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1:8000"})
    client.post("/comfort/look/", {"look": "dark", "text_size": "100", "spacing": "ordinary"})
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())


def ask(application: Any, address: str, cookie: str) -> float:
    """Seconds until the whole page is there."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    status: list[str] = []
    begun = time.perf_counter()
    answer = application(environ, lambda said, headers, *more: status.append(said))
    for _ in answer:
        pass
    answer.close()
    taken = time.perf_counter() - begun
    if not status[0].startswith("200"):
        raise RuntimeError(f"{address} answered {status[0]}")
    return taken


if __name__ == "__main__":
    sys.exit(main())
