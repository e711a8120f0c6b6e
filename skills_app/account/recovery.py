"""The twelve words of a private space also bring back a lost sign-in.

Only a hash of what they spell is stored for that, and it opens nothing. An unknown name, a name
without words and wrong words all take the same steps and get the same answer.
"""

import hmac
from typing import Final

from skills_app.account.models import User
from skills_app.vault.keyslots import secret_from_words
from skills_app.vault.models import Slot
from skills_app.vault.server_keys import name_lookup
from skills_app.vault.slots import SlotKind, sign_in_hash
from skills_app.vault.waits import KeyRefused, forgive_tries, forgive_turns, group_of, take_a_turn

NOBODYS: Final = bytes(32)  # no hash is all zeros


def member_with_words(name: str, words: str) -> User:
    """The member of that name whose words these are.

    Each name has a growing wait of its own, nearly: 4,096 groups of names share theirs, so that
    the count tells nobody which names there are. Raises KeyRefused.
    """
    group = group_of(bytes.fromhex(name_lookup(name)))
    wait = take_a_turn(group)
    entropy = secret_from_words(words)
    found = (
        Slot.objects.filter(
            vault__user__username=name, vault__user__is_active=True, kind=SlotKind.RECOVERY
        )
        .values_list("vault_id", "vault__user_id", "sign_in_hash")
        .first()
    )
    vault_id, user_id, stored = found or (None, None, None)
    fits = hmac.compare_digest(sign_in_hash(entropy or bytes(16)), bytes(stored or NOBODYS))
    if entropy is None or vault_id is None or user_id is None or not fits:
        raise KeyRefused(wait)
    forgive_turns(group)
    # They are a key of the space, too. Someone who keeps trying others with the old password does
    # not stand in the way of a new one.
    forgive_tries(vault_id)
    return User.objects.get(pk=user_id)
