"""Names and passwords are taken in whatever form they are typed; none is made that nobody could
type again; and what was made before goes on working.
"""

import unicodedata
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client

from skills_app.account.models import StoredName, User
from skills_app.vault.server_keys.keys import name_lookups
from tests.account.test_recovery import ask, can_sign_in
from tests.people import PASSPHRASE, PASSWORD
from tests.space.test_space import make_words

pytestmark = pytest.mark.django_db

COMPOSED = unicodedata.normalize("NFC", "mañana früh über 17")
APART = unicodedata.normalize("NFD", COMPOSED)
UNSEEN = {
    "a zero-width space": "\u200b",
    "a joiner": "\u200d",
    "a word joiner": "\u2060",
    "a soft hyphen": "\xad",
    "a mark of direction": "\u202e",
    "an isolate": "\u2067",
    "a byte order mark": "\ufeff",
    "a variation selector": "\ufe0f",
    "a later variation selector": "\U000e0100",
    "a tag": "\U000e0041",
    "a filler": "\u3164",
    "a grapheme joiner": "\u034f",
    "blank braille": "\u2800",
    "a control": "\x07",
    "a delete": "\x7f",
    "a letter not given out yet": "\u0378",
    "a broken letter": "\ufffd",
}
SAID = "There is a character in it that nobody can see"


def join(name: str, password: str = PASSWORD) -> Any:
    return Client().post("/account/new/", {"username": name, "password1": password})


def kept_as_before(name: str, password: str) -> User:
    """A member from before names and passwords had one spelling."""
    member = User(username=StoredName(name_lookups(name)[-1]))
    member.password = make_password(password)
    member.save()
    return member


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was hashed or checked, in order."""
    seen: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def noting(work: Any) -> Any:
        def noted(self: Any, password: str, other: str) -> Any:
            seen.append(password)
            return work(self, password, other)

        return noted

    monkeypatch.setattr(Argon2PasswordHasher, "encode", noting(encode))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", noting(verify))
    return seen


@pytest.mark.parametrize("made", [COMPOSED, APART])
@pytest.mark.parametrize("typed", [COMPOSED, APART, f" {COMPOSED} "])
def test_a_password_fits_in_every_form_it_is_typed_in(made: str, typed: str) -> None:
    assert join("Maren", made).status_code == 303
    assert can_sign_in("Maren", typed)
    member = User.objects.get()
    browser = Client()
    browser.force_login(member)
    assert browser.post("/account/again/", {"password": typed}).status_code == 303
    fields = {
        "oldpassword": typed,
        "password1": "nine grey herons",
        "password2": "nine grey herons",
    }
    assert browser.post("/account/password/", fields).status_code == 303
    assert can_sign_in("Maren", "nine grey herons")


@pytest.mark.parametrize("made", [APART, "two  blanks inside", " blanks around "])
def test_a_password_hashed_as_it_was_typed_goes_on_working(made: str) -> None:
    member = kept_as_before("maren", made)
    assert member.check_password(made)
    assert not member.check_password(made + "s")
    assert can_sign_in("maren", made)
    browser = Client()
    browser.force_login(member)
    assert browser.post("/account/erase/", {"password": made}).status_code == 303
    assert not User.objects.exists()


def test_the_passphrase_may_not_be_the_password_in_another_form(guest: Client) -> None:
    guest.post("/account/new/", {"username": "Maren", "password1": COMPOSED})
    page = guest.post("/space/make/", {"passphrase": APART, "again": APART})
    assert "password you sign in with" in page.content.decode()


def test_a_passphrase_may_be_typed_in_two_forms_at_once(alices_browser: Client) -> None:
    fields = {"passphrase": COMPOSED, "again": APART}
    assert alices_browser.post("/space/make/", fields).status_code == 303


def test_the_usual_password_costs_one_hash(alice: User, hashed: list[str]) -> None:
    assert not alice.check_password("not the one")
    assert hashed == ["not the one"]
    hashed.clear()
    assert not alice.check_password(APART)
    assert hashed == [COMPOSED, APART]


@pytest.mark.parametrize("password", ["plain words here", APART, "x" * 2_001])
def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    alice: User, hashed: list[str], password: str
) -> None:
    assert authenticate(None, username="alice", password=password) is None
    known = list(hashed)
    hashed.clear()
    assert authenticate(None, username="nobody", password=password) is None
    assert hashed == known


@pytest.mark.parametrize("typed", ["\ufdfa" * 2_000, "a heron stood there " + "\ufdfa" * 1_900])
def test_a_password_whose_one_spelling_is_over_the_bound_is_taken_as_any(typed: str) -> None:
    """The bound is on what is typed; in its one spelling it may be eighteen times as long."""
    assert join("Maren", typed).status_code == 303
    assert can_sign_in("Maren", typed)
    browser = Client()
    browser.force_login(User.objects.get())
    for now, then in ((typed, typed[::-1]), (typed[::-1], PASSWORD)):
        fields = {"oldpassword": now, "password1": then, "password2": then}
        assert browser.post("/account/password/", fields).status_code == 303
    assert can_sign_in("Maren", PASSWORD)


@pytest.mark.parametrize("kind", UNSEEN)
def test_a_password_that_nobody_could_type_again_is_not_made(kind: str, alice: User) -> None:
    bad = f"a good long{UNSEEN[kind]} password"
    answer = join("Maren", bad)
    assert answer.status_code in {200, 422}
    assert SAID in answer.content.decode()
    assert User.objects.count() == 1
    browser = Client()
    browser.force_login(alice)
    fields = {"oldpassword": PASSWORD, "password1": bad, "password2": bad}
    assert SAID in browser.post("/account/password/", fields).content.decode()
    assert can_sign_in("alice", PASSWORD)


@pytest.mark.parametrize("kind", UNSEEN)
def test_a_name_that_nobody_could_type_again_is_not_made(kind: str) -> None:
    answer = join(f"Ma{UNSEEN[kind]}ren")
    assert answer.status_code in {200, 422}
    assert SAID in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("kind", UNSEEN)
def test_a_passphrase_that_nobody_could_type_again_is_not_made(
    kind: str, alices_browser: Client
) -> None:
    bad = f"amber lantern{UNSEEN[kind]} under the quiet bridge"
    page = alices_browser.post("/space/make/", {"passphrase": bad, "again": bad})
    assert SAID in page.content.decode()
    door = {"text": "hello", "page": "p" * 12, "new_passphrase": bad}
    assert SAID in alices_browser.post("/write/new/", door).content.decode()
    assert alices_browser.get("/space/make/").status_code == 200, "none was made"


@pytest.mark.parametrize(
    "secret",
    ["Schlüssel, Ebbe & Flut №9", "鍵と海と静かな橋の下で歩く人", "👩🏽🚲🌊🌙🏔🐚🪁🧵🪡🕯🧭🗝"],
)
def test_what_is_seen_may_be_in_a_secret(secret: str, alices_browser: Client) -> None:
    fields = {"passphrase": secret, "again": secret}
    assert alices_browser.post("/space/make/", fields).status_code == 303


def test_a_new_passphrase_and_password_are_looked_at_when_something_is_lost(
    alice_with_space: Client,
) -> None:
    words = " ".join(make_words(alice_with_space))
    bad = "a kite\u200b over the slow river"
    fields = {"words": words, "passphrase": bad, "again": bad}
    assert SAID in alice_with_space.post("/space/recover/", fields).content.decode()
    fields = {"now": PASSPHRASE, "passphrase": bad, "again": bad}
    assert SAID in alice_with_space.post("/space/passphrase/", fields).content.decode()
    assert SAID in alice_with_space.post("/space/renew/", fields).content.decode()
    assert SAID in ask(Client(), words, password=bad).content.decode()
    assert can_sign_in("alice", PASSWORD)


@pytest.mark.parametrize(
    "typed", ["Maren  of   the north", " maren of the north ", "MAREN OF\tthe NORTH"]
)
def test_a_name_fits_however_its_blanks_are_typed(typed: str) -> None:
    assert join("Maren  of the   north").status_code == 303
    assert can_sign_in(typed, PASSWORD)
    assert "That name is taken" in join(typed).content.decode()
    assert User.objects.count() == 1


def test_a_name_kept_before_blanks_were_folded_goes_on_working() -> None:
    kept_as_before("maren  of the north", PASSWORD)
    assert can_sign_in("Maren  of the north", PASSWORD)
    assert "That name is taken" in join("maren  OF the north").content.decode()


def test_two_members_whose_names_differ_in_blanks_alone_both_get_in() -> None:
    before = kept_as_before("maren  of the north", "blue kites before 1990")
    assert join("maren of the north", "copper kettle after 17").status_code == 303
    after = User.objects.exclude(pk=before.pk).get()
    for typed, password, member in [
        ("maren  of the north", "blue kites before 1990", before),
        ("maren  of the north", "copper kettle after 17", after),
        ("maren of the north", "copper kettle after 17", after),
    ]:
        assert authenticate(None, username=typed, password=password) == member
    assert (
        authenticate(None, username="maren of the north", password="blue kites before 1990") is None
    )


def test_recovery_words_find_a_name_kept_before_blanks_were_folded() -> None:
    member = kept_as_before("maren  of the north", PASSWORD)
    browser = Client()
    browser.force_login(member)
    browser.post("/space/make/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    words = " ".join(make_words(browser))
    assert ask(Client(), words, name="maren  of the north").status_code == 303
    assert ask(Client(), words, name="maren of the north").status_code == 422


def test_a_name_is_kept_whole(guest: Client) -> None:
    """allauth cuts names at 64 characters after making them small, which made some longer."""
    name = "İ" * 64
    assert join(name).status_code == 303
    assert can_sign_in(name, PASSWORD)
    assert can_sign_in("b" * 200, PASSWORD) is False
    assert join("b" * 200).status_code == 303
    assert can_sign_in("B" * 200, PASSWORD)
    assert "at most 200 characters" in join("b" * 201).content.decode()
