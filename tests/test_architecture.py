"""The house stands: who may import whom, and what runs at import."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A module may import only these of ours, and whatever is in its own package.
MAY_IMPORT = {
    "bot.core": set(),
    "bot.messages": {"bot.core"},
    "bot.store": {"bot.core"},
    "bot.services": {"bot.core", "bot.store"},
    "bot.slack": {"bot.core", "bot.messages"},
    "handlers": {"bot.core", "bot.messages", "bot.services"},
    "schedules": {"bot.core", "bot.messages", "bot.services"},
}
STARTS = ("bot.__main__", "bot.cli", "bot.processes")
HEAVY = ("dateparser", "holidays", "icalendar", "alembic", "matplotlib", "aiohttp", "psycopg")


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("bot", "handlers", "schedules"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def imported(path: Path) -> Iterator[str]:
    """What a module imports when it runs; names for the type checker alone do not count."""
    tree = ast.parse(path.read_text())
    for_types = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_its_rule_allows(package: str) -> None:
    allowed = {package, *MAY_IMPORT[package]}
    wrong = [
        f"{name} imports {other}"
        for name, path in modules()
        if is_in(name, package) and "migrations" not in name
        for other in imported(path)
        if any(is_in(other, top) for top in ("bot", "handlers", "schedules"))
        and not any(is_in(other, one) for one in allowed)
    ]

    assert wrong == []


def test_only_the_command_line_imports_the_wiring_and_the_playground() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, path in modules()
        if name not in STARTS and not is_in(name, "bot.playground")
        for other in imported(path)
        if is_in(other, "bot.wiring") or is_in(other, "bot.playground")
    ]

    assert wrong == []


def test_every_package_states_its_rule() -> None:
    packages = [path for _, path in modules() if path.name == "__init__.py"]
    ruled = [path for path in packages if path.parent.name not in ("bot", "migrations", "versions")]

    assert [str(path) for path in ruled if '"""RULE:' not in path.read_text()] == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [
        name for name, path in modules() if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_heavy_packages_are_not_imported_at_start() -> None:
    """A command must not wait for what only a digest, a migration or a playground needs."""
    code = "import sys, bot.wiring; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [name for name in HEAVY if name in done.stdout.split()] == []
