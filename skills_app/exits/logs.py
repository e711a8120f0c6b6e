"""Logs say what went wrong and where in the code; never who, from where, or what was written."""

import logging
import re
import traceback
from http import HTTPStatus
from types import TracebackType

OURS = ("skills_app", "config")
PLAIN = frozenset(vars(logging.makeLogRecord({})))

# Whatever could be an address, a path, an id or a quoted value in somebody else's message.
TELLING = re.compile(
    r"""
      '[^'\n]*' | "[^"\n]*" | “[^”\n]*” | ‘[^’\n]*’     # quoted values
    | \bhttps?://\S+                                    # web addresses
    | \b[\w.+-]+@[\w.-]+                                # mail addresses
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                       # IPv4
    | (?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,}(?![\w:])   # IPv6
    | \b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b       # UUID
    | \b[0-9a-fA-F]{16,}\b                              # other long ids
    | [/?]\S*                                           # paths and query strings
    """,
    re.VERBOSE,
)
FRAMES = 4


class QuietFilter(logging.Filter):
    """Rewrites every record to what is safe to keep; lets all of them through."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "is_quiet", False):  # a second handler's turn
            return True
        message = quiet_message(record)
        if isinstance(record.exc_info, tuple):
            fault = describe(record.exc_info[1])
            if fault:
                message = f"{message} [{fault}]"
        record.msg = message
        record.args = ()
        record.exc_info = record.exc_text = record.stack_info = None
        for name in set(vars(record)) - PLAIN:
            delattr(record, name)  # request objects and whatever else was handed along
        record.is_quiet = True
        return True


def quiet_message(record: logging.LogRecord) -> str:
    status = getattr(record, "status_code", None)
    if isinstance(status, int):
        return phrase(status)
    if record.name.startswith("django.security"):
        return f"Refused: {record.name.rpartition('.')[2]}"
    # The words of the message, without the values that were to go into it.
    words = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    if record.name.partition(".")[0] in OURS:
        return words
    return TELLING.sub("…", words)


def phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Answered {status}"


def describe(error: BaseException | None) -> str:
    """The exception's type and where it came from, and the same for what caused it."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        parts.append(f"{type(error).__qualname__} at {places(error.__traceback__)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "; from ".join(parts)


def places(trace: TracebackType | None) -> str:
    """The innermost frames as `file:line function`, no source lines and no values."""
    frames = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(trace)
    ]
    shown = [f"{short(name)}:{line} {function}" for name, line, function in frames[-FRAMES:]]
    return " < ".join(reversed(shown)) or "an unknown place"


def short(filename: str) -> str:
    """The last three parts of a path: enough to find the file, nothing of the machine."""
    return "/".join(filename.replace("\\", "/").split("/")[-3:])
