"""Refuses to serve with a wrong server key, broken content or an unprepared database.

A WSGI server does not run Django's system checks, so this does what must not be missed. A database
that cannot be asked is no reason to refuse: help is served beside it (docs/decisions/028).
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from skills_app.content import ContentError, languages, library
from skills_app.vault.database import begin
from skills_app.vault.server_keys.canary import check_keys
from skills_app.vault.server_keys.keys import make_or_check_keys


def refuse_unless_ready() -> None:
    """Raises: ImproperlyConfigured, saying what is wrong and what to do."""
    try:
        for language in sorted(languages(Path(settings.CONTENT_LIBRARY))):
            library(language)
    except ContentError as error:
        raise ImproperlyConfigured(str(error)) from error
    if not Path(settings.STATIC_ROOT, "staticfiles.json").is_file():
        raise ImproperlyConfigured("No static files are gathered. Run: manage.py prepare")
    make_or_check_keys()  # missing or malformed, it is refused whatever the database does
    begin(prove_keys_and_tables)


def prove_keys_and_tables() -> None:
    """Raises: ImproperlyConfigured, or the database's own error when it cannot be asked."""
    check_keys()
    behind = MigrationExecutor(connection).migration_plan(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )
    if behind:
        raise ImproperlyConfigured("The database is older than the program. Run: manage.py prepare")
