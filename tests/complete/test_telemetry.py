"""Telemetry: log records and spans of every attempt, without a key and without the text."""

from __future__ import annotations

import logging

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer import summarize
from summarizer.complete.telemetry import FIELDS
from summarizer.errors import EndpointUnavailableError
from summarizer.testing import answer, failure
from tests.samples import DRAFT, SECRET, TEXT
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
