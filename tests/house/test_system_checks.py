"""What `make run` checks, checked here too: pytest and a WSGI server run no system checks."""

from io import StringIO

import pytest
from django.core.management import call_command

from skills_app.startup import refuse_unless_ready


@pytest.mark.django_db
def test_the_system_checks_find_nothing() -> None:
    call_command("check", fail_level="WARNING", stderr=StringIO())


@pytest.mark.django_db
def test_the_server_would_start() -> None:
    refuse_unless_ready()
