"""The real server: what is sent whole arrives as it was sent, whichever way it comes."""

import sqlite3
from pathlib import Path

from tests.real_site import RealSite
from tests.served.wire import Wire, ask
from tests.vault.stress.writers import hidden_fields, sign_up
from tests.visitor import Visitor

FORM = "Content-Type: application/x-www-form-urlencoded"
HERE = "Sec-Fetch-Site: same-origin"


def cookies_of(visitor: Visitor) -> str:
    return "Cookie: " + "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


def a_comfort_choice(visitor: Visitor) -> bytes:
    visitor.get("/comfort/")
    return f"csrfmiddlewaretoken={visitor.token}&preset=gentle".encode()


def test_a_form_in_pieces_is_taken_as_a_whole_one(site: RealSite) -> None:
    visitor = Visitor(site.port)
    form = a_comfort_choice(visitor)
    headers = (FORM, HERE, cookies_of(visitor))
    length = f"Content-Length: {len(form)}"
    whole = ask(site.port, "POST", "/comfort/preset/", *headers, length, body=form)
    wire = Wire(site.port)
    wire.begin("POST", "/comfort/preset/", *headers, "Transfer-Encoding: chunked")
    for place in range(0, len(form), 7):
        piece = form[place : place + 7]
        wire.say(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    in_pieces = wire.say(b"0\r\n\r\n").hear()
    wire.hang_up()

    assert whole.status == in_pieces.status
    assert whole.status in {200, 303}
    assert whole.all_of("location") == in_pieces.all_of("location")


def test_a_body_waits_for_the_word_to_go_on(site: RealSite) -> None:
    visitor = Visitor(site.port)
    form = a_comfort_choice(visitor)
    wire = Wire(site.port).begin(
        "POST",
        "/comfort/preset/",
        FORM,
        HERE,
        cookies_of(visitor),
        f"Content-Length: {len(form)}",
        "Expect: 100-continue",
    )
    assert wire.hear(without_body=True).status == 100
    assert wire.say(form).hear().status in {200, 303}
    wire.hang_up()


def test_two_requests_at_once_are_answered_in_their_order(site: RealSite) -> None:
    wire = Wire(site.port)
    one = f"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n\r\n"
    wire.say(one + one.replace("/readyz", "/nowhere/"))

    assert [wire.hear().status, wire.hear().status] == [200, 404]
    wire.hang_up()


def test_only_the_head_of_a_page_is_sent_when_that_is_asked_for(site: RealSite) -> None:
    wire = Wire(site.port).begin("HEAD", "/now/")
    heard = wire.hear(without_body=True)
    after = wire.begin("GET", "/healthz").hear()
    wire.hang_up()

    assert heard.status == 200
    assert heard.all_of("content-security-policy")
    assert (after.status, after.body) == (200, b"ok\n")


def test_every_cookie_is_set_in_a_line_of_its_own(site: RealSite) -> None:
    visitor = Visitor(site.port)
    sign_up(visitor, "wren")
    heard = ask(
        site.port, "POST", "/lock/", HERE, cookies_of(visitor) + "; more=1", "Content-Length: 0"
    )

    names = {line.partition("=")[0] for line in heard.all_of("set-cookie")}
    assert names >= {"s", "c", "k", "more"}


def test_paths_and_queries_of_every_kind_are_answered_and_none_breaks(site: RealSite) -> None:
    for path in ("/%ff", "/caf%C3%A9/", "//now/", "/%2e%2e/etc/passwd", "/a%00b", "*"):
        assert ask(site.port, "GET", path).status in {400, 404}, path
    assert ask(site.port, "GET", "/now/?%ff=%00&a;b").status == 200
    assert ask(site.port, "GET", "/%6eow%2F").status == 200
    assert ask(site.port, "OPTIONS", "*").status in {400, 404, 405}
    assert ask(site.port, "GET", f"http://127.0.0.1:{site.port}/now/").status == 200


def test_files_are_served_compressed_and_whole(site: RealSite) -> None:
    page = ask(site.port, "GET", "/").body.decode()
    style = page.partition('rel="stylesheet"')[2].partition('href="')[2].partition('"')[0]
    plain = ask(site.port, "GET", style)
    packed = ask(site.port, "GET", style, "Accept-Encoding: gzip")

    assert plain.status == packed.status == 200
    assert packed.all_of("content-encoding") == ["gzip"]
    assert len(packed.body) < len(plain.body)
    assert plain.all_of("content-type")[0].startswith("text/css")


def test_a_beacon_whose_sender_is_gone_at_once_still_keeps_what_was_typed(site: RealSite) -> None:
    visitor = Visitor(site.port)
    sign_up(visitor, "rowan")
    fields = hidden_fields(visitor.get("/write/new/"))
    form = "&".join(
        [f"draft-{name}={value}" for name, value in fields.items()]
        + ["draft-form=entry", "draft-text=The+river+was+high"]
    ).encode()
    before = kept_rows(site.data)
    length = f"Content-Length: {len(form)}"
    wire = Wire(site.port).begin(
        "POST", "/lock/", FORM, HERE, cookies_of(visitor), length, body=form[:-1]
    )
    assert ask(site.port, "GET", "/readyz").status == 200
    wire.say(form[-1:]).hang_up()

    for _ in range(2000):  # each a whole request, so this waits for the server and not a clock
        assert ask(site.port, "GET", "/readyz").status == 200
        if kept_rows(site.data) > before:
            return
    raise AssertionError("the draft was lost")


def kept_rows(data: Path) -> int:
    with sqlite3.connect(data / "steady.sqlite3") as rows:
        return int(rows.execute("SELECT count(*) FROM skills_app_record").fetchone()[0])


def test_nothing_that_is_sent_touches_the_disk_while_it_arrives(site: RealSite) -> None:
    marker = b"unwritten-words-" * 400_000  # 6.4 MB, far over any limit for keeping in memory
    length = f"Content-Length: {len(marker) + 1}"
    wire = Wire(site.port).begin("POST", "/write/new/", FORM, HERE, length, body=marker)
    assert ask(site.port, "GET", "/readyz").status == 200
    folders = [Path(f"/proc/{process}/fd") for process in (site.pid, *site.workers())]
    open_files = [str(each.readlink()) for folder in folders for each in links(folder)]
    wire.say(b".").hear()
    wire.hang_up()

    assert not [name for name in open_files if "deleted" in name or "/tmp/tmp" in name]
    assert list((site.data / "tmp").iterdir()) == []
    for file in site.data.rglob("*"):
        assert not file.is_file() or b"unwritten-words-" not in file.read_bytes(), file


def links(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.is_symlink()]
