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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from benchmarks.measuring import Line, say

ROOT = Path(__file__).resolve().parents[1]
FRAME = 1000 / 60
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
        pages() as neutral,
        pages(neutral, given.govuk) as others,
        site(leading_to=neutral) as ours,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        say(f"Chromium {browser.version}, {os.cpu_count()} cores, {given.rounds} rounds")
        taken = measure(browser.new_context(), ours, others, given)
        browser.close()
    return tell(taken, given.govuk)


def measure(
    context: BrowserContext, ours: str, others: str, given: argparse.Namespace
) -> dict[str, Times]:
    """Median-ready times of each way of leaving, taken in turn."""
    moments: dict[str, float] = {}
    context.expose_binding("report", lambda source, name, at: moments.setdefault(name, at))
    context.add_init_script(WATCH)
    page = context.new_page()

    def no_answer(route: Route) -> None:
        """Holds the beacon for ever."""

    def plain(address: str, button: str) -> Callable[[], None]:
        def go() -> None:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            moments.clear()
            page.click(button, no_wait_after=True)

        return go

    button = ".exit-bar button"
    ways: dict[str, Callable[[], None]] = {
        "bare": plain(f"{others}bare", "#go"),
        "ours": plain(ours, button),
        "ours, beacon unanswered": plain(ours, button),
    }
    if given.govuk:
        ways["GOV.UK"] = plain(f"{others}govuk", "#go")
    taken: dict[str, Times] = {name: {} for name in [*ways, "ours, no connection"]}
    for turn in range(given.rounds + 1):
        for name, way in ways.items():
            if "unanswered" in name:
                context.route("**/lock/", no_answer)
            way()
            until(page, moments, "arrived")
            context.unroute_all()
            note(taken[name], moments, first=turn == 0)
        page.goto(ours)
        page.wait_for_load_state("networkidle")
        context.set_offline(True)
        moments.clear()
        page.click(button, no_wait_after=True)
        until(page, moments, "frame")
        context.set_offline(False)
        note(taken["ours, no connection"], moments, first=turn == 0)
    return taken


def until(page: Page, moments: dict[str, float], name: str) -> None:
    begun = time.monotonic()
    while name not in moments and time.monotonic() - begun < 10:
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
    script = len(gzip.compress((ROOT / "static/js/exit.js").read_bytes(), 9))
    lines = [
        Line("press → empty page", middle["ours"]["empty"], FRAME, "ms"),
        Line("… with no connection", middle["ours, no connection"]["empty"], FRAME, "ms"),
        Line("press → neutral page, beside a bare replace", middle["ours"]["arrived"] / bare, 1.6),
        Line(
            "… with a beacon that is never answered",
            middle["ours, beacon unanswered"]["arrived"] / bare,
            1.6,
        ),
        Line("the exit script, compressed, in kB", script / 1000, 3.2, "kB"),
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
def pages(neutral: str = "", govuk: Path | None = None) -> Iterator[str]:
    """A small server: the neutral page, a bare one, and GOV.UK's."""
    made = {
        "/bare": BARE.format(neutral=neutral),
        "/govuk": GOVUK.format(neutral=neutral),
        "/": "<!DOCTYPE html><title>Elsewhere</title><p>An everyday page.</p>",
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = (govuk or ROOT) / "dist/govuk" / self.path.lstrip("/")
            found = self.path in made or (govuk and file.is_file())
            body = made[self.path].encode() if self.path in made else b""
            if found and not body:
                body = file.read_bytes()
            kind = mimetypes.guess_type(self.path)[0] or "text/html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextmanager
def site(*, leading_to: str) -> Iterator[str]:
    """This site as `make run` serves it, on a data folder that is gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="steady-benchmark-") as folder:
        environment = {**os.environ, "STEADY_DATA": folder, "STEADY_PLAIN_HTTP": "1"}
        environment["STEADY_EXIT_PAGES"] = leading_to
        prepare = [sys.executable, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
        command += ["--workers", "2", "--blocking-threads", "1", "--no-access-log"]
        server = subprocess.Popen([*command, "config.wsgi:application"], cwd=ROOT, env=environment)
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
