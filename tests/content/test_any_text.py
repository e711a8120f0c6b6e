"""Whatever a file holds, reading it gives a library or a ContentError, never anything else."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skills_app.content.loading import load_library
from skills_app.library.problems import ContentError
from tests.content.small_library import HELPLINES, MODULE, WORDS, make_small_library

FILES = {
    "modules/m02.yaml": MODULE,
    "words.yaml": WORDS,
    "helplines.yaml": HELPLINES,
    "vocabulary.yaml": "",
    "sources.yaml": "",
    "banned.yaml": "",
    "body_words.yaml": "",
    "reading.yaml": "",
}
KEYS = [
    "id",
    "title",
    "summary",
    "heavier",
    "shelf",
    "states",
    "evidence",
    "sources",
    "reviewed_on",
    "steps",
    "ways",
    "kind",
    "minutes",
    "notes",
    "uses",
    "prompts",
    "closing",
    "screens",
    "question",
    "options",
    "text",
    "answer",
    "goes_to",
    "pattern",
    "breathe_in",
    "hold",
    "rows",
    "contacts",
    "value",
    "words",
    "phrases",
    "levels",
    "methods",
    "gate",
    "situations",
    "wordings",
    "for",
    "limit",
    "will",
]
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=20)
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=6),
    ),
    max_leaves=25,
)
calmly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield make_small_library(Path(folder))


def try_file(root: Path, name: str, text: str) -> None:
    path = root / "en" / name
    before = path.read_bytes()
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        load_library(root, "en")
    except ContentError as error:
        assert error.problems  # noqa: PT017
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.wrong
            assert problem.remedy
    finally:
        path.write_bytes(before)


@calmly
@given(name=st.sampled_from(sorted(FILES)), text=st.text(max_size=300))
def test_arbitrary_text_never_breaks_the_loader(root: Path, name: str, text: str) -> None:
    try_file(root, name, text)


@calmly
@given(name=st.sampled_from(sorted(FILES)), tree=trees)
def test_arbitrary_yaml_never_breaks_the_loader(root: Path, name: str, tree: object) -> None:
    try_file(root, name, yaml.safe_dump(tree, allow_unicode=True))


@calmly
@given(data=st.data(), name=st.sampled_from([name for name, text in FILES.items() if text]))
def test_a_good_file_with_a_bite_out_of_it_never_breaks_the_loader(
    root: Path, name: str, data: st.DataObject
) -> None:
    lines = FILES[name].splitlines()
    start = data.draw(st.integers(0, len(lines) - 1))
    length = data.draw(st.integers(1, 6))
    filling = data.draw(st.one_of(st.just(""), st.sampled_from(lines), st.text(max_size=20)))
    try_file(root, name, "\n".join([*lines[:start], filling, *lines[start + length :]]))
