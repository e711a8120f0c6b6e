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
    from django.conf import settings

    from config.wsgi import application  # what the server runs, started as it starts it

    settings.ROOT_URLCONF = "benchmarks.urls_with_empty"
    pages = {"empty view": ("/empty/", cookies_of(guest()))} | dict(step_of_each_kind())
    times: dict[str, list[float]] = {name: [] for name in pages}
    for address, cookies in pages.values():
        for _ in range(5):
            ask(application, address, cookies)
    for _ in range(rounds):  # turn about, so that a busy moment falls on all alike
        for name, (address, cookies) in pages.items():
            times[name].append(ask(application, address, cookies))
    base = statistics.median(times["empty view"])
    missed = 0
    print(f"{'page':<12}{'ms':>8}{'ratio':>8}   goal ≤ {GOAL:g}")
    for name, found in times.items():
        middle = statistics.median(found)
        missed += middle > base * GOAL
        print(f"{name:<12}{middle * 1000:>8.2f}{middle / base:>8.2f}")
    return 1 if missed else 0


def step_of_each_kind() -> list[tuple[str, tuple[str, str]]]:
    """Where each kind of step is found, as (kind, (address, cookies)), in the kinds' own order.

    The first tool of its kind, as most people meet it; else a module's first such step, for a
    guest who has skipped ahead to it.
    """
    from skills_app.content import library
    from skills_app.steps.registry import KINDS

    shelf = library()
    found: dict[str, tuple[str, str]] = {}
    for name, (_, step) in shelf.tools.items():
        if step.main.kind not in found:
            found[step.main.kind] = (f"/tools/{name}/", cookies_of(guest()))
    for module in shelf.modules.values():
        for number, step in enumerate(module.steps):
            if step.main.kind not in found:
                found[step.main.kind] = arrive_at(module, number)
    return [(kind, found[kind]) for kind in KINDS]


def arrive_at(module: Any, number: int) -> tuple[str, str]:
    """A module's address, and the cookies of a guest who stands at this step of it."""
    client, address = guest(), f"/skills/{module.id}/"
    for step in module.steps[:number]:
        client.post(address, {"step": step.id, "move": "skip"})
    if f'name="step" value="{module.steps[number].id}"' not in client.get(address).content.decode():
        raise RuntimeError(f"{module.id} does not lead to its step {number + 1} by skipping")
    return address, cookies_of(client)


def guest() -> Any:
    """Somebody who looked at a page and chose one thing: a session, and a form token's cookie."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1:8000"})
    client.get("/comfort/")
    client.post("/comfort/look/", {"look": "dark", "text_size": "100", "spacing": "ordinary"})
    return client


def cookies_of(client: Any) -> str:
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
