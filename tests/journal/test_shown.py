"""What somebody typed is what they read: no year, sum or word becomes another one."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from skills_app.templatetags.journal_tags import writing
from tests.journal.spaces import kept_at, page_at

KINDS = ("free", "letter", "list", "three")
TAGS = re.compile(r"</?(?:p|ul|li|em|strong)>|<ul data-stars>")


class Read(HTMLParser):
    """The text of a page as a reader gets it, a new line for each block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("p", "li"):
            self.text += "\n"


def read(text: str, kind: str = "free") -> str:
    return Read(str(writing(text, kind))).text


def words_and_numbers(text: str) -> list[str]:
    """Figures keep the sign and the point that belong to them."""
    return re.findall(r"(?<!\S)[-+−]\s?\d[\d.,:/]*|\d[\d.,:/-]*\d|\w+", text)


AS_TYPED = [
    "2019. I was nine.\n2021. We moved.\n2026. Today.",
    "A paragraph.\n\n1986. The year it was.",
    "3. May\n4. May\n1. June",
    "1) first\n3) third",
    "1986.\n1987.",
    "24. December 2025 we met",
    "- 5 degrees\n- 7 degrees",
    "- 200 €\n- 50 €",
    "+ 3\n+ 4",
    "+44 20 7946 0000\n+49 30 1234",
    "* 1990\n* 1992",
    "- only one, said she",
    "- a\n  b\n  - c",
    "— Where were you?\n— Out.",
    "    four spaces\n        and eight\nin a poem  \nwith spaces behind",
    "\ttab\n\ttab",
    "# hashtag and #another\n## no heading",
    "Title\n=====\nand\n---\nmore",
    "* * *",
    "***",
    "---",
    "___",
    "_snake_case_ and __dunder__ and a ____ to fill in",
    "f*** this ***",
    "what the **** and *** you",
    "the *uck and the sh*t",
    "2*3*4 = 24, 2 *3* 4 = 24, 2 * 3 * 4, 5 **2",
    "terms* and conditions**\n*see below\n**there",
    "rm *.txt *.md",
    "*_* and *-* and :* and :*",
    "`code` and ``` fences",
    "```\n2019\n```",
    "> :( he said\n>> and I",
    "<https://example.org> and <b>this</b> <!-- that --> <3",
    "&copy; &amp;amp; &#65; &nbsp;",
    "\\* \\_ C:\\new\\*folder \\\\server",
    "[the words](that stay) ![and](these)",
    "[a]: that would vanish\n[a]",
    "[^1]: a note\n[^1]",
    "- [ ] to do\n- [x] done",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Term\n: what it means",
    "(c) (r) 1/2 -- ... 'quoted' \"so\"",
    "~~gone~~ ==marked== H~2~O x^2^",
    ":smile: :-) $x$ $$y$$",
    "line\u2028line\u2029line",
    "*\u00a0so* and * so*",
    "a\n\n\n\nb",
]


@pytest.mark.parametrize("text", AS_TYPED)
def test_plain_words_are_shown_as_they_were_typed(text: str) -> None:
    blocks = re.split(r"\n(?:[ \t]*\n)+", text)
    assert read(text).strip("\n") == "\n".join(blocks).strip("\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("I was **so** *very* glad.", "I was <strong>so</strong> <em>very</em> glad."),
        ("(*so*), “*so*”. *So!* *So*.", None),
        ("**so *very* much**", "<strong>so <em>very</em> much</strong>"),
        ("*so **very* much**", "<em>so **very</em> much**"),
        ("*one *two* three*", "*one <em>two</em> three*"),
        ("*In 2019*, **1986** it was", "<em>In 2019</em>, <strong>1986</strong> it was"),
        ("*é* *नमस्ते* *私* *🙂*", "<em>é</em> <em>नमस्ते</em> <em>私</em> <em>🙂</em>"),
        ("*d*mn* **so**", "<em>d*mn</em> <strong>so</strong>"),
        ("*a\nb*", "*a\nb*"),
        ("***so***", "***so***"),
    ],
)
def test_stars_around_words_on_one_line_make_them_stand_out(text: str, html: str | None) -> None:
    if html is None:
        assert read(text) == "\n" + text.replace("*", "")
    else:
        assert writing(text) == f"<p>{html}</p>"


def test_lines_that_are_plainly_a_list_are_one() -> None:
    assert writing("To buy:\n- milk\n- **black** bread\nThat is all.") == (
        "<p>To buy:</p><ul><li>milk</li><li><strong>black</strong> bread</li></ul>"
        "<p>That is all.</p>"
    )
    assert writing("* (new) milk\n* “bread”") == (
        "<ul data-stars><li>(new) milk</li><li>“bread”</li></ul>"
    )
    assert "<ul>" not in writing("- milk\n* bread")
    assert "<ul>" not in writing("- milk\n- 2 loaves\n- salt")


def test_in_a_page_that_is_a_list_a_minus_stays() -> None:
    assert writing("- 5 degrees\n- colder", "list") == (
        "<ul><li>- 5 degrees</li><li>- colder</li></ul>"
    )
    assert writing("1986. born\n1990. moved", "list") == (
        "<ul><li>1986. born</li><li>1990. moved</li></ul>"
    )


# Each mark often, so that they meet one another; then anything at all.
MARKED = st.text(alphabet="*-+_#>`<&;[]()!|~=\\ \n\t1986.,:ab é\"'“”", max_size=120)
ANY = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=300)


@given(st.one_of(MARKED, ANY), st.sampled_from(KINDS))
@example("2019. I was nine.\n2021. We moved.", "free")
@example("- 5\n- 6", "list")
def test_the_words_and_numbers_shown_are_those_typed_in_order(text: str, kind: str) -> None:
    html = str(writing(text, kind))
    assert "<" not in TAGS.sub("", html)
    assert words_and_numbers(read(text, kind)) == words_and_numbers(text)


@given(MARKED)
def test_nothing_is_taken_away_but_stars_and_the_marks_of_a_list(text: str) -> None:
    def without(marks: str, text: str) -> str:
        return re.sub(rf"[\s{marks}]", "", text)

    assert without("*\\-", read(text)) == without("*\\-", text)
    if not re.search(r"^[-*] ", text, re.MULTILINE):
        assert without("*", read(text)) == without("*", text)


HOSTILE = [
    "*a ",
    "**a *b ",
    "*a* ",
    "**",
    "- ",
    "- a\n",
    "* a\n\n",
    "- a\n- b\n\n",
    "- a\n- b\nc\n",
]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "*", "\n ", "\n", "a*b ", "( ( ( *", "- a\n\t- b\n", " *\n"]
)
def test_a_hostile_page_is_drawn_at_once(text: str) -> None:
    long = text * (200_000 // len(text))
    for kind in KINDS:
        begun = time.process_time()
        writing(long, kind)
        assert time.process_time() - begun < 0.3


def test_the_page_of_an_entry_says_what_was_typed(alice_with_space: Client) -> None:
    text = "2019. I was nine.\n2021. We moved.\n\n1986. Before."
    page = page_at(alice_with_space, kept_at(alice_with_space, text=text))
    assert "<p>2019. I was nine.\n2021. We moved.</p><p>1986. Before.</p>" in page
    assert "<ol" not in page.split('class="writing')[1]


def test_an_earlier_version_and_a_comparison_say_it_too(alice_with_space: Client) -> None:
    path = kept_at(alice_with_space, text="1986. Before.\n1990. After.")
    alice_with_space.post(f"{path}change/", {"text": "3. May\n5. May", "version": 1})
    both = alice_with_space.post(f"{path}change/", {"text": "Mine.", "version": 1})
    assert "<p>3. May\n5. May</p>" in both.text
    earlier = page_at(alice_with_space, f"{path}earlier/")
    version = re.search(rf'href="({path}earlier/[^"]+)"', earlier)
    assert version
    assert "<p>1986. Before.\n1990. After.</p>" in page_at(alice_with_space, version[1])


def test_the_editor_says_what_stars_and_dashes_do(alice_with_space: Client) -> None:
    page = page_at(alice_with_space, "/write/new/")
    assert "It is shown as you type it, line for line." in page
    assert "like *so* or **so**" in page
