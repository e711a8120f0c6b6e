"""`make messages` gathers texts even before there is any translation, and says what it needs."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings

MAKE = shutil.which("make") or "make"


def asked(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """`make messages`, without setting anything up."""
    return subprocess.run(
        [MAKE, "--old-file", "setup", "messages", *words],
        cwd=settings.BASE_DIR,
        env={"PATH": path or "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_gettext_it_says_what_is_missing_and_touches_nothing(tmp_path: Path) -> None:
    answer = asked(path=str(tmp_path))
    assert answer.returncode != 0
    assert "This needs GNU gettext" in answer.stderr
    assert "manage.py" not in answer.stdout


def test_without_a_language_it_keeps_a_template_and_says_what_comes_next() -> None:
    told = asked("--dry-run").stdout
    assert "--keep-pot" in told
    assert "--all" in told
    assert "Next: make messages LOCALE=de" in told


def test_with_a_language_it_gathers_for_that_one() -> None:
    told = asked("--dry-run", "LOCALE=sv").stdout
    assert "--locale sv" in told
    assert "--all" not in told
    assert "locale/sv/LC_MESSAGES/django.po" in told
