"""The form for people: paste a text or an address, see the page of the brief. It works without JavaScript.

The brief gets an address of its own, so that looking at it again does not pay for it again. The addresses cannot be
guessed, hold for an hour and end with the service. With JavaScript the answer is a stream of lines of JSON: how many
windows have been read, then where the page is or what is wrong.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Message

from summarizer.article.plain import plain
from summarizer.errors import InputError, SummarizerError
from summarizer.output.formats import FORMATS
from summarizer.output.neutral import for_json
from summarizer.output.page.marks import digest, source, templates
from summarizer.run.session import Progress
from summarizer.schema import Article, Brief
from summarizer.service.access import check_key
from summarizer.service.briefs import BriefMaker, BriefOptions
from summarizer.service.config import ServiceConfig
from summarizer.service.limits import Deadline, body_of
from summarizer.service.metrics import Metrics
from summarizer.service.negotiation import LINES, response_with
from summarizer.service.problems import Problem, problem_of

FOLDER = Path(__file__).parent

MAX_PAGES = 100
"""Number of briefs that are kept for looking at them."""

PAGE_SECONDS = 3600.0
"""Seconds for which the page of a brief is kept."""

_PAGE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
"""What is added to the policy in the page itself, where `frame-ancestors` has no effect."""


@dataclass(frozen=True)
class Fields:
    """What was filled in."""

    text: str = ""
    url: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    key: str = ""
    file: bytes = b""
    file_name: str = ""
    file_type: str = ""


class Form:
    """The form, and the pages of the briefs that were made with it."""

    def __init__(self, config: ServiceConfig, briefs: BriefMaker, metrics: Metrics) -> None:
        self._config, self._briefs, self._metrics = config, briefs, metrics
        self._pages: OrderedDict[str, tuple[float, Brief]] = OrderedDict()
        self._tasks: set[asyncio.Task[str]] = set()

    def shown(self, filled: Fields | None = None, problem: Problem | None = None) -> Response:
        """Return the form, with what was filled in and what is wrong with it."""
        style, script = _sources()
        policy = (
            f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; img-src data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        html = _template().render(
            style=style, script=script, filled=filled or Fields(), needs_key=self._config.key is not None,
            problem=problem and {"detail": plain(problem.detail), "hint": plain(problem.hint)},
        )  # fmt: skip
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        return HTMLResponse(html, problem.status if problem else 200, headers)

    async def sent(self, request: Request) -> Response:
        """Make the brief that was asked for, and lead to its page."""
        filled = Fields()
        try:
            filled = await self._filled(request)
            if LINES in request.headers.get("accept", ""):
                return StreamingResponse(self._events(filled), media_type=LINES, headers={"Cache-Control": "no-store"})
            return RedirectResponse(await self._made(filled), 303)
        except (SummarizerError, HTTPException) as error:
            return self.shown(filled, problem_of(error))

    def page(self, token: str, format: str | None) -> Response:
        """Return the page of a brief, or the brief in another format. Raise HTTPException (404) without one."""
        kept = self._pages.get(token)
        if kept is None or time.monotonic() - kept[0] > PAGE_SECONDS or format not in (None, *FORMATS):
            raise HTTPException(404, "there is no such page, or no longer: pages are kept for an hour")
        response = response_with(kept[1], format or "html")
        response.headers["Content-Security-Policy"] = _PAGE_POLICY
        return response

    async def _filled(self, request: Request) -> Fields:
        limit = self._config.max_body
        deadline = Deadline(self._config.deadline)
        async with deadline.holding():
            body = await body_of(request, limit)

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async with Request(request.scope, receive).form(max_files=1, max_fields=20, max_part_size=limit) as form:
            given: dict[str, Any] = {
                field.name: value for field in fields(Fields) if isinstance(value := form.get(field.name), str)
            }
            upload = form.get("file")
            if isinstance(upload, UploadFile) and (data := await upload.read()):
                given |= {"file": data, "file_name": upload.filename or "", "file_type": upload.content_type or ""}
        return Fields(**given)

    async def _made(self, filled: Fields, on_progress: Progress | None = None) -> str:
        """Make the brief, and return the path of its page."""
        check_key(filled.key, self._config.key)
        with self._briefs.places.place(), self._metrics.one_brief():
            options = _options_of(filled)
            deadline = self._briefs.deadline(options)
            article = await self._article(filled, deadline)
            brief = await self._briefs.make(article, options, deadline, on_progress)
        token = secrets.token_urlsafe(24)
        self._pages[token] = (time.monotonic(), brief)
        while len(self._pages) > MAX_PAGES:
            self._pages.popitem(last=False)
        return f"/pages/{token}"

    async def _article(self, filled: Fields, deadline: Deadline) -> Article:
        text = filled.text.replace("\r\n", "\n")  # browsers send the lines of a field like this
        if sum((bool(text.strip()), bool(filled.url.strip()), bool(filled.file))) != 1:
            raise InputError("the form has no article, or more than one", hint="give a text, an address or a file")
        if filled.file:
            return await self._briefs.read(filled.file, filled.file_type, deadline, filled.file_name)
        return Article(text=text) if text.strip() else await self._briefs.fetch(filled.url, deadline)

    async def _events(self, filled: Fields) -> AsyncIterator[str]:
        """Yield lines of JSON: the progress, then the page or the problem.

        The brief is made to the end even if nobody waits for it any more: most of it may be paid for.
        """
        news: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

        def report(done: int, planned: int) -> None:
            news.put_nowait({"done": done, "planned": planned})

        task = asyncio.create_task(self._made(filled, report))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # asyncio reports it otherwise
        task.add_done_callback(lambda ended: news.put_nowait(None))
        while (event := await news.get()) is not None:
            yield _line(event)
        error = task.exception()
        yield _line({"page": task.result()} if error is None else {"problem": _problem(error)})


def _problem(error: BaseException) -> dict[str, Any]:
    return problem_of(error if isinstance(error, Exception) else Exception()).model_dump(mode="json")


def _line(event: dict[str, Any]) -> str:
    return for_json(json.dumps(event)) + "\n"


def _options_of(filled: Fields) -> BriefOptions:
    given = {name: value for name in ("title", "published", "language") if (value := getattr(filled, name).strip())}
    try:
        return BriefOptions(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise InputError(f"invalid {name}", hint="write a language as its code, such as fr") from None


@cache
def _sources() -> tuple[Markup, Markup]:
    return source(FOLDER / "form.css"), source(FOLDER / "form.js")


@cache
def _template() -> Any:
    return templates(FOLDER).get_template("form.html.jinja")
