"""Keeps strangers out: only this machine, only this address, only whoever has the key."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
NO_KEY = (
    "This page belongs to whoever started the playground. Open the whole address that it printed,"
    " with the key in it.\n"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows the port and the key of this start."""

    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @property
    def address(self) -> str:
        """Where a person finds the page."""
        return f"http://127.0.0.1:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """Cookies are shared among the ports of a host, so the name has the port in it."""
        return f"heed-{self.port}"

    def refusal(self, request: web.Request) -> web.Response | None:
        """Return why a request is not answered, or None."""
        # A page elsewhere may have its own name point here: the name is what gives it away.
        if request.headers.getall("Host", []) not in [[host] for host in self._hosts()]:
            return _no(421, "The playground answers to its own address only.\n")
        if request.method not in ("GET", "HEAD") and not self._is_own(request):
            return _no(403, "The playground takes requests from its own page only.\n")
        if not self._has_key(request):
            return _no(403, NO_KEY)
        return None

    def admit(self, response: web.StreamResponse) -> None:
        """Exchange the key in the address for a cookie that no script can read."""
        response.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict", path="/")

    def _hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def _is_own(self, request: web.Request) -> bool:
        return request.headers.get("Origin") == f"http://{request.headers['Host']}"

    def _has_key(self, request: web.Request) -> bool:
        given = [request.cookies.get(self.cookie, "")]
        if request.path == "/":
            given.append(request.query.get("key", ""))
        return any(hmac.compare_digest(one.encode(), self.key.encode()) for one in given)


def guarding(guard: Callable[[], Guard]) -> Middleware:
    """Return the middleware that asks the guard first, and says what pages may load."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = guard().refusal(request)
        if refused is not None:
            return refused
        try:
            response = await handler(request)
        except web.HTTPException as fault:
            fault.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
            if request.path.startswith("/static/"):
                # What is shipped may be kept, as long as it is asked for again.
                response.headers["Cache-Control"] = "no-cache"
        return response

    return guarded


def _no(status: int, words: str) -> web.Response:
    return web.Response(status=status, text=words, headers=HEADERS)
