"""The public functions that ask a model, but `summarize_dataset`.

`Options` holds the options that all of them share. `ArticleOptions` and `ManyOptions` add those for one article and for
many articles. Every setting is also a keyword argument of the same name.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing, nullcontext
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from pydantic import SecretStr

from summarizer.addresses import Address, shown
from summarizer.article.inputs import as_article
from summarizer.complete.client import check_client
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
    """Options of all these functions: an endpoint, and every setting by its name; see `Settings`."""

    settings: Settings | None
    """Settings to use instead of those from the environment. Other options take precedence over them."""
    client: AsyncOpenAI | None
    """Your own `AsyncOpenAI` or `AsyncAzureOpenAI` client, for Azure, a proxy or certificates. Requires `model`."""
    on_status: Callable[[str], None] | None
    """Called with a line of text when a step takes long, such as the download of the embedded model's weights."""

    model: str | None
    base_url: str | None
    api_key: str | SecretStr | None
    openai_api_key: str | SecretStr | None
    api_keys: Mapping[str, str | SecretStr] | None
    openai_model: str | None
    embedded_model: str | None
    profile: str | None
    language: str | None
    include_text: bool | None
    editorial_insertions: bool | None
    verify: bool | None
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
    private_addresses: bool | None
    fetch_timeout: float | None
    hub_url: str | None


class ArticleOptions(Options, total=False):
    """Additional options for one article."""

    published: str | date | None
    """Publication day, a `date` or `YYYY-MM-DD`. Relative dates are resolved against it."""
    title: str | None
    """Headline of the article."""
    concurrency: int | None
    """Maximum number of concurrent requests for the article."""
    on_progress: Progress | None
    """Called with (windows done, windows planned) after each window."""


class ManyOptions(Options, total=False):
    """Additional options for many articles."""

    concurrency: int
    """Maximum number of concurrent requests, default 8. The embedded model runs as many as it has slots."""
    checkpoint: str | Path | None
    """File that stores each article durably before its result is yielded. The same call resumes from it."""
    retry_failed: bool
    """Retry the articles that the checkpoint records as failed."""
    ordered: bool
    """Yield the results in input order instead of completion order."""
    total: int | None
    """Number of articles, if `len` is not available; used only to report progress."""
    processes: int
    """Number of additional processes that build briefs; useful from about 50 concurrent requests on."""
    progress: bool
    """Show a progress bar if stderr is a terminal."""
    on_progress: Callable[[Tally], None] | None
    """Called with a `Tally` after each article."""


def summarize(article: str | Article, **options: Unpack[ArticleOptions]) -> Brief:
    """Return the brief of an article: its events, actors and commitments, each with its evidence.

    It can be called inside a running event loop, but blocks it; use `asummarize` there.

    **Parameters**

    * **article** - the text, or an `Article`.
    * **published** - publication day, a `date` or `YYYY-MM-DD`; relative dates are resolved against it.
    * **title** - headline.
    * **model**, **base_url**, **api_key** - the model and its endpoint; default: from the environment. If no endpoint
      is set, the embedded model answers.
    * **profile** - `small` (one sentence at a time) or `large` (the whole article at once); default: `small` for the
      embedded model, else `large`.
    * **language** - ISO 639 code of the language in which a large model writes the brief; default: that of the article.
    * **include_text** - whether `brief.article` has the text; without it, only its hash. Default: true.
    * **editorial_insertions** - whether code inserts, in square brackets, what a sentence of the article needs to be
      read alone (profile `small`). Default: true.
    * **verify** - have the model compare each claim of the brief with its sentences alone, by a further request. What
      they contradict is dropped, what they do not state is marked. If the request fails, the brief stays as it is;
      `brief.provenance.verification` tells. Default: false.
    * **strict** - raise the error of a failed window instead of returning a brief whose `coverage` is below one.
    * **deadline**, **token_budget**, **cost_budget** - limits of the call in seconds, tokens and US dollars; checked
      before each attempt.
    * **fallback** - endpoints to try, in order, if the first one fails; each as `MODEL@BASE_URL`.
    * **client** - your own `AsyncOpenAI` client; **settings** - a `Settings` to use instead of the environment.
    * **on_progress** - called with (windows done, windows planned); **on_status** - called with a line of text.
    * Every other setting by its name: see `Settings`.

    Raise a `SummarizerError`: `InputError` if the article or an argument cannot be used, `ConfigurationError` if the
    configuration is wrong, `WeightsError` if the embedded model's weights file cannot be used, `LimitError` if the
    deadline or a budget is reached, `EndpointError` if the endpoint fails, `AnswerError` if the model's answer cannot
    be used. `error.attempts` is the ledger of the requests that were made.
    """
    return run_blocking(asummarize(article, **options))


async def asummarize(article: str | Article, **options: Unpack[ArticleOptions]) -> Brief:
    """Return the brief of an article: the asynchronous version of `summarize`, with the same parameters and errors."""
    remaining: dict[str, Any] = dict(options)
    published, title, on_progress = (remaining.pop(name, None) for name in ("published", "title", "on_progress"))
    settings, client, on_status = _shared_options(remaining, ArticleOptions)
    dated = as_article(article, published, title)
    async with open_session(settings, client=client, on_status=on_status) as session:
        return await session.brief(dated, on_progress)


async def asummarize_many(
    articles: Iterable[Item] | AsyncIterable[Item], **options: Unpack[ManyOptions]
) -> AsyncGenerator[Result, None]:
    """Yield one `Result` per article, in completion order, or in input order if `ordered`.

    **Parameters**

    * **articles** - an iterable or asynchronous iterable of texts or `Article`s. It is read lazily; a synchronous one
      is read in its own thread.
    * **concurrency**, **checkpoint**, **retry_failed**, **ordered**, **total**, **processes**, **progress**,
      **on_progress** - see `ManyOptions`.
    * The other parameters of `summarize` except `published` and `title`, which are set on each `Article`. `deadline`
      and the budgets apply to the whole call.

    A `Result` holds the article's id and either a brief or a failure. Results in the checkpoint that were made with
    another model, prompt, schema or setting are not reused.

    Raise the errors that would affect every article: `ConfigurationError`, `AuthenticationError`,
    `QuotaExhaustedError`, `LimitError`, `WeightsError`, `EndpointUnavailableError` if the endpoint stays down, and any
    exception of the input iterable. An error in one article becomes its `failure`.
    """
    remaining: dict[str, Any] = dict(options)
    given = {name: remaining.pop(name, None) for name in _RUN_OPTIONS}
    run_options = {name: value for name, value in given.items() if value is not None}
    progress, on_progress = remaining.pop("progress", False), remaining.pop("on_progress", None)
    settings, client, on_status = _shared_options(remaining, ManyOptions)
    with tally_progress() if progress else nullcontext() as show:

        def report(tally: Tally) -> None:
            for callback in (show, on_progress):
                if callback is not None:
                    callback(tally)

        results = results_of(
            articles,
            settings,
            **{"concurrency": 8, **run_options},
            on_progress=report,
            on_status=on_status,
            client=client,
        )
        async with aclosing(results):
            async for result in results:
                yield result


def summarize_many(articles: Iterable[Item] | AsyncIterable[Item], **options: Unpack[ManyOptions]) -> Iterator[Result]:
    """Yield one `Result` per article: the blocking version of `asummarize_many`, with the same parameters and errors.

    It can be called inside a running event loop, but blocks it. Breaking out of the loop over the results cancels the
    pending requests.
    """
    return iterate_blocking(lambda: asummarize_many(articles, **options))


_RUN_OPTIONS = ("concurrency", "checkpoint", "retry_failed", "ordered", "total", "processes")


def _shared_options(
    options: dict[str, Any], accepted: type[ArticleOptions] | type[ManyOptions]
) -> tuple[Settings, AsyncOpenAI | None, Callable[[str], None] | None]:
    """Return the settings, client and status callback from the options that all functions share.

    `accepted` has the names of all options of the function that was called. Raise ConfigurationError for an unknown
    option, and for a client that cannot be used.
    """
    base, client, on_status = (options.pop(name, None) for name in ("settings", "client", "on_status"))
    if client is not None:
        check_client(client)
        # The client has its own address; the settings need it for the provenance.
        options |= {"base_url": Address(shown(str(client.base_url)).rstrip("/")), "api_key": None}
    if unknown := sorted(options.keys() - Settings.model_fields.keys()):
        raise ConfigurationError(f"unknown option {unknown[0]!r}", hint=_hint_for(unknown[0], accepted))
    if base is not None:
        overrides = {name: value for name, value in options.items() if value is not None}
        options = {**{name: getattr(base, name) for name in base.model_fields_set}, **overrides}
    return load_settings(**options), client, on_status


def _hint_for(unknown: str, accepted: type[ArticleOptions] | type[ManyOptions]) -> str:
    """Return what to do about an option that a function does not have: the other kind's, or a misspelled one."""
    if accepted is ManyOptions and unknown in ("published", "title"):
        return f"set it on each article: Article(text=…, {unknown}=…)"
    if unknown in ManyOptions.__annotations__:
        return "it is an option of summarize_many"
    if near := get_close_matches(unknown, accepted.__annotations__, 1):
        return f"did you mean {near[0]!r}?"
    return "see summarizer.Settings for the names of all settings"
