"""Takes what somebody chooses in a file field: it is uploaded at once, as Slack does it."""

from aiohttp import web

from bot.playground.browser.acts import Done
from bot.playground.browser.play import Play
from bot.playground.paths import LARGEST
from bot.playground.slack.errors import NotPossible

LONGEST_NAME = 255
_AT_ONCE = 64 * 1024


async def received(request: web.Request) -> bytes:
    """Return what was sent. Raises NotPossible if it is too much."""
    data = bytearray()
    async for piece in request.content.iter_chunked(_AT_ONCE):
        data += piece
        if len(data) > LARGEST:
            raise NotPossible(f"the playground takes files of up to {LARGEST // 1024**2} MB")
    return bytes(data)


def upload(play: Play, name: str, data: bytes, *, by: str) -> Done:
    """Upload it as somebody's, and return the name by which a form is given it."""
    try:
        with play.acting() as scene:
            file = scene.slack.upload(scene.reader(by), name[:LONGEST_NAME], data)
    except NotPossible as fault:
        return {"ok": False, "error": sentence(fault)}
    return {"ok": True, "file": {"id": file.id, "name": file.name}}


def sentence(fault: NotPossible) -> str:
    """Return why something cannot be done, as a sentence."""
    words = str(fault)
    return f"{words[:1].upper()}{words[1:]}."
