"""Private documents of every kind: read, kept, pinned, erased, brought back.

This is the room's door: others import from here. A feature says what its kinds are and shows them.
"""

from skills_app.documents.checks import check_pages
from skills_app.documents.drafts import (
    LOOKED_THROUGH,
    DraftKept,
    Unfinished,
    drafts_of,
    keep_draft,
    keep_last_words,
    settle,
)
from skills_app.documents.erase_pages import erase, ways_back
from skills_app.documents.erasing import let_go, let_go_on_opening, waiting, waiting_ids
from skills_app.documents.keeping import Hindrance, attempt, came_along, keep, onto, status_of, told
from skills_app.documents.kinds import Kind, hand_in
from skills_app.documents.leaving import fields_in, keep_what_was_typed
from skills_app.documents.lists import page_of, turning, turning_by
from skills_app.documents.pins import MOST_PINS, TooManyPins, pin, pinned, pinned_ids, unpin
from skills_app.documents.store import bring_back_earlier, everything, newest, read
from skills_app.documents.values import (
    id_from_short,
    now,
    read_count,
    read_id,
    short_id,
    text_in,
    words_in,
)
from skills_app.documents.versions import MOST_EARLIER, earlier_versions, read_earlier
from skills_app.space.doorway import (
    NOT_TRIED,
    OpenSpaceRequest,
    in_open_space,
    show_way_in,
    still_before_it,
)
from skills_app.vault.database import unless_in_trouble
from skills_app.vault.store import Damaged, Kept, OpenSpace, SpaceClosed, State, read_through
from skills_app.vault.unlocking import has_space, the_open_space

__all__ = [
    "LOOKED_THROUGH",
    "MOST_EARLIER",
    "MOST_PINS",
    "NOT_TRIED",
    "Damaged",
    "DraftKept",
    "Hindrance",
    "Kept",
    "Kind",
    "OpenSpace",
    "OpenSpaceRequest",
    "SpaceClosed",
    "State",
    "TooManyPins",
    "Unfinished",
    "attempt",
    "bring_back_earlier",
    "came_along",
    "check_pages",
    "drafts_of",
    "earlier_versions",
    "erase",
    "everything",
    "fields_in",
    "hand_in",
    "has_space",
    "id_from_short",
    "in_open_space",
    "keep",
    "keep_draft",
    "keep_last_words",
    "keep_what_was_typed",
    "let_go",
    "let_go_on_opening",
    "newest",
    "now",
    "onto",
    "page_of",
    "pin",
    "pinned",
    "pinned_ids",
    "read",
    "read_count",
    "read_earlier",
    "read_id",
    "read_through",
    "settle",
    "short_id",
    "show_way_in",
    "status_of",
    "still_before_it",
    "text_in",
    "the_open_space",
    "told",
    "turning",
    "turning_by",
    "unless_in_trouble",
    "unpin",
    "waiting",
    "waiting_ids",
    "ways_back",
    "words_in",
]
