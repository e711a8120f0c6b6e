"""What a new sign-in password must be: typeable again, and not the passphrase as well."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from skills_app.vault.crypto import GateFull, holds_unseen
from skills_app.vault.unlocking.keyslots import is_passphrase_of, unseen_words
from skills_app.vault.unlocking.proofs import proof_in
from skills_app.vault.unlocking.sessions import session_digest
from skills_app.vault.unlocking.throttle import (
    KeyRefused,
    at_session,
    forgive,
    give_back,
    take_a_try,
)


class NothingUnseen:
    """A password validator: refuses what nobody could type a second time."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """In its one spelling, which may be longer than any secret as it is typed."""
        if holds_unseen(" ".join(password.split())):
            raise ValidationError(unseen_words())

    def get_help_text(self) -> str:
        return unseen_words()


def prove_password(request: HttpRequest, member: AbstractBaseUser, password: str) -> None:
    """The sign-in password of who is signed in here, asked for once more. Raises KeyRefused.

    Tries are this session's alone: whoever else is trying anything elsewhere, the right password
    works here at once. Only someone with the same session has a part in its count. Raises NotYet.
    """
    place = at_session(session_digest(request.session.session_key or ""))
    taken = take_a_try(place, proof_in(request))
    try:
        matches = member.check_password(password)
    except GateFull:
        give_back(taken)
        raise
    if not matches:
        raise KeyRefused
    forgive(taken)


def refuse_the_passphrase(member: AbstractBaseUser, password: str) -> None:
    """Raises ValidationError when a new sign-in password opens the space of its member.

    Ask this last, when all else about the new password is right. Then each such question changes
    the password and ends every other session, and whoever asks to guess is soon noticed; it
    counts as a try at the passphrase besides. While others try the passphrase there is no answer,
    and a new password is let through without one: it is what puts them out.
    """
    if is_passphrase_of(member, password):
        raise ValidationError(
            _(
                "This is the passphrase of your private space. Another password keeps the"
                " space closed to someone who knows how you sign in."
            )
        )
