"""What a database that takes nothing just now is to be called."""

from typing import Literal

from django.db import OperationalError

Trouble = Literal["full", "busy", "damaged", "too_large"]


def trouble_of(error: OperationalError) -> Trouble:
    said = str(error).lower()
    return "full" if "full" in said or "no space left" in said else "busy"
