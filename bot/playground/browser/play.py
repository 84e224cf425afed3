"""The play on the stage now: which world it is, who is in it, and how it is begun anew."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.playground import company, third_month
from bot.playground.browser.hand import Hand
from bot.playground.browser.marks import Marks
from bot.playground.browser.news import News
from bot.playground.browser.scene import Scene, World
from bot.playground.browser.statements import Statements
from bot.playground.browser.toasts import Toasts
from bot.playground.browser.traffic import Traffic
from bot.playground.slack import Member
from bot.playground.stage import Stage
from bot.playground.watch import Watch
from bot.settings import Settings

LEAVING_SECONDS = 20.0


class Play:
    """Owns the scene that is on, and replaces it on reset."""

    def __init__(
        self, settings: Settings, *, at: datetime, world: World = World.EMPTY, is_chosen: bool
    ) -> None:
        self.settings = settings
        self.news = News(self._version, look=self._look)
        self._at = at
        self._gate = threading.Condition()
        self._resetting = threading.Lock()
        self._ready: Scene | None = None
        self._is_preparing = self._is_over = False
        self.scene = self._opened(world)
        self.scene.is_chosen = is_chosen

    def __enter__(self) -> "Play":
        """Begin to watch."""
        self.scene.hand.start()
        self.news.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the scene."""
        self._is_over = True
        self.news.stop()
        self._close(self.scene)
        with self._resetting:
            self._drop_ready()

    def reset(self, world: World) -> None:
        """Begin a world anew; what stands now is forgotten."""
        with self._resetting:
            before = self.scene
            scene = self._taken(world) or self._opened(world)
            scene.number, scene.is_chosen = before.number + 1, True
            scene.hand.start()
            with self._gate:
                self.scene = scene
            self.news.touch()
            self._close(before)

    def choose(self, world: World) -> None:
        """Take the world that was asked for; an untouched empty one is there already."""
        scene = self.scene
        if world is World.EMPTY and scene.world is World.EMPTY and not any(scene.steps.done):
            scene.is_chosen = True
            self._drop_ready()
            self.news.touch()
        else:
            self.reset(world)

    def prepare(self) -> None:
        """Let two months pass while somebody still reads what there is to choose from."""
        with self._gate:
            if self.scene.is_chosen or self._is_preparing:
                return
            self._is_preparing = True
        threading.Thread(target=self._prepare, name="prepare", daemon=True).start()

    @contextlib.contextmanager
    def acting(self) -> Iterator[Scene]:
        """Hold on to the scene while somebody acts in it: a reset waits for them."""
        with self._gate:
            scene = self.scene
            scene.acting += 1
        try:
            yield scene
        finally:
            with self._gate:
                scene.acting -= 1
                self._gate.notify_all()

    def _prepare(self) -> None:
        with self._resetting, contextlib.suppress(third_month.NotWanted):
            self._ready = self._opened(World.THIRD_MONTH, is_wanted=self._is_undecided)
            # Another one was chosen at the last moment.
            if not self._is_undecided():
                self._drop_ready()

    def _is_undecided(self) -> bool:
        return not self._is_over and not self.scene.is_chosen

    def _taken(self, world: World) -> Scene | None:
        if self._ready is None or self._ready.world is not world:
            self._drop_ready()
            return None
        with self._gate:
            ready, self._ready = self._ready, None
        return ready

    def _drop_ready(self) -> None:
        with self._gate:
            ready, self._ready = self._ready, None
        if ready is not None:
            self._close(ready)

    def _opened(self, world: World, *, is_wanted: Callable[[], bool] = lambda: True) -> Scene:
        begins = third_month.begins(self._at) if world is World.THIRD_MONTH else self._at
        stage = Stage(at=begins, settings=self.settings, installation=company.INSTALLATION)
        stage.start()
        try:
            members = self._settled(world, stage, is_wanted)
        except third_month.NotWanted:
            stage.stop()
            raise
        scene = Scene(
            number=1,
            world=world,
            stage=stage,
            members=members,
            hand=Hand(stage, changed=self.news.touch),
            marks=Marks(stage.slack),
            toasts=Toasts(stage.slack),
            watch=Watch(stage.slack),
            began_at=stage.clock(),
            traffic=_traffic(stage),
            prefix=self.settings.command_prefix,
        )
        scene.watch.news()
        scene.marks.read_until(_last_read(world, stage.clock()))
        return scene

    def _settled(
        self, world: World, stage: Stage, is_wanted: Callable[[], bool]
    ) -> Mapping[str, Member]:
        prefix = self.settings.command_prefix
        if world is World.THIRD_MONTH:
            return third_month.settle_in(stage, prefix=prefix, is_wanted=is_wanted)
        return company.settle_in(stage, prefix=prefix, watches=True)

    def _close(self, scene: Scene) -> None:
        scene.hand.stop()
        with self._gate:
            self._gate.wait_for(lambda: scene.acting == 0, LEAVING_SECONDS)
        scene.stage.stop()

    def _version(self, seen: tuple[int, int], *, timeout: float) -> tuple[int, int]:
        scene = self.scene
        known = seen[1] if seen[0] == scene.number else -1
        return scene.number, scene.slack.wait_for_change(known, timeout=timeout)

    def _look(self) -> None:
        self.scene.look()


def _traffic(stage: Stage) -> Traffic:
    """Begin to hear what the store is asked, and to show what is sent from now on."""
    heard = Statements()
    heard.listen(stage.store)
    return Traffic(stage.slack, heard)


def _last_read(world: World, now: datetime) -> datetime:
    return third_month.last_read(now) if world is World.THIRD_MONTH else now
