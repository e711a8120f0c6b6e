"""The twelve words of a private space also bring back a lost sign-in.

Only a hash of what they spell is stored for that, and it opens nothing. An unknown name, a name
without words and wrong words all take the same steps and get the same answer.
"""

import hmac
from typing import Final

from skills_app.account.models import StoredName, User
from skills_app.vault.models import Slot
from skills_app.vault.server_keys.keys import name_lookups
from skills_app.vault.unlocking import KeyRefused, SlotKind, secret_from_words, sign_in_hash

NOBODYS: Final = bytes(32)  # no hash is all zeros


def member_with_words(name: str, words: str) -> User:
    """The member of that name whose words these are.

    There is no wait: nobody guesses 128 bits, and a wait is something that others could hold.
    Raises KeyRefused.
    """
    entropy = secret_from_words(words)
    names = [StoredName(one) for one in name_lookups(name)]
    slots = Slot.objects.filter(
        vault__user__username__in=names, vault__user__is_active=True, kind=SlotKind.RECOVERY
    ).values_list("vault__user_id", "sign_in_hash")
    spelt = sign_in_hash(entropy or bytes(16))
    fitting = [
        user_id for user_id, stored in slots if hmac.compare_digest(spelt, bytes(stored or NOBODYS))
    ]
    if entropy is None or not fitting:
        raise KeyRefused
    return User.objects.get(pk=fitting[0])
