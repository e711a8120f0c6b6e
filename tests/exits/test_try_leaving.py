"""Leaving for practice, and what is said to whoever comes back."""

import pytest
from django.conf import settings
from django.test import Client

from skills_app.vault.models import StoredSession, Unlock

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}
SAID = "You tried leaving. This is what happened"


def test_it_says_first_what_will_happen_and_that_a_note_stays(guest: Client) -> None:
    page = guest.get("/leave/try/").content.decode()
    assert "signed out" in page
    assert "ten minutes at most" in page
    assert 'data-lock="/lock/try/"' in page
    assert 'href="/leave/try/"' in guest.get("/comfort/").content.decode()


@pytest.mark.parametrize("address", ["/leave/try/", "/lock/try/"])
def test_a_try_closes_everything_and_is_explained_once(
    alice_with_space: Client, address: str
) -> None:
    answer = alice_with_space.post(address, headers=HERE)
    assert not StoredSession.objects.exists()
    assert not Unlock.objects.exists()
    assert "Clear-Site-Data" not in answer.headers
    left = {name for name, cookie in alice_with_space.cookies.items() if cookie.value}
    assert left == {settings.TRIED_COOKIE_NAME}
    note = answer.cookies[settings.TRIED_COOKIE_NAME]
    assert (note.value, note["max-age"], note["httponly"]) == ("1", 600, True)

    assert SAID in alice_with_space.get("/").content.decode()
    assert SAID not in alice_with_space.get("/").content.decode()


def test_leaving_for_real_leaves_no_note(alice_with_space: Client) -> None:
    alice_with_space.post("/leave/try/", headers=HERE)
    for name in [name for name, cookie in alice_with_space.cookies.items() if not cookie.value]:
        del alice_with_space.cookies[name]  # as a browser does
    alice_with_space.post("/leave/", headers=HERE)
    assert {n: c.value for n, c in alice_with_space.cookies.items() if c.value} == {}
    assert SAID not in alice_with_space.get("/").content.decode()


@pytest.mark.parametrize("address", ["/leave/try/", "/lock/try/"])
def test_another_site_can_not_make_somebody_try(alice_with_space: Client, address: str) -> None:
    answer = alice_with_space.post(address, headers={"sec-fetch-site": "cross-site"})
    assert settings.TRIED_COOKIE_NAME not in answer.cookies
    assert Unlock.objects.exists()
