"""Capabilities: servers that understand less are asked as they want it, and learnt once."""

from __future__ import annotations

import json

import pytest

from summarizer import summarize
from summarizer.complete.capabilities import Capabilities, capabilities_of
from summarizer.errors import QuotaExhaustedError
from summarizer.testing import answer, failure, raw
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


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "System role not supported"),  # vLLM, with the template of Gemma
        (500, "System role not supported at row 1, column 49"),  # llama.cpp
        (400, "Conversation roles must alternate user/assistant/user/assistant/..."),  # vLLM, with that of Mistral
        (400, "Developer instruction is not enabled for models/gemma"),  # Google
    ],
)
def test_a_model_without_a_system_role_is_instructed_by_the_user(
    endpoint: FaultServer, status: int, message: str
) -> None:
    endpoint.replies(failure(status, "error", message), GOOD)
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").events
    first, second = (request["messages"] for request in endpoint.requests)
    assert [m["role"] for m in first] == ["system", "user", "assistant", "user"]
    assert [m["role"] for m in second] == ["user", "assistant", "user"]
    assert second[0]["content"] == f"{first[0]['content']}\n\n{first[1]['content']}"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "No endpoints found that can handle the requested parameters."),  # OpenRouter
        (500, "Failed to initialize samplers: failed to parse grammar"),  # llama.cpp
    ],
)
def test_a_server_without_the_schema_is_asked_for_any_object(endpoint: FaultServer, status: int, message: str) -> None:
    endpoint.replies(failure(status, "error", message), GOOD)
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").events
    assert [request["response_format"]["type"] for request in endpoint.requests] == ["json_schema", "json_object"]


def test_a_budget_that_is_used_up_ends_the_run(endpoint: FaultServer) -> None:
    # LiteLLM
    endpoint.replies(failure(400, "budget_exceeded", "Budget has been exceeded! Current cost: 0.2, Max budget: 0.1"))
    with pytest.raises(QuotaExhaustedError):
        summarize(TEXT, base_url=endpoint.base_url, model="fake")


def test_an_answer_among_the_details_of_reasoning_is_read(endpoint: FaultServer) -> None:
    details = [{"type": "reasoning.text", "text": f"Let me see. {json.dumps(DRAFT)}"}]
    message = {"role": "assistant", "content": "", "reasoning_details": details}
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    endpoint.replies(raw(200, json.dumps(body)))
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").events
