"""Whoever sends slowly, half, or nothing at all keeps nobody else waiting."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from tests.real_site import RealSite
from tests.served.wire import Heard, Wire, ask
from tests.visitor import Visitor

MANY = 100
SOON = 0.5  # seconds
FORM = "Content-Type: application/x-www-form-urlencoded"
HERE = "Sec-Fetch-Site: same-origin"
WORDS = b"text=The+blue+gate+at+midnight"


@contextmanager
def held(wires: list[Wire]) -> Iterator[None]:
    try:
        yield
    finally:
        for wire in wires:
            wire.hang_up()


def half_sent(port: int, path: str) -> Wire:
    return Wire(port).begin("POST", path, FORM, HERE, "Content-Length: 1000", body=WORDS)


def assert_help_answers_soon(port: int) -> None:
    """Three times each; the middle one counts, for other programs run on this machine, too."""
    asked = {
        "/healthz": lambda: ask(port, "GET", "/healthz"),
        "/": lambda: ask(port, "GET", "/"),
        "/now/": lambda: ask(port, "GET", "/now/"),
        "/leave/": lambda: ask(port, "POST", "/leave/", HERE, "Content-Length: 0"),
    }
    for path, request in asked.items():
        heard: list[Heard] = [request() for _ in range(3)]
        assert [each.status for each in heard] == [200] * 3, path
        assert statistics.median(each.seconds for each in heard) < SOON, path


def test_a_hundred_half_sent_bodies_hold_up_neither_help_nor_leaving(site: RealSite) -> None:
    paths = ["/lock/", "/leave/", "/write/new/", "/account/in/", "/space/open/"]
    wires = [half_sent(site.port, paths[number % len(paths)]) for number in range(MANY)]
    with held(wires):
        assert_help_answers_soon(site.port)


def test_a_hundred_slow_headers_and_idle_connections_hold_up_nobody(site: RealSite) -> None:
    slow = [Wire(site.port).say("POST /lock/ HTTP/1.1\r\nHost: 127") for _ in range(MANY)]
    idle = [Wire(site.port).begin("GET", "/healthz") for _ in range(MANY)]
    with held(slow + idle):
        assert {wire.hear().status for wire in idle} == {200}
        assert_help_answers_soon(site.port)
        assert all(wire.is_hung_up() for wire in slow + idle), "held for ever"


def test_a_body_that_stops_halfway_is_refused_calmly_and_nothing_of_it_is_kept(
    site: RealSite,
) -> None:
    wire = half_sent(site.port, "/write/new/")
    with held([wire]):
        heard = wire.hear()

        assert heard.status == 408
        page = heard.body.decode()
        assert "Not all of it arrived" in page
        assert "data-exit" in page
        assert "blue" not in page
        assert heard.all_of("content-security-policy")
        assert heard.all_of("cache-control") == ["no-store"]
        assert not heard.all_of("set-cookie")
        assert wire.is_hung_up()


def test_a_body_that_drips_is_refused_although_it_never_stands_still(site: RealSite) -> None:
    wire = half_sent(site.port, "/write/new/")
    with held([wire]):
        wire.socket.settimeout(0.2)
        while True:
            try:
                assert wire.hear().status == 408
                break
            except TimeoutError:
                wire.say(b"x")


def test_leaving_with_half_a_beacon_closes_everything_all_the_same(site: RealSite) -> None:
    visitor = Visitor(site.port)
    visitor.get("/account/new/")
    cookie = "Cookie: " + "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for path, status in (("/lock/", 204), ("/leave/", 200)):
        wire = Wire(site.port)
        with held([wire]):
            wire.begin("POST", path, FORM, HERE, cookie, "Content-Length: 1000", body=WORDS)
            heard = wire.hear()
        assert heard.status == status
        assert heard.all_of("clear-site-data"), path


def test_too_large_a_body_is_read_and_let_go_so_that_the_refusal_arrives(site: RealSite) -> None:
    size = 9_000_000
    length = f"Content-Length: {size}"
    heard = ask(site.port, "POST", "/write/new/", FORM, HERE, length, body=b"x" * size)

    assert heard.status == 413
    assert "too much at once" in heard.body.decode()


def test_a_body_announced_as_huge_is_refused_before_any_of_it_comes(site: RealSite) -> None:
    wire = Wire(site.port).begin("POST", "/write/new/", FORM, HERE, "Content-Length: 99000000000")
    with held([wire]):
        assert wire.hear().status == 413
        assert wire.is_hung_up()


def test_pieces_without_end_are_refused(site: RealSite) -> None:
    wire = Wire(site.port).begin("POST", "/write/new/", FORM, HERE, "Transfer-Encoding: chunked")
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with held([wire]):
        try:
            for _ in range(1000):
                wire.say(piece)
        except OSError:
            pass  # it has hung up already
        else:
            raise AssertionError("64 MB were taken")
