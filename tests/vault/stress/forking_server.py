"""Serves the site from one process at a time, and starts the next one when it is killed.

The parent loads everything once and only forks, so that a hundred deaths take seconds. What a
child serves is the whole application with all its middleware; only the server around it is the
standard library's. Run as `python -m tests.vault.stress.forking_server`; it prints its port,
then the id of each child.
"""

import os
import signal
import sys
from socketserver import TCPServer
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


class Server(WSGIServer):
    request_queue_size = 64

    def server_bind(self) -> None:
        """Without looking up this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


def main() -> None:
    from django.db import connections

    from config.wsgi import application

    warm_up(application)
    server = make_server("127.0.0.1", 0, application, Server, Quiet)
    connections.close_all()
    say(server.server_port)
    while True:
        child = os.fork()
        if child == 0:
            server.serve_forever()
        say(child)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            sys.exit(f"A child ended by itself: {status}")


def warm_up(application: WSGIApplication) -> None:
    """So that each child begins with addresses and templates already read."""
    from django.template.loader import get_template

    for path in ("/", "/account/new/", "/write/new/"):
        asked: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
        setup_testing_defaults(asked)
        list(application(asked, lambda *_: lambda _: None))
    for name in ("edit", "both", "entry"):
        get_template(f"journal/{name}.html")


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
