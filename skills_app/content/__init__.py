"""The content library: text files in, frozen values out. Broken files are refused as a whole."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from skills_app.content.errors import ContentError
from skills_app.content.loading import load_library
from skills_app.content.shapes import Library

__all__ = ["ContentError", "library", "reset"]


@lru_cache(maxsize=8)
def _loaded(root: Path, lang: str) -> Library:
    return load_library(root, lang)


def library(lang: str = "en") -> Library:
    """The checked library of one language, read once. Raises ContentError when it is broken."""
    return _loaded(Path(settings.CONTENT_LIBRARY), lang)


def reset() -> None:
    """Forget what was read, so that the next call reads the files again."""
    _loaded.cache_clear()
