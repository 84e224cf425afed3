"""Takes a request apart: its arguments, its token, its bytes; by query, form or JSON."""

import json

from aiohttp import web

from bot.playground.slack.errors import Json, SlackError

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def arguments(request: web.Request, *, sealed: str = "") -> tuple[Json, str]:
    """Return the arguments and the token; `sealed` names a form field that holds them all."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= _object(await request.text())
    elif request.content_type in _FORMS:
        given |= dict(await request.post())
    if sealed and sealed in given:
        given = _object(str(given[sealed]))
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = str(given.pop("token", "") or "")
    return given, bearer.strip() if scheme.lower() == "bearer" else token


def _object(text: str) -> Json:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


async def uploaded(request: web.Request) -> bytes:
    """Return the bytes of an upload."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""
