"""An ASGI application around a WSGI one: hands over whole requests, never half ones.

Bodies stay in memory. No address of a reader is handed on, so none can be kept or logged.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

from config.front.bodies import BodyReading, Bounds, Gone, Receive, Room, Unread, read_body
from config.front.lanes import NEVER_REFUSED, Threads, lane_of
from skills_app.exits.unread import UNREAD

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# Answered on the spot, so that it says whether the program runs and nothing else.
AT_ONCE = "/healthz"
NOBODY = "0.0.0.0"  # noqa: S104  (no socket is bound to it)
# What a proxy may add to say who is asking.
ADDRESSES = frozenset(
    {
        "HTTP_FORWARDED",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_REAL_IP",
        "HTTP_X_CLIENT_IP",
        "HTTP_X_CLUSTER_CLIENT_IP",
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_CF_CONNECTING_IPV6",
        "HTTP_FLY_CLIENT_IP",
        "HTTP_FASTLY_CLIENT_IP",
    }
)


@dataclass
class Answer:
    """A whole answer of the WSGI application."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.status = int(status[:3])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return _no_write


class Gateway:
    def __init__(self, application: WSGIApplication, bounds: Bounds | None = None) -> None:
        self.application = application
        self.bounds = bounds or Bounds()
        self.room = Room(self.bounds.together)
        self.threads = Threads()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Only http is served here, not {scope['type']}.")
        environ = environ_of(scope)
        path: str = environ["PATH_INFO"]
        reading = BodyReading()
        body = b""
        is_whole = True
        try:
            if has_body(environ):
                try:
                    body = await self.read(environ, receive, reading)
                except (Unread, Gone) as reason:
                    is_whole = False
                    self.do_without(environ, reason)
            environ["wsgi.input"] = BytesIO(body)
            environ["CONTENT_LENGTH"] = str(len(body))
            if path == AT_ONCE:
                answer = answer_of(self.application, environ)
            else:
                pool = self.threads.of(lane_of(scope["method"], path))
                loop = asyncio.get_running_loop()
                answer = await loop.run_in_executor(pool, answer_of, self.application, environ)
        except Gone:
            return
        finally:
            self.room.give_back(reading)
        if not is_whole:  # what still comes is no next request
            answer.headers.append((b"connection", b"close"))
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": answer.headers,
            }
        )
        await send({"type": "http.response.body", "body": answer.body})

    async def read(self, environ: dict[str, Any], receive: Receive, reading: BodyReading) -> bytes:
        said = environ["CONTENT_LENGTH"]
        length = int(said) if said else None
        return await read_body(receive, length, reading, self.room, self.bounds)

    def do_without(self, environ: dict[str, Any], reason: Unread | Gone) -> None:
        """Half a form is no form: nothing of it is handed on, only why.

        Raises: Gone, when nobody is left to answer and nothing is to be done without the body.
        """
        environ["CONTENT_TYPE"] = ""
        if environ["PATH_INFO"].startswith(NEVER_REFUSED):
            return
        if isinstance(reason, Gone):
            raise reason
        environ[UNREAD] = reason.status


def has_body(environ: dict[str, Any]) -> bool:
    return environ["CONTENT_LENGTH"] not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def environ_of(scope: Scope) -> dict[str, Any]:
    """The request as PEP 3333 wants it, without its body and without anybody's address."""
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    server = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw_path).decode("latin-1") or "/",
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "CONTENT_TYPE": "",
        "CONTENT_LENGTH": "",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": NOBODY,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # A name with an underscore would be taken for its twin with a dash.
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if key in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            environ[key] = text
            continue
        key = f"HTTP_{key}"
        if key in ADDRESSES:
            continue
        if key in environ:
            joint = "; " if key == "HTTP_COOKIE" else ","
            text = f"{environ[key]}{joint}{text}"
        environ[key] = text
    return environ


def answer_of(application: WSGIApplication, environ: dict[str, Any]) -> Answer:
    """Asks the application, in whichever thread this is called."""
    answer = Answer()
    pieces: Iterable[bytes] = application(environ, answer.start)
    try:
        answer.body = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    return answer


def _no_write(data: bytes) -> None:
    raise NotImplementedError("Answers are given as an iterable here.")
