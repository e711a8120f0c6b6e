"""Reads one language's folder into a `Library`, or refuses it as a whole with every reason."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from skills_app.content.errors import ContentError, Problem
from skills_app.content.kinds import Link
from skills_app.content.library_shapes import Library
from skills_app.content.module_files import ModuleFile, read_module
from skills_app.content.module_shapes import Module, Step
from skills_app.content.people_files import read_people
from skills_app.content.prompt_files import read_feelings, read_prompts
from skills_app.content.reading import Entry, Findings, read_file
from skills_app.content.reference_files import read_helplines, read_sources, read_vocabulary
from skills_app.content.script_files import read_ready_scripts
from skills_app.content.vocabulary import PAGES
from skills_app.content.word_files import read_words
from skills_app.content.wording import check_wording, read_banned, reading_of

TOP_FILES = (
    "vocabulary",
    "sources",
    "banned",
    "helplines",
    "people",
    "words",
    "scripts",
    "prompts",
    "feelings",
)
FIRST_LANGUAGE = "en"  # what everything is written in first
_MODULE_FILE = re.compile(r"m\d\d\.yaml\Z")
_SET_FILE = re.compile(r"[a-z]+\.yaml\Z")


def has_steps(name: str) -> bool:
    """Whether a file of this name is a module or a set of tools, the files that have steps."""
    is_set = _SET_FILE.match(name) is not None and Path(name).stem not in TOP_FILES
    return _MODULE_FILE.match(name) is not None or is_set


def load_library(root: Path, lang: str, *, today: date | None = None) -> Library:
    """Everything in `root`/`lang`; a file that is not there yet is taken from English.

    Raises: ContentError, naming every problem by file and line.
    """
    today = today or datetime.now().astimezone().date()
    folder = root / lang
    if lang != FIRST_LANGUAGE and not folder.is_dir():
        raise ContentError(
            [Problem(lang, 1, "There is no such language here.", f"Make the folder {lang}.")]
        )
    findings = Findings()
    borrowed: set[str] = set()

    def read(name: str) -> Entry | None:
        found = lang
        if lang != FIRST_LANGUAGE and not (folder / name).exists():
            found = FIRST_LANGUAGE
            borrowed.add(Path(name).stem)
        return read_file(root / found / name, shown_as=f"{found}/{name}", findings=findings)

    tops = {name: read(f"{name}.yaml") for name in TOP_FILES}
    sources = read_sources(tops["sources"]) if tops["sources"] else {}
    banned = read_banned(tops["banned"]) if tops["banned"] else ()
    vocabulary = read_vocabulary(tops["vocabulary"]) if tops["vocabulary"] else None
    helplines = read_helplines(tops["helplines"], today=today) if tops["helplines"] else None
    people = read_people(tops["people"], today=today) if tops["people"] else None
    words = read_words(tops["words"]) if tops["words"] else None
    situations = [one.id for one in words.situations] if words else []
    scripts = read_ready_scripts(tops["scripts"], situations=situations) if tops["scripts"] else {}
    moods = read_prompts(tops["prompts"]) if tops["prompts"] else ()
    feelings = read_feelings(tops["feelings"]) if tops["feelings"] else ()

    def read_steps(names: Iterable[str]) -> dict[str, ModuleFile]:
        found: dict[str, ModuleFile] = {}
        for name in names:
            top = read(name)
            if top is not None:
                file_id = Path(name).stem
                found[file_id] = read_module(top, file_id=file_id, sources=sources, today=today)
                if lang != FIRST_LANGUAGE and file_id not in borrowed:
                    _compare_with_original(top, found[file_id], root / FIRST_LANGUAGE / name, today)
        return found

    folders = (root / lang, root / FIRST_LANGUAGE)
    files = read_steps(_module_names(folders, lang, findings))
    # Tools that belong to no module, in sets that are read like modules.
    sets = read_steps(_set_names(folders, lang, findings))
    modules = {file_id: file.module for file_id, file in files.items()}
    tools = _gather_tools({**files, **sets})
    for file in (*files.values(), *sets.values()):
        for link in file.links:
            _check_link(link, modules, tools)
    check_wording(findings, banned)

    if (
        findings.problems
        or vocabulary is None
        or helplines is None
        or people is None
        or words is None
    ):
        raise ContentError(findings.problems)
    return Library(
        lang=lang,
        modules=MappingProxyType(modules),
        tools=MappingProxyType(tools),
        words=words,
        helplines=helplines,
        vocabulary=vocabulary,
        sources=MappingProxyType(sources),
        moods=moods,
        feelings=feelings,
        ready_scripts=MappingProxyType(scripts),
        people=people,
        borrowed=frozenset(borrowed),
        reading=reading_of(findings, lang),
        notes=tuple(sorted(findings.notes)),
    )


def _compare_with_original(top: Entry, file: ModuleFile, original: Path, today: date) -> None:
    """Note a translation that was last read through before its English original was."""
    if not original.exists():
        return
    apart = Findings()  # what is wrong in English is said once, with English
    english = read_file(original, shown_as=original.name, findings=apart)
    day = english.peek("reviewed_on") if english else None
    own = top.peek("reviewed_on")
    if day and own and day.day(today=today) > file.module.reviewed_on > date.min:
        own.note(
            f"The English original was read through on {day.raw()}, after this translation.",
            "Compare the two, bring over what has changed, and write the new day.",
        )


def _module_names(folders: tuple[Path, ...], lang: str, findings: Findings) -> list[str]:
    found = _names_in(
        folders,
        "modules",
        _MODULE_FILE,
        findings,
        lang=lang,
        wrong="This is not the name of a module file.",
        remedy="Name it m and two digits, like m05.yaml, or move it elsewhere.",
    )
    if not found:
        findings.problems.append(
            Problem(f"{lang}/modules", 1, "There is no module here.", "Put m02.yaml back.")
        )
    return found


def _set_names(folders: tuple[Path, ...], lang: str, findings: Findings) -> list[str]:
    return _names_in(
        folders,
        "tools",
        _SET_FILE,
        findings,
        lang=lang,
        wrong="This is not the name of a set of tools.",
        remedy="Name it in small letters, like grounding.yaml, or move it elsewhere.",
    )


def _names_in(
    folders: tuple[Path, ...],
    sub: str,
    fitting: re.Pattern[str],
    findings: Findings,
    *,
    lang: str,
    wrong: str,
    remedy: str,
) -> list[str]:
    """The files of a folder in order; one with another name is a problem, not passed over."""
    names = {path.name for one in folders if (one / sub).is_dir() for path in (one / sub).iterdir()}
    for name in sorted(names):
        if not fitting.match(name) and not name.startswith("."):
            findings.problems.append(Problem(f"{lang}/{sub}/{name[:80]}", 1, wrong, remedy))
    return [f"{sub}/{name}" for name in sorted(names) if fitting.match(name)]


def _gather_tools(files: dict[str, ModuleFile]) -> dict[str, tuple[Module, Step]]:
    found: dict[str, tuple[Module, Step]] = {}
    for file in files.values():
        with_cards = [step for step in file.module.steps if step.tool is not None]
        for (entry, tool_id), step in zip(file.tools, with_cards, strict=True):
            if tool_id in found:
                other, _ = found[tool_id]
                entry.report(
                    f"The tool id “{tool_id}” is also used in {other.id}.",
                    "Give each tool its own id.",
                )
            found[tool_id] = (file.module, step)
    return dict(sorted(found.items()))


def _check_link(
    link: Link, modules: dict[str, Module], tools: dict[str, tuple[Module, Step]]
) -> None:
    kind = link.goes_to.partition(":")[0]
    match kind:
        case "page":
            known: tuple[str, ...] = PAGES
        case "module":
            known = tuple(f"module:{one}" for one in modules)
        case "tool":
            known = tuple(f"tool:{one}" for one in tools)
        case "step":
            module = modules.get(link.module_id)
            known = tuple(f"step:{step.id}" for step in module.steps) if module else ()
        case _:
            known = ("page:…", "module:…", "tool:…", "step:…")
    if link.goes_to not in known:
        link.entry.report(
            f"“{link.goes_to[:60]}” leads nowhere.", f"Use one of: {', '.join(known)}."
        )
