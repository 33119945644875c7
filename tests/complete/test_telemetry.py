"""Telemetry: log records and spans of every attempt, without a key and without the text."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer import summarize
from summarizer.complete.telemetry import FIELDS
from summarizer.errors import EndpointUnavailableError
from summarizer.testing import answer, failure
from tests.samples import DRAFT, ROOT, SECRET, TEXT
from tests.servers.faults import FaultServer

GOOD = answer(DRAFT, tokens=(1_000, 200))


def test_a_log_record_has_the_same_fields_always(endpoint: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    endpoint.replies(failure(500), GOOD)
    with caplog.at_level(logging.DEBUG, "summarizer.gateway"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", api_key=SECRET)
    assert [record.levelname for record in caplog.records] == ["WARNING", "DEBUG"]
    assert all(hasattr(record, name) for record in caplog.records for name in FIELDS)


def test_an_attempt_is_a_span_after_the_conventions(endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    endpoint.replies(failure(500), GOOD)
    summarize(TEXT, base_url=endpoint.base_url, model="fake", api_key=SECRET)
    failed, good = exporter.get_finished_spans()
    assert failed.attributes["error.type"] == EndpointUnavailableError.__name__
    assert good.name == "chat fake"
    told = {name: good.attributes[name] for name in good.attributes if name.startswith("gen_ai.")}
    assert told == {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "fake",
        "gen_ai.response.model": "fake-1", "gen_ai.usage.input_tokens": 1_000, "gen_ai.usage.output_tokens": 200,
    }  # fmt: skip
    assert SECRET not in str([span.to_json() for span in (failed, good)])
    assert "Reyes" not in str([span.to_json() for span in (failed, good)])


PROGRAM = """
import logging, sys
from summarizer import summarize, summarize_many
from summarizer.errors import SummarizerError
for _ in range(4):
    given = {"base_url": sys.argv[1], "model": "m", "max_attempts": 1}
    try:
        summarize(TEXT, **given)
    except SummarizerError:
        pass
    try:
        assert [r.brief for r in summarize_many([TEXT], **given)] == [None]
    except SummarizerError:
        print("ended")
"""


@pytest.mark.parametrize(("set_up", "shown"), [("", False), ("logging.basicConfig()", True)])
def test_a_program_that_did_not_ask_for_logs_gets_none(endpoint: FaultServer, set_up: str, shown: bool) -> None:
    statuses = (400, 401, 429, 500)
    endpoint.replies(*(failure(status) for status in statuses for _ in range(2)))
    program = PROGRAM.replace("TEXT", repr(TEXT)).replace("import logging, sys", f"import logging, sys; {set_up}")
    done = subprocess.run(
        [sys.executable, "-c", program, endpoint.base_url], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ended\n"  # 401 ends the whole run
    assert done.stderr.count("attempt on window 0") == (2 * len(statuses) if shown else 0)
    assert shown or done.stderr == ""


def test_the_command_line_shows_them_as_its_own_lines(
    endpoint: FaultServer, command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    endpoint.replies(failure(500), GOOD)
    for _ in range(2):  # the handler is that of one command
        assert command("brief", str(tmp_path / "a.txt"), "--base-url", endpoint.base_url, "--model", "m") == 0
        lines = [line for line in capsys.readouterr().err.splitlines() if "attempt on" in line]
        assert len(lines) == 1
        assert lines[0].startswith("summarizer: attempt on window 0: EndpointUnavailableError after ")
        endpoint.replies(failure(500), GOOD)
