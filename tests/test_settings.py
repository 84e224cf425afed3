"""Settings: what is set is read, every mistake is said at once, and no secret is shown."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.upkeep import LEASES_LAST
from bot.settings import Settings, SettingsError, load, required
from bot.variables import LONGEST_LEASE, SETTINGS

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / ".env.example").read_text()


def test_without_anything_set_the_defaults_hold() -> None:
    settings = load({})

    assert settings == Settings()
    assert settings.database_url == "sqlite:///heed.sqlite"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=4000\nLOG_LEVEL=debug\n")

    settings = load({"PORT": "5000"}, env_file=file)

    assert (settings.port, settings.log_level) == (5000, "DEBUG")


def test_every_mistake_is_said_at_once_with_an_example() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "xoxp-4711-secret",
        "SLACK_API_URL": "slack.com",
        "DATABASE_URL": "mysql://heed:hunter2@db/heed",
        "PORT": "http",
        "LOG_LEVEL": "loud",
    }

    with pytest.raises(SettingsError) as refused:
        load(wrong)

    lines = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in lines] == list(wrong)
    assert all("Example: " in line for line in lines)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PORT", "²"),
        ("PORT", "٣٠٠٠"),
        ("PORT", "0"),
        ("PORT", "99999"),
        ("PORT", "9" * 5_000),
        ("SLACK_BOT_TOKEN", "xoxb-1 hunter2"),
        ("SLACK_BOT_TOKEN", "xoxb-1\nhunter2"),
        ("SLACK_BOT_TOKEN", "xoxb-…"),  # the example, copied
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_APP_TOKEN", "xapp-1\thunter2"),
        ("SLACK_SIGNING_SECRET", "s3 hunter2"),
        ("SLACK_API_URL", "http://[::1"),
        ("SLACK_API_URL", "http://h:notaport/"),
        ("SLACK_API_URL", "http://a..b/"),
        ("SLACK_API_URL", "https://slack.com/a pi/"),
        ("SLACK_API_URL", "ftp://heed:hunter2@slack.com/"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite+aiosqlite:///x.sqlite"),
        ("DATABASE_URL", "postgresql+asyncpg://h/x"),
        ("DATABASE_URL", "postgres://a:hunter2@h:notaport/x"),
        ("DATABASE_URL", "hunter2"),
        ("COMMAND_PREFIX", "Acme"),
        ("COMMAND_PREFIX", "x²"),
        ("COMMAND_PREFIX", "x" * 17),
        ("LEASE_SECONDS", "1"),
        ("LEASE_SECONDS", "1e3"),
        ("LEASE_SECONDS", "301"),
        ("GRACE_SECONDS", "0"),
        ("GRACE_SECONDS", "²"),
    ],
)
def test_a_value_that_would_fail_later_is_refused_by_its_name(name: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load({name: words})

    [line] = str(refused.value).splitlines()
    assert line.startswith(f"{name}: a value ")
    assert "hunter2" not in line
    assert len(line) < 400


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"PORT=\xff\xfe3000")

    with pytest.raises(SettingsError, match=r"\.env: it cannot be read"):
        load({}, env_file=file)


def test_secrets_are_never_shown() -> None:
    with pytest.raises(SettingsError) as refused:
        load({"SLACK_BOT_TOKEN": "xoxp-4711-secret", "DATABASE_URL": "mysql://heed:hunter2@db/x"})
    told = load({"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_SIGNING_SECRET": "s3cret"})

    assert "secret" not in str(refused.value)
    assert "hunter2" not in str(refused.value)
    assert "secret" not in repr(told)
    assert "s3cret" not in repr(told)


def test_what_a_command_needs_is_asked_for_by_name() -> None:
    with pytest.raises(SettingsError) as refused:
        required(Settings(), "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")

    assert str(refused.value).count("it is not set") == 2


@pytest.mark.parametrize("url", ["postgres://h/db", "postgresql://h/db", "sqlite:///x.sqlite"])
def test_the_addresses_that_hosts_hand_out_are_taken(url: str) -> None:
    assert load({"DATABASE_URL": url}).database_url == url


def test_a_lease_and_a_grace_are_given_in_seconds() -> None:
    settings = load({"LEASE_SECONDS": "2", "GRACE_SECONDS": "90"})

    assert (settings.lease, settings.grace) == (timedelta(seconds=2), timedelta(seconds=90))


def test_no_lease_is_so_long_that_it_would_be_taken_for_a_clock_set_back() -> None:
    assert timedelta(seconds=LONGEST_LEASE) < LEASES_LAST


def test_an_api_address_always_ends_in_a_slash() -> None:
    assert load({"SLACK_API_URL": "http://127.0.0.1:1/api"}).slack_api_url.endswith("/api/")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_example_file_explains_every_setting(setting) -> None:  # type: ignore[no-untyped-def]
    words = re.sub(r"\n# ", " ", EXAMPLE)

    assert setting.help in words
    assert f"# {setting.name}={setting.example}\n" in EXAMPLE


def test_the_example_file_names_no_setting_that_is_not_read() -> None:
    named = re.findall(r"^# ([A-Z_]+)=", EXAMPLE, re.MULTILINE)

    assert named == [setting.name for setting in SETTINGS]
