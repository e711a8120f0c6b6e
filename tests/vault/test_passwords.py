import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from skills_app.account.models import User
from skills_app.vault.models import Vault
from skills_app.vault.passwords import NotThePassphrase
from tests.people import PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alices_words")]


def test_the_passphrase_is_refused_as_a_new_password(alice: User) -> None:
    with pytest.raises(ValidationError, match="passphrase of your private space"):
        validate_password(f" {PASSPHRASE}  ", alice)


def test_anything_else_is_not_refused_for_this_reason(alice: User, bob: User) -> None:
    check = NotThePassphrase()
    check.validate("another long password", alice)
    check.validate(PASSPHRASE, bob)
    check.validate(PASSPHRASE, None)
    check.validate(PASSPHRASE, User(username="not saved yet"))
    assert check.get_help_text()


def test_asking_is_no_way_to_guess(alice: User) -> None:
    for number in range(5):
        NotThePassphrase().validate(f"guess number {number}", alice)
    with pytest.raises(ValidationError, match="try again in 2 seconds"):
        NotThePassphrase().validate(PASSPHRASE, alice)
    assert Vault.objects.get(user=alice).wrong_keys == 5


def test_the_right_answer_forgives_the_tries(alice: User) -> None:
    NotThePassphrase().validate("one guess at it", alice)
    with pytest.raises(ValidationError):
        NotThePassphrase().validate(PASSPHRASE, alice)
    assert Vault.objects.get(user=alice).wrong_keys == 0
