"""Answers in the forms that servers give them: the draft is found, and what the model only thought is not it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer import summarize
from summarizer.complete.answers import Answer, answer_of, draft_of, outcome_of, text_of
from summarizer.errors import (
    EndpointUnavailableError,
    InvalidAnswerError,
    NotAnApiError,
    RateLimitedError,
    SummarizerError,
)
from summarizer.plan.drafts import ArticleDraft, SentenceDraft
from summarizer.settings import Endpoint
from summarizer.testing import failure, raw
from tests.complete.quirks import KIND, OTHER, QUIRKS, J, Quirk, choice, said
from tests.run.calls import many
from tests.samples import DRAFT, GOOD, TEXT, Time, articles
from tests.servers.faults import Exchange, FaultServer

ENDPOINT = Endpoint("http://server/v1", "m")
HEADLINE = DRAFT["headline"]


class Bound(ArticleDraft):
    """A draft about sentences 1 to 3."""

    asked = (1, 2, 3)


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.name)
def test_a_quirk_is_a_brief_after_one_request(quirk: Quirk, endpoint: FaultServer) -> None:
    brief = summarize(TEXT, base_url=endpoint.replies(quirk.reply()).base_url, model="fake")
    assert len(endpoint.requests) == 1
    assert brief.headline.startswith(HEADLINE)
    assert [attempt.outcome for attempt in brief.provenance.attempts] == ["ok"]


def test_a_quirk_is_a_brief_in_a_run_over_many(endpoint: FaultServer) -> None:
    def reply(exchange: Exchange) -> Any:
        number = int(exchange.asked.split("This is number ")[1].split(".")[0])
        return QUIRKS[number].reply()

    results = many(endpoint.replies(reply), articles(len(QUIRKS)), concurrency=4)
    assert [result.failure for result in results if result.failure] == []
    assert len(endpoint.requests) == len(QUIRKS)


def test_a_server_without_structured_outputs_may_think_too(endpoint: FaultServer) -> None:
    refused = failure(400, "invalid", "response_format is not supported")
    endpoint.replies(refused, raw(200, json.dumps(said(f'<think>{{"a": 1}}?</think>{J}'))))
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").headline == HEADLINE
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    "content",
    [
        f"<think>{J}</think>",
        f"<think>{J}</think>\nI cannot tell.",
        f"<think>I could answer {J} but",
        f"{J}\n</think>",
        f"<|channel|>analysis<|message|>{J}<|end|>",
        '{"a": 1}',
        "[]",
        "null",
        "no JSON at all",
        "{" * 5000,
        "{" * 5000 + "}" * 5000,
        '{"a":' * 5000 + "1" + "}" * 5000,
        "<think>" * 5000,
        J[:-2],
        f"```json\n{J[: len(J) // 2]}",
    ],
)
def test_what_is_no_answer_is_asked_for_again(content: str, endpoint: FaultServer) -> None:
    brief = summarize(TEXT, base_url=endpoint.replies(raw(200, json.dumps(said(content))), GOOD).base_url, model="fake")
    assert [attempt.outcome for attempt in brief.provenance.attempts] == ["invalid", "ok"]


@pytest.mark.parametrize(
    "message",
    [
        {"reasoning_content": f"I could say {J}, but then again"},
        {"reasoning": "nothing of it"},
        {"content": "hm", "reasoning_content": J},
        {},
        {"content": [{"type": "thinking", "thinking": J}]},
        {"content": 7},
    ],
)
def test_thinking_is_no_answer(message: dict[str, Any], endpoint: FaultServer) -> None:
    endpoint.replies(raw(200, json.dumps(choice({"message": message, "finish_reason": "stop"}))))
    with pytest.raises(InvalidAnswerError):
        summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert len(endpoint.requests) == 2


def test_an_answer_that_is_json_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    literal = json.dumps({**DRAFT, "summary": "Tags: <think>a</think> ```json {} ```"})
    monkeypatch.setattr("summarizer.complete.answers.fitting_text", lambda *given: pytest.fail("read twice"))
    assert draft_of(_answer(literal), Bound).summary == "Tags: <think>a</think> ```json {} ```"


def test_tags_in_the_strings_of_an_answer_stay() -> None:
    literal = json.dumps({**DRAFT, "summary": 'He wrote "</think>" and <think>.'})
    assert draft_of(_answer(f"<think>a</think>{literal}"), Bound).summary == 'He wrote "</think>" and <think>.'


def test_of_several_objects_the_last_that_fits_is_taken() -> None:
    assert text_of(_answer(f'{{"events": []}} {OTHER} then {J} and {{"events": 1}}'), Bound) == json.dumps(DRAFT)


def test_the_answer_with_a_missing_field_is_nearer_than_what_is_in_it() -> None:
    missing = {"summary": DRAFT["summary"], "events": [{**DRAFT["events"][0], "headline": "x"}]}
    assert text_of(_answer(json.dumps({"brief": missing})), Bound) == json.dumps(missing)


def test_a_broken_off_answer_is_not_completed_in_silence() -> None:
    with pytest.raises(ValidationError):
        draft_of(_answer('```json\n{"happenings": [{"who": ["Ana Reyes"], "do'), SentenceDraft)
    with pytest.raises(ValidationError):
        draft_of(_answer('{"happenings": ['), SentenceDraft)


@pytest.mark.parametrize(
    "text", ["{'happenings': []}", '{"happenings": [],}', "{happenings: []}", '{"happenings": [] // none\n}']
)
def test_syntax_errors_are_repaired(text: str) -> None:
    assert draft_of(_answer(f"<think>{{}}</think>{text}"), SentenceDraft).happenings == []


def test_a_re_ask_shows_the_answer_without_the_thinking(endpoint: FaultServer) -> None:
    wrong = json.dumps({**DRAFT, "events": [{**DRAFT["events"][0], "sentences": [99]}]})
    endpoint.replies(raw(200, json.dumps(said(f"<think>{'long ' * 500}</think>{wrong}"))), GOOD)
    summarize(TEXT, base_url=endpoint.base_url, model="fake")
    *_, last, faults = endpoint.requests[1]["messages"]
    assert last["content"] == wrong
    assert "no sentence 99" in faults["content"]


@pytest.mark.parametrize("reason", ["length", "max_tokens", "MAX_TOKENS", "model_length", "max_output_tokens"])
def test_a_truncated_answer_gets_more_room(reason: str, endpoint: FaultServer) -> None:
    brief = summarize(
        TEXT, base_url=endpoint.replies(raw(200, json.dumps(said(J[:40], finish=reason))), GOOD).base_url, model="fake"
    )
    assert [attempt.outcome for attempt in brief.provenance.attempts] == ["truncated", "ok"]
    first, second = endpoint.requests
    assert second["max_tokens"] == 2 * first["max_tokens"]


PASSING: tuple[tuple[str, Any, type[SummarizerError]], ...] = (
    ("https://github.com/BerriAI/litellm/issues/8448",
     {**said(None), "error": {"message": "Provider returned error", "code": 429, "metadata": {
         "raw": "error code: 1015", "provider_name": "Kluster"}}}, RateLimitedError),
    ("https://openrouter.ai/docs/errors", {"error": {"code": 502, "message": "Provider returned error"}},
     EndpointUnavailableError),
    ("https://openrouter.ai/docs/errors", {"error": {"code": "503", "message": "no provider"}},
     EndpointUnavailableError),
    ("https://openrouter.ai/docs/errors", choice({"error": {"code": 502, "message": "x"}, "message": {"content": ""},
                                                  "finish_reason": "error"}), EndpointUnavailableError),
    ("https://github.com/decolua/9router/issues/2727", {"id": None, "choices": None, "object": None},
     EndpointUnavailableError),
    ("https://github.com/decolua/9router/issues/2727", {"choices": []}, EndpointUnavailableError),
    ("https://github.com/maximhq/bifrost/issues/5425", said('{"events": [{"title": "partial', finish="error"),
     EndpointUnavailableError),
    ("https://github.com/genkit-ai/genkit/pull/6259", said("", finish="network_error"), EndpointUnavailableError),
    ("https://github.com/genkit-ai/genkit/pull/6259", said(None, finish="insufficient_system_resource"),
     EndpointUnavailableError),
    ("https://docs.anthropic.com/en/api/errors",
     {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, EndpointUnavailableError),
    ("https://github.com/google-gemini/gemini-cli/issues/14811",
     [{"error": {"code": 429, "message": "Resource exhausted.", "status": "RESOURCE_EXHAUSTED"}}], RateLimitedError),
    ("https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",
     {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, EndpointUnavailableError),
    (KIND, {"object": "error", "message": "Service tier capacity exceeded for this model.", "code": "3505",
            "type": "service_tier_capacity_exceeded"}, EndpointUnavailableError),
    (KIND, {"error": "Rate limit exceeded, try again later"}, RateLimitedError),
    (KIND, {"error": {"message": "Provider returned error"}}, EndpointUnavailableError),
)  # fmt: skip


@pytest.mark.parametrize(("source", "body", "error"), PASSING)
def test_an_error_in_a_body_is_judged_like_an_http_error(
    source: str, body: Any, error: type[SummarizerError], endpoint: FaultServer, time: Time
) -> None:
    """The first of them: one retry, and a brief."""
    brief = summarize(TEXT, base_url=endpoint.replies(raw(200, json.dumps(body)), GOOD).base_url, model="fake")
    assert [attempt.outcome for attempt in brief.provenance.attempts] == [error.__name__, "ok"]


@pytest.mark.parametrize(
    "body",
    [
        {"hello": 1}, {}, [], [1], 7, "text", None, {"choices": "none"}, {"choices": {"0": 1}},
        # https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/618
        {"error": "Unexpected endpoint or method. (POST /chat/completions)"},
    ],
)  # fmt: skip
def test_what_is_no_chat_completion_is_a_wrong_address(body: Any) -> None:
    with pytest.raises(NotAnApiError):
        outcome_of(answer_of(body, ENDPOINT), ENDPOINT)


@pytest.mark.parametrize(
    "body",
    [
        choice(None), choice("text"), choice({}), choice({"message": None}), choice({"message": "text"}),
        choice({"message": {"content": {"a": 1}, "tool_calls": 7, "refusal": 1}, "finish_reason": 7}),
        {**said(J), "usage": []}, {**said(J), "usage": {"prompt_tokens": "10", "prompt_tokens_details": 1}},
        {**said(J), "model": 7}, choice({"text": J, "finish_reason": "stop"}),
        choice({"message": {"tool_calls": [None, {"function": None}, {"function": {"arguments": None}}]}}),
        choice({"message": {"content": [None, 1, {"type": "text"}, {"text": {"value": "a"}}]}}),
    ],
)  # fmt: skip
def test_no_form_of_a_completion_is_an_unexpected_error(body: Any) -> None:
    answer = answer_of(body, ENDPOINT)
    assert outcome_of(answer, ENDPOINT) == "ok"
    text_of(answer, Bound)


def _answer(content: str) -> Answer:
    return answer_of(said(content), ENDPOINT)
