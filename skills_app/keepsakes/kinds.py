"""What is kept from the tools and skills: scripts, plans and pages, all of one kind."""

from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills_app.documents import Kind
from skills_app.keepsakes.forms import KeepsakeForm
from skills_app.keepsakes.shapes import Keepsake

HOME: Final = "keep:list"


def keepsake_at(keepsake_id: UUID) -> str:
    return reverse("keep:show", args=[keepsake_id])


KEEPSAKE: Final = Kind(
    name="keepsake",
    read=Keepsake.from_kept,
    title=_("What you keep"),
    form=KeepsakeForm,
    home=HOME,
    address=keepsake_at,
    erased=_("That is erased."),
    gone=_("That is erased."),
    editor="keepsake",
    typed=Keepsake.from_typed,
    marked_once=True,
)
KINDS: Final = (KEEPSAKE,)
