"""Refusals: what is wrong, what to do, and what was typed, given back."""

import re
from collections.abc import Sequence

from bot.core.errors import Choice
from bot.core.words import decode
from bot.messages import ids, kit, wording
from bot.messages.elements import LONGEST_VALUE, actions, button
from bot.messages.kit import Block, Element, Message

MOST_CHOICES = 5
LONGEST_REASON = 1_000
_CODE = re.compile(r"`(/[a-z][^`\n]*)`")

_GOES_ON = {"contact": "log it", "promise": "promise it"}


def refusal(
    sentence: str,
    *,
    command: str,
    words: str,
    choices: Sequence[Choice] = (),
    draft_id: int | None = None,
    has_form: bool = False,
) -> Message:
    """Say no, give the words back, and offer the ways out as buttons.

    Without a draft there is nothing a button could continue, so they are written out instead.
    """
    blocks: list[Block] = [_said(sentence), *_typed(command, words)]
    offered = choices[:MOST_CHOICES]
    if draft_id is not None:
        ways = [_choice(one, draft_id, at) for at, one in enumerate(offered)]
        blocks += _ways([*ways, *([_form(draft_id)] if has_form else [])])
    elif offered:
        blocks.append(kit.context("What would work:"))
        for one in offered:
            blocks += kit.verbatim(_line(command, one.words))
    spoken = _aloud(sentence, command, words)
    if offered and draft_id is None:
        lines = [kit.quoted(_line(command, one.words)) for one in offered]
        spoken += f" What would work: {wording.joined(lines, last='or')}."
    return kit.message(spoken, *blocks)


def unknown_customer(
    name: str,
    near: Sequence[tuple[str, str]],
    *,
    command: str,
    words: str,
    draft_id: int | None,
    has_form: bool = False,
) -> Message:
    """Ask who was meant, or whether to add the customer and go on."""
    sentence = f"I know no customer “{kit.line(name, limit=kit.NAME)}” yet."
    if near:
        sentence = (
            f"I know no customer “{kit.line(name, limit=kit.NAME)}”. Did you mean one I know?"
        )
    elif draft_id is not None:
        sentence += " Add it with the button, or write the name another way."
    blocks: list[Block] = [_said(sentence), *_typed(command, words)]
    offered = [] if draft_id is None else _names(name, near, command, draft_id)
    if draft_id is not None and has_form:
        offered.append(_form(draft_id))
    blocks += _ways(offered)
    return kit.message(_aloud(sentence, command, words), *blocks)


def broken(words: str, *, command: str = "", reference: str = "") -> Message:
    """Apologise for a fault of ours; nobody should have to type it again from memory."""
    sentence = (
        "Sorry, something went wrong on my side, and nothing was changed. "
        "Please try again in a minute."
    )
    if reference:
        sentence += (
            f" If it happens again, tell whoever runs Heed: {kit.line(reference, limit=40)}."
        )
    typed = _typed(command, words) if words.strip() else []
    return kit.message(_aloud(sentence, command, words), _said(sentence), *typed)


def slow(words: str, *, command: str = "") -> Message:
    """The answer takes longer than Slack waits: it follows, and nobody need type it again."""
    sentence = (
        "That takes longer than usual. You need not type it again: the answer follows here as soon"
        " as I have it."
    )
    return refusal(sentence, command=command, words=words)


def unsure(words: str, *, command: str = "") -> Message:
    """The store went away while it was writing: say what is not known, and how to find out."""
    sentence = (
        "My store went away just as I was writing that down, and I cannot tell whether I did. Look"
        " with `/mine` in a minute, or try it again: what was written is not written twice."
    )
    return refusal(sentence, command=command, words=words)


def outsider() -> Message:
    return kit.message("Heed is for members of this workspace; nothing was changed.")


def _said(sentence: str) -> Block:
    return {"type": "section", "text": kit.plain(_tidy(sentence), limit=LONGEST_REASON)}


def _aloud(sentence: str, command: str = "", words: str = "") -> str:
    """Return it for screen readers, which see no blocks: with what was typed."""
    said = kit.safe(_tidy(sentence), limit=LONGEST_REASON)
    typed = _line(command, words)
    return f"{said} You typed: {kit.quoted(typed, limit=LONGEST_REASON)}" if typed else said


def _tidy(sentence: str) -> str:
    """Quote commands as people do: in a plain text backticks are only marks."""
    return _CODE.sub(r"“\1”", sentence)


def _typed(command: str, words: str) -> list[Block]:
    if not _line(command, words):
        return []
    return [kit.context("You typed:"), *kit.verbatim(_line(command, words))]


def _line(command: str, words: str) -> str:
    """Return the whole of what was typed; nothing if it was a press, which has but a prefix."""
    named = command[-1:].isalnum()
    head = f"/{command.lstrip('/')} " if named else ""
    return f"{head}{decode(words)}".strip()


def _ways(buttons: Sequence[Element]) -> list[Block]:
    return [actions(buttons)] if buttons else []


def _form(draft_id: int) -> Element:
    """The way on for whoever would rather pick than type; what was typed stands in it."""
    return button("Open the form", ids.FORM_OPEN, str(draft_id))


def _choice(choice: Choice, draft_id: int, at: int) -> Element:
    style = "primary" if at == 0 else None
    return button(choice.label, ids.DRAFT_CHOOSE, ids.pack(d=draft_id, i=at), style=style)


def _names(
    name: str, near: Sequence[tuple[str, str]], command: str, draft_id: int
) -> list[Element]:
    """Offer the names that may be meant, then to add this one; what cannot be carried is not."""
    goes_on = next((does for what, does in _GOES_ON.items() if command.endswith(what)), None)
    label = f"Add {kit.line(name, limit=45)}"
    offers = [
        (meant, ids.DRAFT_MEANT, ids.pack(d=draft_id, k=key, m=meant))
        for key, meant in near[: MOST_CHOICES - 1]
    ]
    offers.append(
        (
            f"{label} and {goes_on}" if goes_on else label,
            ids.DRAFT_ADD,
            ids.pack(d=draft_id, n=name),
        )
    )
    return [
        button(said, action_id, value, style="primary" if at == 0 else None)
        for at, (said, action_id, value) in enumerate(offers)
        if kit.length(value) <= LONGEST_VALUE
    ]
