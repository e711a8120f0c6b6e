"""What a library holds, for those who write it: counts, what serves what, and every script."""

from collections import Counter
from collections.abc import Iterator

from skills_app.content.reading import kinds
from skills_app.library import (
    COMPONENTS,
    FAMILIES,
    GROUNDING_FAMILIES,
    Body,
    BoundaryWords,
    Library,
    compose,
)


def bodies_of(library: Library, kind: str) -> list[Body]:
    """The bodies of this kind, of every way of every step of a module or on the shelf."""
    steps = [step for module in library.modules.values() for step in module.steps]
    steps += [step for _, step in library.tools.values()]
    once = {id(step): step for step in steps}.values()
    return [way.body for step in once for way in step.ways if way.kind == kind]


def tools_by_family(library: Library) -> dict[str, int]:
    counted = Counter(step.tool.family for _, step in library.tools.values() if step.tool)
    return {family: counted[family] for family in FAMILIES}


def summary_of(library: Library) -> Iterator[str]:
    """The counts, a line each."""
    words = library.words
    families = tools_by_family(library)
    grounding = sum(families[family] for family in GROUNDING_FAMILIES)
    combinations = len(words.situations) * len(words.relationships) * len(words.firmness)
    yield f"{library.lang}"
    yield f"  modules     {len(library.modules)}"
    yield f"  steps       {sum(len(module.steps) for module in library.modules.values())}"
    yield f"  tools       {len(library.tools)}, of these {grounding} grounding"
    for family, count in families.items():
        yield f"    {family:<10}{count:>3}"
    for kind, reading in kinds().items():
        if reading.counted is not None:
            name, said = reading.counted(bodies_of(library, kind))
            yield f"  {name:<12}{said}"
    yield f"  scripts     {combinations} from parts, {len(library.ready_scripts)} finished"
    yield f"  helplines   {len(library.helplines.rows)}"


def served_by(library: Library) -> dict[str, list[tuple[str, str]]]:
    """Each component with the steps that serve it, as (module title, step title)."""
    found: dict[str, list[tuple[str, str]]] = {one: [] for one in COMPONENTS}
    for module in library.modules.values():
        for step in module.steps:
            for component in step.serves:
                found[component].append((f"{module.id} {module.title}", step.title))
    return found


def coverage_page(library: Library) -> str:
    """docs/coverage.md: component → module → steps, as Markdown."""
    lines = [
        "# What the modules serve",
        "",
        "Made from the content files by `make coverage`; a test fails when a part is not",
        "served, or when this page is not up to date.",
        "",
        "| | part of care | module | steps |",
        "|---|---|---|---|",
    ]
    for component, steps in served_by(library).items():
        by_module: dict[str, list[str]] = {}
        for module, step in steps:
            by_module.setdefault(module, []).append(step)
        name = COMPONENTS[component]
        for module, titles in by_module.items() or [("nothing yet", [])]:
            lines.append(f"| {component} | {name} | {module} | {' · '.join(titles)} |")
    return "\n".join(lines) + "\n"


def table_of_scripts(words: BoundaryWords) -> Iterator[str]:
    """Every script that can be put together, to be read through: a Markdown row each."""
    yield "| situation | with | firmness | words | script | way out |"
    yield "|---|---|---|---|---|---|"
    for situation in words.situations:
        for relationship in words.relationships:
            for firmness in words.firmness:
                script = compose(words, situation.id, relationship.id, firmness.level)
                yield (
                    f"| {situation.name} | {relationship.name} | {firmness.level} {firmness.name} "
                    f"| {len(script.text.split())} | {script.text} | {script.leaving} |"
                )
