"""The content library: text files in, frozen values out. Broken files are refused as a whole."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from skills_app.content.errors import ContentError
from skills_app.content.loading import FIRST_LANGUAGE, load_library
from skills_app.content.shapes import Library

__all__ = ["ContentError", "languages", "library", "reset"]


@lru_cache(maxsize=8)
def _loaded(root: Path, lang: str) -> Library:
    return load_library(root, lang)


def library(lang: str = "") -> Library:
    """The checked library of one language, read once; without `lang`, the reader's.

    Raises: ContentError when it is broken.
    """
    root = Path(settings.CONTENT_LIBRARY)
    return _loaded(root, lang or _language_of_the_reader(root))


def _language_of_the_reader(root: Path) -> str:
    """The active language where there is a folder for it, else the first."""
    active = (get_language() or FIRST_LANGUAGE).partition("-")[0]
    return active if active in languages(root) else FIRST_LANGUAGE


@lru_cache(maxsize=8)
def languages(root: Path) -> frozenset[str]:
    """The languages that have a folder, whole or in part."""
    return frozenset(path.name for path in root.iterdir() if path.is_dir())


def reset() -> None:
    """Forget what was read, so that the next call reads the files again."""
    _loaded.cache_clear()
    languages.cache_clear()
