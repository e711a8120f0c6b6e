"""Erasing an account: what opens the space goes first, and nothing of the member is left."""

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import Settings

from skills_app.account import erasing
from skills_app.account.erasing import erase_account
from skills_app.account.models import User
from skills_app.preferences.store import carry_over
from skills_app.vault.models import Pending, Record, Slot, StoredSession, Unlock, Vault
from skills_app.vault.unlocking.opening import finish_erasing
from tests.people import PASSPHRASE, PASSWORD
from tests.vault.power_cuts import at_each_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice_with_things(alice_with_space: Client) -> Client:
    alice_with_space.post("/write/new/", {"text": "Hers."})
    carry_over({"comfort": {"idle_minutes": 5}}, User.objects.get())
    return alice_with_space


def rows() -> dict[str, int]:
    models = apps.get_app_config("skills_app").get_models()
    counts = {model.__name__: model._default_manager.count() for model in models}
    return {name: count for name, count in counts.items() if count}


def test_with_the_password_everything_goes_and_the_name_is_free_again(
    alice_with_things: Client, alice: User
) -> None:
    phone = Client()
    phone.force_login(alice)
    answer = alice_with_things.post("/account/erase/", {"password": PASSWORD}, follow=True)
    assert "Your account is erased" in answer.content.decode()
    left = rows()
    assert left.pop("StoredSession") == 1, "the guest's that carries that message"
    left.pop("Canary", None)
    assert left == {}
    assert phone.get("/account/").status_code == 302
    User.objects.create_user("alice", PASSWORD)


def test_nobody_else_loses_anything(alice_with_things: Client, bob_with_space: Client) -> None:
    path = bob_with_space.post("/write/new/", {"text": "Written by Bob."}).headers["Location"]
    alice_with_things.post("/account/erase/", {"password": PASSWORD})
    assert "Written by Bob." in bob_with_space.get(path).content.decode()
    assert StoredSession.objects.count() >= 1


@pytest.mark.parametrize("password", ["", "not it", PASSPHRASE])
def test_without_the_password_nothing_goes(alice_with_things: Client, password: str) -> None:
    before = rows()
    answer = alice_with_things.post("/account/erase/", {"password": password})
    assert answer.status_code == 422
    after = rows()
    after.pop("TryCount", None)
    assert after == before


def test_guessing_there_grows_slow(alice_with_things: Client) -> None:
    for _ in range(5):
        alice_with_things.post("/account/erase/", {"password": "a guess"})
    answer = alice_with_things.post("/account/erase/", {"password": PASSWORD})
    assert answer.status_code == 429
    assert "You can send it again in" in answer.content.decode()
    assert User.objects.exists()


def test_the_page_says_how_long_backups_hold_it(
    alice_with_things: Client, settings: Settings
) -> None:
    page = alice_with_things.get("/account/erase/").content.decode()
    assert "within 30 days" in page
    assert "server’s key of that time is destroyed" in page
    settings.BACKUP_DAYS = 7
    assert "within 7 days" in alice_with_things.get("/account/erase/").content.decode()


def test_a_guest_is_asked_to_sign_in(guest: Client) -> None:
    assert guest.get("/account/erase/").headers["Location"].startswith("/account/in/")
    assert guest.post("/account/erase/", {"password": PASSWORD}).status_code == 303


def test_slots_go_first_and_a_broken_off_erasing_opens_nothing(
    alice_with_things: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skills_app.vault.unlocking.opening.finish_erasing", lambda user: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase_account(alice)
    assert not Slot.objects.exists()
    assert not Unlock.objects.exists()
    assert Record.objects.exists()
    assert Vault.objects.get().pending == Pending.ERASING
    page = alice_with_things.get("/space/").content.decode()
    assert "Make my space" in page, "as far as anyone can see it is gone"
    assert finish_erasing() == 1
    assert not Record.objects.exists()


def test_a_new_space_after_a_broken_off_erasing_begins_empty(alice_with_things: Client) -> None:
    Slot.objects.all().delete()
    Unlock.objects.all().delete()
    Vault.objects.update(pending=Pending.ERASING)
    alice_with_things.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert Vault.objects.get().pending == Pending.NOTHING
    assert not Record.objects.exists()
    assert "Hers." not in alice_with_things.get("/write/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_broken_off_at_any_statement_it_opens_as_before_or_not_at_all(
    alice_with_things: Client, alice: User
) -> None:
    """And erasing again finishes the work."""
    seen = set()
    for number in at_each_statement(lambda: erase_account(User.objects.get(pk=alice.pk))):
        slots, pending = Slot.objects.count(), Vault.objects.values_list("pending", flat=True)
        if slots:
            assert list(pending) == [Pending.NOTHING], f"after statement {number}"
            assert Record.objects.exists()
        else:
            assert set(pending) <= {Pending.ERASING}, f"after statement {number}"
        seen.add((bool(slots), bool(pending), User.objects.exists()))
    assert (True, True, True) in seen
    assert (False, True, True) in seen
    assert not User.objects.exists()


def test_only_the_members_own_sessions_end(
    alice_with_things: Client, bob_with_space: Client, alice: User
) -> None:
    StoredSession.objects.create(
        lookup=b"x" * 32, blob=b"broken", expires_at="2100-01-01T00:00:00Z"
    )
    before = StoredSession.objects.count()
    assert erasing.end_sessions_of(str(alice.pk)) == 1
    assert StoredSession.objects.count() == before - 1
