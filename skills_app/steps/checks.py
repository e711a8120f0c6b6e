"""`manage.py check` asks that authors can read of each kind of step. No server waits for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from skills_app.steps.registry import KINDS, missing_in

GUIDE = Path("docs", "writing-content.md")


def check_guide(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Nothing to say where the program is installed without its docs."""
    path = Path(settings.BASE_DIR) / GUIDE
    page = path.read_text(encoding="utf-8") if path.exists() else None
    return [
        Warning(
            f"The kind of step “{name}” is not told to those who write content.",
            hint=f"Add a row for `{name}` with its keys to the table of kinds in {GUIDE}.",
            id="steps.W001",
        )
        for name in (missing_in(page, KINDS) if page is not None else ())
    ]
