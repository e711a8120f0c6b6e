"""Whether the database can be asked, how long it is waited for, what its trouble is called.

This is the room's door: others import from here. Nothing in it knows a model, so that it can be
asked before there are any.
"""

from skills_app.vault.database.one_file import fold_in
from skills_app.vault.database.patience import (
    Waits,
    note_held,
    seconds,
    wait_at_most,
    waiting,
    waiting_at_most,
)
from skills_app.vault.database.standing import begin, come_back, serves, why_not
from skills_app.vault.database.trouble import (
    Trouble,
    all_is_well,
    is_trouble,
    remedy_for,
    tell_operator,
    unless_in_trouble,
)

__all__ = [
    "Trouble",
    "Waits",
    "all_is_well",
    "begin",
    "come_back",
    "fold_in",
    "is_trouble",
    "note_held",
    "remedy_for",
    "seconds",
    "serves",
    "tell_operator",
    "unless_in_trouble",
    "wait_at_most",
    "waiting",
    "waiting_at_most",
    "why_not",
]
