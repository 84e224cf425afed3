"""One session at the prompt: does what a line says, and shows what came of it."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.errors import Refusal
from bot.core.hours import WorkingHours
from bot.messages.ids import COMMANDS
from bot.playground import deeds, pages, presses, prompt, reminders
from bot.playground.company import ZONE
from bot.playground.deeds import Deed, Line
from bot.playground.filling import Filling
from bot.playground.keyboard import Asking
from bot.playground.prompt import Known
from bot.playground.screen import Screen
from bot.playground.slack.errors import NotPossible
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message
from bot.playground.slack.outcomes import CommandOutcome, PressOutcome
from bot.playground.stage import Stage
from bot.playground.telling import Teller, clock_face
from bot.playground.watch import visible
from bot.services import looking

EVERY_DAY = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


class Session:
    """Somebody at the prompt. `me` types; a line may be somebody else's for once."""

    def __init__(
        self,
        stage: Stage,
        screen: Screen,
        keyboard: Asking,
        *,
        members: Mapping[str, Member],
        prefix: str = "",
    ) -> None:
        self.me = members["ada"]
        self.is_over = False
        self._stage, self._slack = stage, stage.slack
        self._screen = screen
        self._members = members
        self._prefix = prefix
        self._hours = WorkingHours.of(zone=ZONE, week=EVERY_DAY)
        self._filling = Filling(stage.slack, screen, keyboard)
        self._teller = Teller(stage, screen, zone=ZONE)
        self._teller.forget()

    @property
    def invitation(self) -> str:
        """Return the workspace's clock and who types; far away, their own clock too."""
        now, zone = self._stage.clock(), self.me.tz or ZONE
        there = now.astimezone(ZoneInfo(zone))
        is_far = there.utcoffset() != now.astimezone(ZoneInfo(ZONE)).utcoffset()
        far = f" ({there.hour}:{there:%M} there)" if is_far else ""
        return f"{clock_face(now, ZONE)} {self.me.name.lower()}{far}> "

    def take(self, text: str) -> None:
        """Do what a line says; what cannot be done is said in a sentence."""
        try:
            line = prompt.read(text, self._known())
            if line is not None:
                self._do(line)
        except Refusal as refusal:
            choices = " | ".join(choice.words for choice in refusal.choices)
            self._screen.say(f"{refusal.sentence}{f' Try: {choices}' if choices else ''}")
        except NotPossible as fault:
            words = str(fault)
            self._screen.say(f"{words[:1].upper()}{words[1:]}.")

    def _known(self) -> Known:
        return Known(
            people=tuple(self._members),
            commands=tuple(f"/{self._prefix}{each.name.removeprefix('/')}" for each in COMMANDS),
            now=self._stage.clock(),
            hours=self._hours,
        )

    def _do(self, line: Line) -> None:
        who = self._members[line.who] if line.who else self.me
        match line.deed:
            case deeds.Quit():
                self.is_over = True
            case deeds.Be(who=name):
                self.me = self._members[name]
            case deeds.Show(page=page):
                self._page(page, who)
            case deeds.Read(whose=whose, count=count):
                self._read(whose, count, who)
            case deeds.Until(at=at):
                self._pass(at, who)
            case deeds.Next():
                self._pass_to_next(who)
            case _:
                self._act(line.deed, who)

    def _act(self, deed: Deed, who: Member) -> None:
        """Do what Heed hears of, then show what it did."""
        match deed:
            case deeds.Slash(name=name, words=words):
                self._check(self._slack.command(who, name, words))
            case deeds.Say(words=words, where=where):
                self._slack.say(who, where, words)
            case deeds.Press():
                self._press(deed, who)
            case deeds.React():
                self._react(deed, who)
            case _:
                raise AssertionError(deed)
        self._follow(who)

    def _follow(self, who: Member) -> None:
        self._stage.settle()
        view = self._slack.view(who)
        if view is not None:
            names = self._teller.names(who)
            self._filling.fill(who, view, known=self._known(), names=names)
        # Time has run on a little while somebody typed: what came due is due.
        self._stage.set(self._stage.clock())
        self._teller.tell(who)
        self._teller.tell_of_others()

    def _check(self, outcome: CommandOutcome | PressOutcome) -> None:
        if not outcome.ok:
            self._screen.say(f"Heed did not answer ({outcome.error or outcome.status}).")

    def _press(self, press: deeds.Press, who: Member) -> None:
        message, entry = presses.choose(self._teller.at_hand(who), press)
        self._check(
            self._slack.press(
                who,
                message,
                entry.action_id,
                block_id=entry.block_id,
                value=entry.value,
                option=entry.option,
            )
        )

    def _react(self, react: deeds.React, who: Member) -> None:
        message = reminders.find(self._teller.at_hand(who), react, who)
        act = self._slack.unreact if react.is_removal else self._slack.react
        act(who, message, react.emoji)

    def _page(self, page: str, who: Member) -> None:
        if page == "customers":
            self._act(deeds.Slash(f"/{self._prefix}customer", "list"), who)
        elif page == "people":
            self._screen.lines(pages.people_page(self._stage.clock()))
        else:
            self._screen.lines(pages.help_page(prefix=self._prefix))

    def _read(self, whose: str | None, count: int, who: Member) -> None:
        if whose is not None and whose.startswith("#"):
            reader, said = who, self._slack.messages(whose, viewer=who)
        else:
            reader = self._members[whose] if whose else who
            said = visible(self._slack, reader)
        said = [one for one in said if not one.is_ephemeral][-count:]
        for message in said:
            self._screen.aside(f"— {clock_face(_posted_at(message), ZONE)} —")
            self._teller.show(message, to=reader, for_pressing=reader == who)
        if not said:
            self._screen.say("Nothing there yet.")

    def _pass_to_next(self, who: Member) -> None:
        at = looking.next_instant(self._stage.heed.desk, self._stage.heed.workspace.id)
        if at is None:
            raise Refusal("Nothing is to come. Log something first, or write how far: +1d.")
        self._pass(max(at, self._stage.clock()), who)

    def _pass(self, at: datetime, who: Member) -> None:
        """Let time pass from one thing that is due to the next, and show each as it comes."""
        if at < self._stage.clock():
            raise Refusal("Time only goes forward here: +4h, tomorrow 9:00, next monday.")
        desk, workspace_id = self._stage.heed.desk, self._stage.heed.workspace.id
        has_news = False
        while True:
            soonest = looking.next_instant(desk, workspace_id)
            self._stage.set(min(at, max(soonest or at, self._stage.clock())))
            has_news = self._teller.tell_passing(who) or has_news
            if self._stage.clock() >= at:
                break
        if not has_news:
            self._screen.aside(f"{clock_face(self._stage.clock(), ZONE)}: nothing new for you.")
        self._teller.tell_of_others()


def _posted_at(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), tz=ZoneInfo(ZONE))
