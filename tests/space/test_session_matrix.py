"""Everything that ends, moves or copies a session, against a space that is open in it.

In each case what was kept is not shown, the row that opened it is gone or worthless, and the
passphrase opens it again.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import StoredSession, Unlock
from tests.people import PASSPHRASE, PASSWORD
from tests.space.test_space import NEW, make_words

pytestmark = pytest.mark.django_db
WORDS = "Nobody knows that the heron waits by the fourth pier."
NEW_PASSWORD = "another sign-in password"
SESSION, UNLOCK = settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME


@pytest.fixture
def entry(alice_with_space: Client) -> str:
    """The address of something Alice wrote; her space is open."""
    path = alice_with_space.post("/write/new/", {"text": WORDS}).headers["Location"]
    assert shows(alice_with_space, path)
    return str(path)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def shows(client: Client, path: str, **headers: str) -> bool:
    answer = client.get(path, headers=headers)
    assert answer.headers["Cache-Control"] == "no-store"
    return WORDS in answer.content.decode()


def copy_of(client: Client, *names: str) -> Client:
    """Another browser with some of this one's cookies, as a thief would have them."""
    thief = Client()
    for name in names or (SESSION, UNLOCK):
        thief.cookies[name] = client.cookies[name].value
    return thief


def signed_in(name: str = "alice", password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/account/in/", {"login": name, "password": password})
    return client


def opens_again(client: Client, path: str, passphrase: str = PASSPHRASE) -> bool:
    client.post("/space/open/", {"passphrase": passphrase})
    return shows(client, path)


ENDINGS: dict[str, Callable[[Client], object]] = {
    "signing out": lambda client: client.post("/account/out/"),
    "leaving": lambda client: client.post("/leave/"),
    "the exit's beacon": lambda client: client.post("/lock/"),
    "locking": lambda client: client.post("/space/lock/"),
    "locking everywhere": lambda client: client.post("/space/lock-everywhere/"),
    "a new password": lambda client: client.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    "signing in anew": lambda client: (
        client.post("/account/out/")
        and client.post("/account/in/", {"login": "alice", "password": PASSWORD})
    ),
    "erasing the space": lambda client: client.post("/space/erase/", {"password": PASSWORD}),
    "erasing the account": lambda client: client.post("/account/erase/", {"password": PASSWORD}),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_it_deletes_the_row_and_the_old_cookies_are_worth_nothing(
    alice_with_space: Client, entry: str, ending: str
) -> None:
    thief = copy_of(alice_with_space)
    assert shows(thief, entry), "the control: both cookies together are the open browser"
    ENDINGS[ending](alice_with_space)
    assert not shows(alice_with_space, entry)
    assert not shows(thief, entry)
    assert not Unlock.objects.exists()


def test_a_new_passphrase_locks_every_other_browser_and_not_this_one(
    alice_with_space: Client, entry: str
) -> None:
    phone = signed_in()
    assert opens_again(phone, entry)
    before = copy_of(alice_with_space)
    alice_with_space.post(
        "/space/passphrase/", {"now": PASSPHRASE, "passphrase": NEW, "again": NEW}
    )
    assert shows(alice_with_space, entry)
    assert not shows(phone, entry)
    assert not shows(before, entry)
    assert not opens_again(phone, entry)
    assert opens_again(phone, entry, NEW)


def test_a_password_brought_back_by_words_ends_every_session_and_locks_everything(
    alice_with_space: Client, entry: str
) -> None:
    words = make_words(alice_with_space)
    phone = signed_in()
    assert opens_again(phone, entry)
    new_browser = Client()
    answer = new_browser.post(
        "/account/recover/", {"name": "alice", "words": " ".join(words), "password": NEW_PASSWORD}
    )
    assert answer.status_code == 303
    for client in (alice_with_space, phone):
        assert not shows(client, entry)
        assert client.get("/account/").status_code == 302, "signed out"
    assert not shows(new_browser, entry), "a sign-in is not a key"
    assert opens_again(new_browser, entry)


def test_a_second_device_opens_it_for_itself_and_locks_it_for_itself(
    alice_with_space: Client, entry: str
) -> None:
    phone = signed_in()
    assert not shows(phone, entry)
    assert opens_again(phone, entry)
    phone.post("/space/lock/")
    assert not shows(phone, entry)
    assert shows(alice_with_space, entry)


@pytest.mark.parametrize("minutes", [1, 15, 60])
def test_idle_for_as_long_as_was_chosen_it_locks(
    alice_with_space: Client, entry: str, clock: time_machine.Traveller, minutes: int
) -> None:
    chosen = alice_with_space.post("/comfort/lock/", {"idle_minutes": str(minutes)})
    assert chosen.status_code == 303
    assert shows(alice_with_space, entry)
    clock.shift(dt.timedelta(seconds=29))
    assert shows(alice_with_space, entry)
    clock.shift(dt.timedelta(minutes=minutes) * 0.9)
    assert shows(alice_with_space, entry), "it counts from the last page, not from long before"
    clock.shift(dt.timedelta(minutes=minutes, seconds=1))
    assert not shows(alice_with_space, entry)
    assert opens_again(alice_with_space, entry)


def test_after_twelve_hours_it_locks_however_busy_one_is(
    alice_with_space: Client, entry: str, clock: time_machine.Traveller
) -> None:
    for _ in range(12 * 6):
        clock.shift(dt.timedelta(minutes=10))
        last = shows(alice_with_space, entry)
    assert not last
    assert opens_again(alice_with_space, entry)


def test_someone_else_signing_in_in_the_same_browser_finds_nothing(
    alice_with_space: Client, entry: str, bob: User
) -> None:
    unlock = alice_with_space.cookies[UNLOCK].value
    alice_with_space.post("/account/out/")
    alice_with_space.post("/account/in/", {"login": "bob", "password": PASSWORD})
    alice_with_space.cookies[UNLOCK] = unlock
    assert not shows(alice_with_space, entry)


def test_arriving_from_another_site_is_no_lock_and_continue_goes_on(
    alice_with_space: Client, entry: str
) -> None:
    """A strict cookie is not sent along then; the next click on this site sends it again."""
    arriving = copy_of(alice_with_space, SESSION)
    page = arriving.get(entry, headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
    assert WORDS not in page
    assert "If your space was open a moment ago, it still is." in page
    assert f'href="{entry}"' in page
    assert "in another browser" not in page, "it may well be this one"
    assert Unlock.objects.count() == 1
    assert shows(alice_with_space, entry)


def test_a_form_from_another_site_neither_opens_nor_changes_anything(
    alice_with_space: Client, entry: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[SESSION] = alice_with_space.cookies[SESSION].value
    for path in ("/space/lock-everywhere/", "/space/renew/", "/space/erase/", "/account/erase/"):
        answer = strict.post(path, {"password": PASSWORD}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert shows(alice_with_space, entry)


def test_back_after_a_lock_has_no_copy_to_go_back_to(alice_with_space: Client, entry: str) -> None:
    pages = [entry, "/write/", "/space/", "/space/places/", "/space/renew/", "/keep/"]
    for path in pages:
        assert alice_with_space.get(path).headers["Cache-Control"] == "no-store", path
    alice_with_space.post("/space/lock/")
    for path in pages:
        assert not shows(alice_with_space, path), path


def test_the_session_cookie_alone_is_a_locked_space(alice_with_space: Client, entry: str) -> None:
    assert not shows(copy_of(alice_with_space, SESSION), entry)


def test_the_unlock_cookie_alone_is_nothing(alice_with_space: Client, entry: str) -> None:
    assert not shows(copy_of(alice_with_space, UNLOCK), entry)


def test_the_unlock_cookie_in_another_session_of_the_same_person_is_nothing(
    alice_with_space: Client, entry: str
) -> None:
    thief = signed_in()
    thief.cookies[UNLOCK] = alice_with_space.cookies[UNLOCK].value
    assert not shows(thief, entry)
    assert shows(alice_with_space, entry)


def test_a_session_row_from_the_database_is_no_session(
    alice_with_space: Client, entry: str
) -> None:
    thief = Client()
    thief.cookies[SESSION] = bytes(StoredSession.objects.get().lookup).hex()
    thief.cookies[UNLOCK] = bytes(Unlock.objects.get().lookup).hex()
    assert not shows(thief, entry)
    assert thief.get("/account/").status_code == 302


def test_a_session_that_ended_on_the_server_locks_the_space_with_it(
    alice_with_space: Client, entry: str
) -> None:
    StoredSession.objects.all().delete()
    assert not shows(alice_with_space, entry)
    client = signed_in()
    client.cookies[UNLOCK] = alice_with_space.cookies[UNLOCK].value
    assert not shows(client, entry)
