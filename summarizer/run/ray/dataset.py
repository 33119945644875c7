"""Where one machine is not enough: a Ray Data dataset of articles becomes a folder of Parquet, each article once.

    rows ─▶ _fresh ─▶ _Worker (an actor each: one session, its connections open) ─▶ parts ─▶ _Gate ─▶ files
                         └──────── may I ask? ────────▶ _Gate

Ray runs a batch again when the machine that had it is lost, and goes on with whatever a machine does that was only
thought to be lost. So workers write parts, which nobody reads; the one gate of a run makes files of them, and only of
rows that have none: exactly once does not hang on what Ray repeats. If the gate or the program itself is lost, the run
is over, and nobody else can make a file any more; the next run begins with the rows that have one.

The gate keeps the rates, too. An even split among the workers would be simpler still, but leaves a share unused by each
worker that has little to do, and gives a worker that was started anew a full share to begin with. Asking the gate takes
a millisecond (1.1 ms on two cores, where it let 1,100 requests a second through), asking a model seconds.

ray is an extra: it is imported inside functions.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.article.formats import item_of
from summarizer.complete.limits import Clock, RateLimiter, limiter_of
from summarizer.errors import CheckpointError, ClusterError, ConfigurationError, MissingExtraError, SummarizerError
from summarizer.run.checkpoint import article_key, fingerprint_hash
from summarizer.run.many import fingerprint_with, results_of
from summarizer.run.progress import Tally
from summarizer.run.ray.parquet import LOCK_PATIENCE, Folder, import_arrow
from summarizer.run.session import Session, open_session
from summarizer.schema import Article, Result
from summarizer.settings import Endpoint, Settings, load_settings

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 2
"""Batches of a worker under way at once: while the last articles of one are answered, the next is begun."""

TRIES = 4
"""How often a batch is begun whose worker is lost. Ray would start workers, and begin it, for ever; but a batch that
kills every worker is to end the run."""


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
    """Make a brief of each article of a Ray Data dataset, on the cluster that this program is connected to.

    `dataset` has a column `text`, and may have `id`, `title`, `published` (a day, or YYYY-MM-DD), `language`, `source`
    and `url`; others are passed over. `output` is a folder that every machine reaches by this name, or an `s3://…` or
    `gs://…`. `workers` actors, of `num_cpus` each, have `concurrency` requests under way; leave the cluster some CPUs
    to read the dataset with. `requests_per_minute` and `tokens_per_minute` are those of all workers together, to each
    endpoint; default: those of the settings. As everywhere, a minute's worth may go out at once after a pause.

    The output gets a file for each batch, with a row for each article: see `parquet.arrow_schema`, and
    `parquet.result_of` for the way back. A row's key is the hash of its id, of what shapes the article's brief, and of
    what briefs are made with (model, endpoint, prompts, schemas, settings). No two rows have the same key, whatever is
    lost or repeated; so input rows that are alike in id and article have one row, and those that differ in id alone
    have one each. The same call goes on where it was stopped: it asks for what has no row. At most `AT_ONCE` batches of
    each worker are then asked for again. With `retry_failed` the failed rows of this fingerprint are taken out of the
    output first, also those of other datasets. One run at a time writes into an output.

    Returns a tally of the articles that have a row (`done`, of these `failed`, and `resumed`: found in the output), and
    of the tokens and US dollars that this call took.

    Raises MissingExtraError without ray or pyarrow, ConfigurationError for arguments, CheckpointError for the output,
    ClusterError where the cluster lost what it can't replace, and whatever would befall all articles
    (AuthenticationError, QuotaExhaustedError, EndpointUnavailableError …). Errors of the dataset itself are Ray's.
    """
    ray = _import_ray()
    chosen = load_settings() if settings is None else settings
    _check(dataset, chosen, workers, concurrency, batch_size)
    where = str(output) if "://" in str(output) else str(Path(output).resolve())
    Folder(where)
    fingerprint = fingerprint_hash(fingerprint_with(chosen))
    rates = (requests_per_minute or chosen.requests_per_minute, tokens_per_minute or chosen.tokens_per_minute)
    gate = _start_gate(ray, where, fingerprint, rates, waiting=workers * concurrency)
    try:
        ray.get(gate.open.remote(retry_failed))
        asked = _fresh_rows(ray, dataset, gate, fingerprint, workers).map_batches(
            _Worker,
            compute=ray.data.ActorPoolStrategy(size=workers, max_concurrent_calls_per_actor=AT_ONCE),
            batch_size=batch_size,
            batch_format="pyarrow",
            fn_constructor_args=(gate, where, fingerprint, chosen, concurrency),
            num_cpus=num_cpus,
        )
        for _ in asked.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            pass  # the rows are written; this is what makes Ray run
        tally: Tally = ray.get(gate.tally.remote())
        return tally
    except Exception as error:
        if (met := _met(ray, gate)) is not None:
            raise met from None
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
            raise ConfigurationError(f"{name} is {value}, which lets nothing through")
    for name in ("deadline", "token_budget", "cost_budget"):
        if getattr(settings, name) is not None:
            # Each worker would keep it for itself, and a worker that was started anew from the beginning.
            raise ConfigurationError(f"{name} can't be kept over a cluster", hint="give fewer articles")
    if "text" not in (dataset.columns() or ["text"]):
        raise ConfigurationError("the dataset has no column 'text'", hint="rename the column that has the text")


def _start_gate(ray: Any, output: str, fingerprint: str, rates: tuple[int | None, int | None], waiting: int) -> Any:
    """Return the gate of a run, the only one of its output on this cluster: Ray gives a name once."""
    name = f"gate-{hashlib.sha256(output.encode()).hexdigest()[:32]}"
    # Whoever waits for the rates must not keep out whoever has finished.
    options = {"name": name, "namespace": "summarizer", "num_cpus": 0, "max_concurrency": waiting + 1_000}
    began = time.monotonic()
    while True:
        try:
            return ray.remote(_Gate).options(**options).remote(output, fingerprint, rates)
        except ValueError as error:  # a run that has just been killed may still have it
            if time.monotonic() - began > LOCK_PATIENCE:
                raise CheckpointError(f"{output} is in use", hint="wait for the other run to end") from error
            time.sleep(0.2)


def _met(ray: Any, gate: Any) -> SummarizerError | None:
    """Return the library's error that ended the run, if one did: the gate knows it without Ray's wrappings."""
    try:
        met: SummarizerError | None = ray.get(gate.met.remote())
    except ray.exceptions.RayError:
        return ClusterError("the process that writes the output was lost")
    return met


def keyed(row: Mapping[str, Any], fingerprint: str) -> tuple[str, Article | Result]:
    """Return the key of a row, 32 hexadecimal digits, and its article with an id; or, of a row that can't be read, the
    failed result."""
    told = {name: row.get(name) for name in Article.model_fields}
    content = hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()
    item = item_of(told, content[:16] if told["id"] is None else str(told["id"]))
    if isinstance(item, Article):
        content = article_key(item)
        if told["id"] is None:
            item = item.model_copy(update={"id": content[:16]})
    return hashlib.sha256(f"{fingerprint} {content} {item.id}".encode()).hexdigest()[:32], item


def _fresh_rows(ray: Any, dataset: Any, gate: Any, fingerprint: str, workers: int) -> Any:
    """Return the rows that had no row in the output when the run began, so that the workers' batches are full.

    They take no CPU, as workers may have them all; and since workers do, Ray does not make them a part of the workers,
    which would leave the gaps in.
    """
    return dataset.map_batches(
        _fresh,
        fn_kwargs={"gate": gate, "fingerprint": fingerprint},
        compute=ray.data.TaskPoolStrategy(size=workers),
        batch_format="pyarrow",
        num_cpus=0,
    )


def _fresh(table: pa.Table, gate: Any, fingerprint: str) -> pa.Table:
    import ray

    table = table.select([name for name in table.column_names if name in Article.model_fields])
    found = ray.get(gate.found.remote([keyed(row, fingerprint)[0] for row in table.to_pylist()]))
    arrow = import_arrow()
    return table.filter(arrow.array([not one for one in found], arrow.bool_()))


class _Gate:
    """The one actor of a run that makes files, knows which rows have one, and lets requests through.

    It keeps the keys of all rows in memory, some 130 bytes each.
    """

    def __init__(self, output: str, fingerprint: str, rates: tuple[int | None, int | None]) -> None:
        self._folder, self._fingerprint, self._rates = Folder(output), fingerprint, rates
        self._before: dict[str, bool] = {}
        """Rows that had a file when the run began, and whether the dataset has them, too: as of then, so that a task
        that Ray repeats gives the same again."""
        self._failed_before: set[str] = set()
        self._now: set[str] = set()
        self._begun: Counter[str] = Counter()
        self._spent = Tally()
        self._met: SummarizerError | None = None
        self._writing = asyncio.Lock()
        self._queues: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def open(self, retry_failed: bool) -> None:
        """Read which rows have a file."""
        try:
            await asyncio.to_thread(self._read, retry_failed)
        except SummarizerError as error:
            raise self._ending(error) from None

    def _read(self, retry_failed: bool) -> None:
        self._folder.open()
        if retry_failed:
            self._folder.forget_failed(self._fingerprint)
        for key, failed in self._folder.finished(self._fingerprint):
            self._before[key] = False
            if failed:
                self._failed_before.add(key)

    async def found(self, keys: list[str]) -> list[bool]:
        """Tell for each key whether it had a row when the run began."""
        for key in keys:
            if key in self._before:
                self._before[key] = True
        return [key in self._before for key in keys]

    async def begin(self, keys: list[str]) -> list[str]:
        """Return the keys of a batch that have no row yet; raises ClusterError if it has been begun too often."""
        lacking = self._lacking(keys)
        if lacking:
            # What a batch has for a name: no other has this row, and repeated it has it again.
            self._begun[lacking[0]] += 1
            if self._begun[lacking[0]] > TRIES:
                lost = f"{TRIES} workers were lost with the same batch"
                raise self._ending(ClusterError(lost, hint="see in Ray's logs what ended them"))
        return lacking

    def _lacking(self, keys: list[str]) -> list[str]:
        return [key for key in keys if key not in self._before and key not in self._now]

    async def publish(self, part: str, name: str, spent: Tally, keys: list[str]) -> list[str]:
        """Make a file of a part and return nothing; or, where some of its keys have a row, return the others."""
        async with self._writing:
            lacking = self._lacking(keys)
            try:
                if len(lacking) < len(keys):
                    await asyncio.to_thread(self._folder.discard, part)
                    return lacking
                await asyncio.to_thread(self._folder.publish, part, name)
            except SummarizerError as error:
                raise self._ending(error) from None
            self._now.update(keys)
            for key in keys:
                self._begun.pop(key, None)
            self._spent = _sum(self._spent, spent)
        return []

    async def admit(self, base_url: str, model: str, tokens: int) -> None:
        """Return when a request of so many tokens may go out; first come, first served."""
        limiter = self._limiter(base_url, model)
        async with self._queues[base_url, model]:
            while (wait := limiter.reserve(tokens)) > 0:
                await asyncio.sleep(wait)

    async def close(self, base_url: str, model: str, seconds: float) -> None:
        """Let nobody ask for so many seconds."""
        self._limiter(base_url, model).close(seconds)

    def _limiter(self, base_url: str, model: str) -> RateLimiter:
        return limiter_of(Endpoint(base_url, model), self._rates, Clock())

    async def end(self, error: SummarizerError) -> None:
        """Take in the error that ends the run."""
        self._ending(error)

    def _ending(self, error: SummarizerError) -> SummarizerError:
        self._met = self._met or error  # the first one is what is told
        return error

    async def met(self) -> SummarizerError | None:
        """Return the error that ended the run."""
        return self._met

    async def tally(self) -> Tally:
        """Return how far the run has come."""
        resumed = sum(self._before.values())
        failed = sum(self._before[key] for key in self._failed_before)
        return _sum(self._spent, Tally(done=resumed, resumed=resumed, failed=failed))


def _sum(one: Tally, other: Tally) -> Tally:
    costs = [cost for cost in (one.cost, other.cost) if cost is not None]
    counts = ("done", "failed", "resumed", "prompt_tokens", "completion_tokens")
    return replace(
        one,
        **{name: getattr(one, name) + getattr(other, name) for name in counts},
        cost=sum(costs) if costs else None,
        seconds=max(one.seconds, other.seconds),
    )


class _ClusterLimiter(RateLimiter):
    """The rates of an endpoint, as the gate keeps them."""

    def __init__(self, gate: Any, endpoint: Endpoint) -> None:
        super().__init__()
        self._gate, self._endpoint = gate, (endpoint.base_url, endpoint.model)

    async def admit(self, tokens: int) -> float:
        """Wait until the gate lets a request through."""
        await self._gate.admit.remote(*self._endpoint, tokens)
        return 0.0

    def close(self, seconds: float) -> None:
        """Have the gate let nobody through for so many seconds."""
        self._gate.close.remote(*self._endpoint, seconds)


class _Worker:
    """An actor that makes briefs of batches, in one session: its connections stay open from batch to batch.

    Ray runs its calls in one event loop, several at once.
    """

    def __init__(self, gate: Any, output: str, fingerprint: str, settings: Settings, concurrency: int) -> None:
        self._gate, self._fingerprint, self._settings, self._concurrency = gate, fingerprint, settings, concurrency
        self._folder = Folder(output)
        self._turns, self._opening = asyncio.Semaphore(AT_ONCE), asyncio.Lock()
        self._stack = AsyncExitStack()  # never closed: Ray ends the process
        self._session: Session | None = None

    async def __call__(self, table: pa.Table) -> AsyncIterator[pa.Table]:
        """Write what becomes of the articles of a batch; gives a row that counts them."""
        async with self._turns:
            written = await self._written(table)
        yield import_arrow().table({"written": [written]})

    async def _written(self, table: pa.Table) -> int:
        items = dict(keyed(row, self._fingerprint) for row in table.to_pylist())
        lacking = await self._gate.begin.remote(list(items))
        session = await self._opened()
        # By their keys, to tell them apart as they come.
        asked = [items[key].model_copy(update={"id": key}) for key in lacking]
        results: dict[str, Result] = {}
        try:
            made = results_of(asked, self._settings, concurrency=self._concurrency, session=session)
            async with aclosing(made):
                async for result in made:
                    results[result.id] = result.model_copy(update={"id": items[result.id].id})
        except SummarizerError as error:
            await self._gate.end.remote(error)
            raise
        finally:
            # Also what was finished before an error that ends the run: it is paid for.
            await self._write(results)
        return len(results)

    async def _write(self, results: dict[str, Result]) -> None:
        while results:
            spent = Tally()
            for result in results.values():
                spent = spent.after(result, 0.0)
            part, name = await asyncio.to_thread(self._folder.stage, results, self._fingerprint)
            lacking = await self._gate.publish.remote(part, name, spent, list(results))
            if not lacking:
                return
            results = {key: results[key] for key in lacking}

    async def _opened(self) -> Session:
        async with self._opening:
            if self._session is None:
                opened = open_session(
                    self._settings, concurrency=self._concurrency, limiter=partial(_ClusterLimiter, self._gate)
                )
                self._session = await self._stack.enter_async_context(opened)
            return self._session
