"""Whoever opens their space is told of tries with a wrong key, once and with what they can do."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from skills_app.account.models import User
from skills_app.vault.models import Vault
from tests.people import PASSPHRASE
from tests.space.test_space import make_words

pytestmark = pytest.mark.django_db
MARKED = '<strong translate="no" class="notranslate">'  # a browser's translation leaves it


def opened(client: Client) -> str:
    answer = client.post("/space/open/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 303
    page = client.get("/space/").content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def guess(member: User, times: int) -> None:
    client = Client()
    client.force_login(member)
    for number in range(times):
        client.post("/space/open/", {"passphrase": f"guess number {number}"})


def test_four_tries_from_elsewhere_are_told_with_the_two_things_to_do(
    alice: User, alice_with_space: Client
) -> None:
    alice_with_space.post("/space/lock/")
    guess(alice, 4)
    page = opened(alice_with_space)
    assert "There were 4 tries with a wrong key since you last opened it." in page
    assert "Before you opened it, there were 4 tries with a wrong key." in page
    home = alice_with_space.get("/space/").content.decode()
    assert 'href="/account/password/"' in home
    assert 'href="/space/renew/"' in home
    alice_with_space.post("/space/lock/")
    assert "wrong key" not in opened(alice_with_space), "said once"


def test_without_any_nothing_is_said(alice_with_space: Client) -> None:
    alice_with_space.post("/space/lock/")
    assert "wrong key" not in opened(alice_with_space)


def test_one_is_one(alice: User, alice_with_space: Client) -> None:
    alice_with_space.post("/space/lock/")
    guess(alice, 1)
    assert "There was one try with a wrong key" in opened(alice_with_space)


def test_tries_that_were_not_made_are_not_counted(alice: User, alice_with_space: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        guess(alice, 30)
    assert Vault.objects.get().wrong_keys == 5


def test_wrong_words_count_as_well(alice: User, alice_with_space: Client) -> None:
    make_words(alice_with_space)
    other = "abandon " * 11 + "about"
    fields = {"words": other, "passphrase": "a kite over the slow river"}
    answer = alice_with_space.post("/space/recover/", {**fields, "again": fields["passphrase"]})
    assert answer.status_code == 422
    alice_with_space.post("/space/lock/")
    assert "one try with a wrong key" in opened(alice_with_space)


def test_a_new_password_makes_no_false_alarm(alice_with_space: Client) -> None:
    from tests.people import PASSWORD

    new = "seven slow boats on a river"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert alice_with_space.post("/account/password/", fields).status_code == 303
    assert "wrong key" not in opened(alice_with_space)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("abandon " * 11, "These are 11 words. There are 12."),
        ("abandon " * 11 + "abuot", f"Is it “{MARKED}about</strong>”?"),
        ("zoo " * 12, "together they can not be right"),
    ],
)
def test_words_that_can_be_nobodys_use_up_no_try(
    alice_with_space: Client, words: str, says: str
) -> None:
    make_words(alice_with_space)
    before = Vault.objects.values().get()
    fields = {"words": words, "passphrase": "a kite over the slow river"}
    answer = alice_with_space.post("/space/recover/", {**fields, "again": fields["passphrase"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert words in page
    assert Vault.objects.values().get() == before


def test_guessing_at_the_password_with_new_passphrases_gets_no_answer(
    alice: User, alice_with_space: Client
) -> None:
    """Without a right key, nothing tells whether the new passphrase is the password."""
    from tests.people import PASSWORD

    said = set()
    for new in (PASSWORD, "a kite over the slow river"):
        fields = {"words": "abandon " * 11 + "about", "passphrase": new, "again": new}
        answer = alice_with_space.post("/space/recover/", fields)
        said.add("password you sign in with" in answer.content.decode())
    assert said == {False}
