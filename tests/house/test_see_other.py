"""After whatever was sent, a redirect is a 303, whichever view has answered."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.test import Client, RequestFactory

from skills_app.account.models import User
from skills_app.middleware import SeeOtherMiddleware
from tests.people import PASSWORD


@pytest.mark.parametrize(
    ("method", "status"),
    [("GET", 302), ("HEAD", 302), ("POST", 303), ("PUT", 303), ("DELETE", 303)],
)
def test_what_was_sent_is_followed_by_a_plain_look(method: str, status: int) -> None:
    answer = SeeOtherMiddleware(lambda request: redirect("/now/"))
    assert answer(RequestFactory().generic(method, "/")).status_code == status


def test_every_other_answer_stays_what_it_is() -> None:
    def moved(request: HttpRequest) -> HttpResponse:
        return HttpResponsePermanentRedirect("/now/")

    assert SeeOtherMiddleware(moved)(RequestFactory().post("/")).status_code == 301


@pytest.mark.django_db
def test_a_librarys_own_pages_too(alice: User, guest: Client) -> None:
    signed_in = guest.post("/account/in/", {"login": "alice", "password": PASSWORD})
    assert signed_in.status_code == 303
    assert guest.get("/account/in/").status_code == 302
