"""Hands out uploaded files to whoever may read them, as Slack's file host does."""

from collections.abc import Collection

from aiohttp import web

from bot.playground.slack.workspace import Workspace

_SIGN_IN = "<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>"


def download(
    workspace: Workspace, request: web.Request, *, scopes: Collection[str] | None
) -> web.Response:
    """Return the bytes, for the bot token alone; anybody else is shown the page to sign in."""
    file = workspace.files.get(request.match_info["file_id"])
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    is_known = scheme.lower() == "bearer" and token == workspace.installation.bot_token
    if not is_known or (scopes is not None and "files:read" not in scopes):
        # With status 200: an app that does not look takes the page for the file.
        return web.Response(text=_SIGN_IN, content_type="text/html")
    if file is None or file.data is None or not file.completed:
        return web.Response(status=404)
    return web.Response(body=file.data, content_type=file.mimetype)
