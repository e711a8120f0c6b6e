"""What keeps a space open, and all that closes it."""

import base64
import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import time_machine
from allauth.account import signals as account_signals
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from pytest_django import Settings

from skills_app.account.models import User
from skills_app.vault.models import Unlock, Vault
from skills_app.vault.server_keys.keys import ServerKeys
from skills_app.vault.store.open_space import SpaceClosed
from skills_app.vault.unlocking import unlocks
from skills_app.vault.unlocking.opening import (
    close_everywhere,
    close_space,
    open_places,
    open_space,
    the_open_space,
)
from skills_app.vault.unlocking.unlocks import clear_expired
from tests.people import PASSPHRASE
from tests.server_keys import forget_keys
from tests.vault.browsers import Browser
from tests.vault.server_keys.test_server_keys import KEY_A

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alices_words")]
START = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def opened(user: User) -> Browser:
    browser = Browser(user)
    request = browser.request()
    open_space(request, PASSPHRASE)
    browser.take(request)
    return browser


def test_it_stays_open_from_request_to_request(alice_at_home: Browser) -> None:
    assert alice_at_home.space is not None
    assert alice_at_home.space is not None


def test_the_cookie_is_strict_hidden_from_scripts_and_ends_with_the_browser(
    alice: User, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    settings.UNLOCK_COOKIE_NAME = "__Host-k"
    browser = Browser(alice)
    request = browser.request()
    open_space(request, PASSPHRASE)
    cookie = browser.take(request).cookies["__Host-k"]
    assert cookie["httponly"] is True
    assert cookie["secure"] is True
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert cookie["domain"] == cookie["max-age"] == cookie["expires"] == ""
    assert len(base64.urlsafe_b64decode(cookie.value + "=")) == 32
    request = browser.request()
    close_space(request)
    gone = browser.take(request).cookies["__Host-k"]
    assert (gone.value, gone["max-age"], gone["path"], gone["secure"]) == ("", 0, "/", True)


def test_the_row_is_66_sealed_bytes_and_does_not_hold_the_token(alice_at_home: Browser) -> None:
    row = Unlock.objects.get()
    token = base64.urlsafe_b64decode(alice_at_home.unlock_cookie + "=")
    assert len(bytes(row.blob)) == 66
    assert token not in bytes(row.lookup) + bytes(row.blob)


# --- one thing alone opens nothing --------------------------------------------------


def test_the_session_without_the_cookie_finds_it_closed(alice_at_home: Browser) -> None:
    alice_at_home.unlock_cookie = ""
    assert alice_at_home.space is None


@pytest.mark.parametrize("forged", ["x", "a" * 43, "ü" * 43, "A" * 44, "!" * 43, "a" * 5000])
def test_a_forged_cookie_finds_it_closed(alice_at_home: Browser, forged: str) -> None:
    alice_at_home.unlock_cookie = forged
    assert alice_at_home.space is None


def test_the_cookie_in_another_session_of_the_same_person_finds_it_closed(
    alice: User, alice_at_home: Browser
) -> None:
    thief = Browser(alice)
    thief.unlock_cookie = alice_at_home.unlock_cookie
    assert thief.space is None
    assert alice_at_home.space is not None


def test_the_cookie_with_someone_elses_sign_in_finds_it_closed(
    bob: User, alice_at_home: Browser
) -> None:
    thief = Browser(bob)
    thief.unlock_cookie = alice_at_home.unlock_cookie
    assert thief.space is None


def test_the_cookie_with_nobody_signed_in_finds_it_closed(alice_at_home: Browser) -> None:
    request = alice_at_home.request()
    request.user = AnonymousUser()
    assert the_open_space(request) is None


def test_a_row_moved_to_another_vault_opens_nothing(
    alice: User, bob: User, bobs_space: object, alice_at_home: Browser
) -> None:
    Unlock.objects.filter(vault__user=alice).update(vault=Vault.objects.get(user=bob))
    thief = Browser(bob)
    thief.unlock_cookie, thief.session_key = alice_at_home.unlock_cookie, alice_at_home.session_key
    assert thief.space is None


@pytest.mark.parametrize("blob", [b"", b"x" * 66, b"\x01\x06\x00\x00\x00\x63" + b"x" * 60])
def test_a_tampered_row_opens_nothing(alice_at_home: Browser, blob: bytes) -> None:
    Unlock.objects.update(blob=blob)
    assert alice_at_home.space is None


def test_without_the_servers_own_key_cookie_session_and_row_open_nothing(
    alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for someone who has the database and both cookies: another key stands under its id."""
    request = alice_at_home.request()
    assert request.session.session_key
    key_id, _ = unlocks.server_keyring().newest
    other = ServerKeys(((key_id, bytes(range(32))),))
    monkeypatch.setattr(unlocks, "server_keyring", lambda: other)
    assert the_open_space(request) is None


def test_a_retired_server_key_closes_what_it_had_opened(
    alice_at_home: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEADY_SERVER_KEYS", f"9:{KEY_A}")
    forget_keys()
    assert alice_at_home.space is None
    monkeypatch.undo()
    forget_keys()


# --- time ---------------------------------------------------------------------------


def test_it_closes_after_the_idle_time_and_the_row_goes(
    alice: User, clock: time_machine.Traveller
) -> None:
    browser = opened(alice)
    rows = Unlock.objects.count()
    clock.shift(dt.timedelta(minutes=15))
    request = browser.request()
    assert the_open_space(request) is None
    browser.take(request)
    assert browser.unlock_cookie == ""
    assert Unlock.objects.count() == rows - 1


def test_use_moves_the_idle_limit_forward(alice: User, clock: time_machine.Traveller) -> None:
    browser = opened(alice)
    for _ in range(6):
        clock.shift(dt.timedelta(minutes=14))
        assert browser.space is not None


def test_the_idle_limit_is_written_at_most_every_half_minute(
    alice: User, clock: time_machine.Traveller
) -> None:
    browser = opened(alice)
    limit = Unlock.objects.order_by("open_until").last
    before = limit().idle_until
    clock.shift(29)
    assert browser.space is not None
    assert limit().idle_until == before
    clock.shift(1)
    assert browser.space is not None
    assert limit().idle_until == before + dt.timedelta(seconds=30)


def test_after_twelve_hours_it_closes_however_busy(
    alice: User, clock: time_machine.Traveller
) -> None:
    browser = opened(alice)
    for _ in range(12 * 6 - 1):
        clock.shift(dt.timedelta(minutes=10))
        assert browser.space is not None
    clock.shift(dt.timedelta(minutes=10))
    assert browser.space is None


@pytest.mark.parametrize(("choice", "minutes"), [(1, 1), (60, 60), (0, 1), (900, 60)])
def test_the_readers_own_idle_choice_counts_within_its_range(
    alice: User, clock: time_machine.Traveller, choice: int, minutes: int
) -> None:
    browser = opened(alice)

    def space_now() -> object:
        request = browser.request()
        request.comfort = SimpleNamespace(idle_minutes=choice)  # type: ignore[attr-defined]
        return the_open_space(request)

    assert space_now() is not None
    clock.shift(dt.timedelta(minutes=minutes, seconds=-1))
    assert space_now() is not None
    clock.shift(dt.timedelta(minutes=minutes))
    assert space_now() is None


def test_rows_that_open_nothing_any_more_are_cleared(
    alice: User, clock: time_machine.Traveller
) -> None:
    Unlock.objects.all().delete()
    opened(alice)
    clock.shift(dt.timedelta(minutes=10))
    opened(alice)
    clock.shift(dt.timedelta(minutes=10))
    assert open_places(alice) == 1
    clear_expired()
    assert Unlock.objects.count() == 1
    clock.shift(dt.timedelta(hours=13))
    clear_expired()
    assert not Unlock.objects.exists()


def test_an_opening_takes_away_ones_own_rows_that_are_past_their_time(
    alice: User, bob: User, bobs_space: object, clock: time_machine.Traveller
) -> None:
    """Such a row opens nothing, and still tells when the space was last in use."""
    opened(alice)
    kept = Unlock.objects.filter(vault__user=bob).get()
    clock.shift(dt.timedelta(hours=13))
    opened(alice)
    mine = Unlock.objects.filter(vault__user=alice, open_until__lt=timezone.now())
    assert not mine.exists()
    assert Unlock.objects.filter(pk=kept.pk).exists()


# --- what closes it -----------------------------------------------------------------


def test_what_was_found_open_is_closed_for_the_rest_of_the_request(
    alice_at_home: Browser,
) -> None:
    request = alice_at_home.request()
    assert the_open_space(request) is not None
    close_space(request)
    assert the_open_space(request) is None


def test_locking_closes_this_browser_and_no_other(alice: User, alice_at_home: Browser) -> None:
    elsewhere = opened(alice)
    request = alice_at_home.request()
    close_space(request)
    assert the_open_space(request) is None
    alice_at_home.take(request)
    assert alice_at_home.unlock_cookie == ""
    assert alice_at_home.space is None
    assert elsewhere.space is not None


def test_the_old_cookie_is_worth_nothing_after_locking(alice_at_home: Browser) -> None:
    close_space(alice_at_home.request())
    assert alice_at_home.unlock_cookie
    assert alice_at_home.space is None, "as when Back is pressed after a lock"


def test_locking_a_closed_space_is_no_trouble(alice: User) -> None:
    browser = Browser(alice)
    request = browser.request()
    close_space(request)
    assert not browser.take(request).cookies


def test_locking_everywhere_closes_every_browser(
    alice: User, bob: User, bobs_space: object, alice_at_home: Browser
) -> None:
    elsewhere = opened(alice)
    assert open_places(alice) == 2
    close_everywhere(alice)
    assert alice_at_home.space is None
    assert elsewhere.space is None
    assert open_places(alice) == 0
    assert open_places(bob) == 1
    assert opened(alice).space is not None


def test_a_write_already_under_way_does_not_outlive_locking_everywhere(
    alice: User, alice_at_home: Browser
) -> None:
    space = alice_at_home.space
    assert space is not None
    close_everywhere(alice)
    with pytest.raises(SpaceClosed):
        space.create("entry", {"text": "too late"})


def test_an_unlock_row_put_back_after_locking_everywhere_opens_nothing(
    alice: User, alice_at_home: Browser
) -> None:
    row = Unlock.objects.get()
    close_everywhere(alice)
    row.save(force_insert=True)
    assert alice_at_home.space is None


def test_a_vault_row_put_back_to_an_older_epoch_opens_nothing(
    alice: User, alice_at_home: Browser
) -> None:
    row, epoch = Unlock.objects.get(), Vault.objects.get().epoch
    close_everywhere(alice)
    later = opened(alice)
    assert later.space is not None
    later.space.create("entry", {"text": "the head now knows the new epoch"})
    row.save(force_insert=True)
    Vault.objects.update(epoch=epoch)
    assert alice_at_home.space is None


def signed(browser: Browser) -> HttpRequest:
    return browser.request()


def test_signing_out_closes_it(alice_at_home: Browser) -> None:
    logout(signed(alice_at_home))
    assert not Unlock.objects.exists()


def test_signing_in_again_closes_it(alice: User, alice_at_home: Browser) -> None:
    login(signed(alice_at_home), alice)
    assert not Unlock.objects.exists()


def test_signing_in_as_someone_else_closes_it(bob: User, alice_at_home: Browser) -> None:
    login(signed(alice_at_home), bob)
    assert not Unlock.objects.exists()


@pytest.mark.parametrize("name", ["password_changed", "password_set", "password_reset"])
def test_a_new_password_closes_it_everywhere(
    alice: User, alice_at_home: Browser, name: str
) -> None:
    elsewhere = opened(alice)
    request = alice_at_home.request()
    getattr(account_signals, name).send(sender=User, request=request, user=alice)
    alice_at_home.take(request)
    assert alice_at_home.unlock_cookie == ""
    assert alice_at_home.space is None
    assert elsewhere.space is None


def test_opening_twice_in_one_browser_leaves_one_row(alice_at_home: Browser) -> None:
    request = alice_at_home.request()
    open_space(request, PASSPHRASE)
    alice_at_home.take(request)
    assert Unlock.objects.count() == 1
    assert alice_at_home.space is not None


def test_it_is_looked_for_once_a_request(
    alice_at_home: Browser, django_assert_num_queries: object
) -> None:
    request = alice_at_home.request()
    first = the_open_space(request)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert the_open_space(request) is first


def test_a_session_that_was_never_saved_can_open_it(alice: User) -> None:
    from skills_app.vault.unlocking.sessions import SessionStore

    browser = Browser(alice)
    request = browser.request()
    request.session = SessionStore()
    open_space(request, PASSPHRASE)
    browser.session_key = str(request.session.session_key)
    browser.take(request)
    assert browser.space is not None


def test_the_cookie_goes_out_with_the_answer_to_a_real_request(alice: User) -> None:
    """The middleware is in place."""
    assert "skills_app.vault.unlocking.middleware.UnlockCookieMiddleware" in settings.MIDDLEWARE


@pytest.mark.parametrize("hours", [2, 24, 7200])
def test_a_clock_set_back_keeps_no_space_open_longer(
    alice: User, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """Nor does the session last longer, which is why it is helped along here."""
    monkeypatch.setattr("skills_app.vault.unlocking.sessions._not_over", lambda: Q())
    monkeypatch.setattr("skills_app.vault.unlocking.sessions._is_over", lambda _: False)
    browser = Browser(alice)
    request = browser.request()
    open_space(request, PASSPHRASE)
    browser.take(request)
    clock.shift(dt.timedelta(minutes=5))
    assert browser.space is not None
    clock.shift(dt.timedelta(hours=-hours))
    assert open_places(alice) == 0
    assert browser.space is None
    clock.shift(dt.timedelta(hours=hours))
    assert browser.space is None, "nor is it open again when the clock is put right"


def test_rows_of_a_clock_that_ran_ahead_are_cleared_away(
    alice: User, clock: time_machine.Traveller
) -> None:
    open_space(Browser(alice).request(), PASSPHRASE)
    clock.shift(dt.timedelta(days=-1))
    clear_expired()
    assert not Unlock.objects.filter(open_until__gt=START).exists()
