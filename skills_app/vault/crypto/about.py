"""What a vault notes about itself, sealed: when it was last opened, and what was told of it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from skills_app.vault.crypto.padding import pad, unpad
from skills_app.vault.crypto.records import decode, encode
from skills_app.vault.crypto.sealing import Purpose, SealError, open_sealed, seal, subkey

# Every kind there has been, known even when this note is lost. None is ever taken out.
KNOWN_KINDS: Final = frozenset(
    {"draft", "earlier", "entry", "erased", "keepsake", "pins", "prompt"}
)

# What can have been lost, and was put right when the space was next opened.
HEAD: Final = "head"
EPOCH: Final = "epoch"
NOTE: Final = "note"


@dataclass(frozen=True)
class About:
    """`opened` and `before` are the last two openings, in UTC.

    `kinds` are those of every record ever made, so that a new master key finds all shelves.
    `lost` is what was found broken and has not been read about yet; `damage_read` marks the
    damaged records their person has read about.
    """

    opened: dt.datetime | None = None
    before: dt.datetime | None = None
    kinds: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    damage_read: str = ""

    @classmethod
    def open(cls, blob: bytes, *, vmk: bytes, vault: bytes) -> Self:
        """Raises SealError when the blob is not this vault's."""
        sealed = open_sealed(
            subkey(vmk, "about"), blob, purpose=Purpose.ABOUT, key_id=0, context=vault
        )
        return cls._from_data(decode(unpad(sealed)))

    @classmethod
    def read(cls, blob: bytes, *, vmk: bytes, vault: bytes) -> Self:
        """As `open`, but one that does not open is an empty one that says it was lost."""
        try:
            return cls.open(blob, vmk=vmk, vault=vault)
        except SealError:
            return cls(lost=frozenset({NOTE}))

    def seal(self, *, vmk: bytes, vault: bytes) -> bytes:
        data: dict[str, Any] = {
            "opened": _text(self.opened),
            "before": _text(self.before),
            "kinds": sorted(self.kinds),
            "lost": sorted(self.lost),
            "damage_read": self.damage_read,
        }
        return seal(
            subkey(vmk, "about"),
            purpose=Purpose.ABOUT,
            key_id=0,
            plain=pad(encode(data)),
            context=vault,
        )

    @property
    def all_kinds(self) -> frozenset[str]:
        return self.kinds | KNOWN_KINDS

    def with_kind(self, kind: str) -> Self:
        return self if kind in self.kinds else replace(self, kinds=self.kinds | {kind})

    def with_lost(self, *things: str) -> Self:
        return replace(self, lost=self.lost.union(things))

    def opened_at(self, moment: dt.datetime) -> Self:
        return replace(self, opened=moment, before=self.opened)

    def after_reading(self, damage: str) -> Self:
        """Its person has read what was lost, and which records are damaged."""
        return replace(self, lost=frozenset(), damage_read=damage)

    @classmethod
    def _from_data(cls, data: dict[str, Any]) -> Self:
        try:
            return cls(
                opened=_moment(data["opened"]),
                before=_moment(data["before"]),
                kinds=frozenset(map(str, data["kinds"])),
                lost=frozenset(map(str, data["lost"])),
                damage_read=str(data["damage_read"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise SealError from error


def _text(moment: dt.datetime | None) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else ""


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
