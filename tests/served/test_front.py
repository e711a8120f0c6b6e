"""The front by itself, without a server: what it hands on, and who gives way to whom."""

import asyncio
import io
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest

from config.front.bodies import BodyReading, Bounds, Room, Unread
from config.front.gateway import Gateway
from config.front.lanes import Lane, lane_of
from skills_app.vault.crypto.gate import MOST_WAITING

Messages = list[dict[str, Any]]


def scope_of(method: str = "POST", path: bytes = b"/write/", **headers: str) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": b"a=%20b",
        "client": ("203.0.113.9", 4711),
        "server": ("127.0.0.1", 8000),
        "headers": [
            (name.replace("__", "-").encode(), value.encode("latin-1"))
            for name, value in headers.items()
        ],
    }


def asked(scope: dict[str, Any], *pieces: bytes) -> tuple[dict[str, Any] | None, Messages]:
    """What a WSGI application is asked, and what is sent back, for a body of these pieces."""
    seen: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append({**environ, "body": environ["wsgi.input"].read()})
        start("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return [b"one ", b"two"]

    sent: Messages = []
    left = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    left.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Gateway(application)(scope, receive, send))
    return (seen[0] if seen else None), sent


def test_a_request_arrives_as_it_was_sent() -> None:
    scope = scope_of(path=b"/caf%C3%A9/%ff", content__length="10", content__type="text/plain")
    environ, sent = asked(scope, b"hello", b"world")

    assert environ is not None
    assert environ["body"] == b"helloworld"
    assert environ["CONTENT_LENGTH"] == "10"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["PATH_INFO"] == "/caf\xc3\xa9/\xff"
    assert environ["QUERY_STRING"] == "a=%20b"
    assert environ["wsgi.url_scheme"] == "http"
    assert sent[0]["headers"] == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    assert sent[1]["body"] == b"one two"


def test_nobodys_address_is_handed_on() -> None:
    environ, _ = asked(
        scope_of(
            "GET",
            x__forwarded__for="203.0.113.9",
            x__real__ip="203.0.113.9",
            forwarded="for=203.0.113.9",
            x__forwarded__proto="https",
        )
    )

    assert environ is not None
    assert "203.0.113.9" not in str(environ)
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"


def test_a_header_with_an_underscore_is_not_taken_for_its_twin() -> None:
    environ, _ = asked(scope_of("GET", x_forwarded_proto="https"))

    assert environ is not None
    assert "HTTP_X_FORWARDED_PROTO" not in environ


def test_two_lines_of_cookies_become_one_and_other_lines_are_listed() -> None:
    scope = scope_of("GET")
    scope["headers"] = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"x"),
        (b"accept", b"y"),
    ]
    environ, _ = asked(scope)

    assert environ is not None
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "x,y"


def test_less_than_was_announced_is_no_request() -> None:
    environ, sent = asked(scope_of(content__length="11"), b"hello")

    assert environ is None
    assert not sent


def test_no_view_sees_a_body_that_is_too_large() -> None:
    pieces = [b"x" * 1_000_000] * 9
    environ, _ = asked(scope_of(transfer__encoding="chunked"), *pieces)

    assert environ is not None
    assert environ["body"] == b""
    assert environ["steady.unread"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("GET", "/", Lane.HELP),
        ("GET", "/now/", Lane.HELP),
        ("POST", "/now/", Lane.HELP),
        ("GET", "/write/", Lane.READING),
        ("HEAD", "/space/open/", Lane.READING),
        ("POST", "/write/new/", Lane.SENDING),
        ("POST", "/space/open/", Lane.KEYS),
        ("POST", "/account/in/", Lane.KEYS),
        ("POST", "/account/out/", Lane.LOCKING),
        ("POST", "/space/lock/", Lane.LOCKING),
        ("POST", "/space/lock-everywhere/", Lane.LOCKING),
        ("POST", "/lock/", Lane.LOCKING),
        ("POST", "/lock/try/", Lane.LOCKING),
        ("POST", "/cover/", Lane.LOCKING),
        ("GET", "/leave/", Lane.LEAVING),
        ("POST", "/leave/try/", Lane.LEAVING),
    ],
)
def test_each_sort_of_request_has_threads_of_its_own(method: str, path: str, lane: Lane) -> None:
    assert lane_of(method, path) is lane


def test_waiting_at_the_gate_never_takes_all_threads() -> None:
    at_the_gate = MOST_WAITING + 1
    assert Lane.KEYS.threads > at_the_gate
    assert Lane.SENDING.threads > at_the_gate


def test_the_largest_unfinished_body_gives_way_to_a_small_one() -> None:
    room = Room(100)
    large, larger, small = (BodyReading() for _ in range(3))
    room.unfinished += [large, larger, small]
    room.take(large, 40)
    room.take(larger, 55)
    room.take(small, 10)

    assert (large.gives_way, larger.gives_way, small.gives_way) == (False, True, False)
    assert room.taken == 50


def test_who_sends_most_is_refused_when_there_is_no_room() -> None:
    room = Room(100)
    finished, small, large = (BodyReading() for _ in range(3))
    room.take(finished, 60)
    room.unfinished += [small, large]
    room.take(small, 10)
    with pytest.raises(Unread) as refusal:
        room.take(large, 50)

    assert refusal.value.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert not small.gives_way


def test_all_room_is_given_back_after_every_request() -> None:
    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/broken/":
            raise ZeroDivisionError
        start("200 OK", [])
        return io.BytesIO(environ["wsgi.input"].read())

    async def all_of_them() -> int:
        gateway = Gateway(application, Bounds(still=0.05))
        for path, said in ((b"/a/", 5), (b"/broken/", 5), (b"/short/", 9), (b"/slow/", 5)):
            left = [{"type": "http.request", "body": b"hello", "more_body": said == 9}]
            left.append({"type": "http.disconnect"})

            async def receive(left: Messages = left, path: bytes = path) -> dict[str, Any]:
                if path == b"/slow/":
                    await asyncio.Event().wait()
                return left.pop(0)

            async def send(message: dict[str, Any]) -> None:
                pass

            scope = scope_of(path=path, content__length=str(said))
            try:
                await gateway(scope, receive, send)
            except ZeroDivisionError:
                assert path == b"/broken/"
        return gateway.room.taken

    assert asyncio.run(all_of_them()) == 0
