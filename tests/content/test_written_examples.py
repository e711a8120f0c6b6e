"""What docs/writing-content.md shows to copy is taken by the check as it stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from skills_app.content.loading import load_library
from tests.content.breaking import TODAY
from tests.content.small_library import make_small_library

GUIDE = Path(settings.BASE_DIR) / "docs" / "writing-content.md"
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
# An example is a whole step, a way of one, or what stands inside a guide.
WAY = """\
      - id: example
        label: An example
        kind: guide
        minutes: 1
"""


def whole(example: str) -> str:
    """As it may stand at the end of a module, below the ways of its last step."""
    if example.startswith("        "):
        return f"{WAY}{example}        closing: That was enough.\n"
    return example.replace("- id: main", "- id: example", 1) if example[2] == " " else example


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.strip().splitlines()[0])
def test_an_example_is_sound(example: str, tmp_path: Path) -> None:
    root = make_small_library(tmp_path)
    path = root / "en" / "modules" / "m02.yaml"
    path.write_text(path.read_text(encoding="utf-8") + whole(example), encoding="utf-8")
    load_library(root, "en", today=TODAY)
