"""The courier: sends what is owed and edits what no longer says what is true."""

import logging
import threading
from collections.abc import Callable

from bot.services import briefs, bundling, heralds, sweep
from bot.services.desk import Desk
from schedules.edits import Editor
from schedules.homes import Publisher
from schedules.judging import judged
from schedules.posts import Poster
from schedules.replies import Replier

log = logging.getLogger(__name__)

IDLE_SECONDS = 2.0
# Whoever woke us is being answered: looking at once would make that take several times as long,
# and a burst of commands is looked after once.
ANSWERED_SECONDS = 0.02
FAULT_SECONDS = 5.0


class Courier:
    """Two threads: one for what people wait to see, one for what Heed says by itself.

    `wake` has both look at once. Any number of couriers is safe: the store arbitrates.
    """

    def __init__(
        self,
        desk: Desk,
        poster: Poster,
        replier: Replier,
        editor: Editor,
        publisher: Publisher,
    ) -> None:
        self._desk = desk
        self._poster = poster
        self._replier = replier
        self._editor = editor
        self._publisher = publisher
        self._stopping = threading.Event()
        self._signs = {self.answer: threading.Event(), self.post: threading.Event()}
        self._threads: list[threading.Thread] = []
        self._busy = dict.fromkeys(self._signs, False)

    def is_busy(self) -> bool:
        """Whether something is being sent, or was just asked for."""
        return any(sign.is_set() or self._busy[work] for work, sign in self._signs.items())

    def start(self) -> None:
        for work, sign in self._signs.items():
            name = f"courier-{work.__name__}"
            thread = threading.Thread(target=self._run, args=(work, sign), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def wake(self) -> None:
        for sign in self._signs.values():
            sign.set()

    def stop(self, *, timeout: float = 10.0) -> None:
        """Finish what is being sent, and send nothing more."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout)
        self._threads.clear()
        self._poster.stop()

    def drain(self) -> int:
        """Do everything there is to do now, in this thread; return how much that was."""
        return self.post() + self.answer()

    def answer(self) -> int:
        """Answer clicks, edit messages and publish Homes until there is nothing left to do."""
        done = 0
        while not self._stopping.is_set() and self._answer():
            done += 1
        return done

    def _answer(self) -> bool:
        return self._replier.reply() or self._editor.edit() or self._publisher.publish()

    def post(self) -> int:
        """Bundle nudges and post what is owed until there is nothing left to do."""
        # The briefs take along what would else come just after them, and briefs and reminders what
        # others did.
        done = self._brief() + self._bundle() + self._herald()
        while not self._stopping.is_set() and self._poster.post():
            done += 1
        return done

    def _brief(self) -> int:
        due = briefs.are_due(self._desk)
        if not due:
            return 0
        # Nothing that is reached by now is left for a message of its own.
        judged(sweep.sweep(self._desk))
        briefed = briefs.plan(self._desk, due)
        for member_id, fault in briefed.faults:
            log.error("no brief for %s; again in an hour", member_id, exc_info=fault)
        return briefed.messages

    def _bundle(self) -> int:
        bundled = bundling.bundle(self._desk)
        for what, fault in bundled.faults:
            log.error("%s could not be bundled; it is tried again", what, exc_info=fault)
        return bundled.messages

    def _herald(self) -> int:
        heard = heralds.herald(self._desk)
        for who, fault in heard.faults:
            log.error("%s could not be told; again in an hour", who, exc_info=fault)
        return heard.owed

    def _other(self, sign: threading.Event) -> threading.Event:
        return next(one for one in self._signs.values() if one is not sign)

    def _run(self, work: Callable[[], int], sign: threading.Event) -> None:
        while not self._stopping.is_set():
            sign.wait(IDLE_SECONDS)
            self._busy[work] = True
            self._stopping.wait(ANSWERED_SECONDS)
            sign.clear()
            try:
                if work():
                    # What one lane sends may be shown in messages that the other edits.
                    self._other(sign).set()
            except Exception:
                # The store may be away for a while: nothing owed is lost, and it is tried again.
                log.exception("delivery could not go on")
                self._stopping.wait(FAULT_SECONDS)
            finally:
                self._busy[work] = False
