"""Scripts are put together from their modules, and served as they were written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.light_scripts import (
    RESERVED,
    declared_in,
    is_name,
    light,
    names_in,
    parts_of,
    statements_in,
    text_of,
)
from config.scripts import ScriptError, joined, names_by_owner
from skills_app.templatetags.assets import pinned

SOURCES = Path(settings.BASE_DIR) / "static" / "js"
ENTRIES = sorted(SOURCES.glob("*.js"))
# Words and signs that browsers of 2015 do not parse. The way out has to run there, too.
TOO_NEW = re.compile(
    r"=>|`|\?\.(?!\d)|\?\?|\*\*|\.\.\.|^\s*(?:let|const|class|async|for \(const|for \(let)\b"
    r"|\bawait\b|catch \{|\bfor \(var \w+ of\b",
    re.MULTILINE,
)
MOST_BRANCHES = 15  # per 100 lines
STRINGS = re.compile(r"""'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""")


def put_together(entry: str, files: dict[str, str]) -> str:
    def read(path: str) -> str:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return joined(entry, read)


def served(path: str) -> str:
    return Path(settings.STATIC_ROOT, pinned(path)[0].removeprefix(settings.STATIC_URL)).read_text()


def test_each_module_stands_once_and_before_those_that_take_from_it() -> None:
    script = put_together(
        "js/a.js",
        {
            "js/a.js": "import { two } from './b/two.js';\nimport './b/one.js';\n\ntwo();\n",
            "js/b/two.js": "import {\n  one,\n  half,\n} from './one.js';\n"
            "export function two() {\n  return one + half;\n}\n",
            "js/b/one.js": "export var one = 1;\nexport var half = 0.5;\n",
        },
    )

    assert script == (
        "(function () {\n'use strict';\n\nvar one = 1;\nvar half = 0.5;\n\n"
        "function two() {\n  return one + half;\n}\n\ntwo();\n})();\n"
    )


@pytest.mark.parametrize(
    ("said", "files"),
    [
        ("js/b.js → js/c.js → js/b.js", {"b": "import './c.js';\n", "c": "import './b.js';\n"}),
        ("takes from js/c.js, which is not there", {"b": "import './c.js';\n"}),
        ("exports no two", {"b": "import { two } from './c.js';\n", "c": "export var one = 1;\n"}),
        (
            "“one” is in js/c.js and in js/b.js",
            {"b": "import './c.js';\nvar one = 2;\n", "c": "var one = 1;\n"},
        ),
        (
            "“two” is in js/c.js and in js/b.js",
            {"b": "import './c.js';\nfunction two() {}\n", "c": "export var two = 1;\n"},
        ),
        ("export default", {"b": "export default 1;\n"}),
        ("export { one }", {"b": "var one = 1;\nexport { one };\n"}),
        ("import { a as b }", {"b": "import { a as b } from './c.js';\n", "c": "export var a;\n"}),
        ("import a from", {"b": "import a from './c.js';\n", "c": ""}),
        ("import('./c.js')", {"b": "function go() {\n  return import('./c.js');\n}\n", "c": ""}),
        ("import { a } from 'a'", {"b": "import { a } from 'a';\n"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_can_not_be_put_together_is_refused_by_name(said: str, files: dict[str, str]) -> None:
    with pytest.raises(ScriptError, match=re.escape(said)):
        put_together("js/b.js", {f"js/{name}.js": text for name, text in files.items()})


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_a_script_is_served_as_it_was_written_but_for_shorter_names(entry: Path) -> None:
    written = parts_of(joined(f"js/{entry.name}", lambda path: (SOURCES.parent / path).read_text()))
    left = parts_of(served(f"js/{entry.name}"))

    assert len(left) == len(written)
    pairs = {(old, new) for old, new in zip(written, left, strict=True) if old != new}
    assert pairs, "names are made shorter"
    assert all(re.fullmatch(r"[A-Za-z_$][\w$]*", part) for pair in pairs for part in pair)
    script = " ".join(written)
    # One letter of our own may happen to get itself; then it is as short as it can be.
    ours = {old for old, _ in pairs} | {name for name in declared_in(script) if len(name) == 1}
    assert not {new for _, new in pairs} & (names_in(script) - ours)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_no_two_names_become_one_where_both_are_known(entry: Path) -> None:
    written = parts_of(joined(f"js/{entry.name}", lambda path: (SOURCES.parent / path).read_text()))
    left = parts_of(served(f"js/{entry.name}"))
    given: dict[str, set[str]] = {}  # what a name became, in statements that use it from elsewhere
    for each in statements_in(written):
        names = {(written[at], left[at]) for at in each if is_name(written, at)}
        assert len({old for old, _ in names}) == len(names) == len({new for _, new in names})
        own = declared_in(text_of(written[each.start : each.stop]))
        for old, new in names:
            if old not in own:
                given.setdefault(old, set()).add(new)
    assert {old: new for old, new in given.items() if len(new) > 1} == {}
    for each in statements_in(written):
        for at in each:
            if written[at] in given and is_name(written, at):
                assert {left[at]} == given[written[at]], written[at]


def test_no_name_of_ours_is_one_that_we_take_from_the_browser() -> None:
    """One of them would be taken for the other when names are made short, or by whoever reads."""
    ours: set[str] = set()
    browsers: set[str] = set()
    for path in SOURCES.rglob("*.js"):
        own, theirs = names_by_owner(path.read_text())
        ours |= own
        browsers |= theirs
    assert {"document", "window", "Promise"} <= browsers
    assert not ours & browsers


def test_what_only_looks_like_a_name_or_a_comment_stays() -> None:
    script = """
    /* one */
    var one = 'one /* two'; // one(
    // two
    if (/^\\/one\\//.test(one)) { one.two = { one: two ? one : 2, two: 'http://one' }; }
    function two(three, one) { return /["//]/.test(three) /* four */ || three + +one - -1; }
    var four = [1, 2 ? one : two];
    """

    assert light(script, {"one", "two", "three"}) == (
        "var a='one /* two';if(/^\\/one\\//.test(a)){a.two={one:b?a:2,two:'http://one'};}"
        'function b(c,a){return/["//]/.test(c)||c+ +a- -1;}'
        "var four=[1,2?a:b];\n"
    )


def test_a_short_name_is_never_one_that_means_something() -> None:
    names = {f"name{n}" for n in range(4000)}
    made = light("".join(f"var {name}=a;" for name in sorted(names)), names)
    short = declared_in(made)
    assert len(short) == 4000
    assert not short & (RESERVED | {"a"})


def test_the_modules_of_a_script_are_not_served_by_themselves() -> None:
    in_place = sorted((Path(settings.STATIC_ROOT) / "js").rglob("*.js"))

    assert {path.parent.name for path in in_place} == {"js"}


def test_every_module_is_part_of_a_script() -> None:
    taken: set[Path] = set()

    def read(path: str) -> str:
        taken.add(SOURCES.parent / path)
        return (SOURCES.parent / path).read_text()

    for entry in ENTRIES:
        joined(f"js/{entry.name}", read)
    assert taken == set(SOURCES.rglob("*.js"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_browsers_of_ten_years_ago_can_parse_what_is_served(entry: Path) -> None:
    found = TOO_NEW.search(STRINGS.sub("''", served(f"js/{entry.name}")))
    assert not found, found


@pytest.mark.parametrize("new", ["a => b", "const a = 1", "a?.b", "a ?? b", "`a`", "f(...a)"])
def test_that_look_finds_what_they_can_not(new: str) -> None:
    assert TOO_NEW.search(STRINGS.sub("''", new))


SAMPLE = r"""
/* if (this) were code && not comment */
import { a } from './a.js';

// for who reads
function one(x) {
  if (x && /if (y|z)?\/[/?]/.test(x)) return 'if ? : &&'; // if
  for (var n = 0; n < 3; n += 1) again(n ? 1 : 2);
  try { go(); } catch (error) { stop(); }
  return promise.catch(x) ?? a?.b;
}
"""


def test_branches_are_counted_in_code_alone() -> None:
    sys.path.insert(0, str(settings.BASE_DIR / "scripts"))
    from js_branches import counted  # type: ignore[import-not-found]

    assert counted(SAMPLE) == (6, 7)


def test_scripts_have_few_branches() -> None:
    """By the script that measures it, which is kept for whoever asks again."""
    told = subprocess.run(
        [sys.executable, "scripts/js_branches.py", "static/js"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert float(told.stdout.splitlines()[-1].split()[0]) <= MOST_BRANCHES
