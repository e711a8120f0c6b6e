"""Stylesheet and script tags that name the collected file and pin its contents.

Subresource integrity makes a changed file fail to run instead of running changed.
"""

import base64
import hashlib
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

STYLESHEET = "css/all.css"


@cache
def pinned(path: str) -> tuple[str, str]:
    """The address of a collected file and its `sha384-…` integrity value.

    Raises:
        ImproperlyConfigured: the file was never collected.
    """
    try:
        address = staticfiles_storage.url(path)
        name = address.removeprefix(settings.STATIC_URL)
        with staticfiles_storage.open(name) as file:
            digest = hashlib.sha384(file.read()).digest()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"The file “{path}” is not among the collected static files."
            " Run `manage.py collectstatic --noinput`, and check the name if it stays missing."
        ) from error
    return address, "sha384-" + base64.b64encode(digest).decode("ascii")


@register.simple_tag
def stylesheet() -> SafeString:
    """The one stylesheet, joined from all parts."""
    address, integrity = pinned(STYLESHEET)
    return format_html('<link rel="stylesheet" href="{}" integrity="{}">', address, integrity)


@register.simple_tag
def script(path: str, when: str = "defer") -> SafeString:
    """A script that never holds up the page.

    `when` is "defer" (in order, once the page is read) or "async" (the moment it arrives,
    without waiting for the stylesheet: what leaving needs on a slow line).
    """
    if when not in {"defer", "async"}:
        raise ValueError(f"A script runs “defer” or “async”, not “{when}”.")
    address, integrity = pinned(path)
    return format_html('<script src="{}" integrity="{}" {}></script>', address, integrity, when)


@register.simple_tag
def brings_later(path: str) -> SafeString:
    """Attributes of a part that needs this script, but not before someone does something."""
    address, integrity = pinned(path)
    return format_html('data-script-later="{}" data-integrity="{}"', address, integrity)


@register.simple_tag
def brings(path: str) -> SafeString:
    """Attributes that name a script a page needs; page.js fetches it once, pinned."""
    address, integrity = pinned(path)
    return format_html('data-script="{}" data-integrity="{}"', address, integrity)
