"""Who may use the service: callers with the key, or without one, this machine's own programs and pages.

Without a key, a web page that someone on this machine looks at could send requests here too, or come under a name that
suddenly leads to this machine (DNS rebinding). So the names of the host and of the page are checked then.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.addresses import is_loopback
from summarizer.service.problems import response_to

_PROTECTED = ("/v1/", "/metrics")
"""How the paths begin that need the key. The form has a field for it; the names of its pages cannot be guessed."""

# Not `no-referrer`, with which browsers send forms with the origin "null".
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)


def check_key(given: str, key: SecretStr | None) -> None:
    """Raise HTTPException (401) if a key is needed and another one was given. Takes the same time for any other."""
    if key is not None and not hmac.compare_digest(given.encode(), key.get_secret_value().encode()):
        raise HTTPException(401, "the key is missing or wrong", {"WWW-Authenticate": "Bearer"})


class Access:
    """Middleware that refuses requests without the key, and sends the headers that every response has."""

    def __init__(self, app: ASGIApp, key: SecretStr | None, *, local: bool) -> None:
        """`local`: only this machine can reach the service."""
        self._app, self._key, self._local = app, key, local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        try:
            self._check(scope["path"], Headers(scope=scope))
        except HTTPException as error:
            await response_to(error)(scope, receive, send_safely)
        else:
            await self._app(scope, receive, send_safely)

    def _check(self, path: str, headers: Headers) -> None:
        if self._key is not None:
            if path.startswith(_PROTECTED):
                scheme, _, given = headers.get("authorization", "").partition(" ")
                check_key(given.strip() if scheme.lower() == "bearer" else "", self._key)
            return
        host = headers.get("host", "")
        if self._local and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            raise HTTPException(421, "the service is used under the name of another host")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise HTTPException(403, "a page of another site sent the request")
