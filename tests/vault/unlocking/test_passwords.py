import pytest
from django.core.exceptions import ValidationError

from skills_app.account.models import User
from skills_app.vault.models import Vault
from skills_app.vault.unlocking.opening import KeyRefused, NotYet
from skills_app.vault.unlocking.passwords import prove_password, refuse_the_passphrase
from tests.people import PASSPHRASE, PASSWORD
from tests.proving import prove
from tests.vault.browsers import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alices_words")]


def test_the_passphrase_is_refused_as_a_new_password(alice: User) -> None:
    with pytest.raises(ValidationError, match="passphrase of your private space"):
        refuse_the_passphrase(alice, f" {PASSPHRASE}  ")


def test_anything_else_is_not_refused_for_this_reason(alice: User, bob: User) -> None:
    refuse_the_passphrase(alice, "another long grey heron")
    refuse_the_passphrase(bob, PASSPHRASE)


def test_asking_is_no_way_to_guess(alice: User) -> None:
    """It takes turns like any other try; without a turn there is no answer, and no refusal."""
    for number in range(5):
        refuse_the_passphrase(alice, f"guess number {number}")
    refuse_the_passphrase(alice, PASSPHRASE)
    vault = Vault.objects.get(user=alice)
    assert (vault.tries, vault.wrong_keys) == (5, 0), "and nobody is told of their own doing"


def test_the_right_answer_forgives_the_tries(alice: User) -> None:
    refuse_the_passphrase(alice, "one guess at it")
    with pytest.raises(ValidationError):
        refuse_the_passphrase(alice, PASSPHRASE)
    assert Vault.objects.get(user=alice).tries == 0


def test_tries_at_the_password_are_each_sessions_own(alice: User) -> None:
    guesser, hers = Browser(alice), Browser(alice)
    for _ in range(5):
        with pytest.raises(KeyRefused):
            prove_password(guesser.request(), alice, "a guess")
    with pytest.raises(NotYet) as told:
        prove_password(guesser.request(), alice, PASSWORD)
    prove_password(hers.request(), alice, PASSWORD)
    request = guesser.request()
    request.POST = {"proof": prove(told.value.challenge)}
    prove_password(request, alice, PASSWORD)


def test_no_other_request_of_the_session_puts_an_older_count_back(alice: User) -> None:
    browser = Browser(alice)
    slow = browser.request()
    assert "anything" not in slow.session  # read before the guesses
    for _ in range(5):
        with pytest.raises(KeyRefused):
            prove_password(browser.request(), alice, "a guess")
    slow.session["anything"] = 1
    slow.session.save()
    with pytest.raises(NotYet):
        prove_password(browser.request(), alice, "a guess")
