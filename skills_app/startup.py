"""Refuses to serve with a wrong server key, broken content or an unprepared database.

A WSGI server does not run Django's system checks, so this does what must not be missed.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from skills_app.content import languages, library
from skills_app.content.errors import ContentError
from skills_app.vault.canary import check_keys


def refuse_unless_ready() -> None:
    """Raises: ImproperlyConfigured, saying what is wrong and what to do."""
    try:
        for language in sorted(languages(Path(settings.CONTENT_LIBRARY))):
            library(language)
    except ContentError as error:
        raise ImproperlyConfigured(str(error)) from error
    try:
        check_keys()
        behind = MigrationExecutor(connection).migration_plan(
            MigrationExecutor(connection).loader.graph.leaf_nodes()
        )
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The database cannot be used ({first_line_of(error)}). At a first start, run:"
            " manage.py prepare. Otherwise look whether it is there and whether this user may"
            " read and write it."
        ) from error
    if behind:
        raise ImproperlyConfigured("The database is older than the program. Run: manage.py prepare")
    if not Path(settings.STATIC_ROOT, "staticfiles.json").is_file():
        raise ImproperlyConfigured("No static files are gathered. Run: manage.py prepare")


def first_line_of(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
