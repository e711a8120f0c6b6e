"""Measures leaving against its goals: `python -m benchmarks.leaving [--rounds N] [--govuk FOLDER]`.

Runs this site on a data folder of its own, and beside it, in the same browser and the same run, a
bare `location.replace` and GOV.UK Frontend's “exit this page”. For the last one, fetch the package
into a scratch folder first (`npm pack govuk-frontend`, unpack it) and name that folder.
"""

import argparse
import gzip
import http.server
import mimetypes
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.measuring import Line, say
from config.scripts import served

ROOT = Path(__file__).resolve().parents[1]
FRAME = 1000 / 60
OURS = ".exit-bar button"
# Notes when the press came, when the body was emptied, the next frame, and the arrival.
WATCH = """
const now = () => performance.timeOrigin + performance.now();
addEventListener('click', event => {
  report('press', performance.timeOrigin + event.timeStamp);
  new MutationObserver((changes, watch) => {
    watch.disconnect();
    report('empty', now());
    requestAnimationFrame(() => report('frame', now()));
  }).observe(document.documentElement, {childList: true, subtree: true});
}, true);
addEventListener('DOMContentLoaded', () => {
  if (document.title === 'Elsewhere') report('arrived', now());
});
"""
BARE = """<!DOCTYPE html><title>Bare</title><button id="go">Go</button>
<script>document.getElementById('go').onclick = () => location.replace('{neutral}')</script>"""
GOVUK = """<!DOCTYPE html><html class="govuk-template"><title>GOV.UK</title>
<link rel="stylesheet" href="/govuk-frontend.min.css">
<body class="govuk-template__body js-enabled govuk-frontend-supported">
<div class="govuk-exit-this-page" data-module="govuk-exit-this-page">
<a href="{neutral}" id="go" role="button" class="govuk-button govuk-button--warning
 govuk-exit-this-page__button govuk-js-exit-this-page-button" rel="nofollow noreferrer">
<span class="govuk-visually-hidden">Emergency</span> Exit this page</a></div>
<script type="module">import {{ initAll }} from '/govuk-frontend.min.js'; initAll()</script>"""

Times = dict[str, list[float]]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=21)
    asked.add_argument("--govuk", type=Path, help="folder of the unpacked govuk-frontend package")
    given = asked.parse_args()
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with (
        pages("127.0.0.2") as neutral,  # another site, as any page to leave to is
        pages("127.0.0.1", neutral, given.govuk) as others,
        site(leading_to=neutral) as ours,
        site(leading_to=neutral, lock_takes=3) as slow,
        site(leading_to=neutral, lock_takes=3600) as silent,
        tempfile.TemporaryDirectory(prefix="steady-profile-") as profile,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        say(f"Chromium {browser.version}, {os.cpu_count()} cores, {given.rounds} rounds")
        ways = {
            "bare": (f"{others}bare", "#go"),
            "ours": (ours, OURS),
            "ours, beacon takes 3 s": (slow, OURS),
            "ours, beacon unanswered": (silent, OURS),
        }
        if given.govuk:
            ways["GOV.UK"] = (f"{others}govuk", "#go")
        taken = measure(browser.new_context(), ways, given.rounds, unconnected=ours)
        browser.close()
        full = driver.chromium.launch_persistent_context(
            profile, executable_path=found, args=["--no-sandbox"]
        )
        say(f"… and again with {fill_cache(full, others):,} cached entries")
        ways = {"bare, full cache": (f"{others}bare", "#go"), "ours, full cache": (ours, OURS)}
        taken |= measure(full, ways, given.rounds)
        full.close()
    return tell(taken, given.govuk)


def measure(
    context: BrowserContext, ways: dict[str, tuple[str, str]], rounds: int, unconnected: str = ""
) -> dict[str, Times]:
    """Median-ready times of each way of leaving (address and button), taken in turn."""
    moments: dict[str, float] = {}
    context.expose_binding("report", lambda source, name, at: moments.setdefault(name, at))
    context.add_init_script(WATCH)
    page = context.new_page()

    def press(address: str, button: str, *, offline: bool, until_it: str) -> None:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        context.set_offline(offline)
        moments.clear()
        page.click(button, no_wait_after=True)
        until(page, moments, until_it)
        context.set_offline(False)

    taken: dict[str, Times] = {name: {} for name in ways}
    for turn in range(rounds + 1):
        for name, (address, button) in ways.items():
            press(address, button, offline=False, until_it="arrived")
            note(taken[name], moments, first=turn == 0)
        if unconnected:
            press(unconnected, OURS, offline=True, until_it="empty")
            note(taken.setdefault("ours, no connection", {}), moments, first=turn == 0)
    return taken


def fill_cache(context: BrowserContext, others: str) -> int:
    """Twenty thousand small files, kept by the browser as any site's are."""
    page = context.new_page()
    page.goto(f"{others}bare")
    page.evaluate(
        """async () => {
          for (let first = 0; first < 20000; first += 100)
            await Promise.all(Array.from({length: 100}, async (_, n) =>
              (await fetch('/kept/' + (first + n))).text()));
        }"""
    )
    page.close()
    return 20_000


def until(page: Page, moments: dict[str, float], name: str) -> None:
    """A round that does not get there is a failure, not a round to leave out."""
    begun = time.monotonic()
    while name not in moments:
        if time.monotonic() - begun > 10:
            raise TimeoutError(f"“{name}” did not come within 10 s of the press: {page.url}")
        page.wait_for_timeout(20)


def note(times: Times, moments: dict[str, float], *, first: bool) -> None:
    """Keep one round, except the first, in which everything is still cold."""
    for name in ("empty", "frame", "arrived"):
        if name in moments and not first:
            times.setdefault(name, []).append(moments[name] - moments["press"])


def tell(taken: dict[str, Times], govuk: Path | None) -> int:
    middle = {
        way: {name: statistics.median(each) for name, each in times.items()}
        for way, times in taken.items()
    }
    say("\nMedian milliseconds from the press to …        empty   next frame   neutral page")
    for way, times in middle.items():
        shown = "".join(
            f"{times[name]:13.1f}" if name in times else f"{'–':>13}"
            for name in ("empty", "frame", "arrived")
        )
        say(f"  {way:<38}{shown}")
    bare = middle["bare"]["arrived"]
    text = served("js/exit.js", lambda path: (ROOT / "static" / path).read_text(encoding="utf-8"))
    script = len(gzip.compress(text.encode("utf-8"), 9))
    lines = [
        Line("press → empty page", middle["ours"]["empty"], FRAME, "ms"),
        Line("… with no connection", middle["ours, no connection"]["empty"], FRAME, "ms"),
        Line("press → neutral page, beside a bare replace", middle["ours"]["arrived"] / bare, 1.6),
        Line("… a /lock/ that takes 3 s", middle["ours, beacon takes 3 s"]["arrived"] / bare, 1.6),
        Line("… one never answered", middle["ours, beacon unanswered"]["arrived"] / bare, 1.6),
        Line(
            "… 20,000 cached entries, beside a bare replace with them",
            middle["ours, full cache"]["arrived"] / middle["bare, full cache"]["arrived"],
            1.6,
        ),
        Line("the exit script as served, compressed, in kB", script / 1000, 3.2, "kB"),
    ]
    if govuk:
        part = govuk / "dist/govuk/components/exit-this-page/exit-this-page.bundle.mjs"
        theirs = len(gzip.compress(part.read_bytes(), 9))
        say(
            f"\nGOV.UK's component alone, unminified, compressed: {theirs:,} bytes; ours {script:,}"
        )
    say()
    for line in lines:
        say(str(line))
    return 0 if all(line.is_met for line in lines) else 1


@contextmanager
def pages(host: str, neutral: str = "", govuk: Path | None = None) -> Iterator[str]:
    """A small server: the neutral page, a bare one, and GOV.UK's."""
    made = {
        "/bare": BARE.format(neutral=neutral),
        "/govuk": GOVUK.format(neutral=neutral),
        "/": "<!DOCTYPE html><title>Elsewhere</title><p>An everyday page.</p>",
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = (govuk or ROOT) / "dist/govuk" / self.path.lstrip("/")
            keep = self.path.startswith("/kept/")
            found = keep or self.path in made or (govuk and file.is_file())
            body = b"kept" if keep else made.get(self.path, "").encode()
            if found and not body:
                body = file.read_bytes()
            kind = mimetypes.guess_type(self.path)[0] or "text/html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if keep:
                self.send_header("Cache-Control", "max-age=86400")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer((host, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()


@contextmanager
def site(*, leading_to: str, lock_takes: int = 0) -> Iterator[str]:
    """This site as `make run` serves it, on a data folder that is gone afterwards.

    When the beacon is to take long, it holds up only others of its lane (config/front/lanes.py).
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="steady-benchmark-") as folder:
        environment = {**os.environ, "STEADY_DATA": folder, "STEADY_PLAIN_HTTP": "1"}
        environment["STEADY_EXIT_PAGES"] = leading_to
        environment["BENCHMARK_LOCK_SECONDS"] = str(lock_takes)
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        slow = ["-m", "benchmarks.slow_lock", str(port)]
        usual = ["manage.py", "serve", "--port", str(port)]
        command = [sys.executable, *(slow if lock_takes else usual)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
