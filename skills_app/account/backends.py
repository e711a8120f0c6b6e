"""Signing in by name and password, in whatever form either is typed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from skills_app.account.models import User
from skills_app.vault.crypto import spellings_of_secret


class MemberBackend(ModelBackend):
    """An unknown name takes the same time as a wrong password, whatever was typed."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        members = User.objects.named(username)
        for member in members:
            if member.check_password(password) and self.user_can_authenticate(member):
                return member
        if not members:
            for spelling in spellings_of_secret(password):
                make_password(spelling)
        return None
