"""What people in tests know by heart, and whether that lets them in."""

import pytest

PASSWORD = "a long enough sign-in password"
PASSPHRASE = "amber lantern under the quiet bridge"


def quick_key_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest allowed cost, so that a test that asks for nothing else is quick."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from skills_app.vault.crypto import slots

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
    monkeypatch.setattr(slots, "COST", slots.Cost(memory_kib=8 * 1024, passes=1))


def bring_back_sign_in(name: str, words: str) -> bool:
    """Whether these words bring back the sign-in of that name."""
    from skills_app.account.recovery import member_with_words
    from skills_app.vault.unlocking.throttle import KeyRefused

    try:
        member_with_words(name, words)
    except KeyRefused:
        return False
    return True
