"""Readers for environment variables that refuse a bad value in plain words."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def env_text(name: str, default: str, *, longest: int = 200) -> str:
    """One line of text; empty counts as not given."""
    value = os.environ.get(name, "").strip() or default
    if len(value) > longest or any(ord(c) < 32 for c in value):
        raise ImproperlyConfigured(f"{name} must be one line of at most {longest} characters.")
    return value


def env_flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Write 1 for yes or 0 for no.")


def env_whole_number(name: str, default: int, *, least: int, most: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    if not is_number or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Write a whole number from {least} to {most}."
        )
    return int(value)


def env_list(name: str, default: list[str]) -> list[str]:
    """Values separated by commas or white space."""
    values = os.environ.get(name, "").replace(",", " ").split()
    return values or default


def env_folder(name: str, default: Path) -> Path:
    """A folder, made with mode 0700 when it is not there yet."""
    folder = Path(os.environ.get(name, "").strip() or default).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is “{folder}”, and that folder cannot be made or used"
            f" ({error.strerror}). Choose a folder this user may write to."
        ) from error
    return folder


def env_web_addresses(name: str, default: list[str]) -> list[str]:
    """Whole http(s) addresses, such as the pages people may leave to."""
    addresses = env_list(name, default)
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name} holds “{address}”, which is not a whole web address."
                " Write each one like https://www.example.org/ with a space between."
            )
        if set(address) & set("\"';<>\\"):
            raise ImproperlyConfigured(
                f"{name} holds “{address}”, which has a quote, semicolon or bracket in it."
            )
    return addresses


def env_database(name: str, default: dict[str, Any]) -> dict[str, Any]:
    """A PostgreSQL address such as postgres://user:password@host:5432/name, or the default."""
    address = os.environ.get(name, "").strip()
    if not address:
        return default
    if urlsplit(address).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} is not the address of a PostgreSQL database. Write it like"
            " postgres://user:password@host:5432/name, or leave it out to use SQLite."
        )
    return dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
