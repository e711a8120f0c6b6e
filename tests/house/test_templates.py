"""Rules every template keeps, whoever writes it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
FORM = re.compile(r"<form\b(?:[^>\"]|\"[^\"]*\"|\{%.*?%\})*>", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_form_says_where_it_goes_and_is_remembered_by_no_browser(path: Path) -> None:
    # The address bar stays at one address, so a form without `action` would go there.
    for form in FORM.findall(path.read_text()):
        assert "action=" in form, form
        assert 'autocomplete="off"' in form, form


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_nothing_is_written_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|<script(?![^>]*\bsrc=)", text)
    assert "js:" not in text
    assert not re.search(r'(?:href|src|action)="https?://', text)


def test_nothing_can_stand_in_front_of_the_way_out() -> None:
    """No modal window of any kind: the bar would be out of reach behind it."""
    scripts = sorted((Path(settings.BASE_DIR) / "static" / "js").glob("*.js"))
    for path in [*TEMPLATES, *scripts]:
        found = re.search(
            r"<dialog|popover|hx-confirm|hx-prompt|showModal|\b(?:alert|confirm|prompt)\(",
            path.read_text(),
        )
        assert not found, (path.name, found)
