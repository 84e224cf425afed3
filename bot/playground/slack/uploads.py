"""What a member does with a file field of a form: uploads, and chooses what was uploaded."""

import time
from typing import Any

from bot.playground.slack.controls import Control
from bot.playground.slack.errors import Json, NotPossible
from bot.playground.slack.files import File
from bot.playground.slack.workspace import Who, Workspace

MOST_FILES = 10  # unless the app says otherwise


def upload(workspace: Workspace, who: Who, name: str, data: bytes) -> File:
    """Keep a file as the member's own; a path before its name stays behind."""
    member = workspace.member(who)
    file = File(
        id=workspace.ids.next("F"),
        name=name.replace("\\", "/").rsplit("/", 1)[-1] or "file",
        user=member.id,
        created=workspace.stamps.seconds(),
        length=len(data),
        data=data,
        completed=True,
    )
    workspace.files[file.id] = file
    workspace.touch()
    return file


def chosen(workspace: Workspace, who: Who, value: Any, *, base_url: str) -> list[Json]:
    """Return the files as the form's state shows them; they are given as files or by their ids."""
    if value is None:
        return []
    given = value if isinstance(value, list | tuple) else [value]
    names = [each.id if isinstance(each, File) else str(each) for each in given]
    member, found = workspace.member(who), []
    for name in names:
        file = workspace.files.get(name)
        if file is None or file.user != member.id:
            raise NotPossible(f"{member.name} has uploaded no file {name}")
        found.append(file.wire(at=time.monotonic(), base_url=base_url))
    return found


def complaint(control: Control, files: list[Json]) -> str:
    """Return what Slack's face says about the files chosen; nothing if they will do."""
    most = int(control.element.get("max_files") or MOST_FILES)
    if len(files) > most:
        return f"Choose at most {most} file{'s' if most > 1 else ''}."
    kinds = [str(each).lower() for each in control.element.get("filetypes") or ()]
    if kinds and any(each["name"].rsplit(".", 1)[-1].lower() not in kinds for each in files):
        return f"Choose a file that ends in {' or '.join(f'.{each}' for each in kinds)}."
    return ""
