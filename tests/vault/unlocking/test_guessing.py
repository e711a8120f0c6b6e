"""What is guessed among the first is refused kindly, with a made one to take instead."""

import random
import re
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from skills_app.account.models import User
from skills_app.vault.crypto.wordlists import generate_passphrase
from skills_app.vault.models import Vault
from skills_app.vault.unlocking.guessing import NotEasilyGuessed, is_easily_guessed, names_of
from skills_app.vault.unlocking.opening import make_space, open_space
from tests.people import PASSPHRASE, PASSWORD
from tests.vault.browsers import Browser

WEAK = [
    "password1234",
    "iloveyou1234",
    "123456789012",
    "qwertyuiop12",
    "asdfghjkl;'asdf",
    "aaaaaaaaaaaaaaaa",
    "abababab abababab",
    "abcabcabcabc",
    "letmeinletmein",
    "football1987",
    "Passw0rd12!!",
    "password" * 12,
    "1234567890" * 9,
    " password1234 ",
    "ｐａｓｓｗｏｒｄ１２３４",
    "contraseña123",
    "йцукенгшщзхъ",
    "Йцукен123456",
    "пароль123456",
    "correct horse battery staple",
    "CorrectHorseBatteryStaple1",
    "to be or not to be",
    "this is my password",
    "my secret passphrase",
    "let me in please",
    "Anna is my name",
    "Jessica Smith 1994",
    "anna maria 1987",
    "open the door",
]


@pytest.mark.parametrize("secret", WEAK)
def test_common_ones_runs_rows_and_repeats_are_easy(secret: str) -> None:
    assert is_easily_guessed(secret)


@pytest.mark.parametrize(
    "secret",
    [
        PASSPHRASE,
        PASSWORD,
        "a kite over the slow river",
        "river lantern quiet",
        "purple monkey dishwasher",
        "neun leise Boote am vierten Steg",
        "зелёный чайник под мостом",
        "静かな川の上の凧と四番目の桟橋",
        "xK9#mQ2vL8pw",
        "password password and nine herons over a slow estuary",
    ],
)
def test_what_is_hard_is_let_through(secret: str) -> None:
    assert not is_easily_guessed(secret)


def test_made_ones_of_five_and_six_words_are_never_refused() -> None:
    for _ in range(20):
        words = generate_passphrase().split()
        assert not is_easily_guessed(" ".join(words))
        assert not is_easily_guessed(" ".join(words[:5]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "secret",
    [
        "maren of the north",
        "Maren of the North 1987",
        "1987maren of the NORTH!",
        "maren of the north12",
    ],
)
def test_the_members_own_name_is_easy_though_nobody_can_read_it(secret: str) -> None:
    member = User.objects.create_user("maren of the north", PASSWORD)
    loaded = User.objects.get(pk=member.pk)
    assert is_easily_guessed(secret, names_of(loaded))
    assert is_easily_guessed(secret, names_of(User(username="Maren of the North"))), "while joining"
    assert not is_easily_guessed(f"{secret} and nine herons", names_of(loaded))


def test_whatever_is_typed_takes_little_time() -> None:
    chance = random.Random(7)
    signs = "4@8({[<369|!1$5+7%2abcdefgz"
    texts = [
        "".join(chance.choice(signs) for _ in range(2_000)),
        "@({[<|!$+%4836915072" * 100,
        "a" * 2_000,
        "ab" * 1_000,
        "a" + "\u0300\u0316" * 1_000,
        "1 " * 1_000,
        "ﷺ" * 2_000,
    ]
    is_easily_guessed("loads the lists")
    for text in texts:
        before = time.process_time()
        is_easily_guessed(text, frozenset({"nobody"}))
        assert time.process_time() - before < 1, text[:20]


def test_the_lists_are_not_loaded_before_they_are_needed() -> None:
    code = (
        "import django, sys; django.setup(); import config.urls;"
        "import skills_app.vault.unlocking.opening;"
        "assert 'zxcvbn' not in sys.modules"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    import os

    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_no_name_or_secret_stays_with_the_estimator() -> None:
    from zxcvbn import matching

    is_easily_guessed("heronfriend and more", frozenset({"nobody"}))
    assert not matching.RANKED_DICTIONARIES.get("user_inputs")


@pytest.mark.django_db
def test_a_weak_passphrase_is_refused_with_a_made_one_and_one_that_is_in_use_still_opens(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skills_app.vault.unlocking.keyslots.is_easily_guessed", lambda *_: False)
    make_space(alice, "password1234")
    monkeypatch.undo()
    assert open_space(Browser(alice).request(), "password1234")
    Vault.objects.all().delete()
    client = Client()
    client.force_login(alice)
    weak = {"passphrase": "password1234", "again": "password1234"}
    answer = client.post("/space/make/", weak)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "easy to guess" in page
    made = r'take these: <strong translate="no" class="notranslate">(\w+ ){5}\w+</strong>'
    assert len(re.findall(made, page)) == 2, "above the form, and at its field"
    door = client.post("/write/new/", {"text": "x", "new_passphrase": "password1234"})
    assert re.search(made, door.content.decode())
    assert not Vault.objects.exists()


def test_the_made_one_is_said_at_once() -> None:
    with pytest.raises(ValidationError) as refusal:
        NotEasilyGuessed().validate("password1234")
    (said,) = refusal.value.messages
    marked = re.fullmatch(r'.*: <strong translate="no" class="notranslate">(.*)</strong>', said)
    assert marked
    words = marked[1]
    assert len(words.split()) == 6
    assert NotEasilyGuessed().get_help_text()
    NotEasilyGuessed().validate(words)
