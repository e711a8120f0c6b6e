"""Measures every page a guest can reach against a step: `python -m benchmarks.pages [--rounds N]`.

All are asked through the same middleware, in this process, by a guest with a session and some
choices of their own; the ratio is the server's own time. The addresses come from the site's list
of them. It uses a data folder of its own, which is gone afterwards.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from benchmarks.steps import ask, cookies_of, guest, step_of_each_kind

GOAL = 2.0
# What a reader fills in, as one of each.
FILLED = {"module_id": "m03", "state": "up", "section": "pace"}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=60)
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
        command = [sys.executable, "-m", "benchmarks.pages", "--inside"]
        command += ["--rounds", str(given.rounds)]
        return subprocess.run(command, env=environment, check=False).returncode


def measure_here(rounds: int) -> int:
    """Measure in this process; answers 1 when a goal was missed."""
    from config.wsgi import application  # what the server runs, started as it starts it

    steps = dict(step_of_each_kind())
    pages = {f"step: {kind}": where for kind, where in steps.items()}
    cookies = cookies_of(chooser())
    pages |= {address: (address, cookies) for address in guest_pages(cookies)}
    times: dict[str, list[float]] = {name: [] for name in pages}
    for address, cookie in pages.values():
        for _ in range(3):
            ask(application, address, cookie)
    for _ in range(rounds):  # turn about, so that a busy moment falls on all alike
        for name, (address, cookie) in pages.items():
            times[name].append(ask(application, address, cookie))
    middles = {name: statistics.median(found) for name, found in times.items()}
    base = statistics.median(middles[f"step: {kind}"] for kind in steps)
    missed = 0
    print(f"{'page':<28}{'ms':>8}{'× a step':>10}   goal ≤ {GOAL:g}")
    for name, middle in sorted(middles.items(), key=lambda pair: -pair[1]):
        missed += middle > base * GOAL
        print(f"{name:<28}{middle * 1000:>8.2f}{middle / base:>10.2f}")
    return 1 if missed else 0


def chooser() -> Any:
    """A guest who has set some things: their own choices cost no more than the first ones."""
    client = guest()
    client.post("/comfort/avoid/", {"avoid": ["breath_hold", "touch"]})
    client.post("/comfort/pace/", {"breath_in": "4.5", "breath_out": "6.5"})
    return client


def guest_pages(cookies: str) -> Iterator[str]:
    """Every address of the list that answers a guest with a page."""
    from django.test import Client
    from django.urls import get_resolver

    client = Client(headers={"host": "127.0.0.1:8000", "cookie": cookies})
    for pattern, names in patterns(get_resolver()):
        filled = {name: FILLED.get(name, "t12") for name in names}
        address = "/" + pattern % filled
        answer = client.get(address)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code == 200 and kind.startswith("text/html"):
            yield address


def patterns(resolver: Any, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each address once, with the names of what is to be filled in; those of namespaces too."""
    found = {
        before + pattern: names
        for values in resolver.reverse_dict.values()
        for pattern, names in values[0]
    }
    yield from sorted(found.items())
    for prefix, inner in resolver.namespace_dict.values():
        yield from patterns(inner, before + prefix)


if __name__ == "__main__":
    sys.exit(main())
