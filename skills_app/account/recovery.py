"""The twelve words of a private space also bring back a lost sign-in.

Only a hash of what they spell is stored for that, and it opens nothing. An unknown name, a name
without words and wrong words all take the same steps and get the same answer.
"""

import hmac
from typing import Final

from skills_app.account.models import User
from skills_app.vault.keyslots import secret_from_words
from skills_app.vault.models import Slot
from skills_app.vault.slots import SlotKind, sign_in_hash
from skills_app.vault.waits import KeyRefused

NOBODYS: Final = bytes(32)  # no hash is all zeros


def member_with_words(name: str, words: str) -> User:
    """The member of that name whose words these are.

    There is no wait: nobody guesses 128 bits, and a wait is something that others could hold.
    Raises KeyRefused.
    """
    entropy = secret_from_words(words)
    found = (
        Slot.objects.filter(
            vault__user__username=name, vault__user__is_active=True, kind=SlotKind.RECOVERY
        )
        .values_list("vault__user_id", "sign_in_hash")
        .first()
    )
    user_id, stored = found or (None, None)
    fits = hmac.compare_digest(sign_in_hash(entropy or bytes(16)), bytes(stored or NOBODYS))
    if entropy is None or user_id is None or not fits:
        raise KeyRefused
    return User.objects.get(pk=user_id)
