"""Rules every template keeps, whoever writes it."""

import ast
import re
from collections.abc import Iterator
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
    scripts = sorted((Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"))
    for path in [*TEMPLATES, *scripts]:
        found = re.search(
            r"<dialog|popover|hx-confirm|hx-prompt|showModal|\b(?:alert|confirm|prompt)\(",
            path.read_text(),
        )
        assert not found, (path.name, found)


FOR_AUTHORS = "preview"  # looked at by those who write the English files, and by nobody else
TRANSLATED = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.DOTALL)
NOT_SHOWN = re.compile(r"\{% comment.*?endcomment %\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL)
READ_OUT = re.compile(r'\s(?:aria-label|placeholder|title|alt|abbr|data-[\w-]+)="([^"]*)"')
TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path.parent.name != FOR_AUTHORS],
    ids=lambda path: str(path.relative_to(FOLDER)),
)
def test_every_word_to_read_is_marked_for_translation(path: Path) -> None:
    text = NOT_SHOWN.sub("", TRANSLATED.sub("", path.read_text()))
    said = [one for one in READ_OUT.findall(text) if re.search(r"[A-Z][a-z]+|[a-z] [a-z]", one)]
    assert re.findall(r"[A-Za-z]{2,}", TAG.sub(" ", text)) + said == []


def test_scripts_hold_nothing_to_read() -> None:
    """What they say is written into the page by its template, where it can be translated."""
    for path in sorted((Path(settings.BASE_DIR) / "static" / "js").rglob("*.js")):
        code = re.sub(r"/\*[\s\S]*?\*/|(?<!:)//.*", "", path.read_text())
        for pair in re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"", code):
            text = "".join(pair)
            sentence = re.search(r"[A-Z][a-z]+ [a-z]+|[a-z]\.$|…", text)
            assert not sentence, (path.name, text)


COUNTED = r"(?:seconds?|minutes?|days|times|count|n|most|stay|rest)"


def test_words_beside_a_number_bend_with_it() -> None:
    """Other languages have two, three or six forms where English has one and many."""
    for path in TEMPLATES:
        for block in TRANSLATED.findall(path.read_text()):
            if re.search(r"\{\{ " + COUNTED + r" \}\} [a-z]", block):
                assert re.match(r"\{% blocktranslate (trimmed )?count ", block), (path.name, block)
    for name, message in messages_of_one_form():
        assert not re.search(r"%\((?:count|n|days|minutes)\)[ds] [a-z]", message), (name, message)


def messages_of_one_form() -> Iterator[tuple[str, str]]:
    """What the code says by gettext, with one form for every number."""
    for path in sorted((Path(settings.BASE_DIR) / "skills_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = (
                node.func.id
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                else ""
            )
            if name in ("_", "_now", "gettext", "gettext_lazy"):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield path.name, part.value
