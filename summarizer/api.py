"""The functions that newsroom tools call.

Options are typed once: `Options` holds what all four functions take, `ArticleOptions` and `ManyOptions` what is added
for one article and for many. Any setting can be given by its name, as a keyword.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing, nullcontext
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from pydantic import SecretStr

from summarizer.article.inputs import as_article
from summarizer.errors import ConfigurationError
from summarizer.run.blocking import iterate_blocking, run_blocking
from summarizer.run.many import Item, results_of
from summarizer.run.progress import Tally, tally_progress
from summarizer.run.session import Progress, open_session
from summarizer.schema import Article, Brief, Result
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class Options(TypedDict, total=False):
    """What all four functions take: an endpoint, and any setting by its name (`Settings` says what each means)."""

    settings: Settings | None
    """Settings in place of the environment's; options win over them."""
    client: AsyncOpenAI | None
    """An AsyncOpenAI (or AsyncAzureOpenAI) of your own, for Azure, a proxy or certificates; it needs `model`."""
    on_status: Callable[[str], None] | None
    """Called with a line when something takes long, such as fetching the embedded model's weights."""

    model: str | None
    base_url: str | None
    api_key: str | SecretStr | None
    openai_api_key: str | SecretStr | None
    openai_model: str | None
    embedded_model: str | None
    profile: str | None
    language: str | None
    strict: bool | None
    deadline: float | None
    token_budget: int | None
    cost_budget: float | None
    timeout: float | None
    max_attempts: int | None
    reasks: int | None
    requests_per_minute: int | None
    tokens_per_minute: int | None
    fallback: Sequence[str] | None
    prices: Mapping[str, tuple[float, float, float]] | None
    cache: bool | None
    cache_size: int | None
    cache_age: float | None
    cache_dir: str | Path | None
    weights: str | Path | None
    hub_url: str | None


class ArticleOptions(Options, total=False):
    """What is added for one article."""

    published: str | date | None
    """Publication day, a date or YYYY-MM-DD; relative dates are resolved against it."""
    title: str | None
    concurrency: int | None
    """Requests of the article under way at once."""
    on_progress: Progress | None
    """Called with (windows done, windows planned) after each window."""


class ManyOptions(Options, total=False):
    """What is added for many articles."""

    concurrency: int
    """Requests under way at once, default 8; of the embedded model as many as it has slots."""
    checkpoint: str | Path | None
    """File in which every article is durable before it is handed on: the same call resumes from it."""
    retry_failed: bool
    """Ask again for articles that the checkpoint holds as failed."""
    ordered: bool
    """Yield results in the order of the input, in place of as they finish."""
    total: int | None
    """Number of articles, where `len` does not tell it; for progress only."""
    processes: int
    """Further processes that build briefs; worth it from some 50 requests at once on."""
    progress: bool
    """Show a bar on a terminal."""
    on_progress: Callable[[Tally], None] | None
    """Called with a `Tally` after each article."""


def summarize(article: str | Article, **options: Unpack[ArticleOptions]) -> Brief:
    """Return the brief of an article: its events, actors and commitments, each with its evidence.

    Works inside a running event loop too, where it blocks; `asummarize` does not.

    **Parameters**

    * **article** - the text, or an `Article`.
    * **published** - publication day, a date or `YYYY-MM-DD`; relative dates are resolved against it.
    * **title** - headline.
    * **model**, **base_url**, **api_key** - which model answers; by default the environment says so, and with no
      endpoint at all the embedded model answers.
    * **profile** - `small` (a sentence at a time) or `large` (the article at once); default: by model.
    * **language** - ISO 639 code of the language that a large model writes the brief in; default: the article's own.
    * **strict** - raise the error of a window that failed, in place of a brief whose `coverage` is below one.
    * **deadline**, **token_budget**, **cost_budget** - seconds, tokens and US dollars that the call may take; checked
      before each attempt.
    * **fallback** - endpoints to ask where the first fails, in order, each as `MODEL@BASE_URL`.
    * **client** - an `AsyncOpenAI` of your own; **settings** - a `Settings` in place of the environment.
    * **on_progress** - called with (windows done, windows planned); **on_status** - called with a line.
    * Any other setting by its name: see `Settings`.

    Raises a `SummarizerError`: `InputError` for the article, `ConfigurationError` for the set-up, `WeightsError` for
    the embedded model's file, `LimitError` for the deadline or a budget, `EndpointError` for the endpoint,
    `AnswerError` for the model. `error.attempts` holds the ledger of what was asked.
    """
    return run_blocking(asummarize(article, **options))


async def asummarize(article: str | Article, **options: Unpack[ArticleOptions]) -> Brief:
    """Return the brief of an article; `summarize` for code that awaits. Same parameters, same errors."""
    given: dict[str, Any] = dict(options)
    published, title, on_progress = (given.pop(name, None) for name in ("published", "title", "on_progress"))
    settings, client, on_status = _take_shared(given)
    asked = as_article(article, published, title)
    async with open_session(settings, client=client, on_status=on_status) as session:
        return await session.brief(asked, on_progress)


async def asummarize_many(
    articles: Iterable[Item] | AsyncIterable[Item], **options: Unpack[ManyOptions]
) -> AsyncGenerator[Result, None]:
    """Yield one `Result` per article, as it finishes, or in the order of the input if `ordered`.

    **Parameters**

    * **articles** - any iterable or async iterable of texts or `Article`s; it is read as it is needed, never as a
      whole, a plain one in a thread of its own.
    * **concurrency**, **checkpoint**, **retry_failed**, **ordered**, **total**, **processes**, **progress**,
      **on_progress** - see `ManyOptions`.
    * The other parameters of `summarize`, but for `published` and `title`, which each `Article` has. `deadline` and
      the budgets are those of the whole call.

    A `Result` has the article's id, and a brief, or the failure in its place. What was made with another model,
    prompt, schema or setting is not taken from the checkpoint.

    Raises the error that every article would meet: `ConfigurationError`, `AuthenticationError`,
    `QuotaExhaustedError`, `LimitError`, `WeightsError`, an endpoint that stays down (`EndpointUnavailableError`), or
    what the input itself raises.
    """
    given: dict[str, Any] = dict(options)
    many = {name: given.pop(name) for name in _OF_MANY if name in given}
    progress, on_progress = given.pop("progress", False), given.pop("on_progress", None)
    settings, client, on_status = _take_shared(given)
    with tally_progress() if progress else nullcontext() as show:

        def report(tally: Tally) -> None:
            for tell in (show, on_progress):
                if tell is not None:
                    tell(tally)

        results = results_of(
            articles,
            settings,
            **{"concurrency": 8, **many},
            on_progress=report,
            on_status=on_status,
            client=client,
        )
        async with aclosing(results):
            async for result in results:
                yield result


def summarize_many(articles: Iterable[Item] | AsyncIterable[Item], **options: Unpack[ManyOptions]) -> Iterator[Result]:
    """Yield one `Result` per article; `asummarize_many` for code that does not await. Same parameters, same errors.

    Works inside a running event loop too, where it blocks. Leaving the loop over it stops what is under way.
    """
    return iterate_blocking(lambda: asummarize_many(articles, **options))


_OF_MANY = ("concurrency", "checkpoint", "retry_failed", "ordered", "total", "processes")


def _take_shared(given: dict[str, Any]) -> tuple[Settings, AsyncOpenAI | None, Callable[[str], None] | None]:
    """Return the settings, client and status callback of the options that all functions share."""
    base, client, on_status = (given.pop(name, None) for name in ("settings", "client", "on_status"))
    if client is not None:
        # The client knows where; the address is needed for the provenance.
        given |= {"base_url": str(client.base_url).rstrip("/"), "api_key": None}
    if unknown := sorted(given.keys() - Settings.model_fields.keys()):
        near = get_close_matches(unknown[0], [*ArticleOptions.__annotations__, *ManyOptions.__annotations__], 1)
        hint = f"did you mean {near[0]!r}?" if near else None
        raise ConfigurationError(f"there is no option or setting {unknown[0]!r}", hint=hint)
    if base is not None:
        chosen = {name: value for name, value in given.items() if value is not None}
        given = {**base.model_dump(exclude_unset=True), **chosen}
    return load_settings(**given), client, on_status
