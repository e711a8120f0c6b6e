"""One file of a script's modules, as pages load it.

Scripts are written as modules (`static/js/`): a file in that folder is what a page loads, and takes
what it needs from the folders below. Put together they are one closure in strict mode, each module
once and before those that take from it, as a browser would run them. Whatever this
small step does not know is refused by name.
"""

import posixpath
import re
from collections.abc import Callable, Collection

from config.light_scripts import declared_in, light, names_in

NAMES = r"\{\s*([\w$]+(?:,\s*[\w$]+)*),?\s*\}"
IMPORT = re.compile(rf"^import (?:{NAMES} from )?'(\.{{1,2}}/[\w./-]+\.js)';\n", re.M)
EXPORT = re.compile(r"^export (?=(?:function|var) )", re.M)
UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\(.*|\bimport\.meta\b", re.M)
EXPORTED = re.compile(r"^export (?:function|var) ([\w$]+)", re.M)
DECLARED = re.compile(r"^(?:export )?(?:function|var) ([\w$]+)", re.M)

Read = Callable[[str], str]


class ScriptError(ValueError):
    """Modules that can not be put together: which one, why, and what would do."""


def joined(entry: str, read: Read) -> str:
    """The script of one page: `entry` and what it takes, in one closure.

    `read` gives the text of a module by its path, such as "js/exit/words.js".
    """
    return _closure(_modules(entry, read))


def served(entry: str, read: Read) -> str:
    """The same, as light as it is served."""
    modules = _modules(entry, read)
    return light(_closure(modules), _ours(modules.values()))


def _modules(entry: str, read: Read) -> dict[str, str]:
    """Their texts by their paths, in the order they are run."""
    modules: dict[str, str] = {}
    _gather(entry, read, modules, ())
    _refuse_clashes(modules)
    return modules


def _closure(modules: dict[str, str]) -> str:
    bodies = [EXPORT.sub("", IMPORT.sub("", text)).strip() for text in modules.values()]
    return "(function () {\n'use strict';\n\n" + "\n\n".join(bodies) + "\n})();\n"


def _ours(texts: Collection[str]) -> set[str]:
    """Names that modules give, and that none of them takes from the browser."""
    owned = [names_by_owner(text) for text in texts]
    return set().union(*(own for own, _ in owned)) - set().union(*(theirs for _, theirs in owned))


def names_by_owner(module: str) -> tuple[set[str], set[str]]:
    """Names that a module gives, and those that it takes from the browser."""
    own = declared_in(module)
    taken = {name for names, _ in IMPORT.findall(module) for name in re.findall(r"[\w$]+", names)}
    return own, names_in(IMPORT.sub("", module)) - own - taken


def _gather(path: str, read: Read, modules: dict[str, str], above: tuple[str, ...]) -> None:
    """Adds a module after those it takes from."""
    if path in above:
        circle = " → ".join((*above[above.index(path) :], path))
        raise ScriptError(f"These modules go round in a circle: {circle}.")
    if path in modules:
        return
    text = read(path)
    for names, where in IMPORT.findall(text):
        source = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        try:
            _gather(source, read, modules, (*above, path))
        except OSError as error:
            raise ScriptError(f"{path} takes from {source}, which is not there.") from error
        missing = set(re.findall(r"[\w$]+", names)) - set(EXPORTED.findall(modules[source]))
        if missing:
            raise ScriptError(f"{source} exports no {', '.join(sorted(missing))} ({path} asks).")
    unknown = UNKNOWN.search(EXPORT.sub("", IMPORT.sub("", text)))
    if unknown:
        raise ScriptError(
            f"{path}: “{unknown[0]}” is not put together here. Write `import {{ a, b }} from"
            " './x.js';` and `export function …` or `export var …`."
        )
    modules[path] = text


def _refuse_clashes(modules: dict[str, str]) -> None:
    """In one closure the second of two equal names would take the first one's place."""
    owners: dict[str, str] = {}
    for path, text in modules.items():
        for name in DECLARED.findall(text):
            if name in owners:
                raise ScriptError(f"“{name}” is in {owners[name]} and in {path}. Rename one.")
            owners[name] = path
