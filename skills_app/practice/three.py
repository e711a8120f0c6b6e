"""One tool for a state, and two that differ from it in kind. Pure.

Who is in a hard moment reads one name, not forty. What does not suit is answered by something of
another kind: who can not look around may still be able to move, or to hold something cold.
"""

from collections.abc import Collection, Iterable, Sequence

from skills_app.practice.shelf import OnShelf

HOW_MANY = 3
# What of oneself a family asks for.
KIND_OF = {
    "senses": "eyes",
    "orienting": "eyes",
    "mental": "head",
    "thoughts": "head",
    "planning": "head",
    "physical": "hands",
    "soothing": "hands",
    "writing": "hands",
    "movement": "moving",
    "breathing": "breath",
    "body": "body",
    "kindness": "voice",
    "words": "voice",
    "people": "people",
}
# The kind that goes first: looking around when it is too much, moving a little when one is far
# away (CONTENT: grounding before all else; activation, not rest, for what is shut down).
LEADS = {"up": "eyes", "down": "moving"}


def kind_of(tool: OnShelf) -> str:
    return KIND_OF[tool.card.family]


def three_for(
    tools: Iterable[OnShelf],
    *,
    state: str = "",
    seen: Collection[str] = (),
    without_kind: str = "",
) -> tuple[OnShelf, ...]:
    """At most three, no two of one kind, those not `seen` before those that were.

    The first is of the kind that leads for this state, as long as a fresh one is there; none asks
    a question before it opens unless nothing else is left.
    """

    def order(one: OnShelf) -> tuple[bool, bool, tuple[bool, int, float]]:
        weight = one.weight[1:]
        leads = kind_of(one) == LEADS.get(state)  # those in the order of their cards
        return one.card.id in seen, one.folded, (False, 0, 0.0) if leads else (True, *weight)

    picked: list[OnShelf] = []
    for one in sorted(tools, key=order):
        taken = {without_kind, *(kind_of(other) for other in picked)}
        if kind_of(one) not in taken:
            picked.append(one)
    return tuple(picked[:HOW_MANY])


def seen_after(
    seen: Sequence[str], shown: Sequence[OnShelf], tools: Sequence[OnShelf]
) -> list[str]:
    """What was offered by now; when that is all there is, it begins anew with what is shown."""
    ids = [one.card.id for one in shown]
    known = {one.card.id for one in tools}
    all_of_it = [*(name for name in dict.fromkeys(seen) if name in known), *ids]
    return ids if known <= set(all_of_it) else list(dict.fromkeys(all_of_it))
