"""One brief: what a request may say, how its article is read, and how its brief is made."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.message import Message
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from summarizer.article.fetching import is_url
from summarizer.article.files import article_in, read_article
from summarizer.article.inputs import as_article
from summarizer.article.readers.source import Source
from summarizer.article.stamps import day_of
from summarizer.errors import SummarizerError, UnreadableArticleError, UnsupportedFormatError
from summarizer.run.session import Progress, Session
from summarizer.schema import Article, Brief
from summarizer.service.config import ServiceConfig
from summarizer.service.limits import Deadline, Places
from summarizer.service.metrics import Metrics
from summarizer.service.negotiation import Format
from summarizer.settings import Settings

DOCUMENT = "the document"
"""What messages call a document without a name."""

READERS = 8
"""Number of documents that are read at once, each in its thread: parsers and servers of web pages are slow."""

# It becomes a part of the prompt, so nothing but a code gets through.
LanguageCode = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class Options(BaseModel):
    """The options that callers may set; the others are those of the service."""

    model_config = ConfigDict(extra="forbid")

    language: LanguageCode | None = Field(None, description="language of the brief (profile large), such as 'fr'")
    profile: Literal["small", "large"] | None = Field(None, description="default: that of the service")
    include_text: bool | None = Field(None, description="whether the brief has the text of the article")
    editorial_insertions: bool | None = Field(
        None, description="whether code inserts in brackets what a sentence needs"
    )
    strict: bool | None = Field(None, description="fail if a part of the article could not be read")

    def applied_to(self, settings: Settings) -> Settings:
        """Return the settings of a call with these options."""
        return settings.model_copy(update=self.model_dump(include=set(Options.model_fields), exclude_none=True))


class BriefOptions(Options):
    """The parameters of a request for one brief."""

    published: str | None = Field(None, description="publication day, YYYY-MM-DD; default: that of the article")
    title: str | None = Field(None, description="headline; default: that of the article")
    deadline: float | None = Field(None, gt=0, description="seconds that it may take; at most those of the service")
    format: Format | None = Field(None, description="format of the brief, before the header Accept")
    full: bool = Field(True, description="in text: everything with its evidence, instead of one screen")


class BriefMaker:
    """Makes briefs for requests, each within its deadline, and a limited number at once."""

    def __init__(self, config: ServiceConfig, session: Session, metrics: Metrics) -> None:
        self._config, self._session, self._metrics = config, session, metrics
        self.places = Places(config.max_requests)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="summarizer-reader")

    def close(self) -> None:
        """End the threads, once they have read what they read."""
        self._readers.shutdown(wait=False, cancel_futures=True)

    def deadline(self, options: BriefOptions) -> Deadline:
        """Return the deadline of a request, which begins now."""
        return Deadline(min(options.deadline or self._config.deadline, self._config.deadline))

    async def read(self, data: bytes, content_type: str, deadline: Deadline, name: str = DOCUMENT) -> Article:
        """Return the article of a document, or of the address in a JSON object with `url` and no `text`.

        Raise the errors of `read_article`.
        """
        media_type, charset = _parsed(content_type)
        if media_type == "application/x-www-form-urlencoded":
            raise UnsupportedFormatError(
                "the body has the type that programs send if they are told none",
                hint="send the header Content-Type: application/json, text/html, application/pdf …",
            )
        given = _address_in(data) if media_type.endswith("json") else None
        if given is None:
            read = partial(article_in, Source(name, data, charset), media_type or None)
            return await self._in_thread(read, deadline)
        article = await self.fetch(given.url or "", deadline)
        return article.model_copy(update=given.model_dump(exclude={"text", "url"}, exclude_none=True))

    async def fetch(self, url: str, deadline: Deadline) -> Article:
        """Return the article at a web address: the library's own rules say which ones are read."""
        address = url.strip()
        if not is_url(address):  # else it would be the path of a file of this machine
            raise UnreadableArticleError("'url' is not a web address", hint="begin it with http:// or https://")
        settings = self._config.settings
        settings = settings.model_copy(update={"fetch_timeout": min(settings.fetch_timeout, deadline.left)})
        return await self._in_thread(partial(read_article, address, settings=settings), deadline)

    async def _in_thread(self, read: partial[Article], deadline: Deadline) -> Article:
        async with deadline.holding():
            return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    async def make(
        self, article: Article, options: BriefOptions, deadline: Deadline, on_progress: Progress | None = None
    ) -> Brief:
        """Return the brief of an article. Raise the errors of `summarize`."""
        dated = as_article(article, options.published, options.title)
        settings = options.applied_to(self._config.settings).model_copy(update={"deadline": deadline.left})
        try:
            brief = await self._session.for_call(settings).brief(dated, on_progress)
        except SummarizerError as error:
            self._metrics.count_article(type(error).__name__, error.attempts, source="request")
            raise
        self._metrics.count_article("brief", brief.provenance.attempts, source="request")
        return brief


def _parsed(content_type: str) -> tuple[str, str | None]:
    """Return the media type and the encoding that a header names."""
    header = Message()
    header["Content-Type"] = content_type
    # Not `get_content_type`, which takes what is no media type for plain text.
    return content_type.partition(";")[0].strip().lower(), header.get_content_charset()


def _address_in(data: bytes) -> Article | None:
    """Return the article without text that a JSON object is, if it has an address to read instead, else None."""
    parsed = None
    with suppress(ValueError, RecursionError):
        parsed = json.loads(data)
    if not isinstance(parsed, dict) or not parsed.keys() <= Article.model_fields.keys():
        return None
    if parsed.get("text") or not isinstance(parsed.get("url"), str):
        return None
    with suppress(ValueError):
        return Article.model_validate({**parsed, "text": "", "published": day_of(parsed.get("published"))})
    return None
