"""Channels: what must be asked of Slack about one, before it is set up and where that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.customer_outcomes import CustomerEdited
from bot.core.errors import Refusal
from bot.core.grammar.setup import channel_in
from bot.core.heed_outcomes import Checked
from bot.core.outcomes import Answer
from bot.core.particulars import ParticularShown

MOST_CHANNELS = 5  # asked of Slack while a person waits


@dataclass(frozen=True, slots=True)
class Channels:
    """`check` refuses one that reminders must not go to, `check_watched` one Heed cannot hear."""

    check: Callable[[str], None]
    check_watched: Callable[[str], None]

    def allow(self, command: str, words: str) -> None:
        """Ask Slack of the channel before it is set up, while no transaction is open."""
        channel_id = channel_in(words) if command == "heed" else None
        if channel_id is not None:
            self.check(channel_id)

    def looked_at(self, answer: Answer) -> Answer:
        """Ask Slack of the channels where that is what was asked for, after the commit."""
        outcome = answer.outcome
        if isinstance(outcome, ParticularShown | CustomerEdited) and outcome.asks_to_watch:
            channel_id = outcome.customer.channel_id or ""
            [*found] = _problems([channel_id], self.check_watched)
            problem = found[0][1] if found else None
            return replace(answer, outcome=replace(outcome, problem=problem))
        if not isinstance(outcome, Checked):
            return answer
        problems = _problems(outcome.channels, self.check)
        problems += _problems(outcome.watched, self.check_watched)
        return replace(answer, outcome=replace(outcome, channel_problems=problems))


def _problems(channels: Sequence[str], check: Callable[[str], None]) -> list[tuple[str, str]]:
    problems = []
    for channel_id in channels[:MOST_CHANNELS]:
        try:
            check(channel_id)
        except Refusal as no:
            problems.append((channel_id, no.sentence))
    return problems
