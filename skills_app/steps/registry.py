"""Every kind of step there is, gathered from the folders beside this module.

It promises: a kind is whole, or nothing starts. Whatever asks what kinds there are asks here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from skills_app.content.reading import Reading
from skills_app.steps.shared import Answering, Body, Way

HERE = Path(__file__).parent
PACKAGE = __name__.rpartition(".")[0]


class MissingPart(Exception):
    """A kind of step is not whole. The sentence names the kind, the part, and where it goes."""

    def __init__(self, kind: str, what: str, remedy: str) -> None:
        super().__init__(f"The kind of step “{kind}” has no {what}: {remedy}")


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step, whole: the folder `name` and what is in it."""

    name: str
    body: type[Body]
    reading: Reading[Any]
    answering: Answering[Any]

    @property
    def template(self) -> str:
        return template_of(self.name)


def template_of(kind: str) -> str:
    """What draws an open step of this kind."""
    return f"steps/{kind}.html"


def kinds_in(folder: Path = HERE, package: str = PACKAGE) -> Mapping[str, StepKind]:
    """The kinds in the folders of a package, by name, in the order of the alphabet.

    Raises: MissingPart.
    """
    return MappingProxyType({name: _kind(name, package) for name in _folders(folder)})


def _folders(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and any(path.glob("*.py")):
            yield path.name


def _kind(name: str, package: str) -> StepKind:
    named = "".join(word.capitalize() for word in name.split("_"))
    body = _part(name, package, "body", named)
    if not (isinstance(body, type) and issubclass(body, Body)):
        raise MissingPart(name, "body", f"{named} in body.py has to be a Body.")
    reading = _part(name, package, "reading", "READING")
    if not isinstance(reading, Reading):
        raise MissingPart(name, "reading", "READING in reading.py has to be a Reading.")
    answering = _part(name, package, "answering", "ANSWERING")
    if not isinstance(answering, Answering):
        raise MissingPart(name, "answering", "ANSWERING in answering.py has to be an Answering.")
    return StepKind(name, body, reading, answering)


def _part(kind: str, package: str, module: str, wanted: str) -> Any:
    where = f"{package}.{kind}.{module}"
    found = import_module(where) if find_spec(where) else None
    if not hasattr(found, wanted):
        raise MissingPart(
            kind, module, f"write {wanted} in {where.replace('.', '/')}.py (docs/recipes.md)."
        )
    return getattr(found, wanted)


def refuse_without_templates(kinds: Iterable[str]) -> None:
    """Raises: MissingPart, when a kind has no template of its name."""
    for name in kinds:
        try:
            get_template(template_of(name))
        except TemplateDoesNotExist as error:
            if error.args[0] != template_of(name):
                raise
            raise MissingPart(name, "template", f"write templates/{template_of(name)}.") from error


def missing_in(page: str, kinds: Iterable[str]) -> list[str]:
    """The kinds for which docs/writing-content.md has no row that lists their keys."""
    return [name for name in kinds if f"\n| `{name}` |" not in page]


KINDS: Mapping[str, StepKind] = kinds_in()


def answering_of(way: Way) -> Answering[Any]:
    """What the kind of a way does when it is drawn, and when something is pressed on it."""
    return KINDS[way.kind].answering
