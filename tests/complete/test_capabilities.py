"""Capabilities: servers that understand less are asked as they want it, and learnt once."""

from __future__ import annotations

import json

from summarizer import summarize
from summarizer.complete.capabilities import Capabilities, capabilities_of
from summarizer.testing import answer, failure
from tests.samples import DRAFT, GOOD, TEXT
from tests.servers.faults import FaultServer


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
