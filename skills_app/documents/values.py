"""Small values in documents of any age, read without ever refusing one. Pure: no Django."""

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

Document = Mapping[str, Any]


def now() -> str:
    """UTC, ISO 8601, seconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def text_in(doc: Document, name: str) -> str:
    value = doc.get(name)
    return "" if value is None or isinstance(value, list | dict) else str(value)


def words_in(doc: Document, name: str) -> tuple[str, ...]:
    value = doc.get(name)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return ()
    return tuple(str(one) for one in value if one and not isinstance(one, list | dict))


def read_count(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def read_id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def short_id(value: UUID) -> str:
    """22 characters instead of 36: a document may list fifty of them."""
    return base64.urlsafe_b64encode(value.bytes).decode("ascii").rstrip("=")


def id_from_short(text: str) -> UUID | None:
    try:
        return UUID(bytes=base64.b64decode(text + "==", altchars=b"-_", validate=True))
    except ValueError:
        return None
