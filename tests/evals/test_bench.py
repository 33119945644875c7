"""The benchmarks: the loopback server, the clients and the tables do what their figures say they do."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from evals.bench import footprint, growth, measures, own, own_run, report, sizing
from evals.bench.clients import BASELINE, CEILING, Client, bare_instructor, only_http, ours, request_body
from evals.bench.load import answers, articles, case
from evals.bench.server import TICK, serving
from evals.bench.sizing import ARTICLES, PerArticle
from summarizer import summarize
from summarizer.article.sentences import sentences
from summarizer.complete.prices import PRICES
from summarizer.testing import ScriptedEndpoint


def test_clients_get_something_of_every_article() -> None:
    warmed = Mock()
    with serving(answers(), 0.01) as base_url:
        assert ours(base_url, 5, 4) == 5
        assert ours(base_url, 5, 4, warmed) == 5
        assert bare_instructor(base_url, 5, 4, warmed) == 5
        assert only_http(base_url, 5, 4, warmed) == 5
    assert warmed.call_count == 3


def test_the_ceiling_posts_what_this_library_posts() -> None:
    (article,) = articles(1)
    with ScriptedEndpoint([answers()["ours"]]) as endpoint:
        summarize(article, base_url=endpoint.base_url, model="loopback", api_key="none")
    assert endpoint.requests == [json.loads(request_body(article))]


@pytest.mark.parametrize("client", [ours, bare_instructor, only_http])
def test_the_clock_starts_when_a_client_is_warm(client: Client) -> None:
    latency, warmed = 0.2, list[float]()
    with serving(answers(), latency) as base_url:
        began = time.monotonic()
        assert client(base_url, 5, 4, lambda: warmed.append(time.monotonic())) == 5
    ended = time.monotonic()
    # Not before the first articles are answered, and before any other one is asked about.
    assert len(warmed) == 1
    assert warmed[0] - began >= latency - TICK
    assert ended - warmed[0] >= 2 * (latency - TICK)


def test_a_row_tells_the_time_and_the_processor_time_of_all_processes() -> None:
    with serving(answers(), 0.01) as base_url:
        row = measures.run_client("this library, further processes", base_url, 64, 32)
    assert row["got"] == 64
    assert row["seconds"] > 0
    assert row["cpu"] > 0


def test_no_two_articles_share_a_sentence() -> None:
    told = [{s.text for s in sentences(article.text, "en")} for article in articles(10)]
    assert len(set.union(*told)) == sum(map(len, told))
    assert len(told[0]) == len(sentences(case().article.text, "en"))


def test_own_code_is_measured_on_articles_met_before_and_not() -> None:
    found = measures.own_code(3)
    assert all(ms > 0 for row in (found["spent"], found["first"]["spent"]) for ms in row.values())
    assert "each met for the first time" in next(report.lines({"own": {"found": found, "machine": "", "at": ""}}))


def test_checkouts_take_turns_article_by_article() -> None:
    articles = own.tasks("large")[:3]
    here, there = own.measure("large", articles, [own.HERE, own.HERE], passes=2, steps=True)
    assert [len(spent) for spent in (*here, *there)] == [2, 2, 2, 2]
    row = own.milliseconds(here)
    assert row["first"].keys() == {"all", "plan", "assemble", *own_run.STEPS}
    assert row["first"]["all"] == pytest.approx(row["first"]["plan"] + row["first"]["assemble"])
    assert 0 < row["first"]["checks"] < row["first"]["assemble"]


def test_a_checkout_that_cannot_be_measured_is_named(tmp_path: Path) -> None:
    package = tmp_path / "summarizer"
    package.mkdir()
    (package / "__init__.py").write_text("")
    with pytest.raises(RuntimeError, match="cannot be measured"):
        own.measure("large", own.tasks("large")[:2], [tmp_path])


def test_profile_small_is_measured_on_recorded_answers() -> None:
    answers = [answer for task in own.tasks("small") for answer in task["answers"]]
    assert sum(answer is not None for answer in answers) > 0.95 * len(answers)


def test_texts_of_any_size_are_measured() -> None:
    assert {kind: len(make(2_000)) for kind, make in growth.TEXTS.items()} == dict.fromkeys(growth.TEXTS, 2_000)
    assert all(growth.seconds(profile, growth.news(2_000), 3) > 0 for profile in ("large", "small"))


def test_the_time_to_start_is_told_as_a_share_round_by_round() -> None:
    taken = footprint.start_up(1)
    assert all(ms > 0 for (ms,) in taken.values())
    assert taken.keys() == footprint.COMMANDS.keys()
    taken = {
        "python": [1.0, 1.0],
        "settings": [10.0, 20.0],
        "import": [5.0, 5.0],
        "use": [20.0, 40.0],
        "help": [10, 20],
    }
    (line,) = footprint.start_lines(taken)
    assert "`import summarizer` 0.38 (0.25–0.50; 5 ms)" in line


def test_large_packages_are_named_by_size() -> None:
    (line,) = footprint.size_lines({"small": 0.5, "large": 10.0, "larger": 20.0, "smaller": 0.25})
    assert "31 MB in 4 packages (larger 20.0, large 10.0, 2 more 0.8)" in line


def test_the_table_tells_the_share_of_the_ceiling_in_the_same_repeat() -> None:
    def row(client: str, *rates: float) -> dict[str, Any]:
        told = {"rate": sum(rates) / 2, "least": min(rates), "most": max(rates), "rates": list(rates)}
        return {"client": client, "concurrency": 64, "ideal": 128.0, "cpu_ms": 2.0, **told}

    found = [row(CEILING, 100.0, 120.0), row(BASELINE, 40.0, 50.0), row("x", 90.0, 60.0)]
    told = list(report.lines({"throughput": {"found": found, "machine": "2 cores", "at": "2026-01-01"}}))
    assert "| *ceiling: only posts and reads* | 64 | 110.0 (100.0–120.0) | 86% of 128 |  | 2.0 |" in told
    assert "| x | 64 | 75.0 (60.0–90.0) | 59% of 128 | 70% (50%–90%) | 2.0 |" in told
    assert "x, 64 at once: 1.7 (1.2–2.2) times bare instructor. " in told


def test_ten_million_articles_cost_ten_million_times_what_one_does() -> None:
    one = PerArticle(words=500, read=4_000, shared=3_000, written=1_000, bytes=20_000)
    read, cached, written = PRICES["gpt-4.1"]
    dollars = ARTICLES * (1_000 * read + 3_000 * cached + 1_000 * written) / 1e6
    table = "\n".join(sizing.lines(one.__dict__, cpu_ms=8.0))
    assert f"{dollars:,.0f}" in table
    assert "1,000 files" in table  # 200 GB in files of 200 MB
    assert measures.cpu_seconds() > 0


def test_an_article_of_an_archive_takes_the_time_of_one_met_for_the_first_time() -> None:
    row = {"client": "this library", "concurrency": 64, "cpu_ms": 5.0}
    own = {"spent": {"plan": 0.5, "assemble": 2.5}, "first": {"spent": {"plan": 1.0, "assemble": 6.0}}}
    assert sizing.machine_ms({"throughput": {"found": [row]}, "own": {"found": own}}) == 9.0
