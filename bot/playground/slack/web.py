"""The addresses the app calls: the Web API, the socket, uploads, and response URLs."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.playground.slack import scopes
from bot.playground.slack.arguments import arguments, uploaded
from bot.playground.slack.calls import Call, Log
from bot.playground.slack.downloads import download
from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.faults import Fault, Faults, Trouble
from bot.playground.slack.links import Links
from bot.playground.slack.method import Context
from bot.playground.slack.methods import METHODS
from bot.playground.slack.methods_files import receive
from bot.playground.slack.responses import Responses
from bot.playground.slack.workspace import Workspace

_LARGEST = 64 * 1024 * 1024

Work = Callable[[], tuple[int, Json]]


@dataclass(slots=True)
class Site:
    """What every request can reach."""

    workspace: Workspace
    links: Links
    responses: Responses
    faults: Faults
    log: Log
    file_seconds: float
    scopes: frozenset[str] | None
    base_url: str = ""
    token_error: str | None = None
    under_way: int = 0
    count: int = 0
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


class Web:
    """Answers requests; what they do happens at once, under the workspace's lock."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def application(self) -> web.Application:
        """Return the routes."""
        application = web.Application(client_max_size=_LARGEST)
        route = application.router.add_route
        route("*", "/api/{method}", self._method)
        route("GET", "/link", self._site.links.serve)
        route("*", "/upload/{file_id}", self._upload)
        route("POST", "/response/{kind}/{team}/{number}/{secret}", self._response)
        route("GET", "/files/{file_id}/{name}", self._download)
        return application

    async def _method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        try:
            params, token = await arguments(request)
        except SlackError as error:
            body = error.body()
            return await self._answer(request, name, {}, lambda: (200, body))
        work = lambda: self._work(name, params, token)  # noqa: E731
        return await self._answer(request, name, params, work)

    def _work(self, name: str, params: Json, token: str) -> tuple[int, Json]:
        site = self._site
        context = Context(site.workspace, site.links, site.base_url, site.file_seconds)
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method")
            if method.token != "none":
                self._admit(token, needs_app_token=method.token == "app")
            with site.workspace.lock:
                scopes.check(site.scopes, name, params, site.workspace)
                return 200, {"ok": True} | method.run(context, params)
        except SlackError as error:
            return 200, error.body()

    def _admit(self, token: str, *, needs_app_token: bool) -> None:
        installation = self._site.workspace.installation
        if not token:
            raise SlackError("not_authed")
        if self._site.token_error:
            raise SlackError(self._site.token_error)
        if token not in (installation.bot_token, installation.app_token):
            raise SlackError("invalid_auth")
        if (token == installation.app_token) is not needs_app_token:
            raise SlackError("not_allowed_token_type")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        data = await uploaded(request)
        file_id = request.match_info["file_id"]

        def work() -> tuple[int, Json]:
            workspace = self._site.workspace
            with workspace.lock:
                if not receive(workspace, file_id, data):
                    return 404, {"ok": False, "error": "file_not_found"}
            return 200, {"ok": True, "plain_answer": f"OK - {len(data)}"}

        return await self._answer(request, "upload", {"file_id": file_id}, work)

    async def _response(self, request: web.Request) -> web.StreamResponse:
        params, _ = await arguments(request, sealed="payload")

        def work() -> tuple[int, Json]:
            with self._site.workspace.lock:
                return self._site.responses.receive(request.path, params)

        return await self._answer(request, "response_url", params, work)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        found: list[web.Response] = []

        def work() -> tuple[int, Json]:
            with self._site.workspace.lock:
                found.append(download(self._site.workspace, request, scopes=self._site.scopes))
            return found[0].status, {"content_type": found[0].content_type}

        answered = await self._answer(request, "download", dict(request.match_info), work)
        return found[0] if found else answered

    async def _answer(
        self, request: web.Request, name: str, params: Json, work: Work
    ) -> web.StreamResponse:
        site = self._site
        began = time.monotonic()
        site.under_way += 1
        fault = site.faults.take(name)
        try:
            status, body = _struck(fault) or work()
            site.count += 1
            self._log(name, params, (status, body), fault, began)
            return await self._respond(request, (status, body), fault)
        finally:
            site.under_way -= 1
            site.workspace.touch()

    def _log(
        self, name: str, params: Json, result: tuple[int, Json], fault: Fault | None, began: float
    ) -> None:
        self._site.log.add_call(
            Call(
                number=self._site.count,
                method=name,
                params=params,
                response=result[1],
                status=result[0],
                at=self._site.workspace.now(),
                received_at=began,
                seconds=time.monotonic() - began,
                fault=str(fault.trouble) if fault else "",
            )
        )

    async def _respond(
        self, request: web.Request, result: tuple[int, Json], fault: Fault | None
    ) -> web.StreamResponse:
        status, body = result
        trouble = fault.trouble if fault else None
        if fault and trouble in (Trouble.DELAY, Trouble.HANG):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._site.stopping.wait(), fault.seconds)
        if trouble in (Trouble.DROP_BEFORE, Trouble.DROP_AFTER, Trouble.HANG):
            if request.transport:
                request.transport.close()
            return web.Response()
        if trouble is Trouble.HTTP:
            return web.Response(status=status, text="<html>Something broke</html>")
        headers = {"Retry-After": str(int(fault.seconds))} if fault and status == 429 else {}
        if "plain_answer" in body:
            return web.Response(status=status, text=body["plain_answer"], headers=headers)
        return web.Response(
            status=status,
            text=json.dumps(body),
            content_type="application/json",
            headers=headers,
        )


def _struck(fault: Fault | None) -> tuple[int, Json] | None:
    """Return what is answered instead of doing the work, if the fault prevents it."""
    if fault is None or fault.trouble in (Trouble.DROP_AFTER, Trouble.DELAY):
        return None
    if fault.trouble is Trouble.RATE_LIMITED:
        return 429, {"ok": False, "error": "ratelimited"}
    return fault.status, {"ok": False, "error": fault.word or str(fault.trouble)}
