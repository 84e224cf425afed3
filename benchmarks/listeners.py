"""Listeners: a hot command among all of Heed's handlers, and a near miss among many customers."""

from dataclasses import dataclass, field
from functools import partial
from itertools import count
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

import handlers
from benchmarks.rounds import Effort, Goal, Report, Row, clocked, compared, in_turns
from benchmarks.stores import (
    ADA,
    NOW,
    WORKSPACE,
    YOUNG_COMMITS,
    desk,
    hasty,
    new_store,
    path_of,
    spelled,
)
from bot.core.history import Surface
from bot.core.names import UnknownCustomer, bones
from bot.core.words import name_key
from bot.messages.kit import Message
from bot.services import drafts
from bot.services.commands import carry_out
from bot.services.desk import Asked, Desk
from bot.store.engine import Store
from handlers import commands
from handlers.errands import Errands

MANY = 100_000
CALLS = 400
HITS = 100
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "xu")


@dataclass(frozen=True, slots=True)
class Deaf:
    """A door behind which nothing happens, so that what finds the handler is all there is."""

    prefix: str = ""
    workspace_id: str = WORKSPACE
    errands: Errands = field(default_factory=Errands)

    def is_ours(self, _body: object) -> bool:
        return True

    def typed(self, asked: Asked) -> Message:
        return Message(f"Logged: {asked.words}", ())


def run(effort: Effort) -> Report:
    return Report((_among_all(effort), _near_miss(effort)))


def _among_all(effort: Effort) -> Row:
    every = _app()
    handlers.register(every, Deaf())  # type: ignore[arg-type]
    alone = _app()
    alone.command("/contact")(partial(commands.typed, door=Deaf(), command="contact"))
    calls = effort.of(CALLS)
    pairs = in_turns(
        lambda: clocked(lambda: _dispatch(every, calls)) / calls,
        lambda: clocked(lambda: _dispatch(alone, calls)) / calls,
        rounds=effort.in_process,
        warm=2,
    )
    return compared(
        "/contact among all listeners ÷ one listener", pairs, Goal(1.1), a="all", b="one"
    )


def _app() -> App:
    return App(
        signing_secret="unused",
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=WORKSPACE, bot_token="xoxb-none"
        ),
        process_before_response=True,
        request_verification_enabled=False,
        token_verification_enabled=False,
    )


def _dispatch(app: App, calls: int) -> None:
    for _ in range(calls):
        answer = app.dispatch(_request("from Acme: asks for a quote"))
        assert "Logged" in str(answer.body)


def _request(words: str) -> BoltRequest:
    form = {"command": "/contact", "text": words, "user_id": ADA.id, "team_id": WORKSPACE}
    headers = {"content-type": ["application/x-www-form-urlencoded"]}
    return BoltRequest(body=urlencode(form), headers=headers)


def _near_miss(effort: Effort) -> Row:
    many, hits = effort.of(MANY), effort.of(HITS)
    with new_store() as store:
        fill_customers(store, many)
        typist = Typist(desk(store))
        for _ in range(YOUNG_COMMITS // 2):
            typist.hit()
        pairs = in_turns(
            lambda: clocked(lambda: [typist.miss() for _ in range(hits)]) / hits,
            lambda: clocked(lambda: [typist.hit() for _ in range(hits)]) / hits,
            rounds=effort.in_process,
        )
    what = f"near miss ÷ exact hit among {many:,} customers"
    return compared(what, pairs, Goal(2), a="near miss", b="hit")


class Typist:
    """Somebody who logs contacts with Acme, and sometimes cannot spell it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._numbers = count()

    def hit(self) -> None:
        carry_out(self._desk, self._asked("Acme"))

    def miss(self) -> None:
        """What was typed is kept, for the button that says what was meant."""
        asked = self._asked("Acmme")
        try:
            carry_out(self._desk, asked)
        except UnknownCustomer as unknown:
            if ("acmme", "Acme") not in unknown.near:
                raise
            drafts.keep(self._desk, asked)

    def _asked(self, name: str) -> Asked:
        number = next(self._numbers)
        words = f"from {name}: asks for {number} chairs"
        return Asked(WORKSPACE, ADA.id, f"key-{number}", Surface.COMMAND, "contact", words)


def fill_customers(store: Store, how_many: int) -> None:
    """Acme, and so many others with names that look like names."""
    names = ["Acme", *(name(number) for number in range(how_many))]
    with hasty(path_of(store)) as connection:
        connection.executemany(
            "INSERT INTO customers (id, workspace_id, name, owner_id, since)"
            " VALUES (?, ?, ?, ?, ?)",
            [(n, WORKSPACE, one, ADA.id, spelled(NOW)) for n, one in enumerate(names, 1)],
        )
        keys = [(n, name_key(one)) for n, one in enumerate(names, 1)]
        connection.executemany(
            "INSERT INTO customer_names (workspace_id, customer_id, key, backwards, bones)"
            " VALUES (?, ?, ?, ?, ?)",
            [(WORKSPACE, n, key, key[::-1], bones(key)) for n, key in keys],
        )


def name(number: int) -> str:
    digits = f"{number:06}"
    return "".join(SYLLABLES[int(digit)] for digit in reversed(digits)) + f" {number}"
