"""What comes in is read quickly, as Django would have read it."""

import random
import time
from urllib.parse import urlencode

import pytest
from django.core.exceptions import SuspiciousOperation, TooManyFieldsSent
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from skills_app.incoming import (
    LONGEST_COOKIES,
    Incoming,
    IncomingMiddleware,
    hold_to_bounds,
    read_form,
)
from tests.fuzz.hostile import URLENCODED, multipart

PIECES = ["a", "=", "&", "+", "%41", "%CC%80", "%0A", "%0D", "%3D", "%26", "%25", "é", "%FF"]
ODD_PIECES = [*PIECES, "%", "%z", "%4", "%\n", "%\r\n", "%%41", "=41", "\n", "%ED%A0%80"]


def spent_on(client: Client, body: bytes, kind: str, **headers: str) -> tuple[float, int]:
    start = time.process_time()
    answer = client.generic("POST", "/comfort/undo/", body, content_type=kind, headers=headers)
    return time.process_time() - start, answer.status_code


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_form_is_read_as_django_reads_it(text: str) -> None:
    assert read_form(text.encode()) == QueryDict(text.encode(), encoding="utf-8")


@given(st.lists(st.sampled_from(ODD_PIECES), max_size=12).map("".join))
def test_an_odd_form_is_read_as_django_reads_it_or_not_at_all(text: str) -> None:
    try:
        form = read_form(text.encode())
    except SuspiciousOperation:
        assert "%" in text
    else:
        assert form == QueryDict(text.encode(), encoding="utf-8")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=40), max_size=5))
def test_what_a_browser_sends_comes_back_whole(fields: dict[str, str]) -> None:
    assert read_form(urlencode(fields).encode()).dict() == fields


def test_too_many_fields_are_not_read() -> None:
    with pytest.raises(TooManyFieldsSent):
        read_form(b"&".join([b"a=b"] * 401))


@pytest.mark.django_db
def test_a_large_form_of_percent_signs_is_read_at_once(guest: Client) -> None:
    """Django takes a second and a half to undo these."""
    body = b"x=" + b"%CC%80%CC%96" * 650_000
    took, status = spent_on(guest, body, URLENCODED)
    assert status < 400
    assert took < 0.3
    took, status = spent_on(guest, body + b"%zz", URLENCODED)
    assert status == 400
    assert took < 0.3


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "zlib", "utf-7", "utf-16", "undefined", "unicode_escape", "x"]
)
def test_nobody_chooses_the_codec_a_form_or_address_is_read_with(charset: str, method: str) -> None:
    """`punycode` takes the square of a text's length; some are no codecs for text at all."""
    body, kind = multipart([("x", "-" + "z" * 1_000_000)])
    sent = RequestFactory().generic("POST", "/leave/", body, content_type=kind).environ
    sent |= {"REQUEST_METHOD": method, "CONTENT_TYPE": f"{kind}; Charset={charset}"}
    sent |= {"QUERY_STRING": "a=-" + "z" * 50_000, "HTTP_SEC_FETCH_SITE": "cross-site"}
    statuses: list[str] = []
    site = Incoming(get_wsgi_application())
    Client().get("/leave/")  # whatever is only loaded once
    start = time.process_time()
    answer = site(sent, lambda status, _more: statuses.append(status))
    assert b"".join(answer)
    assert statuses == ["200 OK"]
    assert time.process_time() - start < 1


def test_a_header_that_is_too_long_counts_as_none() -> None:
    headers = {
        "Accept": "text/html," * 5_000,
        "Accept-Language": "de",
        "Cookie": "k=" + "v" * LONGEST_COOKIES,
    }
    request = RequestFactory().get("/?" + "q" * 9_000, headers=headers)
    hold_to_bounds(request.META)
    assert "Accept" not in request.headers
    assert request.headers["Accept-Language"] == "de"
    assert not request.COOKIES
    assert not request.META["QUERY_STRING"]


def test_backslashes_in_a_cookie_are_not_undone_for_long() -> None:
    request = RequestFactory().get("/", headers={"Cookie": 'k="' + "\\a" * 7_000 + '"'})
    hold_to_bounds(request.META)
    start = time.process_time()
    assert not request.COOKIES
    assert time.process_time() - start < 0.05


@pytest.mark.django_db
def test_a_large_answer_is_not_packed(guest: Client) -> None:
    """A form that comes back whole, with letters that do not pack, took half a second."""
    letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz ", k=1_200_000)
    form = {"text": "".join(letters), "login": "someone", "password": "something"}
    answer = guest.post("/write/new/", form, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert form["text"] in answer.content.decode()
    small = guest.get("/safety/", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"


def test_the_names_of_djangos_request_that_are_leaned_on_are_what_they_were(
    rf: RequestFactory,
) -> None:
    """`_load_post_and_files` fills `_post` and `_files`, at the first look at either."""
    for look in ("POST", "FILES"):
        request, asked = rf.post("/", {"a": "b"}), []
        load = request._load_post_and_files

        def noted() -> None:
            asked.append(1)  # noqa: B023
            load()  # noqa: B023

        request._load_post_and_files = noted  # type: ignore[method-assign]
        assert not hasattr(request, "_post")
        getattr(request, look)
        assert asked == [1]
        assert request._post == request.POST
        assert request._files == request.FILES


@pytest.mark.django_db
def test_a_large_form_that_cannot_be_read_is_an_empty_one_from_then_on(rf: RequestFactory) -> None:
    request = rf.generic("POST", "/", b"x=%zz&" * 20_000, content_type=URLENCODED)
    IncomingMiddleware(lambda _: HttpResponse())(request)
    with pytest.raises(SuspiciousOperation):
        assert request.POST
    assert not request.POST
    assert not request.FILES


def test_a_large_form_that_was_read_by_pieces_is_djangos_own_affair(rf: RequestFactory) -> None:
    request = rf.generic("POST", "/", b"x=y&" * 20_000, content_type=URLENCODED)
    IncomingMiddleware(lambda _: HttpResponse())(request)
    request.read(10)
    assert not request.POST
