"""Drafts: keep what was refused, and go on from it when a button says how."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import Choice, Refusal
from bot.core.outcomes import Answer
from bot.services import commands
from bot.services.desk import Asked, Desk
from bot.store import drafts
from bot.store.drafts import Draft


def keep(desk: Desk, asked: Asked, *, choices: Sequence[Choice] = ()) -> int:
    """Keep what was typed, so that nothing typed is ever lost; return the draft's id."""
    with desk.store.write() as connection:
        return drafts.keep(
            connection,
            asked.workspace_id,
            member_id=asked.member_id,
            command=asked.command,
            words=asked.words,
            choices=[choice.words for choice in choices],
            now=desk.now(),
        )


def take(desk: Desk, asked: Asked, draft_id: int) -> Draft:
    """The draft that a button speaks of; only whoever typed it goes on from it."""
    with desk.store.read() as connection:
        draft = drafts.get(connection, asked.workspace_id, draft_id)
    if draft is None:
        raise Refusal("That is too old to go on from. Please type it again.")
    if draft.member_id != asked.member_id:
        raise Refusal("Those are somebody else's words; nothing was changed.")
    return draft


def resume(
    desk: Desk,
    asked: Asked,
    draft: Draft,
    *,
    words: str | None = None,
    adds: str | None = None,
    means: tuple[str, str] | None = None,
) -> Answer:
    """Carry out a draft, as it is or with a choice made; pressed twice it is done once."""
    typed = replace(
        asked,
        # Every way on from one draft is the same request: two presses do one thing.
        key=f"draft:{draft.id}",
        command=draft.command,
        words=draft.words if words is None else words,
        again=True,
    )
    return commands.carry_out(desk, typed, adds=adds, means=means)
