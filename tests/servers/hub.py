"""A model hub that holds one file; it redirects to a content network, as the real one does."""

from __future__ import annotations

import re
from typing import Self

from summarizer.testing import Handler, LoopbackServer, raw


class Hub:
    """Serves one file; `content`, `ranges`, `cuts` (bytes after which the next answers break) can be set."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.ranges = True
        self.cuts: list[int] = []
        self.status = 200
        self.announce = True
        self.seen: list[tuple[str, str | None]] = []
        self.url = ""

    def __enter__(self) -> Self:
        """Start the server."""
        self._server = LoopbackServer(self._serve)
        self.url = self._server.start().removesuffix("/v1")
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server."""
        self._server.stop()

    def _serve(self, connection: Handler) -> None:
        self.seen.append((connection.path, connection.headers.get("range")))
        if self.status != 200:
            raw(self.status, "").send(connection)
        elif "/resolve/" in connection.path:
            raw(302, "", location=f"{self.url}/cdn").send(connection)
        else:
            self._send_content(connection)

    def _send_content(self, connection: Handler) -> None:
        start = 0
        if self.ranges and (asked := re.fullmatch(r"bytes=(\d+)-", connection.headers.get("range") or "")):
            start = int(asked[1])
            connection.send_response(206)
            connection.send_header("content-range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        else:
            connection.send_response(200)
        body = self.content[start:]
        if self.announce:
            connection.send_header("content-length", str(len(body)))
        connection.end_headers()
        connection.wfile.write(body[: self.cuts.pop(0)] if self.cuts else body)
        connection.close_connection = True
