"""A lost sign-in, brought back by the twelve words; and an answer that tells nobody anything."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills_app.account import recovery
from skills_app.account.models import User
from skills_app.vault.models import Slot, Unlock, Vault
from skills_app.vault.unlocking.opening import offer_recovery_words
from tests.people import PASSPHRASE, PASSWORD
from tests.space.test_space import make_words

pytestmark = pytest.mark.django_db
NEW = "a new sign-in password"


@pytest.fixture
def words(alice_with_space: Client) -> str:
    return " ".join(make_words(alice_with_space))


def ask(client: Client, words: str, name: str = "alice", password: str = NEW) -> Any:
    fields = {"name": name, "words": words, "password": password}
    return client.post("/account/recover/", fields)


def can_sign_in(name: str, password: str) -> bool:
    client = Client()
    client.post("/account/in/", {"login": name, "password": password})
    return client.get("/account/").status_code == 200


def other_words() -> str:
    return " ".join(offer_recovery_words())


def test_name_words_and_a_new_password_sign_in(guest: Client, words: str) -> None:
    shown = ", ".join(f"{n}. {word.upper()}" for n, word in enumerate(words.split(), 1))
    answer = ask(guest, shown, name="  ALICE ")
    assert answer.headers["Location"] == "/space/"
    page = guest.get("/space/").content.decode()
    assert "your new password works from now on" in page
    assert "Your space is locked" in page
    assert can_sign_in("alice", NEW)
    assert not can_sign_in("alice", PASSWORD)


def test_every_open_space_is_locked_and_every_other_session_is_over(
    guest: Client, words: str, alice_with_space: Client
) -> None:
    assert Unlock.objects.count() == 1
    ask(guest, words)
    assert not Unlock.objects.exists()
    assert alice_with_space.get("/account/").status_code == 302


def test_someone_who_keeps_trying_passphrases_does_not_stand_in_the_way(
    guest: Client, words: str, alice: User
) -> None:
    guesser = Client()
    guesser.force_login(alice)
    for _ in range(6):
        answer = guesser.post("/space/open/", {"passphrase": "a guess at it"})
    assert answer.status_code == 429
    assert ask(guest, words).headers["Location"] == "/space/"
    assert can_sign_in("alice", NEW)
    assert guesser.get("/account/").status_code == 302, "and is out from then on"
    assert Vault.objects.get().next_try_at is None, "and what they made others wait is over"


def test_the_words_go_on_working(guest: Client, words: str) -> None:
    ask(guest, words)
    fields = {"words": words, "passphrase": "a kite over the slow river"}
    fields["again"] = fields["passphrase"]
    assert guest.post("/space/recover/", fields).headers["Location"] == "/space/"
    assert ask(Client(), words, password="yet another grey heron").status_code == 303


def answers(words: str, bob: User) -> dict[str, tuple[str, int]]:
    """What a page says, and how often it asks the database, for each thing that can be wrong."""
    found = {}
    User.objects.create_user("carol", PASSWORD)
    for about, name, typed in [
        ("wrong words", "alice", other_words()),
        ("an unknown name", "nobody", words),
        ("a name without a space", "bob", words),
        ("an unknown name and wrong words", "nobody at all", other_words()),
    ]:
        client = Client()
        client.get("/account/recover/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(client, typed, name=name)
        assert answer.status_code == 422
        page = re.sub(
            r'value="[^"]*"|<textarea.*?</textarea>', "", answer.content.decode(), flags=re.S
        )
        found[about] = (page, len(queries))
    return found


def test_whatever_is_wrong_the_answer_and_the_work_are_the_same(
    words: str, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []
    real = recovery.sign_in_hash
    monkeypatch.setattr(recovery, "sign_in_hash", lambda e: hashed.append(len(e)) or real(e))
    found = answers(words, bob)
    assert len(set(found.values())) == 1, {name: count for name, (_, count) in found.items()}
    assert hashed == [16] * len(found)
    (page, _) = next(iter(found.values()))
    assert "That name and those words do not fit together. Nothing is locked." in page
    assert not can_sign_in("alice", NEW)


@pytest.mark.parametrize("name", ["alice", "nobody"])
def test_nobody_who_tries_words_makes_anyone_wait(guest: Client, words: str, name: str) -> None:
    """Nobody guesses 128 bits, so a wait would only be something to hold."""
    for _ in range(20):
        answer = ask(Client(), other_words(), name=name)
        assert answer.status_code == 422
        assert "You can try again." in answer.content.decode()
    assert ask(guest, words).status_code == 303


@pytest.mark.parametrize("name", ["alice", "nobody"])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("abandon " * 11, "These are 11 words. There are 12."),
        ("abandon", "This is 1 word. There are 12."),
        (
            "abandon " * 2 + "lanern " + "abandon " * 9,
            "Word number 3, “lanern”, is not on the list.",
        ),
        ("zoo " * 12, "together they can not be right"),
    ],
)
def test_words_that_can_be_nobodys_are_said_to_be_so_for_any_name(
    guest: Client, words: str, name: str, typed: str, says: str
) -> None:
    answer = ask(guest, typed, name=name)
    assert answer.status_code == 422
    page = answer.content.decode()
    marked = '<strong translate="no" class="notranslate">'
    assert says in page.replace(marked, "").replace("</strong>", "")
    assert f"{marked}lanern</strong>" in page or "lanern" not in typed
    assert "Nothing was tried yet." in page
    assert "do not fit together" not in page


def test_a_password_that_will_not_do_is_explained_before_the_words_are_looked_at(
    guest: Client, words: str
) -> None:
    for name in ("alice", "nobody"):
        answer = ask(guest, words, name=name, password="short")
        assert answer.status_code == 422
        assert "at least 10 characters" in answer.content.decode()
        assert words in answer.content.decode(), "what was typed is still there"


def test_the_passphrase_is_refused_as_the_new_password(guest: Client, words: str) -> None:
    answer = ask(guest, words, password=PASSPHRASE)
    assert "passphrase of your private space" in answer.content.decode()
    assert can_sign_in("alice", PASSWORD)


def test_words_that_were_replaced_or_removed_bring_nothing_back(
    guest: Client, words: str, alice_with_space: Client
) -> None:
    alice_with_space.post("/space/words/remove/", {"passphrase": PASSPHRASE})
    assert ask(guest, words).status_code == 422
    make_words(alice_with_space, passphrase=PASSPHRASE)
    assert ask(guest, words).status_code == 422


def test_a_closed_account_is_not_brought_back(guest: Client, words: str) -> None:
    User.objects.update(is_active=False)
    assert ask(guest, words).status_code == 422


def test_a_slot_of_zeros_lets_nobody_in(guest: Client, words: str) -> None:
    Slot.objects.filter(kind=2).update(sign_in_hash=bytes(32))
    assert ask(guest, other_words()).status_code == 422
    assert ask(guest, words).status_code == 422


def test_the_way_there_stands_on_the_sign_in_page(guest: Client) -> None:
    assert 'href="/account/recover/"' in guest.get("/account/in/").content.decode()
    page = guest.get("/account/recover/").content.decode()
    assert "Then nobody can bring the sign-in back" in page
