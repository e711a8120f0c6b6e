"""`manage.py check` asks that each kind of document has the pages it names."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from skills_app.documents.kinds import KINDS, without_a_page


def check_pages(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The kind of document “{kind.name}” has no page: {wrong}",
            hint="`home` and `address` name addresses of its urls.py (docs/recipes.md).",
            id="documents.E001",
        )
        for kind in KINDS.values()
        if (wrong := without_a_page(kind))
    ]
