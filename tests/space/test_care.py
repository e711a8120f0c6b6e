"""Where it is open, new keys, no words, a fresh inner key, and erasing it."""

import re

import pytest
from django.conf import settings
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.models import Pending, Record, Slot, Unlock, Vault
from tests.people import PASSPHRASE, PASSWORD
from tests.space.test_space import NEW, make_words, type_back, words_shown

pytestmark = pytest.mark.django_db


def another_browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/space/open/", {"passphrase": PASSPHRASE})
    return client


def is_open(client: Client) -> bool:
    return "It is open." in client.get("/space/").content.decode()


# --- where it is open -------------------------------------------------------------------


def test_each_browser_it_is_open_in_is_listed_and_this_one_is_named(
    alice_with_space: Client, alice: User
) -> None:
    another_browser(alice)
    another_browser(alice)
    page = alice_with_space.get("/space/places/").content.decode()
    assert page.count("This browser") == 1
    assert page.count("Another browser") == 2
    assert len(re.findall(r"locks itself at \d\d:\d\d if nobody uses it", page)) == 3
    assert len(re.findall(r"at the latest on \d+ \w+ \d{4}, \d\d:\d\d", page)) == 3
    assert "in 3 browsers" in alice_with_space.get("/space/").content.decode()


def test_nobody_sees_where_someone_elses_space_is_open(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    page = alice_with_space.get("/space/places/").content.decode()
    assert "Another browser" not in page


def test_lock_everywhere_locks_here_and_there(
    alice_with_space: Client, bob_with_space: Client, alice: User
) -> None:
    elsewhere = another_browser(alice)
    answer = alice_with_space.post("/space/lock-everywhere/")
    assert answer.cookies[settings.UNLOCK_COOKIE_NAME].value == ""
    assert not is_open(alice_with_space)
    assert not is_open(elsewhere)
    assert is_open(bob_with_space)


def test_from_a_browser_where_it_is_locked_it_can_be_locked_in_the_others(
    alice_with_space: Client, alice: User
) -> None:
    new_phone = Client()
    new_phone.force_login(alice)
    assert "It is open in another browser just now." in new_phone.get("/space/").content.decode()
    new_phone.post("/space/lock-everywhere/")
    assert not is_open(alice_with_space)
    assert "in another browser just now" not in new_phone.get("/space/").content.decode()


def test_the_idle_time_is_the_one_chosen_in_comfort(alice_with_space: Client) -> None:
    from skills_app.preferences.store import carry_over

    carry_over({"comfort": {"idle_minutes": 3}}, User.objects.get())
    page = alice_with_space.get("/space/").content.decode()
    assert "It locks itself after 3 quiet minutes." in page
    row = Unlock.objects.get()
    assert (row.open_until - row.idle_until).total_seconds() > 11.8 * 3600


# --- someone may know it ------------------------------------------------------------------


def test_new_keys_for_everything_and_then_new_words(alice_with_space: Client, alice: User) -> None:
    path = alice_with_space.post("/write/new/", {"text": "Still here."}).headers["Location"]
    old_words = make_words(alice_with_space)
    elsewhere = another_browser(alice)
    answer = alice_with_space.post(
        "/space/renew/", {"now": PASSPHRASE, "passphrase": NEW, "again": NEW}
    )
    assert answer.headers["Location"] == "/space/words/"
    page = alice_with_space.get("/space/words/").content.decode()
    assert "Everything has new keys" in page
    assert "Show me my words" in page, "none are there any more"
    assert "Still here." in alice_with_space.get(path).content.decode()
    assert not is_open(elsewhere)
    words = words_shown(alice_with_space.post("/space/words/", {"make": "1"}).content.decode())
    assert type_back(alice_with_space, words).status_code == 303  # type: ignore[attr-defined]
    alice_with_space.post("/space/lock/")
    assert alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}).status_code == 422
    fields = {"passphrase": NEW + "s", "again": NEW + "s"}
    refused = alice_with_space.post("/space/recover/", {"words": " ".join(old_words), **fields})
    assert refused.status_code == 422
    back = alice_with_space.post("/space/recover/", {"words": " ".join(words), **fields})
    assert back.status_code == 303
    assert "Still here." in alice_with_space.get(path).content.decode()


@pytest.mark.parametrize(
    ("now", "new", "again", "said"),
    [
        ("not this one", NEW, NEW, "did not open your space"),
        (PASSPHRASE, NEW, NEW + "s", "not the same"),
        (PASSPHRASE, "short", "short", "at least 12 characters"),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE, "the passphrase you have now"),
        (PASSPHRASE, PASSWORD, PASSWORD, "password you sign in with"),
    ],
)
def test_what_will_not_do_is_explained_and_nothing_is_changed(
    alice_with_space: Client, now: str, new: str, again: str, said: str
) -> None:
    before = Vault.objects.values("keyring", "epoch").get()
    answer = alice_with_space.post("/space/renew/", {"now": now, "passphrase": new, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Vault.objects.values("keyring", "epoch").get() == before
    assert is_open(alice_with_space)


def test_a_kind_of_thing_nobody_knows_stops_it_in_plain_words(alice_with_space: Client) -> None:
    alice_with_space.post("/write/new/", {"text": "One."})
    from skills_app.vault.rekeying.every_key import UnknownKind

    def refuse(*args: object, **kwargs: object) -> None:
        raise UnknownKind

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skills_app.vault.unlocking.opening.move_to_new_keys", refuse)
        answer = alice_with_space.post(
            "/space/renew/", {"now": PASSPHRASE, "passphrase": NEW, "again": NEW}
        )
    assert answer.status_code == 422
    assert "all keys work as before" in answer.content.decode()


# --- words, inner key, erasing ----------------------------------------------------------------


def test_words_can_be_removed_with_the_passphrase(alice_with_space: Client) -> None:
    assert alice_with_space.get("/space/words/remove/").headers["Location"] == "/space/words/"
    words = make_words(alice_with_space)
    assert "Remove the 12 words" in alice_with_space.get("/space/").content.decode()
    refused = alice_with_space.post("/space/words/remove/", {"passphrase": "not this one"})
    assert refused.status_code == 422
    assert Slot.objects.filter(kind=2).exists()
    alice_with_space.post("/space/words/remove/", {"passphrase": PASSPHRASE})
    assert not Slot.objects.filter(kind=2).exists()
    assert "There are no recovery words yet" in alice_with_space.get("/space/").content.decode()
    alice_with_space.post("/space/lock/")
    fields = {"words": " ".join(words), "passphrase": NEW, "again": NEW}
    assert alice_with_space.post("/space/recover/", fields).status_code == 422


def test_a_fresh_inner_key_changes_nothing_one_can_see(alice_with_space: Client) -> None:
    path = alice_with_space.post("/write/new/", {"text": "Still here."}).headers["Location"]
    page = alice_with_space.post("/space/fresh-key/", follow=True).content.decode()
    assert "Everything here is sealed with a fresh key." in page
    assert set(Record.objects.values_list("generation", flat=True)) == {2}
    assert "Still here." in alice_with_space.get(path).content.decode()
    Record.objects.update(blob=b"broken")
    page = alice_with_space.post("/space/fresh-key/", follow=True).content.decode()
    assert "The old one is still kept" in page


def test_what_the_operator_asked_for_is_told_at_the_opening(alice_with_space: Client) -> None:
    alice_with_space.post("/write/new/", {"text": "One."})
    alice_with_space.post("/space/lock/")
    Vault.objects.update(pending=Pending.KEY_ASKED)
    page = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}, follow=True)
    assert "Everything in it was sealed again with a fresh key." in page.content.decode()


def test_in_the_middle_of_it_the_page_says_how_far_it_is(
    alice_with_space: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        alice_with_space.post("/write/new/", {"text": "One."})
    alice_with_space.post("/space/lock/")
    Vault.objects.update(pending=Pending.KEY_ASKED)
    monkeypatch.setattr("skills_app.vault.rekeying.data_key.AT_AN_OPENING", 1)
    monkeypatch.setattr("skills_app.vault.store.rows.BATCH", 2)
    page = alice_with_space.post("/space/open/", {"passphrase": PASSPHRASE}, follow=True)
    assert f"2 of {Record.objects.count()} things are done." in page.content.decode()


@pytest.mark.parametrize("path", ["/space/check/", "/space/fresh-key/"])
def test_an_inner_key_that_broke_meanwhile_is_explained(
    alice_with_space: Client, path: str
) -> None:
    alice_with_space.post("/write/new/", {"text": "One."})
    Vault.objects.update(keyring=b"broken")
    page = alice_with_space.post(path, follow=True).content.decode()
    assert "Nothing was thrown away." in page


def test_the_space_can_be_erased_with_the_sign_in_password_even_when_it_is_locked(
    alice_with_space: Client, bob_with_space: Client
) -> None:
    alice_with_space.post("/write/new/", {"text": "One."})
    bob_with_space.post("/write/new/", {"text": "Bob's."})
    alice_with_space.post("/space/lock/")
    assert "within 30 days" in alice_with_space.get("/space/erase/").content.decode()
    refused = alice_with_space.post("/space/erase/", {"password": PASSPHRASE})
    assert refused.status_code == 422
    assert "not the password you sign in with" in refused.content.decode()
    assert Vault.objects.count() == 2
    page = alice_with_space.post("/space/erase/", {"password": PASSWORD}, follow=True)
    assert "Your space is erased" in page.content.decode()
    assert "Make my space" in page.content.decode()
    assert Vault.objects.count() == Record.objects.count() == 1
    assert is_open(bob_with_space)
    alice_with_space.post("/space/make/", {"passphrase": NEW, "again": NEW})
    assert is_open(alice_with_space)


def test_guessing_at_the_password_there_grows_slow(alice_with_space: Client) -> None:
    for _ in range(5):
        assert alice_with_space.post("/space/erase/", {"password": "a guess"}).status_code == 422
    answer = alice_with_space.post("/space/erase/", {"password": PASSWORD})
    assert answer.status_code == 429, "not even the right one, for a moment or without a proof"
    assert Vault.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/space/places/", "/space/renew/", "/space/words/remove/", "/space/different/", "/space/"],
)
def test_a_locked_space_shows_the_way_in_instead(alice_with_space: Client, path: str) -> None:
    alice_with_space.post("/space/lock/")
    assert "Your space is locked" in alice_with_space.get(path).content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/space/check/", 405), ("/space/fresh-key/", 405), ("/space/lock-everywhere/", 302)],
)
def test_looking_at_an_address_that_changes_things_changes_nothing(
    alice_with_space: Client, path: str, status: int
) -> None:
    assert alice_with_space.get(path).status_code == status
    assert is_open(alice_with_space)
