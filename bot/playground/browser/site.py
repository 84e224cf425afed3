"""The addresses of the page: itself, its screens, what people do, what changes, and files."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any

from aiohttp import web

from bot.playground.browser import uploads
from bot.playground.browser.acts import act
from bot.playground.browser.inspector import inspected
from bot.playground.browser.look import Look
from bot.playground.browser.play import Play
from bot.playground.browser.safety import HEADERS, Guard, guarding
from bot.playground.browser.screens import screen
from bot.playground.browser.tools import picker
from bot.playground.browser.wishes import NotAWish, Wish
from bot.playground.company import NAME
from bot.playground.slack.errors import NotPossible
from bot.slack.manifest import manifest

STATIC = Path(__file__).parent / "static"
BEAT_SECONDS = 15.0
TOGETHER_SECONDS = 0.05  # changes that come in a burst are told once
LARGEST = 256 * 1024
# Anything else could be a page, and a page from here would be trusted.
PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}


class Site:
    """Answers the page's requests; what may take long is done in another thread."""

    def __init__(self, play: Play, *, guard: Callable[[], Guard]) -> None:
        self._play = play
        self._guard = guard
        self._is_over = asyncio.Event()

    def application(self) -> web.Application:
        """Return the application, with the guard before everything."""
        guarded = guarding(self._guard)
        application = web.Application(middlewares=[guarded], client_max_size=LARGEST)
        application.on_shutdown.append(self._leave)
        application.add_routes(
            [
                web.get("/", self._page),
                web.get("/screen", self._screen),
                web.get("/inspector", self._inspector),
                web.get("/changes", self._changes),
                web.post("/acts", self._act),
                web.post("/uploads", self._upload),
                web.get("/files/{id}", self._file),
                web.static("/static", STATIC),
            ]
        )
        return application

    async def _leave(self, _application: web.Application) -> None:
        self._is_over.set()
        self._play.news.touch()

    async def _page(self, _request: web.Request) -> web.Response:
        response = web.Response(text=self._html(), content_type="text/html")
        self._guard().admit(response)
        self._play.prepare()
        return response

    def _html(self) -> str:
        prefix = self._play.settings.command_prefix
        features = manifest(prefix=prefix)["features"]
        boot = {
            "commands": features["slash_commands"],
            "shortcuts": features.get("shortcuts", []),
        }
        skeleton = (STATIC / "page.html").read_text(encoding="utf-8")
        return Template(skeleton).substitute(
            company=NAME.replace("&", "&amp;"),
            picker=picker(),
            # A script's end within a text would end the script.
            boot=json.dumps(boot).replace("<", "\\u003c"),
        )

    async def _screen(self, request: web.Request) -> web.Response:
        return await self._looked(request, self._shown)

    async def _inspector(self, request: web.Request) -> web.Response:
        return await self._looked(request, self._inspected)

    async def _looked(
        self, request: web.Request, show: Callable[[dict[str, str]], dict[str, Any]]
    ) -> web.Response:
        try:
            return web.json_response(await asyncio.to_thread(show, dict(request.query)))
        except NotPossible as fault:
            return web.json_response({"error": str(fault)}, status=404)

    def _shown(self, asked: dict[str, str]) -> dict[str, Any]:
        return screen(Look.of(self._play.scene, asked))

    def _inspected(self, asked: dict[str, str]) -> dict[str, Any]:
        # A reset waits for whoever reads the store.
        with self._play.acting() as scene:
            look = Look.of(scene, {"as": asked.get("as", "")})
            return inspected(look, asked)

    async def _act(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return web.json_response({"ok": False, "error": "Send JSON."}, status=415)
        try:
            wish = Wish.of(json.loads(await request.text()))
            done = await asyncio.to_thread(act, self._play, wish)
        except (ValueError, NotAWish) as fault:
            return web.json_response({"ok": False, "error": f"{fault}."}, status=400)
        return web.json_response(done)

    async def _upload(self, request: web.Request) -> web.Response:
        name, by = request.query.get("name", ""), request.query.get("as", "")
        try:
            data = await uploads.received(request)
        except NotPossible as fault:
            answer = {"ok": False, "error": uploads.sentence(fault)}
            return web.json_response(answer, status=413)
        return web.json_response(
            await asyncio.to_thread(uploads.upload, self._play, name, data, by=by)
        )

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        changed = self._play.news.listen()
        changed.set()
        try:
            while not self._is_over.is_set():
                await self._tell(response, changed)
        except ConnectionError:
            pass
        finally:
            self._play.news.leave(changed)
        return response

    async def _tell(self, response: web.StreamResponse, changed: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(changed.wait(), BEAT_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
            return
        await asyncio.sleep(TOGETHER_SECONDS)
        changed.clear()
        await response.write(f"data: {self._play.news.number}\n\n".encode())

    async def _file(self, request: web.Request) -> web.Response:
        try:
            found = self._play.scene.slack.file(request.match_info["id"])
        except NotPossible as fault:
            raise web.HTTPNotFound from fault
        kind = PICTURES.get(found.filetype, "application/octet-stream")
        return web.Response(body=found.data or b"", content_type=kind)
