import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from skills_app.content.rendering import render_light

TAGS = re.compile(r"</?(p|ul|ol|li|strong|em)>|<br>|<ol start=\"\d{1,9}\">")


def test_paragraphs_lists_strong_and_emphasis_are_shown() -> None:
    html = render_light("One **two** *three*.\n\n- four\n- five")
    assert "<p>One <strong>two</strong> <em>three</em>.</p>" in html
    assert "<li>four</li>" in html


@pytest.mark.parametrize(
    "text",
    [
        "He said d*mn and h*ll.",
        "A**ault, d**n and h**l.",
        "Two d***n words, b***y ones.",
        "2*3*4 and 5**6**7",
    ],
)
def test_a_word_with_stars_for_letters_stays_as_it_was_typed(text: str) -> None:
    assert render_light(text) == f"<p>{text}</p>\n"


def test_emphasis_next_to_such_a_word_still_works() -> None:
    assert render_light("*d*mn* **so**") == "<p><em>d*mn</em> <strong>so</strong></p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a link](javascript:alert(1))",
        "<https://example.org>",
        "![a picture](https://example.org/x.png)",
        "[a]: javascript:alert(1)\n\n[a]",
        "# heading",
        "```\ncode\n```",
        "&lt;b&gt;",
    ],
)
def test_nothing_else_becomes_html(text: str) -> None:
    html = render_light(text)
    assert "<" not in TAGS.sub("", html)
    assert "href" not in html or "&" not in text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_gives_only_the_known_tags(text: str) -> None:
    assert "<" not in TAGS.sub("", render_light(text))


@given(st.text(alphabet="-*_<>&[]()!`#1. \n\tab\"'", max_size=200))
def test_any_heap_of_marks_gives_only_the_known_tags(text: str) -> None:
    assert "<" not in TAGS.sub("", render_light(text))


def test_the_filter_gives_the_same_in_a_template() -> None:
    page = Template("{% load light_text %}{{ text|light }}")
    shown = page.render(Context({"text": "**Here** & <b>now</b>"}))
    assert shown.strip() == "<p><strong>Here</strong> &amp; &lt;b&gt;now&lt;/b&gt;</p>"
