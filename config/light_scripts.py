"""A script as it is served: the same code without comments and needless space, under short names.

It knows just enough of the language to tell names from what only looks like one. That is little,
as scripts are written in an older JavaScript: no name stands for its own property, and each
statement ends with its own sign (the linter sees to that), so that a line's end means no more than
a space.
"""

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterator, Set

# What stands in a script and is no code. In this order: what begins first is what it is. A regular
# expression can only follow a sign or word that awaits a value.
PATTERN = r"/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
NOT_CODE = re.compile(
    r"(?P<comment>/\*.*?\*/|//[^\n]*)"
    r"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`"
    rf"|(?<=[=(,:;!&|?{{}}\[\n])\s*{PATTERN}|(?<=\breturn)\s*{PATTERN}",
    re.DOTALL,
)
WORD_OR_SIGN = re.compile(r"[\w$]+|[^\s\w$]")
NAME = re.compile(r"[A-Za-z_$][\w$]*")
BEGINS_OR_ENDS_A_WORD = re.compile(r"[\w$]")
DECLARED = re.compile(r"(?<![.\w$])(?:var |function |catch ?\()([A-Za-z_$][\w$]*)")
PARAMETERS = re.compile(r"\bfunction ?[\w$]*\(([\w$,\s]*)\)")
IN_THE_CLOSURE = 2  # brackets: its own and the one that calls it
OF_THE_LANGUAGE = """
    arguments await break case catch class const continue debugger default delete do else enum eval
    export extends false finally for function if implements import in instanceof interface let new
    null package private protected public return static super switch this throw true try typeof
    undefined var void while with yield
"""
RESERVED = frozenset(OF_THE_LANGUAGE.split())


def parts_of(script: str) -> list[str]:
    """All that a browser reads of it, in order: words, numbers, signs, texts and patterns."""
    parts, begun = [], 0
    for found in NOT_CODE.finditer(script):
        parts += WORD_OR_SIGN.findall(script, begun, found.start())
        parts += [] if found["comment"] else [found[0].strip()]
        begun = found.end()
    return parts + WORD_OR_SIGN.findall(script, begun)


def is_name(parts: list[str], at: int) -> bool:
    """Whether a variable, function or parameter is named: no property and no key of an object."""
    before, after = (parts[n] if 0 <= n < len(parts) else "" for n in (at - 1, at + 1))
    is_key = after == ":" and before in ("{", ",")
    return bool(NAME.fullmatch(parts[at])) and before != "." and not is_key


def names_in(script: str) -> set[str]:
    parts = parts_of(script)
    return {part for at, part in enumerate(parts) if is_name(parts, at)} - RESERVED


def declared_in(script: str) -> set[str]:
    """Names that are its own, anywhere in it."""
    code = NOT_CODE.sub("", script)
    return set(DECLARED.findall(code)).union(
        *(NAME.findall(one) for one in PARAMETERS.findall(code))
    )


def statements_in(parts: list[str]) -> list[range]:
    """Where each statement of a script's one closure begins and ends (an object's end is one, too).
    No variable or parameter of a function is known outside of the statement it is in."""
    begun, depth, found = 0, 0, []
    for at, part in enumerate(parts):
        depth += (part in ("(", "{", "[")) - (part in (")", "}", "]"))
        if depth == IN_THE_CLOSURE and part in (";", "}"):
            found.append(range(begun, at + 1))
            begun = at + 1
    return [*found, range(begun, len(parts))]


def light(script: str, ours: Set[str]) -> str:
    """The same code, with each of the names in `ours` made short.

    A name that some statement uses and does not give itself is short everywhere alike. All others
    begin anew with each statement, so that the same few letters serve them.
    """
    parts = parts_of(script)
    places = {at for at, part in enumerate(parts) if part in ours and is_name(parts, at)}
    statements = statements_in(parts)
    named = [[at for at in each if at in places] for each in statements]
    common = _used_but_not_declared(parts, statements, named)
    locals_of = [_once_each(parts, each, common) for each in named]
    free = _short_names({part for at, part in enumerate(parts) if at not in places})
    letters = [next(free) for _ in range(max(map(len, locals_of)))]
    short = {name: next(free) for name, _ in common.most_common()}
    for places_in, names in zip(named, locals_of, strict=True):
        _rename(parts, places_in, short | dict(zip(names, letters, strict=False)))
    return text_of(parts) + "\n"


def _rename(parts: list[str], places: list[int], short: dict[str, str]) -> None:
    for at in places:
        parts[at] = short[parts[at]]


def _used_but_not_declared(
    parts: list[str], statements: list[range], named: list[list[int]]
) -> Counter[str]:
    """How often each name stands in statements that do not give it themselves."""
    common = Counter[str]()
    for each, places_in in zip(statements, named, strict=True):
        own = declared_in(text_of(parts[each.start : each.stop]))
        common.update(parts[at] for at in places_in if parts[at] not in own)
    return common


def _once_each(parts: list[str], places: list[int], but: Counter[str]) -> list[str]:
    return list(dict.fromkeys(parts[at] for at in places if parts[at] not in but))


def _short_names(taken: Set[str]) -> Iterator[str]:
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_letters, repeat=length):
            name = "".join(letters)
            if name not in taken and name not in RESERVED:
                yield name


def text_of(parts: list[str]) -> str:
    """With a space where two parts would become another."""
    made = []
    for before, part in itertools.pairwise(["", *parts]):
        both_words = BEGINS_OR_ENDS_A_WORD.match(before[-1:]) and BEGINS_OR_ENDS_A_WORD.match(part)
        if both_words or (part in "+-" and before == part):
            made.append(" ")
        made.append(part)
    return "".join(made)
