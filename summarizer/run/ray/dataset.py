"""Summarize a Ray Data dataset of articles on a cluster. The output is a folder of Parquet files, one row per article.

    rows ─▶ _unfinished ─▶ _Worker actors (one session each) ─▶ parts ─▶ Gate ─▶ files
                              └── permission per request ──▶ Gate

Ray repeats a batch if its machine is lost, and a machine that only seemed lost goes on working. So the workers write
parts, which no reader sees. One actor per run, the gate, publishes parts as files, and only rows that have no file yet.
Thus each article has exactly one row, whatever Ray repeats. If the gate or the program is lost, the run ends, and no
other process can publish files. The next run skips the rows that have a file.

The gate also enforces the rate limits. An even split among the workers would be simpler. But a worker with little to do
would leave its share unused, and a restarted worker would begin with a full share. Asking the gate takes a millisecond
(1.1 ms on two cores, at 1,100 requests per second); a request to a model takes seconds.

ray is an extra: it is imported inside functions.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article.formats import item_of
from summarizer.errors import ClusterError, ConfigurationError, MissingExtraError, SummarizerError
from summarizer.run.checkpoint import article_key, fingerprint_hash, fingerprint_of
from summarizer.run.many import results_of
from summarizer.run.progress import Tally
from summarizer.run.ray.gate import ClusterLimiter, start_gate
from summarizer.run.ray.parquet import Folder, import_arrow
from summarizer.run.session import Session, open_session
from summarizer.schema import Article, Result
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    import pyarrow as pa

CONCURRENT_BATCHES_PER_WORKER = 2
"""Number of batches that a worker processes at once: the next one starts while the last articles of one are answered.
"""


def summarize_dataset(
    dataset: Any,
    output: str | Path,
    *,
    workers: int,
    concurrency: int = 8,
    batch_size: int = 256,
    num_cpus: float = 1.0,
    requests_per_minute: int | None = None,
    tokens_per_minute: int | None = None,
    retry_failed: bool = False,
    settings: Settings | None = None,
) -> Tally:
    """Summarize each article of a Ray Data dataset, on the cluster that this program is connected to.

    **Parameters**

    * **dataset** - has a column `text`, and may have `id`, `title`, `published` (a date or YYYY-MM-DD), `language`,
      `source` and `url`. Other columns are ignored.
    * **output** - a folder that every machine can access under this name, or an `s3://…` or `gs://…` URI. Only one run
      at a time may write to it.
    * **workers** - number of actors, of `num_cpus` CPUs each. Leave the cluster some CPUs to read the dataset.
    * **concurrency** - requests in flight per worker.
    * **batch_size** - articles per batch.
    * **requests_per_minute**, **tokens_per_minute** - limits of all workers together, for each endpoint; default: those
      of the settings. As everywhere, after a pause a minute's worth may be sent at once.
    * **retry_failed** - first delete the failed rows with this fingerprint from the output, also those of other
      datasets.
    * **settings** - default: the settings of the environment.

    The output gets one file per batch, with one row per article. `parquet.arrow_schema` is its schema, and
    `parquet.result_of` turns a row back into a result. A row's key is the hash of its id, of the fields that affect the
    article's brief, and of the fingerprint (model, endpoint, prompts, schemas, settings). Keys are unique, whatever is
    lost or repeated. So input rows with the same id and article give one row, and rows that differ in their id give one
    each.

    The same call resumes where it stopped, with the articles that have no row. It repeats at most
    `CONCURRENT_BATCHES_PER_WORKER` batches of each worker.

    Returns a tally of the articles that have a row (`done`, of these `failed`, and `resumed` if found in the output),
    and of the tokens and US dollars that this call used.

    Raise MissingExtraError without ray or pyarrow, ConfigurationError for an argument or setting, CheckpointError for
    the output, ClusterError if the cluster lost something that it can't replace, and any error that affects all
    articles (AuthenticationError, QuotaExhaustedError, EndpointUnavailableError …). Errors of the dataset itself are
    Ray's.
    """
    ray = _import_ray()
    chosen = load_settings() if settings is None else settings
    _check(dataset, chosen, workers, concurrency, batch_size)
    output_uri = str(output) if "://" in str(output) else str(Path(output).resolve())
    Folder(output_uri)  # raises CheckpointError early if the output can't be used
    fingerprint = fingerprint_hash(fingerprint_of(chosen))
    rates = (requests_per_minute or chosen.requests_per_minute, tokens_per_minute or chosen.tokens_per_minute)
    gate = start_gate(ray, output_uri, fingerprint, rates, max_waiting=workers * concurrency)
    try:
        ray.get(gate.open.remote(retry_failed))
        counts = _unfinished_rows(ray, dataset, gate, fingerprint, workers).map_batches(
            _Worker,
            compute=ray.data.ActorPoolStrategy(
                size=workers, max_concurrent_calls_per_actor=CONCURRENT_BATCHES_PER_WORKER
            ),
            batch_size=batch_size,
            batch_format="pyarrow",
            fn_constructor_args=(gate, output_uri, fingerprint, chosen, concurrency),
            num_cpus=num_cpus,
        )
        for _ in counts.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            pass  # the workers write the rows; iterating makes Ray run them
        tally: Tally = ray.get(gate.tally.remote())
        return tally
    except Exception as error:
        if (fatal := _fatal_error(ray, gate)) is not None:
            raise fatal from None
        if isinstance(error, ray.exceptions.RayError) and not isinstance(error, ray.exceptions.RayTaskError):
            raise ClusterError(f"the cluster lost a part of the run: {type(error).__name__}") from error
        raise
    finally:
        ray.kill(gate)


def _import_ray() -> Any:
    import_arrow()
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MissingExtraError("ray is not installed", extra="ray") from error
    return ray


def _check(dataset: Any, settings: Settings, workers: int, concurrency: int, batch_size: int) -> None:
    for name, value in (("workers", workers), ("concurrency", concurrency), ("batch_size", batch_size)):
        if value < 1:
            raise ConfigurationError(f"{name} is {value}; it must be at least 1")
    for name in ("deadline", "token_budget", "cost_budget"):
        if (limit := getattr(settings, name)) is not None:
            # Each worker would count for itself, and a restarted worker would count from 0 again.
            raise ConfigurationError(
                f"{name} is set to {limit:g}, but can't be enforced on a cluster",
                hint=f"unset {name}, and limit the number of articles",
            )
    columns = dataset.columns() or ["text"]
    if "text" not in columns:
        raise ConfigurationError(
            f"the dataset has no column 'text', only {', '.join(map(repr, columns))}",
            hint="rename the column that has the text",
        )


def _fatal_error(ray: Any, gate: Any) -> SummarizerError | None:
    """Return the library's error that ended the run, or None. The gate has it without Ray's wrapper exceptions."""
    try:
        error: SummarizerError | None = ray.get(gate.fatal_error.remote())
    except ray.exceptions.RayError:
        return ClusterError("the actor that writes the output was lost")
    return error


def keyed(row: Mapping[str, Any], fingerprint: str) -> tuple[str, Article | Result]:
    """Return the key of a row (32 hexadecimal digits) and its article, which has an id.

    For a row that can't be read, return the failed result in place of the article.
    """
    fields = {name: row.get(name) for name in Article.model_fields}
    content = hashlib.sha256(json.dumps(fields, default=str).encode()).hexdigest()
    item = item_of(fields, content[:16] if fields["id"] is None else str(fields["id"]))
    if isinstance(item, Article):
        content = article_key(item)
        if fields["id"] is None:
            item = item.model_copy(update={"id": content[:16]})
    return hashlib.sha256(f"{fingerprint} {content} {item.id}".encode()).hexdigest()[:32], item


def _unfinished_rows(ray: Any, dataset: Any, gate: Any, fingerprint: str, workers: int) -> Any:
    """Return the dataset without the rows that were in the output when the run started, so that batches are full.

    The tasks need no CPU, since the workers may have them all. The workers do need CPUs, so Ray does not fuse both
    steps, which would leave gaps in the batches.
    """
    return dataset.map_batches(
        _unfinished,
        fn_kwargs={"gate": gate, "fingerprint": fingerprint},
        compute=ray.data.TaskPoolStrategy(size=workers),
        batch_format="pyarrow",
        num_cpus=0,
    )


def _unfinished(table: pa.Table, gate: Any, fingerprint: str) -> pa.Table:
    """Return the rows of a table that were not in the output when the run started, with the columns of an article."""
    import ray

    table = table.select([name for name in table.column_names if name in Article.model_fields])
    finished = ray.get(gate.finished_before.remote([keyed(row, fingerprint)[0] for row in table.to_pylist()]))
    arrow = import_arrow()
    return table.filter(arrow.array([not is_finished for is_finished in finished], arrow.bool_()))


class _Worker:
    """An actor that summarizes batches of articles in one session, whose connections stay open between batches.

    Ray runs several calls of it at once, in one event loop.
    """

    def __init__(self, gate: Any, output: str, fingerprint: str, settings: Settings, concurrency: int) -> None:
        self._gate, self._fingerprint, self._settings, self._concurrency = gate, fingerprint, settings, concurrency
        self._folder = Folder(output)
        self._batch_slots, self._opening_lock = asyncio.Semaphore(CONCURRENT_BATCHES_PER_WORKER), asyncio.Lock()
        self._stack = AsyncExitStack()  # never closed: Ray ends the process
        self._session: Session | None = None

    async def __call__(self, table: pa.Table) -> AsyncIterator[pa.Table]:
        """Summarize the articles of a batch and write their results. Yield one row with their number."""
        async with self._batch_slots:
            written = await self._summarize(table)
        yield import_arrow().table({"written": [written]})

    async def _summarize(self, table: pa.Table) -> int:
        items = dict(keyed(row, self._fingerprint) for row in table.to_pylist())
        unfinished = await self._gate.begin.remote(list(items))
        session = await self._open_session()
        # The key replaces the id, so that each result can be matched with its item.
        inputs = [items[key].model_copy(update={"id": key}) for key in unfinished]
        results: dict[str, Result] = {}
        try:
            stream = results_of(inputs, self._settings, concurrency=self._concurrency, session=session)
            async with aclosing(stream):
                async for result in stream:
                    results[result.id] = result.renamed(str(items[result.id].id))
        except SummarizerError as error:
            await self._gate.fail.remote(error)
            raise
        finally:
            # Results that were finished before an error are written too, since they are paid for.
            await self._write(results)
        return len(results)

    async def _write(self, results: dict[str, Result]) -> None:
        """Write results by key. Repeat without the keys for which another worker has published a row meanwhile."""
        while results:
            usage = Tally()
            for result in results.values():
                usage = usage.after(result, 0.0)
            part, name = await asyncio.to_thread(self._folder.stage, results, self._fingerprint)
            unfinished = await self._gate.publish.remote(part, name, usage, list(results))
            if not unfinished:
                return
            results = {key: results[key] for key in unfinished}

    async def _open_session(self) -> Session:
        """Return the session. The first call opens it."""
        async with self._opening_lock:
            if self._session is None:
                opened = open_session(
                    self._settings, concurrency=self._concurrency, limiter=partial(ClusterLimiter, self._gate)
                )
                self._session = await self._stack.enter_async_context(opened)
            return self._session
