"""The nastiest inputs known for each kind of reading, at any size."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote_plus

URLENCODED: Final = "application/x-www-form-urlencoded"
BOUNDARY: Final = "between-the-fields"


def _over_and_over(piece: str, end: str = "") -> Callable[[int], str]:
    def made(size: int) -> str:
        return piece * (size // len(piece.encode())) + end

    return made


KINDS: Final[dict[str, Callable[[int], str]]] = {
    "marks": _over_and_over("\u0300\u0316"),
    "marks on a letter": _over_and_over("a\u0300\u0316" * 40),
    "marks that come apart": _over_and_over("\u0f73"),
    "one letter": _over_and_over("b"),
    "a letter that gets longer": _over_and_over("\ufdfa"),
    "a letter that gets longer when small": _over_and_over("İ"),
    "opening brackets": _over_and_over("["),
    "links that never end": _over_and_over("[a]("),
    "asterisks": _over_and_over("*"),
    "backticks": _over_and_over("`"),
    "backticks of many lengths": lambda size: "".join("`" * n + " " for n in range(1, 3900))[:size],
    "emphasis in emphasis": _over_and_over("*a **b _c "),
    "quotes in quotes": _over_and_over(">"),
    "lists in lists": _over_and_over("- "),
    "lists further and further in": lambda size: "\n".join("  " * n + "- a" for n in range(2_000))[
        :size
    ],
    "numbered lines": _over_and_over("1. "),
    "markup": _over_and_over('<a b="c">\'&'),
    "ampersands": _over_and_over("&"),
    "opening tags": _over_and_over("<"),
    "marks of speech": _over_and_over("\"'"),
    "entities": _over_and_over("&amp;"),
    "commas": _over_and_over(","),
    "words and commas": _over_and_over("a, "),
    "figures": _over_and_over("9"),
    "figures of other scripts": _over_and_over("٣"),
    "points and noughts": _over_and_over(".0", "x"),
    "blanks before a letter": _over_and_over(" ", "x"),
    "line ends": _over_and_over("\n"),
    "old line ends": _over_and_over("\r"),
    "words": _over_and_over("ab "),
    "nothing": _over_and_over("\0"),
    "deep YAML": _over_and_over("{a: "),
    "slashes": _over_and_over("/"),
    "an address of marks": lambda size: "//" + "\u0300\u0316" * (size // 4),
}
# Only some senders can spell these.
RAW: Final = {"halves of letters": b"%ED%A0%80", "no letters": b"%FF"}


def multipart(values: list[tuple[str, str]]) -> tuple[bytes, str]:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values
    ]
    body = "".join([*parts, f"--{BOUNDARY}--\r\n"])
    return body.encode("utf-8", "replace"), f"multipart/form-data; boundary={BOUNDARY}"


def urlencoded(values: list[tuple[str, str]]) -> tuple[bytes, str]:
    pairs = [f"{quote_plus(name)}={quote_plus(value)}" for name, value in values]
    return "&".join(pairs).encode(), URLENCODED
