"""What was typed after `/heed` and belongs to the set-up, or to another command."""

from bot.core.errors import Choice, Refusal
from bot.core.grammar.plain import read_plain
from bot.core.words import decode, shorten

_LONGEST_LABEL = 40
_LONGEST_QUOTED = 300


def of_setup(word: str, rest: str, *, parts: tuple[str, ...]) -> Refusal | None:
    """Offer `setup lead @ben` to somebody who left the `setup` out."""
    part = {"reminder": "reminders", "holiday": "closed", "holidays": "closed"}.get(word, word)
    if part not in parts:
        return None
    # Without a value there is nothing to set up, but all of it can be shown.
    meant = f"setup {part} {rest}" if rest else "setup"
    label = shorten(decode(meant), limit=_LONGEST_LABEL) if rest else "Show the set-up"
    return Refusal(f"“{word}” belongs to the set-up.", choices=[Choice(label, meant)])


def of_another_command(raw: str) -> Refusal | None:
    """Say which command it is; a button of this one cannot run another."""
    found = read_plain(raw)
    if found is None or found[0] == "heed":
        return None
    command = shorten(decode(" ".join(found).strip()), limit=_LONGEST_QUOTED)
    return Refusal(f"That is `/{command}`. Type it without “heed”.")
