"""Reads one language's folder into a `Library`, or refuses it as a whole with every reason."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from skills_app.content.language_rules import RULE_FILES, check_wording, read_rules, reading_of
from skills_app.content.module_files import ModuleFile, read_module
from skills_app.content.people_files import read_people
from skills_app.content.reading import Findings, Link, YamlEntry, read_file
from skills_app.content.reference_files import (
    read_feelings,
    read_helplines,
    read_prompts,
    read_sources,
    read_vocabulary,
)
from skills_app.content.word_files import read_ready_scripts, read_words
from skills_app.library import FIRST_LANGUAGE, PAGES, ContentError, Library, Module, Problem, Step

TOP_FILES = (
    "vocabulary",
    "sources",
    "helplines",
    "people",
    "words",
    "scripts",
    "prompts",
    "feelings",
)
BESIDE = (*TOP_FILES, *RULE_FILES)  # whose names no set of tools may have
_MODULE_FILE = re.compile(r"m\d\d\.yaml\Z")
_SET_FILE = re.compile(r"[a-z]+\.yaml\Z")

Part = TypeVar("Part")


def has_steps(name: str) -> bool:
    """Whether a file of this name is a module or a set of tools, the files that have steps."""
    is_set = _SET_FILE.match(name) is not None and Path(name).stem not in BESIDE
    return _MODULE_FILE.match(name) is not None or is_set


def load_library(root: Path, lang: str, *, today: date = date.max) -> Library:
    """Everything in `root`/`lang`; a file that is not there yet is taken from English.

    With `today`, a day of checking that has not come yet is a problem. Readers are served without:
    a machine whose clock runs behind takes no help away.

    Raises: ContentError, naming every problem by file and line.
    """
    if lang != FIRST_LANGUAGE and not (root / lang).is_dir():
        raise ContentError(
            [Problem(lang, 1, "There is no such language here.", f"Make the folder {lang}.")]
        )
    return _Loading(root, lang, today).library()


class _Loading:
    """One language on its way in, with all that is found on the way."""

    def __init__(self, root: Path, lang: str, today: date) -> None:
        self.root, self.lang, self.today = root, lang, today
        self.findings = Findings()
        self.borrowed: set[str] = set()
        # What is borrowed from English is held to the rules of English.
        self.rules = {one: read_rules(root, one, self.findings) for one in {lang, FIRST_LANGUAGE}}

    def library(self) -> Library:
        sources = self.top("sources", read_sources)
        vocabulary = self.top("vocabulary", read_vocabulary)
        helplines = self.top("helplines", partial(read_helplines, today=self.today))
        people = self.top("people", partial(read_people, today=self.today))
        words = self.top("words", read_words)
        situations = [one.id for one in words.situations] if words else []
        scripts = self.top("scripts", partial(read_ready_scripts, situations=situations))
        moods = self.top("prompts", read_prompts)
        feelings = self.top("feelings", read_feelings)
        modules, tools = self.modules_and_tools(sources or {})
        check_wording(self.findings, self.rules)
        if self.findings.problems:
            raise ContentError(self.findings.problems)
        return Library(
            lang=self.lang,
            modules=MappingProxyType(modules),
            tools=MappingProxyType(tools),
            words=self.whole(words),
            helplines=self.whole(helplines),
            vocabulary=self.whole(vocabulary),
            sources=MappingProxyType(self.whole(sources)),
            moods=self.whole(moods),
            feelings=self.whole(feelings),
            ready_scripts=MappingProxyType(self.whole(scripts)),
            people=self.whole(people),
            borrowed=frozenset(self.borrowed),
            reading=reading_of(self.findings, self.lang, self.rules),
            notes=tuple(sorted(self.findings.notes)),
            unchecked=tuple(map(str, self.rules[self.lang].gaps)),
        )

    def whole(self, part: Part | None) -> Part:
        """A part that was read; where it is missing, that is among the problems."""
        if part is None:
            raise ContentError(self.findings.problems)
        return part

    def read(self, name: str) -> YamlEntry | None:
        found = self.lang
        if self.lang != FIRST_LANGUAGE and not (self.root / self.lang / name).exists():
            found = FIRST_LANGUAGE
            self.borrowed.add(Path(name).stem)
        path = f"{found}/{name}"
        return read_file(self.root / path, shown_as=path, findings=self.findings)

    def top(self, name: str, reader: Callable[[YamlEntry], Part]) -> Part | None:
        """What a file beside the modules holds; None when it cannot be read at all."""
        entry = self.read(f"{name}.yaml")
        return reader(entry) if entry else None

    def modules_and_tools(
        self, sources: Iterable[str]
    ) -> tuple[dict[str, Module], dict[str, tuple[Module, Step]]]:
        folders = (self.root / self.lang, self.root / FIRST_LANGUAGE)
        files = self.steps_of(_module_names(folders, self.lang, self.findings), sources)
        # Tools that belong to no module, in sets that are read like modules.
        sets = self.steps_of(_set_names(folders, self.lang, self.findings), sources)
        modules = {file_id: file.module for file_id, file in files.items()}
        tools = _gather_tools({**files, **sets})
        for file in (*files.values(), *sets.values()):
            for link in file.links:
                _check_link(link, modules, tools)
        return modules, tools

    def steps_of(self, names: Iterable[str], sources: Iterable[str]) -> dict[str, ModuleFile]:
        found: dict[str, ModuleFile] = {}
        for name in names:
            top = self.read(name)
            if top is not None:
                file_id = Path(name).stem
                body_words = self.rules[top.lang].body_words
                found[file_id] = read_module(
                    top, file_id=file_id, sources=sources, today=self.today, body_words=body_words
                )
                if top.lang != FIRST_LANGUAGE:
                    original = self.root / FIRST_LANGUAGE / name
                    _compare_with_original(top, found[file_id], original, self.today)
        return found


def _compare_with_original(top: YamlEntry, file: ModuleFile, original: Path, today: date) -> None:
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
    module = modules.get(link.module_id)
    steps = module.steps if module else ()
    targets = {
        "page": PAGES,
        "module": tuple(f"module:{one}" for one in modules),
        "tool": tuple(f"tool:{one}" for one in tools),
        "step": tuple(f"step:{step.id}" for step in steps),
    }
    known = targets.get(kind, ("page:…", "module:…", "tool:…", "step:…"))
    if link.goes_to not in known:
        link.entry.report(
            f"“{link.goes_to[:60]}” leads nowhere.", f"Use one of: {', '.join(known)}."
        )
