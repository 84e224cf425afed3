"""Web API methods that upload files in Slack's three steps."""

import time
from dataclasses import replace

from bot.playground.slack import conversation
from bot.playground.slack.conversation import Content
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.files import File
from bot.playground.slack.method import Context
from bot.playground.slack.params import Params
from bot.playground.slack.workspace import Workspace


def upload_url(context: Context, params: Params) -> Json:
    """Promise a place for a file."""
    length = params.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments")
    file = File(
        id=context.workspace.ids.next("F"),
        name=params.need("filename"),
        user=context.bot,
        created=context.workspace.stamps.seconds(),
        length=length,
        alt_txt=params.text("alt_txt") or params.text("alt_text"),
    )
    context.workspace.files[file.id] = file
    return {"upload_url": f"{context.base_url}/upload/{file.id}", "file_id": file.id}


def receive(workspace: Workspace, file_id: str, data: bytes) -> bool:
    """Take the bytes; return whether there was a place for them."""
    file = workspace.files.get(file_id)
    if file is None or len(data) != file.length:
        return False
    workspace.files[file_id] = replace(file, data=data)
    workspace.touch()
    return True


def complete(context: Context, params: Params) -> Json:
    """Finish uploads, and post them where told."""
    listed = params.items("files", otherwise="invalid_arguments") or []
    if not listed:
        raise SlackError("invalid_arguments")
    channels = params.words("channels") or params.words("channel_id")
    places = tuple(context.joined(each).id for each in channels)
    files = [_completed(context, each, places) for each in listed]
    shown = tuple(_wire(context, each) for each in files)
    for place in places:
        conversation.post(
            context.workspace,
            context.workspace.channels[place],
            Content(text=params.text("initial_comment"), files=shown),
            user=context.bot,
            thread_ts=params.text("thread_ts") or None,
            subtype="file_share",
        )
    return {"files": list(shown)}


def info(context: Context, params: Params) -> Json:
    """Describe a file; its mimetype is empty until Slack has looked at it."""
    file = context.workspace.files.get(params.text("file"))
    if file is None or not file.completed:
        raise SlackError("file_not_found")
    return {"file": _wire(context, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _completed(context: Context, given: Json, places: tuple[str, ...]) -> File:
    file = context.workspace.files.get(str(given.get("id")))
    if file is None or file.data is None:
        raise SlackError("file_not_found")
    done = replace(
        file,
        title=str(given.get("title") or file.name),
        completed=True,
        ready_at=time.monotonic() + context.file_seconds,
        channels=places,
    )
    context.workspace.files[file.id] = done
    return done


def _wire(context: Context, file: File) -> Json:
    return file.wire(at=time.monotonic(), base_url=context.base_url)
