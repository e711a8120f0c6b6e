"""Every feature's models, gathered so that the app has one migration history."""

from skills_app.account.models import User
from skills_app.preferences.models import Profile
from skills_app.vault.models import (
    Canary,
    Record,
    Slot,
    SpentProof,
    StoredSession,
    TryCount,
    Unlock,
    Vault,
)

__all__ = [
    "Canary",
    "Profile",
    "Record",
    "Slot",
    "SpentProof",
    "StoredSession",
    "TryCount",
    "Unlock",
    "User",
    "Vault",
]
