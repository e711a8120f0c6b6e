"""Django's Argon2 password hasher, behind the gate. It checks what Django's own made, too."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from skills_app.vault.crypto import gate


class GatedArgon2PasswordHasher(Argon2PasswordHasher):
    """Whatever hashes or checks a sign-in password may raise GateFull.

    One thread a hash, as for the vault's own keys: Django's eight would fill every core at once.
    """

    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return gate.through(lambda: Argon2PasswordHasher.encode(self, password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        return gate.through(lambda: Argon2PasswordHasher.verify(self, password, encoded))
