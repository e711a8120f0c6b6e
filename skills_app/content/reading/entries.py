"""YAML in, typed values out, and for every fault a problem with file, line and remedy.

Only the shape of the YAML is read (`yaml.compose`): every scalar is taken as the characters the
author typed, so `No` stays a word and `016` stays a telephone number. Nothing is constructed, so
no tag can run code; tags, anchors and aliases are refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from skills_app.library import FILE_CHARACTERS, TEXT_CHARACTERS, Problem, Range

_PLAIN_TAG = re.compile(r"tag:yaml\.org,2002:(str|map|seq)\Z")
_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,4})?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_UNSUPPORTED = re.compile(r"^\s*#|^\s*>|</?[a-zA-Z!]|\]\(|`|^\s*\|", re.MULTILINE)
_UNKNOWN_PLACE = re.compile(r"\{(?!self_word\})[^}]*\}?")
_NOTHING = date.min


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of prose as written, kept for the wording checks."""

    entry: "YamlEntry"
    text: str


@dataclass(slots=True)
class Findings:
    """What reading gathers: the problems, and the prose still to be checked for wording.

    `notes` are worth a look and refuse nothing.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One value of a file. After reporting a problem a reader returns a harmless value.

    That value is never shown: any problem refuses the whole library.
    """

    node: yaml.Node
    path: str
    source: tuple[str, ...]
    findings: Findings

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def line_of(self, fragment: str) -> int:
        """The line inside this value that holds `fragment`, else the value's first line."""
        last = int(self.node.end_mark.line) + 1
        for number in range(self.line, min(last, len(self.source)) + 1):
            if fragment.lower() in self.source[number - 1].lower():
                return number
        return self.line

    @property
    def lang(self) -> str:
        """The language whose folder the file is in."""
        return self.path.partition("/")[0]

    def report(self, wrong: str, remedy: str, *, line: int | None = None) -> None:
        self.findings.problems.append(Problem(self.path, line or self.line, wrong, remedy))

    def note(self, wrong: str, remedy: str) -> None:
        self.findings.notes.append(Problem(self.path, self.line, wrong, remedy))

    def peek(self, name: str) -> "YamlEntry | None":
        """One key of this value, if it is there. Nothing is said of the others."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        return next((self._inside(value) for key, value in pairs if key.value == name), None)

    def mapping(self, required: Iterable[str], optional: Iterable[str] = ()) -> "Fields":
        """The keys of this value; reports unknown, repeated and missing ones."""
        required, optional = tuple(required), tuple(optional)
        found: dict[str, YamlEntry] = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.report(
                f"Here a group of keys is expected ({', '.join(required)}).",
                "Write each key on its own line, as “key: value”.",
            )
            return Fields(self, found)
        for key_node, value_node in self.node.value:
            key = self._inside(key_node)
            name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if name not in required and name not in optional:
                key.report(
                    f"The key “{name[:60]}” is not known here.",
                    f"Use one of: {', '.join((*required, *optional))}.",
                )
            elif name in found:
                key.report(f"The key “{name}” is written twice.", "Keep one of them.")
            else:
                found[name] = self._inside(value_node)
        for name in required:
            if name not in found:
                self.report(f"The key “{name}” is missing.", f"Add “{name}:” here.")
        return Fields(self, found)

    def by_level(self, allowed: Iterable[int], needed: Iterable[int] = ()) -> dict[int, str]:
        """Lines keyed by firmness level; a key like "1-3" or "1, 2" stands for several."""
        lines: dict[int, str] = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.report("Here lines by level are expected.", "Write them as “1: …”, “2-4: …”.")
            return lines
        allowed = tuple(allowed)
        for key_node, value_node in self.node.value:
            key, value = self._inside(key_node), self._inside(value_node)
            levels = _levels(str(key_node.value))
            if not levels or not set(levels) <= set(allowed):
                key.report(
                    f"The level “{str(key_node.value)[:20]}” does not fit here.",
                    f"Use levels from {allowed[0]} to {allowed[-1]}, as “1”, “1-2” or “3, 4”.",
                )
            elif set(levels) & set(lines):
                key.report("This level is written twice.", "Keep one line for each level.")
            else:
                text = value.text(empty_is_fine=True)
                lines.update(dict.fromkeys(levels, text))
        for level in sorted(set(needed) - set(lines)):
            self.report(f"There is no line for level {level}.", f"Add “{level}: …” here.")
        return lines

    @property
    def is_group(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def holds(self, other: "YamlEntry") -> bool:
        """Whether the other value of the same file stands inside this one, or is this one."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        return bool(start <= other.node.start_mark.index and other.node.end_mark.index <= end)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def items(self, *, at_least: int = 1, at_most: int = 60) -> tuple["YamlEntry", ...]:
        if not self.is_list:
            self.report("Here a list is expected.", "Start each item on its own line with “- ”.")
            return ()
        entries = tuple(self._inside(node) for node in self.node.value)
        if not at_least <= len(entries) <= at_most:
            self.report(
                f"This list has {len(entries)} items.",
                f"Write at least {at_least} and at most {at_most}.",
            )
        return entries

    def raw(self) -> str:
        """The characters of a single value, surrounding space removed."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value).strip()
        self.report("Here a single value is expected.", "Write it after the colon, as one text.")
        return ""

    def line_of_text(self, *, empty_is_fine: bool = False) -> str:
        """Text that is a name or a fact rather than prose: no wording checks."""
        text = " ".join(self.raw().split())
        self._check_text(text, empty_is_fine=empty_is_fine)
        return text

    def text(self, *, empty_is_fine: bool = False) -> str:
        """One plain line of prose; line breaks in the file are joined."""
        text = self.line_of_text(empty_is_fine=empty_is_fine)
        self.findings.prose.append(Passage(self, text))
        return text

    def light(self, *, empty_is_fine: bool = False) -> str:
        """Prose with paragraphs, lists, strong and emphasis; nothing else."""
        text = self.raw()
        self._check_text(text, empty_is_fine=empty_is_fine)
        if unsupported := _UNSUPPORTED.search(text):
            self.report(
                f"“{unsupported.group().strip()}” is not something a text here can hold.",
                "Use plain paragraphs, “- ” lists, **strong** and *emphasis* only.",
                line=self.line_of(unsupported.group().strip()),
            )
        self.findings.prose.append(Passage(self, text))
        return text

    def texts(self, *, at_least: int = 1, at_most: int = 30) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items(at_least=at_least, at_most=at_most))

    def lights(self, *, at_least: int = 1, at_most: int = 30) -> tuple[str, ...]:
        return tuple(item.light() for item in self.items(at_least=at_least, at_most=at_most))

    def ids(self, known: Iterable[str], what: str) -> tuple[str, ...]:
        """A list of ids out of `known`, each at most once."""
        seen: dict[str, None] = {}
        for item in self.items(at_least=0):
            value = item.one_of(known, what)
            if value in seen:
                item.report(f"“{value}” is listed twice.", "Keep one of them.")
            seen[value] = None
        return tuple(seen)

    def words(self, *, at_most: int = 60) -> tuple[str, ...]:
        """A list of words in small letters, for checks only: nobody reads them."""
        return tuple(item.line_of_text().lower() for item in self.items(at_most=at_most))

    def new_id(self) -> str:
        value = self.raw()
        if not _ID.match(value):
            self.report(
                f"“{value[:60]}” cannot be an id.",
                "Use small letters, digits, - and _, starting with a letter, at most 40.",
            )
        return value

    def one_of(self, known: Iterable[str], what: str) -> str:
        value, known = self.raw(), tuple(known)
        if value not in known:
            self.report(
                f"“{value[:60]}” is not a known {what}.",
                f"Use one of: {', '.join(known)}.",
            )
        return value

    def number(self, allowed: Range) -> float:
        value = self.raw()
        if not _NUMBER.match(value):
            self.report(
                f"“{value[:60]}” is not a number.", f"Write a number from {allowed}, like 2 or 2.5."
            )
            return allowed.low
        number = float(value)
        if not allowed.holds(number):
            self.report(f"{number:g} is outside the safe range.", f"Use a number from {allowed}.")
        return number

    def flag(self) -> bool:
        value = self.raw().lower()
        if value not in _FLAGS:
            self.report(f"“{value[:60]}” is neither yes nor no.", "Write yes or no.")
        return _FLAGS.get(value, False)

    def day(self, *, today: date) -> date:
        """A date that has already come."""
        value = self.raw()
        try:
            day = date.fromisoformat(value) if _DAY.match(value) else _NOTHING
        except ValueError:
            day = _NOTHING
        if day == _NOTHING:
            self.report(
                f"“{value[:60]}” is not a date.", "Write it as year-month-day, like 2026-11-23."
            )
        elif day > today:
            self.report(f"The date {day} has not come yet.", "Write the day it was really done.")
        return day

    def _check_text(self, text: str, *, empty_is_fine: bool) -> None:
        if not text and not empty_is_fine:
            self.report("This text is empty.", "Write something, or take the key out.")
        if len(text) > TEXT_CHARACTERS:
            self.report(
                f"This text has {len(text)} characters.",
                f"Keep one text under {TEXT_CHARACTERS}; use several shorter ones.",
            )
        if unknown := _UNKNOWN_PLACE.search(text):
            self.report(
                f"“{unknown.group()[:40]}” stands for nothing here.",
                "Only {self_word} does: the word readers chose for themselves.",
                line=self.line_of(unknown.group()),
            )

    def _inside(self, node: yaml.Node) -> "YamlEntry":
        return YamlEntry(node, self.path, self.source, self.findings)


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one mapping. Reading one that is missing says nothing more about it.

    It gives what is empty of its kind: "", no, no items. An optional key needs no question first.
    """

    owner: YamlEntry
    found: Mapping[str, YamlEntry]

    def __contains__(self, name: str) -> bool:
        return name in self.found

    def __getitem__(self, name: str) -> YamlEntry:
        if name in self.found:
            return self.found[name]
        blank = yaml.ScalarNode("", "", self.owner.node.start_mark, self.owner.node.end_mark)
        return YamlEntry(blank, self.owner.path, (), Findings())

    def get(self, name: str) -> YamlEntry | None:
        return self.found.get(name)


def refuse_repeats(entry: YamlEntry, what: str, ids: list[str]) -> None:
    """Reports the last of the ids, where an earlier one is the same."""
    if ids[-1] in ids[:-1]:
        entry.report(f"The {what} id “{ids[-1]}” is used twice.", "Give each its own id.")


def each_once(entry: YamlEntry, ids: tuple[str, ...], keys: tuple[str, ...]) -> list[Fields]:
    """The rows of a list that names each of `ids` once, in any order."""
    rows: list[Fields] = []
    seen: set[str] = set()
    for item in entry.items():
        row = item.mapping(("id", *keys))
        row_id = row["id"].one_of(ids, "id")
        if row_id in seen:
            item.report(f"“{row_id}” is listed twice.", "Keep one of them.")
        seen.add(row_id)
        rows.append(row)
    if absent := [one for one in ids if one not in seen]:
        entry.report(f"Not listed: {', '.join(absent)}.", "Add a row for each.")
    return rows


# libyaml where PyYAML was built with it: a tenth of the time at each start of a worker.
# The plain kind of loader takes every scalar as text.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
TOO_DEEP = ("This is nested too deeply.", "Compare it with a file that works.")
DEEPEST = 50  # levels of lists and keys inside each other


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text. Refuses aliases, which could grow without end, and great depth."""
    depth = 0
    event: Any  # libyaml's marks are of a type of their own
    for event in yaml.parse(text, Loader=_LOADER):
        if getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(
                None, None, "anchors (&) and aliases (*) are not used here", event.start_mark
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise RecursionError
    return yaml.compose(text, Loader=_LOADER)


def read_file(path: Path, *, shown_as: str, findings: Findings) -> YamlEntry | None:
    """The top of a YAML file, or None after reporting why it cannot be read."""

    def report(line: int, wrong: str, remedy: str) -> None:
        findings.problems.append(Problem(shown_as, line, wrong, remedy))

    try:
        text = path.read_text(encoding="utf-8-sig")
        if len(text) > FILE_CHARACTERS:
            most = f"Keep a file under {FILE_CHARACTERS} characters."
            report(1, "This file is too long.", most)
            return None
        node = _composed(text)
    except FileNotFoundError:
        report(1, "This file is missing.", "Put it back, or copy it from the original library.")
        return None
    except (OSError, UnicodeDecodeError):
        report(1, "This file cannot be read as text.", "Save it as UTF-8, readable to the app.")
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        report(*_why_no_yaml(error))
        return None
    if node is None:
        report(1, "This file is empty.", "Write its content, or copy the original back.")
        return None
    tagged = _first_tagged(node)
    if tagged is not None:
        report(
            tagged.start_mark.line + 1,
            f"The tag “{tagged.tag[:60]}” is not used here.",
            "Take out the “!…”; a text that starts with ! goes in quotes.",
        )
        return None
    return YamlEntry(node, shown_as, tuple(text.splitlines()), findings)


def _why_no_yaml(error: Exception) -> tuple[int, str, str]:
    """The line of what cannot be read as YAML, what is wrong there, and what to do."""
    if isinstance(error, RecursionError):
        return 1, *TOO_DEEP
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "This holds a character YAML cannot read.", "Remove it, or save as UTF-8."
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    if "nesting depth" in str(error.problem):  # libyaml's own bound
        return line, *TOO_DEEP
    return (
        line,
        f"This is not valid YAML: {error.problem or error.context}.",
        "Check the indent, the quotes, and that each “key:” has a space after it."
        ' A text that holds a colon goes in "quotes", or on its own lines after a “|”.',
    )


def _first_tagged(top: yaml.Node) -> yaml.Node | None:
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if not _PLAIN_TAG.match(node.tag):
            return node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    return None


def _levels(key: str) -> tuple[int, ...]:
    """ "1" → (1,), "2-4" → (2, 3, 4), "1, 3" → (1, 3); () for anything else."""
    if single := re.fullmatch(r"\s*([1-9])\s*(?:-\s*([1-9])\s*)?", key):
        first, last = int(single[1]), int(single[2] or single[1])
        return tuple(range(first, last + 1))
    if re.fullmatch(r"\s*[1-9](\s*,\s*[1-9])+\s*", key):
        return tuple(int(part) for part in key.split(","))
    return ()
