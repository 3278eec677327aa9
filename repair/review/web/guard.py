"""Who may talk to the server: a page that it served itself, opened with its own address. Everyone else is refused."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MOST_BYTES = 1_000_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Secrets:
    """What only this server and its pages know: `token` stands in every address, `form` in every form."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self.form = secrets.token_urlsafe(24)


class Guard:
    """The application behind its checks: host, token, origin. The form's own secret is checked where the form is read."""

    def __init__(self, app: ASGIApp, known: Secrets, port: int) -> None:
        self._app = app
        self._known = known
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it; either way with the headers that keep a page to itself."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        static = f"/{self._known.token}/static/"  # the address is another in every run

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = {**HEADERS, "Cache-Control": "private, max-age=3600"} if scope["path"].startswith(static) else HEADERS
                ours = [(name.lower().encode(), value.encode()) for name, value in kept.items()]
                message["headers"] = [*message.get("headers", ()), *ours]
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, sent)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("this server answers on its own address only\n", 421)
        token = request.url.path.split("/")[1]
        if not compare_digest(token.encode(), self._known.token.encode()):
            return PlainTextResponse("open the address that repair printed: it holds a token\n", 403)
        if request.method in ("GET", "HEAD"):
            return None
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        if request.method != "POST" or site != "same-origin" or (origin is not None and origin != f"http://{host}"):
            return PlainTextResponse("refused: this did not come from a page of this review\n", 403)
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > _MOST_BYTES:
            return PlainTextResponse("refused: too long\n", 413)
        return None
