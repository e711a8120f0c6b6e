"""Measures what readers feel under attack: `python -m benchmarks.load [--rounds N]`.

A hundred bodies stay half sent, and fifty people sign in at once under fifty names that nobody
has, again as soon as all are answered. Meanwhile one reader asks for pages and leaves, as she did
before in the same run, while it was quiet. The attack runs in a process of its own, at a lower
priority, since in life it comes from other machines.
"""

import argparse
import asyncio
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measuring import Line, say

ROOT = Path(__file__).resolve().parents[1]
HALF_SENT = 100
SIGN_INS = 50
RATIO = 3.0  # p95 under attack, against p95 when it is quiet
LONGEST = 2.0  # seconds
FORM = "Content-Type: application/x-www-form-urlencoded"
HERE = "Sec-Fetch-Site: same-origin"
ASKED = {
    "/": ("GET", "/"),
    "/now/": ("GET", "/now/"),
    "/leave/": ("POST", "/leave/"),
    "/healthz": ("GET", "/healthz"),
}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--attack", type=int, metavar="PORT", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.attack:
        asyncio.run(attack(given.attack))
        return 0
    with site() as port:
        measure(port, 20)  # whatever is made at the first request
        quiet = measure(port, given.rounds)
        with under_attack(port) as attackers:
            loaded = measure(port, given.rounds)
            answers = attackers()
    lines = []
    for path in ASKED:
        before, during = percentile(quiet[path]), percentile(loaded[path])
        detail = f"{before * 1000:.1f} ms quiet, {during * 1000:.1f} under attack"
        lines.append(Line(f"{path}, p95 against quiet", during / before, RATIO, detail=detail))
        lines.append(Line(f"{path}, the longest", max(loaded[path]), LONGEST, "s"))
    say(f"{HALF_SENT} half-sent bodies, {SIGN_INS} sign-ins at once; answered: {answers}")
    for line in lines:
        say(str(line))
    missed = [line.what for line in lines if not line.is_met]
    say("All goals met." if not missed else f"Missed: {'; '.join(missed)}")
    return int(bool(missed))


def percentile(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def measure(port: int, rounds: int) -> dict[str, list[float]]:
    """Seconds from connecting to the last byte, `rounds` times for each address, in turn."""
    taken: dict[str, list[float]] = {path: [] for path in ASKED}
    for _ in range(rounds):
        for path, (method, address) in ASKED.items():
            begun = time.perf_counter()
            with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
                wire.sendall(request(port, method, address, "Connection: close"))
                answer = b"".join(iter(lambda: wire.recv(65536), b""))
            taken[path].append(time.perf_counter() - begun)
            assert answer.startswith(b"HTTP/1.1 200"), answer[:80]
            time.sleep(0.005)
    return taken


def request(port: int, method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", HERE, *headers]
    if method == "POST" and not any(line.startswith("Content-Length") for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def under_attack(port: int) -> Iterator[Callable[[], str]]:
    """Gives a function that ends the attack and says how it was answered."""
    attacker = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.load", "--attack", str(port)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.nice(10) and None,
    )
    assert attacker.stdout is not None
    assert attacker.stdout.readline().strip() == "under way"

    def ended() -> str:
        return attacker.communicate("", timeout=120)[0].strip()

    try:
        yield ended
    finally:
        attacker.kill()
        attacker.wait()


async def attack(port: int) -> None:
    """Goes on until standard input is closed; then says how often each status came."""
    statuses: dict[str, int] = {}
    over = asyncio.Event()
    asyncio.get_running_loop().add_reader(sys.stdin, over.set)
    held = [asyncio.create_task(stay_half_sent(port, over)) for _ in range(HALF_SENT)]
    cookie, token = await form_of(port)
    say("under way")
    while not over.is_set():
        names = [f"nobody-{secrets.token_hex(6)}" for _ in range(SIGN_INS)]
        for status in await asyncio.gather(*(sign_in(port, cookie, token, each) for each in names)):
            statuses[status] = statuses.get(status, 0) + 1
    for task in held:
        task.cancel()
    say(", ".join(f"{count} × {status}" for status, count in sorted(statuses.items())))


async def stay_half_sent(port: int, over: asyncio.Event) -> None:
    """One body that is never whole, begun anew whenever it is refused."""
    while not over.is_set():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        half = request(port, "POST", "/lock/", FORM, "Content-Length: 1000", body=b"text=Half+a")
        writer.write(half)
        await reader.read()
        writer.close()


async def form_of(port: int) -> tuple[str, str]:
    answer = await ask(port, request(port, "GET", "/account/in/", "Connection: close"))
    head, _, page = answer.partition(b"\r\n\r\n")
    cookies = re.findall(rb"(?im)^set-cookie: ([^;]+);", head)
    found = TOKEN.search(page)
    assert found, head
    return b"; ".join(cookies).decode(), found[1].decode()


async def sign_in(port: int, cookie: str, token: str, name: str) -> str:
    fields = {"csrfmiddlewaretoken": token, "login": name, "password": "not the right one 4711"}
    answer = await ask(
        port,
        request(
            port,
            "POST",
            "/account/in/",
            FORM,
            f"Cookie: {cookie}",
            "Connection: close",
            body=urlencode(fields).encode(),
        ),
    )
    return answer[9:12].decode()


async def ask(port: int, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    return answer


@contextmanager
def site() -> Iterator[int]:
    """This site as `make run` serves it, on a data folder that is gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="steady-benchmark-") as folder:
        environment = {**os.environ, "STEADY_DATA": folder, "STEADY_PLAIN_HTTP": "1"}
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
