"""The checked library of each language, read once."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from skills_app.content.loading import TOP_FILES, load_library
from skills_app.library import FIRST_LANGUAGE, Library


@lru_cache(maxsize=8)
def _loaded(root: Path, lang: str) -> Library:
    return load_library(root, lang)


def library(lang: str = "") -> Library:
    """The checked library of one language, read once; without `lang`, the reader's.

    Raises: ContentError when it is broken.
    """
    root = Path(settings.CONTENT_LIBRARY)
    wanted = lang or (get_language() or FIRST_LANGUAGE).partition("-")[0]
    return _loaded(root, wanted) if lang or wanted in languages(root) else _lent_whole(root)


@lru_cache(maxsize=8)
def _lent_whole(root: Path) -> Library:
    """The first language's library, for a language that has no folder yet: all is borrowed."""
    first = _loaded(root, FIRST_LANGUAGE)
    files = {*TOP_FILES, *first.files_of("modules"), *first.files_of("tools")}
    return replace(first, borrowed=frozenset(files))


@lru_cache(maxsize=8)
def languages(root: Path) -> frozenset[str]:
    """The languages that have a folder, whole or in part."""
    return frozenset(path.name for path in root.iterdir() if path.is_dir())


def reset() -> None:
    """Forget what was read, so that the next call reads the files again."""
    _loaded.cache_clear()
    _lent_whole.cache_clear()
    languages.cache_clear()
