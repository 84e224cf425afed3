"""How the playground starts: its one line, its prompt, and the stores it keeps away from."""

import io
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.core.workspaces import Workspace
from bot.playground import real_store
from bot.playground.terminal import play_on
from bot.settings import Settings, SettingsError
from bot.store import migrations, workspaces
from bot.store.engine import Store

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?key=\S+")


def a_store(folder: Path, *, is_playground: bool) -> Settings:
    settings = Settings(database_url=f"sqlite:///{folder / 'heed.sqlite'}")
    store = Store(settings.database_url)
    migrations.migrate(store)
    known = Workspace(id="T1", name="Real Ltd", bot_id="B1", bot_member_id="U1")
    with store.write() as connection:
        workspaces.settle(connection, known, is_playground=is_playground)
    store.close()
    return settings


def test_one_line_names_the_address() -> None:
    out = io.StringIO()

    play_on(Settings(port=3400), typed=io.StringIO("/mine\n"), out=out, environ={}, has_page=True)

    assert len(ADDRESS.findall(out.getvalue())) == 1
    assert ADDRESS.search(out.getvalue().splitlines()[0])
    assert "ada> /mine" in out.getvalue()


def test_with_nothing_to_read_from_it_serves_until_it_is_stopped() -> None:
    environ = {"PATH": "", "PORT": "3420", "DATABASE_URL": "sqlite:////nowhere/heed.sqlite"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "playground"],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        found = ADDRESS.search(running.stdout.readline())
        assert found is not None
        with urllib.request.urlopen(found.group(), timeout=10) as page:
            assert page.status == 200
        running.send_signal(signal.SIGTERM)
        assert "Goodbye" in running.stdout.read()
        assert running.wait(30) == 0


def test_a_store_of_a_real_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="belongs to Real Ltd"):
        real_store.refuse(a_store(tmp_path, is_playground=False))


def test_a_store_of_a_playground_is_not_in_the_way(tmp_path: Path) -> None:
    real_store.refuse(a_store(tmp_path, is_playground=True))


def test_looking_for_a_store_makes_none(tmp_path: Path) -> None:
    missing = tmp_path / "heed.sqlite"

    real_store.refuse(Settings(database_url=f"sqlite:///{missing}"))

    assert not missing.exists()


def test_the_command_line_says_why_it_will_not_start(tmp_path: Path) -> None:
    settings = a_store(tmp_path, is_playground=False)

    done = subprocess.run(
        [sys.executable, "-m", "bot", "playground"],
        cwd=ROOT,
        env={"PATH": "", "DATABASE_URL": settings.database_url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 2
    assert "belongs to Real Ltd" in done.stderr
