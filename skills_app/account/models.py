"""A member: a name nobody can read back, and a password. Nothing else is known."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.utils.translation import gettext_lazy as _

from skills_app.vault.crypto import one_secret, spellings_of_secret
from skills_app.vault.server_keys.keys import name_lookup, name_lookups


class StoredName(str):
    """A name as the database has it: a keyed fingerprint, not the name."""


class NameField(models.CharField):  # type: ignore[type-arg]  # not subscriptable when running
    """Keeps HMAC-SHA256(names key, the name's one spelling) in hex, never the name itself.

    Looking a name up works by exact match; listing or reading names back does not,
    for a thief and an operator alike.
    """

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, StoredName):
            return value
        return StoredName(name_lookup(str(value)))

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> StoredName | None:
        return None if value is None else StoredName(value)


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None) -> "User":
        user = self.model(username=username)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def named(self, name: str) -> list["User"]:
        """The member of that name; one who took it before white space in names was collapsed
        comes second, if there are both.
        """
        stored = name_lookups(name)
        found = self.filter(username__in=[StoredName(one) for one in stored])
        return sorted(found, key=lambda user: stored.index(user.username))


class User(AbstractBaseUser):
    """Has no e-mail, no first or last name, no joining date and no last sign-in."""

    last_login = None
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = NameField(
        _("Name"),
        max_length=64,
        unique=True,
        error_messages={"unique": _("That name is taken. You could add a word or a number to it.")},
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    objects = UserManager()

    def __str__(self) -> str:
        return "a member"

    def set_password(self, raw_password: str | None) -> None:
        """Keeps a hash of its one spelling. Raises TooLong over 2,000 characters."""
        super().set_password(None if raw_password is None else one_secret(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Its one spelling first, then as typed, so that hashes made before go on working.

        A second hash is made only when the two differ; over 2,000 characters, none.
        """
        spellings = spellings_of_secret(raw_password or "")
        return any(super(User, self).check_password(one) for one in spellings)
