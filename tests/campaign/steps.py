"""The steps at which a worker may die, in the order in which a reminder passes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

EVERY = "every commit"  # a verb that stands for all but the sweep's, of which most change nothing
SWEEP = "sweep._batch"
ON_ITS_WAY = 0.15  # seconds that a call is under way before Slack has it, its sender dead


class Step(StrEnum):
    """Where a worker is when it dies."""

    JUDGED_NOT_COMMITTED = "judged, not committed"
    JUDGED = "judged"
    BUNDLED_NOT_COMMITTED = "bundled, not committed"
    BUNDLED = "bundled"
    DIGEST_PLANNED_NOT_COMMITTED = "digest planned, not committed"
    DIGEST_PLANNED = "digest planned"
    CLAIMED_NOT_COMMITTED = "claimed, not committed"
    CLAIMED = "claimed, not looked at"
    LOOKED_AT = "looked at, not posted"
    DIGEST_GATHERED = "digest gathered, not posted"
    DM_NOT_OPENED = "about to open the direct message"
    DM_OPENED = "direct message opened, not answered"
    CHANNEL_NOT_KEPT = "channel known, not committed"
    CHANNEL_KEPT = "channel kept, not posted"
    NOT_POSTED = "the post has not reached Slack"
    POST_ON_ITS_WAY = "the post reaches Slack after the death"
    POSTED_NOT_ANSWERED = "posted, not answered"
    POSTED_NOT_SETTLED = "posted and answered, not settled"
    SETTLED = "settled, the next begun"
    EDIT_CLAIMED_NOT_COMMITTED = "edit claimed, not committed"
    EDIT_CLAIMED = "edit claimed, not rendered"
    EDIT_RENDERED = "edit rendered, not sent"
    NOT_EDITED = "the edit has not reached Slack"
    EDITED_NOT_ANSWERED = "edited, not answered"
    EDITED_NOT_SETTLED = "edited and answered, not settled"
    EDIT_SETTLED = "edit settled"
    WHISPER_NOT_SAID = "the whisper has not reached Slack"
    WHISPERED_NOT_ANSWERED = "whispered, not answered"
    # Only a second life, coming back to what a first one left, gets to these.
    NOT_SEARCHED = "about to look whether it was posted"
    SEARCHED = "looked whether it was posted, not settled"


class Moment(StrEnum):
    """When, of a commit or of a call."""

    BEFORE = "before"
    AFTER = "after"
    ON_ITS_WAY = "on its way"


@dataclass(frozen=True, slots=True)
class Place:
    """A transaction, named by the function that begins it, or a call, named by Slack's method."""

    name: str
    moment: Moment
    is_call: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a worker is killed, or put to sleep, the `turn`-th time that it gets there.

    `then`: over which call it dies once it is awake.
    """

    place: Place
    turn: int = 1
    is_paused: bool = False
    then: "Fate | None" = None


def _commit(name: str, moment: Moment) -> Place:
    return Place(name, moment)


def _call(name: str, moment: Moment) -> Place:
    return Place(name, moment, is_call=True)


PLACES: Mapping[Step, Place] = {
    Step.JUDGED_NOT_COMMITTED: _commit(SWEEP, Moment.BEFORE),
    Step.JUDGED: _commit(SWEEP, Moment.AFTER),
    Step.BUNDLED_NOT_COMMITTED: _commit("bundling._bundle", Moment.BEFORE),
    Step.BUNDLED: _commit("bundling._bundle", Moment.AFTER),
    Step.DIGEST_PLANNED_NOT_COMMITTED: _commit("digests._plan", Moment.BEFORE),
    Step.DIGEST_PLANNED: _commit("digests._plan", Moment.AFTER),
    Step.CLAIMED_NOT_COMMITTED: _commit("claims.claim_ahead", Moment.BEFORE),
    Step.CLAIMED: _commit("claims.claim_ahead", Moment.AFTER),
    Step.LOOKED_AT: _commit("claims.sights", Moment.AFTER),
    Step.DIGEST_GATHERED: _commit("digests.digest_of", Moment.AFTER),
    Step.DM_NOT_OPENED: _call("conversations.open", Moment.BEFORE),
    Step.DM_OPENED: _call("conversations.open", Moment.AFTER),
    Step.CHANNEL_NOT_KEPT: _commit("posting.keep_channel", Moment.BEFORE),
    Step.CHANNEL_KEPT: _commit("posting.keep_channel", Moment.AFTER),
    Step.NOT_POSTED: _call("chat.postMessage", Moment.BEFORE),
    Step.POST_ON_ITS_WAY: _call("chat.postMessage", Moment.ON_ITS_WAY),
    Step.POSTED_NOT_ANSWERED: _call("chat.postMessage", Moment.AFTER),
    Step.POSTED_NOT_SETTLED: _commit("posting.settle", Moment.BEFORE),
    Step.SETTLED: _commit("posting.settle", Moment.AFTER),
    Step.EDIT_CLAIMED_NOT_COMMITTED: _commit("editing.claim", Moment.BEFORE),
    Step.EDIT_CLAIMED: _commit("editing.claim", Moment.AFTER),
    Step.EDIT_RENDERED: _commit("editing.bundle_of", Moment.AFTER),
    Step.NOT_EDITED: _call("chat.update", Moment.BEFORE),
    Step.EDITED_NOT_ANSWERED: _call("chat.update", Moment.AFTER),
    Step.EDITED_NOT_SETTLED: _commit("editing.done", Moment.BEFORE),
    Step.EDIT_SETTLED: _commit("editing.done", Moment.AFTER),
    Step.WHISPER_NOT_SAID: _call("chat.postEphemeral", Moment.BEFORE),
    Step.WHISPERED_NOT_ANSWERED: _call("chat.postEphemeral", Moment.AFTER),
    Step.NOT_SEARCHED: _call("conversations.history", Moment.BEFORE),
    Step.SEARCHED: _call("conversations.history", Moment.AFTER),
}
SECOND_LIFE = (Step.NOT_SEARCHED, Step.SEARCHED)


def dies(step: Step, turn: int = 1) -> tuple[Fate, ...]:
    """The fates of the lives, one after the other, that bring a worker to die at this step."""
    fate = Fate(PLACES[step], turn)
    if step in SECOND_LIFE:
        return Fate(PLACES[Step.POSTED_NOT_ANSWERED], turn), Fate(PLACES[step])
    return (fate,)


def pauses(step: Step, *, then: Step | None = None) -> Fate:
    """The fate of a worker that sleeps at this step."""
    return Fate(PLACES[step], is_paused=True, then=None if then is None else Fate(PLACES[then]))
