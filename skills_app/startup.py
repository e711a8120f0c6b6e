"""Refuses to serve with a wrong server key or broken content.

A WSGI server does not run Django's system checks, so this does what must not be missed.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

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
    check_keys()
