"""Completions that say in the form of any API that a filter or the model refused: the text is not asked about again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from summarizer import summarize
from summarizer.errors import EndpointUnavailableError, InvalidAnswerError, NotAnApiError, RefusedAnswerError
from summarizer.testing import raw
from tests.complete.quirks import J, choice, said
from tests.run.calls import many
from tests.samples import DRAFT, TEXT, Time, articles, by_text
from tests.servers.faults import FaultServer

FILTERS = ("content_filter", "SAFETY", "safety", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "sensitive",
           "refusal", "FinishReason.SAFETY", "content_filtered", "guardrail_intervened", "ERROR_TOXIC")  # fmt: skip

HATE = {"hate": {"filtered": True, "severity": "high"}, "violence": {"filtered": False, "severity": "safe"}}
SAFE = {"hate": {"filtered": False, "severity": "safe"}}
USAGE = {"promptTokenCount": 10, "totalTokenCount": 10}

REFUSED = {
    **{f"OpenAI: {reason}": choice({"finish_reason": reason, "index": 0}) for reason in FILTERS},
    "OpenAI: a message without content": choice({"message": {"role": "assistant"}, "finish_reason": "content_filter"}),
    "OpenAI: a refusal": said(None, refusal="I cannot help with that."),
    "OpenAI: a part": said([{"type": "refusal", "refusal": "I cannot help with that."}]),
    "OpenAI: Responses": {"object": "response", "output": [{"type": "message", "content": [
        {"type": "refusal", "refusal": "I cannot help with that."}]}]},
    "OpenAI: Responses, incomplete": {"object": "response", "status": "incomplete", "output": [],
                                      "incomplete_details": {"reason": "content_filter"}},
    "Google: no choices": {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": USAGE},
    "Google: choices null": {"choices": None, "promptFeedback": {"blockReason": "OTHER"}},
    "Google: choices empty": {"choices": [], "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}},
    "Google: in snakes": {"choices": [], "prompt_feedback": {"block_reason": "JAILBREAK"}},
    "Google: candidates": {"candidates": [{"finishReason": "RECITATION", "index": 0}], "usageMetadata": USAGE},
    "Google: in a list": [{"promptFeedback": {"blockReason": "BLOCKLIST", "safetyRatings": []}}],
    "Azure: the text": {"choices": [], "prompt_filter_results": [
        {"prompt_index": 0, "content_filter_results": HATE}]},
    "Azure: the answer": choice({"message": {"content": ""}, "finish_reason": "stop", "content_filter_results": HATE}),
    "Azure: jailbreak": {"choices": [], "prompt_filter_results": [
        {"content_filter_results": {"jailbreak": {"detected": True, "filtered": True}}}]},
    "Amazon: the action": {"completion": "", "amazon-bedrock-guardrailAction": "INTERVENED"},
    "Amazon: Converse": {"output": {"message": {"role": "assistant", "content": [{"text": "Sorry, no."}]}},
                         "stopReason": "guardrail_intervened"},
    "Amazon: in a completion": {**said("Sorry, the model cannot answer this question."),
                                "amazon-bedrock-guardrailAction": "INTERVENED"},
    "Amazon: filtered": {"output": {}, "stopReason": "content_filtered"},
    "Anthropic": {"type": "message", "role": "assistant", "content": [], "stop_reason": "refusal"},
    "Anthropic: in a completion": choice({"message": {"content": None}, "stop_reason": "refusal"}),
    "Anthropic: in a wrapper": {"result": {"type": "message", "content": [], "stop_reason": "refusal"}},
    "Cohere": {"id": "1", "finish_reason": "ERROR_TOXIC", "message": {"role": "assistant", "content": []}},
    "OpenRouter: the native reason": choice({"message": {"content": ""}, "finish_reason": "stop",
                                             "native_finish_reason": "SAFETY"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_text_is_refused_once(name: str, endpoint: FaultServer) -> None:
    endpoint.replies(raw(200, json.dumps(REFUSED[name])))
    with pytest.raises(RefusedAnswerError, match=r"filter|declined") as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert [attempt.outcome for attempt in caught.value.attempts] == ["refused"]
    assert "another model" in str(caught.value)


@pytest.mark.parametrize("name", ["Google: no choices", "Azure: the text", "Anthropic"])
def test_the_other_articles_of_a_run_are_read(name: str, endpoint: FaultServer) -> None:
    endpoint.replies(by_text(raw(200, json.dumps(REFUSED[name])), 2))
    results = many(endpoint, articles(4))
    assert {r.id: r.failure.error for r in results if r.failure} == {"n2": "RefusedAnswerError"}


ANSWERED = {
    "nothing was filtered": choice({"message": {"content": J}, "content_filter_results": SAFE}),
    "a filter that only marks": choice({"message": {"content": J}, "content_filter_results": HATE}),
    "a guardrail that masks": {**said(J), "amazon-bedrock-guardrailAction": "INTERVENED"},
    "thinking about reasons": said(None, reasoning_content=f'Safety: {{"reason": "safety"}}\n{J}'),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_an_answer_is_read_whatever_filters_say(name: str, endpoint: FaultServer) -> None:
    endpoint.replies(raw(200, json.dumps(ANSWERED[name])))
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").headline == DRAFT["headline"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"choices": [], "prompt_filter_results": [{"content_filter_results": SAFE}]}, EndpointUnavailableError),
        (said("Sorry, no.", finish="stop"), InvalidAnswerError),
        ({"type": "message", "content": [{"type": "text", "text": J}], "stop_reason": "end_turn"}, NotAnApiError),
        ({"candidates": [{"finishReason": "STOP"}], "promptFeedback": {}}, NotAnApiError),
    ],
)
def test_what_refuses_nothing_is_no_refusal(
    body: Any, error: type[Exception], endpoint: FaultServer, time: Time
) -> None:
    endpoint.replies(raw(200, json.dumps(body)))
    with pytest.raises(error):
        summarize(TEXT, base_url=endpoint.base_url, model="fake")
