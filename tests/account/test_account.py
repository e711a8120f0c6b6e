"""Joining, signing in and out: a name and a password, and nothing written down in the clear."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hashers
from django.db import connection
from django.test import Client

from skills_app.account.models import User
from skills_app.preferences.store import load_for_member
from skills_app.vault.models import StoredSession, Unlock
from skills_app.vault.unlocking.hashing import GatedArgon2PasswordHasher
from tests.people import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db


def join(client: Client, name: str = "Maren of the north") -> object:
    return client.post("/account/new/", {"username": name, "password1": PASSWORD})


def test_joining_asks_for_a_name_and_a_password_only(guest: Client) -> None:
    page = guest.get("/account/new/").content.decode()
    names = set(re.findall(r'<input[^>]* name="([^"]+)"', page)) - {"csrfmiddlewaretoken"}
    assert names == {"username", "password1"}
    assert "mail" not in re.sub(r"[Nn]o e-mail", "", page)


def test_someone_can_join_leave_and_come_back(guest: Client) -> None:
    assert join(guest).status_code == 303  # type: ignore[attr-defined]
    guest.post("/account/out/")
    back = guest.post("/account/in/", {"login": "maren OF the north", "password": PASSWORD})
    assert back.status_code == 303
    assert guest.get("/account/").status_code == 200


def test_a_name_that_is_too_short_is_said_in_plain_words(guest: Client) -> None:
    answer = join(guest, name="M")
    assert answer.status_code in (200, 422)  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "A name of at least 3 characters works here." in page
    assert "Ensure this value" not in page


def test_the_name_is_nowhere_in_the_database(guest: Client) -> None:
    join(guest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM skills_app_user")
        (stored,) = cursor.fetchone()
    assert re.fullmatch(r"[0-9a-f]{64}", stored)


def test_saving_a_member_again_keeps_the_name_as_it_is(alice: User) -> None:
    loaded = User.objects.get(pk=alice.pk)
    loaded.set_password("another long enough password")
    loaded.save()
    assert User.objects.get(username="ALICE").pk == alice.pk


def test_a_name_in_use_is_said_kindly_and_stays_typed(guest: Client, alice: User) -> None:
    answer = join(guest, "Alice")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "That name is taken" in page
    assert 'value="Alice"' in page
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password12", "1234567890"])
def test_a_password_that_will_not_do_is_explained(guest: Client, password: str) -> None:
    answer = guest.post("/account/new/", {"username": "Maren", "password1": password})
    assert answer.status_code in {200, 422}
    assert not User.objects.exists()
    assert 'class="error"' in answer.content.decode()


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    guest: Client, alice: User
) -> None:
    answers = []
    guest.get("/account/in/")  # from here on the browser brings a cookie
    for name in ["alice", "nobody"]:
        page = guest.post("/account/in/", {"login": name, "password": "wrong one"})
        text = re.sub(r'value="[^"]*"', "", page.content.decode())
        answers.append(text)
    assert "do not fit together" in answers[0]
    assert answers[0] == answers[1]


def test_a_member_has_no_mail_no_full_name_and_no_times() -> None:
    names = {field.name for field in get_user_model()._meta.get_fields() if field.concrete}
    assert names == {"id", "username", "password", "is_active"}


def test_passwords_are_hashed_with_argon2(alice: User) -> None:
    assert alice.password.startswith("argon2$argon2id$")


def test_a_hash_takes_one_thread_and_an_older_one_is_made_anew_at_the_next_sign_in(
    alice: User, guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 8)
    alice.password = Argon2PasswordHasher().encode(PASSWORD, "a little salt of old")
    alice.save()
    assert ",p=8$" in alice.password
    guest.post("/account/in/", {"login": "alice", "password": PASSWORD})
    alice.refresh_from_db()
    assert ",p=1$" in alice.password


def test_every_hasher_stands_behind_the_gate() -> None:
    assert {type(hasher) for hasher in get_hashers()} == {GatedArgon2PasswordHasher}


def test_signing_out_closes_the_space_and_deletes_the_session(alice_with_space: Client) -> None:
    assert Unlock.objects.count() == 1
    alice_with_space.post("/account/out/")
    assert not Unlock.objects.exists()
    assert alice_with_space.get("/account/").status_code == 302


def test_a_guests_choices_and_place_go_along_into_the_new_account(guest: Client) -> None:
    guest.post("/skills/m04/", {"move": "next", "step": ""})
    guest.get("/skills/m04/")
    join(guest)
    member = User.objects.get()
    kept = load_for_member(member)
    assert kept is not None
    assert "m04" in kept.places


def test_a_new_password_closes_every_open_space(alice_with_space: Client) -> None:
    answer = alice_with_space.post(
        "/account/password/",
        {
            "oldpassword": PASSWORD,
            "password1": "nine grey herons",
            "password2": "nine grey herons",
        },
    )
    assert answer.status_code == 303
    assert not Unlock.objects.exists()


def test_the_passphrase_is_refused_as_a_new_password(alice_with_space: Client) -> None:
    answer = alice_with_space.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": PASSPHRASE, "password2": PASSPHRASE},
    )
    assert answer.status_code in {200, 422}
    assert "passphrase of your private space" in answer.content.decode()


def test_confirming_the_password_again_works_for_a_name_nobody_can_read(
    alices_browser: Client,
) -> None:
    wrong = alices_browser.post("/account/again/", {"password": "not this"})
    assert "not the password" in wrong.content.decode()
    assert alices_browser.post("/account/again/", {"password": PASSWORD}).status_code == 303


def test_a_tampered_session_is_no_session(alices_browser: Client) -> None:
    row = StoredSession.objects.get()
    row.blob = bytes(row.blob[:-1]) + bytes([row.blob[-1] ^ 1])
    row.save()
    answer = alices_browser.get("/account/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/in/")


def test_what_a_guest_left_out_stays_left_out_after_signing_in_and_is_said(guest: Client) -> None:
    join(guest)
    guest.post("/comfort/avoid/", {"avoid": ["cold"]})
    guest.post("/account/out/")
    guest.post("/comfort/avoid/", {"avoid": ["touch"]})
    guest.post("/account/in/", {"login": "Maren of the north", "password": PASSWORD})
    page = guest.get("/comfort/").content.decode()
    assert "What you left out before signing in is left out here too." in page
    kept = load_for_member(User.objects.get())
    assert kept is not None
    assert kept.comfort.avoid == {"cold", "touch"}


@pytest.mark.parametrize("path", ["/account/in/", "/account/new/", "/account/recover/"])
def test_who_brings_no_cookie_is_told_before_the_press_that_one_is_needed(path: str) -> None:
    """Without scripts, too, which could know it by themselves."""
    guest = Client()
    first = guest.get(path).text
    note = re.search(r"<p [^>]*data-needs-cookies>", first)
    assert note
    assert " hidden" not in note[0]
    note = re.search(r"<p [^>]*data-needs-cookies>", guest.get(path).text)
    assert note
    assert " hidden" in note[0], "it came with the token this time"
