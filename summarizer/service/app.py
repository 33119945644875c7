"""The application: its paths, and what they share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

import summarizer
from summarizer.output.formats import MEDIA_TYPES
from summarizer.run.session import open_session
from summarizer.schema import Article, Brief
from summarizer.service.access import Access
from summarizer.service.batches import Batch, Batches
from summarizer.service.briefs import BriefMaker, BriefOptions, Options
from summarizer.service.config import ServiceConfig
from summarizer.service.form import Form
from summarizer.service.limits import body_of, chunks_of
from summarizer.service.metrics import Counted, Metrics
from summarizer.service.negotiation import LINES, format_of, response_with
from summarizer.service.problems import add_problems, documented


class Service:
    """The parts of a running service. `stop` is called when it is told to end, before it waits for requests."""

    briefs: BriefMaker
    form: Form
    batches: Batches | None = None

    def __init__(self, config: ServiceConfig) -> None:
        self.config, self.metrics, self.stopping = config, Metrics(), False
        self._ends = 0.0

    @asynccontextmanager
    async def running(self, app: FastAPI) -> AsyncIterator[None]:
        """Open the connections and go on with the batches; end both after the block."""
        config = self.config
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(open_session(config.settings, concurrency=config.concurrency))
            self.briefs = BriefMaker(config, session, self.metrics)
            stack.callback(self.briefs.close)
            self.form = Form(config, self.briefs, self.metrics)
            if config.data is not None:
                self.batches = Batches(config.data / "batches", config, session, self.metrics)
            try:
                yield
            finally:
                self.stop()
                if self.batches is not None:
                    await self.batches.finish(self._ends - asyncio.get_running_loop().time())

    def stop(self) -> None:
        """Be no longer ready, and start no further article of a batch."""
        if not self.stopping:
            self.stopping, self._ends = True, asyncio.get_running_loop().time() + self.config.grace
        if self.batches is not None:
            self.batches.stop()

    def stored(self) -> Batches:
        """Return the batches. Raise HTTPException (501) if the service has no folder for them."""
        if self.batches is None:
            raise HTTPException(501, "the service takes no batches: it was started without --data DIR")
        return self.batches


def create_app(config: ServiceConfig, *, local: bool = True) -> FastAPI:
    """Return the application. `local`: only this machine can reach it. Its `state.service` is the `Service`."""
    service = Service(config)
    app = FastAPI(
        title="summarizer", version=summarizer.__version__, summary="Grounded briefs of news articles",
        lifespan=service.running, redirect_slashes=False,
        docs_url=None, redoc_url=None,  # these pages load scripts from elsewhere
    )  # fmt: skip
    app.state.service = service
    add_problems(app)
    _add_briefs(app, service)
    _add_batches(app, service)
    _add_operations(app, service)
    _add_form(app, service)
    app.add_middleware(Access, key=config.key, local=local)
    app.add_middleware(Counted, metrics=service.metrics)
    return app


def _add_briefs(app: FastAPI, service: Service) -> None:
    formats: dict[str, Any] = {media_type: {} for name, media_type in MEDIA_TYPES.items() if name != "json"}
    article = {"schema": Article.model_json_schema()}
    document: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
    body = {"application/json": article, "text/plain": document, "text/html": document, "application/pdf": document}

    @app.post(
        "/v1/briefs", response_model=Brief, tags=["briefs"], summary="Make the brief of an article",
        description="The body is an article as JSON, or a document of any kind that is read, named by Content-Type. A "
        "JSON object with `url` and no `text` is read from its address.",
        responses={200: {"content": formats}, **documented(401, 402, 406, 413, 415, 422, 429, 502, 503, 504)},
        openapi_extra={"requestBody": {"required": True, "content": body}},
    )  # fmt: skip
    async def make(request: Request, options: Annotated[BriefOptions, Query()]) -> Response:
        format = format_of(request.headers.get("accept"), options.format)
        with service.briefs.places.place(), service.metrics.one_brief():
            deadline = service.briefs.deadline(options)
            async with deadline.holding():
                data = await body_of(request, service.config.max_body)
            article = await service.briefs.read(data, request.headers.get("content-type", ""), deadline)
            return response_with(await service.briefs.make(article, options, deadline), format, full=options.full)


def _add_batches(app: FastAPI, service: Service) -> None:
    article_lines = {"requestBody": {"required": True, "content": {LINES: {"schema": {"type": "string"}}}}}
    tags: list[Any] = ["batches"]

    @app.post(
        "/v1/batches", status_code=202, tags=tags, summary="Submit articles in JSON Lines",
        responses=documented(401, 413, 422, 429, 501), openapi_extra=article_lines,
    )  # fmt: skip
    async def submit(request: Request, response: Response, options: Annotated[Options, Query()]) -> Batch:
        chunks = chunks_of(request, service.config.max_batch)
        batch = await service.stored().submit(chunks, options)
        response.headers["Location"] = f"/v1/batches/{batch.id}"
        return batch

    @app.get("/v1/batches", tags=tags, summary="List the batches, the latest first", responses=documented(401, 501))
    async def all_batches() -> list[Batch]:
        return service.stored().all()

    @app.get("/v1/batches/{id}", tags=tags, summary="Show a batch", responses=documented(401, 404, 501))
    async def show(id: str) -> Batch:
        return service.stored().get(id)

    @app.get(
        "/v1/batches/{id}/results", tags=tags, summary="The results so far, one line of JSON each",
        response_class=StreamingResponse, responses={200: {"content": {LINES: {}}}, **documented(401, 404, 501)},
    )  # fmt: skip
    async def results(id: str) -> StreamingResponse:
        return StreamingResponse(service.stored().results(id), media_type=LINES)

    @app.post(
        "/v1/batches/{id}/resume", status_code=202, tags=tags, summary="Run a batch again that has ended",
        responses=documented(401, 404, 409, 501),
    )  # fmt: skip
    async def resume(id: str, retry_failed: bool = True) -> Batch:
        return service.stored().resume(id, retry_failed=retry_failed)

    @app.delete("/v1/batches/{id}", status_code=204, tags=tags, summary="Remove a batch and its articles",
                responses=documented(401, 404, 501))  # fmt: skip
    async def delete(id: str) -> None:
        service.stored().delete(id)


def _add_operations(app: FastAPI, service: Service) -> None:
    tags: list[Any] = ["operations"]

    @app.get("/healthz", tags=tags, summary="The process works")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", tags=tags, summary="Requests are taken", responses={503: {"description": "stopping"}})
    async def ready() -> JSONResponse:
        state = "stopping" if service.stopping else "ready"
        return JSONResponse({"status": state}, 503 if service.stopping else 200)

    @app.get("/metrics", tags=tags, summary="Figures for Prometheus", responses=documented(401))
    async def metrics() -> Response:
        return Response(service.metrics.rendered(), media_type="text/plain; version=0.0.4")


def _add_form(app: FastAPI, service: Service) -> None:
    @app.get("/", include_in_schema=False)
    async def show() -> Response:
        return service.form.shown()

    @app.post("/", include_in_schema=False)
    async def send(request: Request) -> Response:
        return await service.form.sent(request)

    @app.get("/pages/{token}", include_in_schema=False)
    async def page(request: Request, token: str) -> Response:
        return service.form.page(token, request.query_params.get("format"))
