"""Erasing an account: what opens the private space goes first, then everything else."""

from skills_app.account.models import User
from skills_app.vault.unlocking import end_sessions_of, erase_space


def erase_account(user: User) -> None:
    """Nothing of the member is left in the database, and the name is free again.

    Broken off half-way, the account is still there, its space opens no more, and erasing it
    again finishes the work.
    """
    erase_space(user)
    end_sessions_of(str(user.pk))
    user.delete()
