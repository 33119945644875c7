"""A dataset of articles: its rows, and a cluster of Ray on this machine, some of whose processes are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result, Settings, Tally
from summarizer.errors import AuthenticationError, CheckpointError, ClusterError, ConfigurationError, MissingExtraError
from summarizer.run.checkpoint import fingerprint_hash, fingerprint_of
from summarizer.run.ray.dataset import CONCURRENT_BATCHES_PER_WORKER, keyed, summarize_dataset
from summarizer.testing import Reply, answer, failure
from tests.samples import DRAFT, ROOT, TEXT, rows
from tests.servers.faults import Exchange, FaultServer, Play
from tests.timing import wait_until

GOOD = answer(DRAFT, tokens=(1_000, 200))


# What needs neither ray nor pyarrow.


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"newsroom-summarizer\[ray\]"):
        summarize_dataset(None, "out", workers=2)


def test_a_key_is_of_the_article_its_id_and_the_fingerprint() -> None:
    row = rows(1)[0]
    key, article = keyed(row, "m")
    assert isinstance(article, Article)
    assert article == Article(text=row["text"], id="a0", published=date(2026, 1, 29))
    assert keyed({**row, "url": "http://elsewhere", "other": 1, "title": None}, "m")[0] == key
    others = [{**row, "id": "a1"}, {**row, "text": TEXT}, {**row, "published": "2026-01-30"}, {**row, "id": None}]
    assert len({key, keyed(row, "n")[0], *(keyed(other, "m")[0] for other in others)}) == 6
    assert keyed({"text": TEXT}, "m")[1].id == keyed({"text": TEXT, "id": None}, "m")[1].id


def test_a_fingerprint_is_of_the_model_and_not_of_the_key_to_it() -> None:
    def made(**given: Any) -> str:
        return fingerprint_hash(fingerprint_of(Settings(base_url="http://host/v1", **given)))

    assert made(model="one", api_key="a") == made(model="one", api_key="b") != made(model="two")


@pytest.mark.parametrize("wrong", [{"text": None}, {"text": TEXT, "published": "soon"}, {"text": TEXT, "title": 7}])
def test_a_row_that_cannot_be_read_is_a_failed_result(wrong: Mapping[str, Any]) -> None:
    key, result = keyed({"id": 5, **wrong}, "m")
    assert isinstance(result, Result)
    assert result.id == "5"
    assert result.failure is not None
    assert keyed({"id": 5, **wrong}, "m")[0] == key != keyed({"id": 6, **wrong}, "m")[0]


# A cluster.


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    ray = pytest.importorskip("ray")
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="ray") as sockets:
        patch.setenv("RAY_AUTH_MODE", "disabled")  # else a token is put into the home
        ray.init(
            address="local", num_cpus=4, include_dashboard=False, object_store_memory=100_000_000, _temp_dir=sockets
        )
        yield ray
        ray.shutdown()


def settings(endpoint: FaultServer, **given: Any) -> Settings:
    return Settings(base_url=endpoint.base_url, model="fake", **given)


def after(seconds: float, seen: list[float] | None = None) -> Play:
    """Answer after a while, and note when it was asked."""

    def play(exchange: Exchange) -> Reply:
        if seen is not None:
            seen.append(time.monotonic())
        time.sleep(seconds)
        return GOOD

    return play


def written(output: Path) -> Counter[str]:
    """Return how many rows each article has."""
    import pyarrow.parquet

    return Counter(pyarrow.parquet.read_table(output, columns=["id"])["id"].to_pylist())


def once(count: int) -> Counter[str]:
    return Counter(f"a{i}" for i in range(count))


def processes(title: bytes) -> list[int]:
    """Return the processes of an actor, which Ray tells in their titles."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if entry.read_bytes().startswith(title):
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.ray
def test_each_article_has_a_row_and_the_same_again_asks_for_nothing(
    ray: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    connections = set()

    def noting(exchange: Exchange) -> Reply:
        connections.add(exchange.connection.client_address)
        return GOOD

    endpoint.replies(noting)
    alike = [rows(1)[0], {**rows(1)[0], "id": "twin"}, {"id": "none", "text": None, "published": None}]
    dataset = ray.data.from_items([*rows(20), *alike])
    given: dict[str, Any] = {"workers": 2, "batch_size": 4, "concurrency": 2}
    tally = summarize_dataset(dataset, tmp_path, settings=settings(endpoint), **given)
    assert len(connections) <= 2 * 2  # they stay open from batch to batch
    assert tally == Tally(done=22, failed=1, prompt_tokens=21_000, completion_tokens=4_200)
    assert written(tmp_path) == once(20) + Counter(["twin", "none"])
    again = summarize_dataset(dataset, tmp_path, settings=settings(endpoint), **given)
    assert again == Tally(done=22, failed=1, resumed=22)
    assert len(endpoint.requests) == 21
    # What was made otherwise is not used, and stays.
    summarize_dataset(ray.data.from_items(rows(2)), tmp_path, settings=settings(endpoint, reasks=0), **given)
    assert len(endpoint.requests) == 23
    assert written(tmp_path)["a0"] == 2


@pytest.mark.ray
def test_articles_that_failed_are_asked_again_when_that_is_wanted(
    ray: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    dataset = ray.data.from_items(rows(6))
    given: dict[str, Any] = {"workers": 1, "settings": settings(endpoint, reasks=0)}
    endpoint.replies(GOOD, answer("no JSON"), GOOD)
    assert summarize_dataset(dataset, tmp_path, **given).failed == 1
    assert summarize_dataset(dataset, tmp_path, **given) == Tally(done=6, failed=1, resumed=6)
    again = summarize_dataset(dataset, tmp_path, retry_failed=True, **given)
    assert again == Tally(done=6, resumed=5, prompt_tokens=1_000, completion_tokens=200)
    assert written(tmp_path) == once(6)


@pytest.mark.ray
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_a_worker_that_is_killed_loses_and_doubles_nothing(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(after(0.3))
    killed: list[int] = []

    def kill() -> None:
        wait_until(lambda: len(endpoint.requests) > 50)
        killed.append(processes(b"ray::MapWorker(MapBatches(_Worker)).submit")[0])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    # One block for all: the task that is run again has batches that are finished.
    dataset = ray.data.from_items(rows(80), override_num_blocks=2)
    tally = summarize_dataset(dataset, tmp_path, workers=2, concurrency=4, batch_size=8, settings=settings(endpoint))
    killer.join()
    assert killed
    assert tally.done == 80
    assert written(tmp_path) == once(80)
    # Asked again is what was under way with the one that was killed.
    assert 80 <= len(endpoint.requests) <= 80 + CONCURRENT_BATCHES_PER_WORKER * 8


@pytest.mark.ray
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the gate in /proc")
def test_without_its_gate_a_run_is_over_and_can_be_run_again(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(after(0.3))

    def kill() -> None:
        wait_until(lambda: len(endpoint.requests) > 20)
        os.kill(processes(b"ray::Gate")[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    given: dict[str, Any] = {"workers": 1, "concurrency": 4, "batch_size": 8, "settings": settings(endpoint)}
    with pytest.raises(ClusterError, match="run the same call again"):
        summarize_dataset(ray.data.from_items(rows(40)), tmp_path, **given)
    killer.join()
    kept = written(tmp_path)
    assert 8 <= len(kept) < 40
    assert summarize_dataset(ray.data.from_items(rows(40)), tmp_path, **given) == Tally(
        done=40, resumed=len(kept), prompt_tokens=1_000 * (40 - len(kept)), completion_tokens=200 * (40 - len(kept))
    )
    assert written(tmp_path) == once(40)


@pytest.mark.ray
def test_a_dataset_without_rows_is_done(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    nothing = ray.data.from_items(rows(3)).filter(lambda row: row["id"] == "none")
    assert summarize_dataset(nothing, tmp_path, workers=1, settings=settings(endpoint)) == Tally()


DRIVER = """
import sys, ray
from summarizer import Settings
from summarizer.run.ray.dataset import summarize_dataset
from tests.samples import rows

ray.init(address="local", num_cpus=3, include_dashboard=False, object_store_memory=100_000_000, _temp_dir=sys.argv[3])
dataset = ray.data.from_items(rows(60))
settings = Settings(base_url=sys.argv[1], model="fake")
print(summarize_dataset(dataset, sys.argv[2], workers=2, concurrency=4, batch_size=8, settings=settings))
"""


@pytest.mark.ray
def test_a_program_that_is_killed_goes_on_where_it_was(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(after(0.2))
    with tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True) as sockets:
        command = [sys.executable, "-c", DRIVER, endpoint.base_url, str(tmp_path), sockets]
        program = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "RAY_AUTH_MODE": "disabled"})
        wait_until(lambda: len(list(tmp_path.glob("*.parquet"))) >= 2)
        program.send_signal(signal.SIGKILL)
        program.wait()
        asked = -1
        while asked != len(endpoint.requests):  # until its workers have ended, too
            asked = len(endpoint.requests)
            time.sleep(2)
    kept = written(tmp_path)
    assert 16 <= len(kept) < 60
    tally = summarize_dataset(
        ray.data.from_items(rows(60)), tmp_path, workers=2, batch_size=8, settings=settings(endpoint)
    )
    assert (tally.done, tally.resumed) == (60, len(kept))
    assert len(endpoint.requests) - asked == 60 - len(kept)
    assert written(tmp_path) == once(60)
    assert list((tmp_path / "_parts").iterdir()) == []


@pytest.mark.ray
def test_the_rates_are_those_of_all_workers_together(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    seen: list[float] = []
    endpoint.replies(after(1.0, seen))
    summarize_dataset(
        ray.data.from_items(rows(36)), tmp_path, workers=3, batch_size=4, requests_per_minute=30,
        settings=settings(endpoint),
    )  # fmt: skip
    assert len(seen) == 36
    # A minute's worth at once, then one in two seconds.
    assert all(number <= 30 + (at - seen[0]) / 2 + 1 for number, at in enumerate(sorted(seen), start=1))


@pytest.mark.ray
def test_what_befalls_all_is_raised_as_itself_after_what_was_finished(
    ray: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(*[GOOD] * 5, failure(401))
    with pytest.raises(AuthenticationError, match="refused the key") as caught:
        summarize_dataset(
            ray.data.from_items(rows(12)), tmp_path, workers=1, concurrency=1, batch_size=12,
            settings=settings(endpoint),
        )  # fmt: skip
    assert type(caught.value) is AuthenticationError
    assert len(written(tmp_path)) == 5


@pytest.mark.ray
def test_arguments_that_cannot_be_used_are_told(ray: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    dataset = ray.data.from_items(rows(1))
    with pytest.raises(ConfigurationError, match="workers is 0"):
        summarize_dataset(dataset, tmp_path, workers=0, settings=settings(endpoint))
    with pytest.raises(ConfigurationError, match=r"deadline is set to .* can't be enforced on a cluster"):
        summarize_dataset(dataset, tmp_path, workers=1, settings=settings(endpoint, deadline=5))
    with pytest.raises(ConfigurationError, match="no column 'text'"):
        summarize_dataset(dataset.rename_columns({"text": "body"}), tmp_path, workers=1, settings=settings(endpoint))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CheckpointError) as caught:
        summarize_dataset(dataset, tmp_path / "file", workers=1, settings=settings(endpoint))
    assert type(caught.value) is CheckpointError
    assert endpoint.requests == []
