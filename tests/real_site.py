"""The site as `make run` starts it: its own processes, its own database and folder."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.prepared import ROOT, copy_prepared, environment


class RealSite:
    """The real server on a real database in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **environment(self.data),
            "STEADY_WORKERS": "1",
            "STEADY_EXIT_PAGES": f"{self.url}/robots.txt",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        copy_prepared(self.data)

    def start(self) -> None:
        """Returns when the port answers."""
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with (self.data / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_for(self.port, self._server)

    @property
    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    def workers(self) -> list[int]:
        """The ids of the processes that answer."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(each) for each in children.read_text().split()]

    def stop(self) -> None:
        if self._server is not None and self._server.poll() is None:
            self._server.terminate()
            self._server.wait(timeout=20)

    def kill(self) -> None:
        """The server and its workers, at once and without a word (signal 9)."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait(timeout=20)


@contextmanager
def running_site(folder: Path) -> Iterator[RealSite]:
    site = RealSite(folder)
    site.prepare()
    try:
        site.start()
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Returns when the port answers; fails when the server ends first."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"The server stopped with {server.returncode}.")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("The server did not answer within a minute.")
