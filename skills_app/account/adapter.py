"""The few places where allauth's ways are changed: no e-mail, nothing noted down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from skills_app.account.models import User
from skills_app.vault.server_keys.keys import name_lookup
from skills_app.vault.unlocking import (
    GateFull,
    KeyRefused,
    at_name,
    at_new_accounts,
    forgive,
    give_back,
    holds_unseen,
    one_name,
    one_secret,
    proof_in,
    prove_password,
    take_a_try,
    unseen_words,
)


class QuietAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "That name and password do not fit together. You can try again; nothing is locked."
        ),
        "incorrect_password": _("That is not the password. You can try again; nothing is locked."),
        "enter_current_password": _("That is not the password you have now. You can try again."),
        "username_taken": _("That name is taken. You could add a word or a number to it."),
        "username_blacklisted": _("That name can not be used. Another one will work."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no e-mail here, so nothing may ever be sent."""

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages say the member's name; the pages say what happened instead."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """One value for all: no reader's address is looked at or counted."""
        return "0.0.0.0"  # noqa: S104  (not an address to bind)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A new name can be typed again, and is nobody's in any spelling.

        allauth's own would hold it to the length of what is stored in its place.
        """
        if holds_unseen(one_name(username)):
            raise ValidationError(unseen_words())
        if not shallow and User.objects.named(username):
            raise self.validation_error("username_taken")
        return username

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Judges what will be compared: blanks around a word, say, make it no longer."""
        super().clean_password(one_secret(password), user)
        return password

    def save_user(
        self, request: HttpRequest, user: User, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        """allauth's own cuts a name to the length of what is stored in its place.

        Nor does it mind how many accounts are made. Raises NotYet.
        """
        user.username = form.cleaned_data["username"]
        taken = take_a_try(at_new_accounts(), proof_in(request))
        try:
            user.set_password(form.cleaned_data["password1"])
        except GateFull:
            give_back(taken)
            raise
        if commit:
            user.save()
        return user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Takes a turn at the name first, whether anyone has it or not. Raises NotYet."""
        fingerprint = bytes.fromhex(name_lookup(credentials.get("username", "")))
        taken = take_a_try(at_name(fingerprint), proof_in(request))
        try:
            user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        except GateFull:
            give_back(taken)
            raise
        if user is not None:
            forgive(taken)
        return user

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Checks the password itself: a member's name cannot be read back to sign in with."""
        try:
            prove_password(self.request, user, password)
        except KeyRefused:
            return False
        return True
