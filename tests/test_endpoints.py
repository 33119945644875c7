"""Endpoints: budgets and deadlines of a call, fallback, servers that understand less, clients of one's own, spans."""

from __future__ import annotations

import asyncio
import json
import logging
import threading

import openai
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from summarizer import Settings, asummarize, summarize
from summarizer.complete.capabilities import Capabilities, capabilities_of
from summarizer.complete.telemetry import FIELDS
from summarizer.errors import (
    AuthenticationError,
    BudgetExceededError,
    ConfigurationError,
    DeadlineExceededError,
    EndpointUnavailableError,
    RateLimitedError,
)
from tests.faults import FaultServer, Handler, answer, failure, serving, silent
from tests.test_faults import SECRET, Time, time
from tests.test_summarize import DRAFT, TEXT

__all__ = ["time"]

GOOD = answer(DRAFT, tokens=(1_000, 200))
NONE = answer({"events": []})


def test_a_deadline_ends_the_call_whatever_the_endpoint_does(endpoint: FaultServer) -> None:
    endpoint.replies(silent)
    with pytest.raises(DeadlineExceededError) as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake", deadline=0.3)
    assert caught.value.retryable
    assert [a.outcome for a in caught.value.attempts] == ["DeadlineExceededError"]


def test_a_wait_that_the_deadline_does_not_allow_is_not_waited_for(endpoint: FaultServer, time: Time) -> None:
    endpoint.replies(failure(429, retry_after="30"))
    with pytest.raises(DeadlineExceededError) as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake", deadline=20)
    assert isinstance(caught.value.__cause__, RateLimitedError)
    assert time.waits == []


def test_a_token_budget_is_looked_at_before_an_attempt(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    with pytest.raises(BudgetExceededError, match="raise token_budget"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", token_budget=5_000)
    assert endpoint.requests == []
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake", token_budget=50_000).events


def test_windows_beyond_the_budget_leave_a_brief_of_the_others(endpoint: FaultServer) -> None:
    endpoint.replies(
        answer({"events": ["Ana Reyes | is to visit Lisbon"]}, tokens=(1_000, 20)),
        answer({"events": []}, tokens=(1_000, 5)),
    )
    brief = summarize(
        TEXT, base_url=endpoint.base_url, model="fake", profile="small", token_budget=2_900,
        settings=Settings(concurrency=1),
    )  # fmt: skip
    assert brief.events
    assert set(brief.coverage.failures) == {"BudgetExceededError"}
    assert len(endpoint.requests) == brief.coverage.windows_done < brief.coverage.windows_planned
    assert sum(a.prompt_tokens + a.completion_tokens for a in brief.provenance.attempts) <= 2_900


def test_a_cost_budget_needs_a_price(endpoint: FaultServer) -> None:
    with pytest.raises(ConfigurationError, match="no price is known for 'fake'"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=1.0)
    settings = Settings(prices={"fake": (2.0, 0.5, 8.0)})
    endpoint.replies(GOOD)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=1.0, settings=settings)
    assert [a.cost for a in brief.provenance.attempts] == [pytest.approx(0.0036)]
    with pytest.raises(BudgetExceededError, match="cost"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=0.01, settings=settings)


def test_an_unknown_price_is_null(endpoint: FaultServer) -> None:
    brief = summarize(TEXT, base_url=endpoint.replies(GOOD).base_url, model="fake")
    assert [a.cost for a in brief.provenance.attempts] == [None]


def test_another_endpoint_answers_where_the_first_fails(endpoint: FaultServer) -> None:
    endpoint.replies(failure(401))
    with serving() as other:
        other.replies(GOOD)
        brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=[f"spare@{other.base_url}"])
        assert [(a.endpoint, a.outcome) for a in brief.provenance.attempts] == [
            (endpoint.base_url, "AuthenticationError"), (other.base_url, "ok"),
        ]  # fmt: skip
        assert (brief.provenance.endpoint, other.requests[0]["model"]) == (other.base_url, "spare")


def test_an_endpoint_that_failed_is_not_asked_about_other_windows(endpoint: FaultServer) -> None:
    endpoint.replies(failure(401))
    with serving() as other:
        other.replies(NONE)
        summarize(
            TEXT, base_url=endpoint.base_url, model="fake", profile="small", fallback=[f"m@{other.base_url}"],
            settings=Settings(concurrency=1),
        )  # fmt: skip
        assert len(endpoint.requests) == 1
        assert len(other.requests) > 1


def test_if_no_endpoint_can_the_last_error_is_raised(endpoint: FaultServer) -> None:
    endpoint.replies(failure(500))
    with serving() as other:
        other.replies(failure(401))
        spare = [f"m@{other.base_url}"]
        with pytest.raises(AuthenticationError) as caught:
            summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=spare, settings=Settings(max_attempts=1))
    assert [a.outcome for a in caught.value.attempts] == ["EndpointUnavailableError", "AuthenticationError"]


@pytest.mark.parametrize("entry", ["m", "@http://x/v1", "m@ftp://x"])
def test_a_fallback_is_a_model_at_a_url(entry: str, endpoint: FaultServer) -> None:
    with pytest.raises(ConfigurationError, match="MODEL@BASE_URL"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=[entry])


def test_what_a_server_refuses_is_learnt_once(endpoint: FaultServer) -> None:
    endpoint.replies(failure(400, "invalid", "temperature is not supported with this model"), GOOD)
    for _ in range(2):
        summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert ["temperature" in request for request in endpoint.requests] == [True, False, False]


def test_reasoning_models_are_asked_as_they_want_it() -> None:
    assert capabilities_of("https://api.openai.com/v1", "o3") == Capabilities("schema", "max_completion_tokens", False)
    assert capabilities_of("https://api.openai.com/v1", "gpt-4.1") == Capabilities()


def test_without_structured_outputs_the_schema_is_told_in_words(endpoint: FaultServer) -> None:
    refused = failure(400, "invalid", "response_format is not supported")
    endpoint.replies(refused, refused, answer(f"Sure!\n```json\n{json.dumps(DRAFT)}\n```"))
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").events
    first, second, third = endpoint.requests
    assert (first["response_format"]["type"], second["response_format"]["type"]) == ("json_schema", "json_object")
    assert "response_format" not in third
    assert '"commitments"' in third["messages"][-1]["content"]


def test_a_client_of_ones_own_is_used_and_stays_open(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)

    async def run() -> bool:
        async with openai.AsyncOpenAI(
            base_url=endpoint.base_url, api_key=SECRET, default_headers={"x-desk": "1"}
        ) as client:
            for _ in range(2):
                brief = await asummarize(TEXT, client=client, model="fake")
            assert brief.provenance.endpoint == endpoint.base_url
            return client.is_closed()

    assert asyncio.run(run()) is False
    assert len(endpoint.requests) == 2


def test_no_endpoint_is_told_of_this_machine(endpoint: FaultServer) -> None:
    told: list[str] = []

    def looking(handler: Handler) -> None:
        told.extend(name.casefold() for name in handler.headers)
        answer(DRAFT)(handler)

    endpoint.replies(looking)
    assert summarize(TEXT, base_url=endpoint.base_url, model="m").events
    assert {"authorization", "content-type", "user-agent"} <= set(told)
    assert not {name for name in told if "-os" in name or "-arch" in name or "-runtime" in name}


def test_azure_is_asked_through_its_own_client(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    client = openai.AsyncAzureOpenAI(azure_endpoint=endpoint.base_url, api_key=SECRET, api_version="2024-10-21")
    assert summarize(TEXT, client=client, model="my-deployment").events
    assert endpoint.requests[0]["model"] == "my-deployment"


def test_a_cancelled_call_leaves_no_task_and_no_connection(endpoint: FaultServer) -> None:
    endpoint.replies(silent)

    async def run() -> int:
        call = asyncio.create_task(asummarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small"))
        while not endpoint.requests:
            await asyncio.sleep(0.01)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        return len(asyncio.all_tasks())

    threads = {thread.name for thread in threading.enumerate() if thread.name.startswith("summarizer")}
    assert asyncio.run(run()) == 1
    assert {t.name for t in threading.enumerate() if t.name.startswith("summarizer")} == threads


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
