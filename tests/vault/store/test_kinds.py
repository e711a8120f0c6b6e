"""A record whose kind nobody knows can not be given new keys, so every kind is known by heart."""

import ast
import importlib
import re
from pathlib import Path

from skills_app.documents.kinds import KINDS, records_of
from skills_app.vault.crypto.about import KNOWN_KINDS

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "vault-format.md").read_text(encoding="utf-8")


def first_arguments(path: Path) -> list[str]:
    """What stands first in each `….create(…)` of a module, as it is written there.

    But for `kind.name` and `one.kind`: those are of a kind of document.
    """
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [
        ast.unparse(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "create"
        and call.args
        and not isinstance(call.args[0], ast.Attribute)
    ]


def kinds_created() -> set[str]:
    """By every feature: those of each kind of document, and what is created by a name outright."""
    kinds = {name for kind in KINDS.values() for name in records_of(kind)}
    for path in (ROOT / "skills_app").rglob("*.py"):
        module = path.relative_to(ROOT).with_suffix("")
        if "vault" in module.parts or not (written := first_arguments(path)):
            continue
        names = vars(importlib.import_module(".".join(module.parts)))
        kinds |= {str(eval(each, names)) for each in written}
    return kinds


def test_every_kind_the_features_create_is_known_when_the_note_is_lost() -> None:
    kinds = kinds_created()
    assert {"entry", "keepsake", "prompt"} <= kinds, "or nothing was gathered"
    assert kinds == KNOWN_KINDS


def test_the_page_about_the_format_lists_them_all() -> None:
    listed = re.search(r"known is tried: ([^.]*)\.", PAGE)
    assert listed is not None
    assert set(re.findall(r"`(\w+)`", listed[1])) == KNOWN_KINDS
