"""What was said is taken back when it could not be kept. Pins two private names of Django's."""

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from skills_app.said import SaidStorage


def a_request(rf: RequestFactory, session: SessionStore) -> HttpRequest:
    request = rf.post("/")
    request.session = session
    request._messages = SaidStorage(request)  # type: ignore[attr-defined]
    return request


def test_nothing_taken_back_is_said_now_or_later(rf: RequestFactory) -> None:
    session = SessionStore()
    before = a_request(rf, session)
    messages.info(before, "from the page before")
    get_messages(before).update(HttpResponse())  # type: ignore[union-attr]
    assert [str(one) for one in get_messages(a_request(rf, session))] == ["from the page before"]

    request = a_request(rf, session)
    said = get_messages(request)
    assert isinstance(said, SaidStorage)
    messages.success(request, "It is kept.")
    said.take_back()
    assert list(said) == []
    said.update(HttpResponse())
    assert list(get_messages(a_request(rf, session))) == []


def test_what_is_said_after_that_is_said(rf: RequestFactory) -> None:
    session = SessionStore()
    request = a_request(rf, session)
    said = get_messages(request)
    assert isinstance(said, SaidStorage)
    messages.success(request, "It is kept.")
    said.take_back()
    messages.warning(request, "It is not.")
    said.update(HttpResponse())
    assert [str(one) for one in get_messages(a_request(rf, session))] == ["It is not."]


def test_the_two_names_of_djangos_storage_are_what_they_were(rf: RequestFactory) -> None:
    said = SaidStorage(a_request(rf, SessionStore()))
    said.add(messages.INFO, "words")
    assert [str(one) for one in said._queued_messages] == ["words"]  # type: ignore[attr-defined]
    said._loaded_data = []
    assert said._loaded_messages is said._loaded_data  # type: ignore[attr-defined]
