"""What a form carries along until it is sent: where to answer, and what stood in its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.core.team_forms import print_of
from bot.messages import ids

F = TypeVar("F", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Carried:
    """`menu` and `fields` say which making of these this is: what is made anew begins afresh.

    `prints` tell what stood in the fields when they were made; `leaving` is what was chosen in the
    menu while something was not saved.
    """

    address: str = ""
    menu: int = 0
    fields: int = 0
    leaving: str = ""
    prints: str = ""

    def afresh(self, spelled: Mapping[F, str], fields: Iterable[F]) -> "Carried":
        """What is carried once all fields are made anew from what stands there now."""
        prints = ".".join(print_of(spelled[one]) for one in fields)
        return replace(self, menu=self.menu + 1, fields=self.fields + 1, leaving="", prints=prints)

    def pack(self, **more: str | int) -> str:
        return ids.pack(
            **more, a=self.address, m=self.menu, f=self.fields, l=self.leaving, p=self.prints
        )

    def prints_of(self, fields: Iterable[F]) -> dict[F, str]:
        return dict(zip(fields, self.prints.split("."), strict=False))
