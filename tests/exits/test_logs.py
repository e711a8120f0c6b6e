"""Nothing about a person reaches the logs: who, from where, which page, or what was written."""

import io
import logging
import sys
from collections.abc import Iterator
from logging.config import DictConfigurator  # type: ignore[attr-defined]

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from skills_app.exits.logs import QuietFilter, describe, phrase, short

SECRET = "the blue gate at midnight"
TELLING = (SECRET, "/write/", "0d7f2c8e", "203.0.113.9", "2001:db8", "alice", "?", "q=")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """The console's own handler, as the settings make it, writing into memory."""
    stream = io.StringIO()
    configured = DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(stream)
    handler.addFilter(QuietFilter())
    handler.setFormatter(
        logging.Formatter(configured.config["formatters"]["plain"]["format"], style="{")
    )
    root = logging.getLogger()
    django = logging.getLogger("django")
    for logger in (root, django):
        logger.addHandler(handler)
    yield stream
    for logger in (root, django):
        logger.removeHandler(handler)


def assert_quiet(text: str) -> None:
    assert text
    for word in TELLING:
        assert word not in text


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_logged_without_its_address(
    guest: Client, logged: io.StringIO
) -> None:
    guest.get("/write/0d7f2c8e-1111-4222-8333-123456789abc/?q=alice", REMOTE_ADDR="203.0.113.9")
    guest.get("/nothing/alice/?q=1")

    assert "WARNING django.request: Not Found" in logged.getvalue()
    assert_quiet(logged.getvalue())


@pytest.mark.django_db
def test_a_refused_form_is_logged_without_its_reason_or_address(logged: io.StringIO) -> None:
    Client(enforce_csrf_checks=True).post(
        "/account/in/",
        {"login": "alice", "text": SECRET},
        headers={"Origin": "https://alice.example"},
    )

    assert "Forbidden" in logged.getvalue()
    assert_quiet(logged.getvalue())


def test_a_false_host_is_logged_by_its_kind_alone(guest: Client, logged: io.StringIO) -> None:
    assert guest.get("/", headers={"Host": "alice.example"}).status_code == 400

    assert "django.security.DisallowedHost: Bad Request" in logged.getvalue()
    assert_quiet(logged.getvalue())


def test_an_exception_leaves_its_type_and_its_place_but_no_words(logged: io.StringIO) -> None:
    def inner(written: str) -> None:
        raise ValueError(f"cannot read {written}")

    try:
        try:
            inner(SECRET)
        except ValueError as error:
            raise RuntimeError(f"alice wrote {SECRET}") from error
    except RuntimeError:
        logging.getLogger("django.request").error(
            "%s: %s",
            "Internal Server Error",
            "/write/0d7f2c8e/",
            exc_info=True,
            stack_info=True,
            extra={"status_code": 500, "request": RequestFactory().get("/write/?q=1")},
        )

    text = logged.getvalue()
    assert "Internal Server Error [RuntimeError at tests/exits/test_logs.py:" in text
    assert "; from ValueError at tests/exits/test_logs.py:" in text
    assert " inner" in text
    assert text.count("\n") == 1
    assert_quiet(text)


def test_our_own_messages_keep_their_words_but_not_their_values(logged: io.StringIO) -> None:
    logging.getLogger("skills_app.journal.store").warning("A draft of %s was skipped.", "alice")

    assert "skills_app.journal.store: A draft of %s was skipped." in logged.getvalue()
    assert_quiet(logged.getvalue())


@pytest.mark.parametrize(
    "message",
    [
        f"could not store '{SECRET}'",
        f"could not store “{SECRET}”",
        "no route /write/0d7f2c8e-1111-4222-8333-123456789abc/ here",
        "asked by 203.0.113.9",
        "asked by 2001:db8::17 twice",
        "asked https://site.example/write/?q=1",
        "mailed alice@site.example",
        "token 0d7f2c8e111142228333123456789abc",
    ],
)
def test_other_peoples_messages_lose_whatever_could_tell(logged: io.StringIO, message: str) -> None:
    logging.getLogger("some.library").error(message)

    assert "…" in logged.getvalue()
    assert_quiet(logged.getvalue())


def test_a_message_that_is_not_text_is_named_by_its_type(logged: io.StringIO) -> None:
    logging.getLogger("some.library").error(KeyError("alice"))

    assert "KeyError" in logged.getvalue()
    assert_quiet(logged.getvalue())


def test_nothing_handed_along_stays_on_the_record() -> None:
    record = logging.makeLogRecord(
        {"msg": "x %s", "args": (SECRET,), "request": object(), "user": "alice", "status_code": 599}
    )

    assert QuietFilter().filter(record)
    assert record.getMessage() == "Answered 599"
    assert not {"request", "user", "status_code"} & set(vars(record))


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert describe(None) == ""
    assert describe(ValueError(SECRET)) == "ValueError at an unknown place"
    assert short(r"C:\app\skills_app\vault\kept.py") == "skills_app/vault/kept.py"
    assert phrase(404) == "Not Found"


def test_errors_that_cause_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first

    assert describe(first).count("at an unknown place") == 2


def test_the_console_uses_the_filter() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["quiet"]
    assert settings.LOGGING["filters"]["quiet"]["()"] == "skills_app.exits.logs.QuietFilter"
    assert sys.flags.dev_mode is False
