"""Readers for environment variables that refuse a bad value in plain words."""

import difflib
import os
import re
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
ASKED: set[str] = set()  # the names of all variables that were looked for
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def given(name: str) -> str:
    ASKED.add(name)
    return os.environ.get(name, "")


def refuse_unknown(prefix: str, *, besides: Iterable[str]) -> None:
    """Raises: ImproperlyConfigured, for a variable that begins so and that nothing looks for.

    A slip in its name would leave the default in force, and nobody would know.
    """
    known = ASKED.union(besides)
    for name in sorted(os.environ):
        if not name.startswith(prefix) or name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
        meant = f"If you meant {near[0]}, write that. " if near else ""
        raise ImproperlyConfigured(
            f"{name} is set, and there is no such setting. {meant}All settings there are stand in"
            " docs/operating.md."
        )


def env_text(name: str, default: str, *, longest: int = 200) -> str:
    """One line of text; empty counts as not given."""
    value = given(name).strip() or default
    if len(value) > longest or any(ord(c) < 32 for c in value):
        raise ImproperlyConfigured(f"{name} must be one line of at most {longest} characters.")
    return value


def env_flag(name: str, *, default: bool) -> bool:
    value = given(name).strip().lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Write 1 for yes or 0 for no.")


def env_whole_number(name: str, default: int, *, least: int, most: int) -> int:
    value = given(name).strip()
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
    text = given(name)
    values = text.replace(",", " ").split()
    if text.strip() and not values:
        raise ImproperlyConfigured(f"{name} is “{text}”, which names nothing.")
    return values or default


def env_hosts(name: str, default: list[str]) -> list[str]:
    """Names or numbers of hosts, as a browser asks for them, without anything around them."""
    hosts = env_list(name, default)
    for host in hosts:
        fault = fault_of_host(host)
        if fault:
            raise ImproperlyConfigured(
                f"{name} holds “{host}”, which {fault}. Write each name by itself, like"
                " your.host.example, with a space between."
            )
    return hosts


BAD_NUMBERS = "is not an address in numbers"
# What a name of a host holds in no case, and why not, in the order it is told in.
NO_HOST = (
    (re.compile(r"://"), "begins with a scheme"),
    (re.compile("/"), "has a path (the site is served at the top of its name, never below a path)"),
    (re.compile(r"\*|^\."), "stands for many names"),
    (re.compile("@"), "has a user’s name"),
    (re.compile(r"^(?!\[).*:.*:"), "is an IPv6 address without its brackets"),
    (
        re.compile(r"^(?!\[).*:"),
        "has a port (which has no place here: every port of that name is meant)",
    ),
    (
        re.compile(r"^(?!\[).*[^\x00-\x7f]"),
        "has letters that no browser sends (write the form that begins with xn--)",
    ),
)


def fault_of_host(host: str) -> str:
    """What is wrong with it, to go on after “which”; empty when nothing is."""
    found = next((fault for sign, fault in NO_HOST if sign.search(host)), "")
    if found:
        return found
    if host.startswith("[") or re.fullmatch(r"[\d.]+", host):
        return "" if is_in_numbers(host) else BAD_NUMBERS
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in host.split(".")):
        return "is not the name of a host"
    return ""


def is_in_numbers(host: str) -> bool:
    if host.startswith("["):
        return host.endswith("]") and is_address(host.strip("[]"), IPv6Address)
    return is_address(host, IPv4Address)


def is_address(text: str, kind: type[IPv4Address] | type[IPv6Address]) -> bool:
    try:
        kind(text)
    except AddressValueError:
        return False
    return True


def env_time_zone(name: str, default: str) -> str:
    """A time zone by the name that this machine knows it by."""
    value = env_text(name, default, longest=60)
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is “{value}”, and this machine knows no such time zone. Write a name like"
            " Europe/Dublin, or UTC."
        ) from error
    return value


def env_folder(name: str, default: Path) -> Path:
    """A folder, made with mode 0700 when it is not there yet."""
    folder = Path(given(name).strip() or default).expanduser().resolve()
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
        if not is_web_address(address):
            raise ImproperlyConfigured(
                f"{name} holds “{address}”, which is not a whole web address."
                " Write each one like https://www.example.org/ with a space between."
            )
        if set(address) & set("\"';<>\\"):
            raise ImproperlyConfigured(
                f"{name} holds “{address}”, which has a quote, semicolon or bracket in it."
            )
    return addresses


def is_web_address(address: str) -> bool:
    """Whether it is whole, and could stand in a header as it is."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    is_web = parts.scheme in {"http", "https"} and address.isascii() and address.isprintable()
    return is_web and bool(host) and not fault_of_host(host)


def env_database(name: str, default: dict[str, Any]) -> dict[str, Any]:
    """A PostgreSQL address such as postgres://user:password@host:5432/name, or the default."""
    address = given(name).strip()
    if not address:
        return default
    # Nothing of the address is repeated: it holds a password.
    refusal = ImproperlyConfigured(
        f"{name} is not the address of a PostgreSQL database. Write it like"
        " postgres://user:password@host:5432/name, or leave it out to use SQLite."
    )
    try:
        parts = urlsplit(address)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise refusal
        engine = "config.engines.postgresql"
        return dict(
            dj_database_url.parse(address, engine=engine, conn_max_age=60, conn_health_checks=True)
        )
    except ValueError:  # a port that is no number, a bracket left open
        raise refusal from None
