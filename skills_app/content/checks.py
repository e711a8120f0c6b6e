"""Broken content stops `manage.py check`, with one error for each thing to mend.

What a language cannot be checked for, having no rules of that kind, is said and stops nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from skills_app.content.loading import load_library
from skills_app.library import ContentError

HOW_TO_FILL_A_GAP = "Copy the file of this name from en, and write the words of the language in it."


def check_content(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Read every language folder afresh."""
    root = Path(settings.CONTENT_LIBRARY)
    try:
        languages = sorted(path.name for path in root.iterdir() if path.is_dir())
    except OSError:
        languages = []
    if not languages:
        return [
            Error(
                f"There is no content in {root}.",
                hint="Put the library folder back, or correct CONTENT_LIBRARY.",
                id="content.E002",
            )
        ]
    messages: list[CheckMessage] = []
    for lang in languages:
        try:
            messages.extend(
                Info(gap, hint=HOW_TO_FILL_A_GAP, id="content.I001")
                for gap in load_library(root, lang).unchecked
            )
        except ContentError as error:
            messages.extend(
                Error(
                    f"{problem.path}:{problem.line}: {problem.wrong}",
                    hint=problem.remedy,
                    id="content.E001",
                )
                for problem in error.problems
            )
    return messages
