"""Read the responses of chat endpoints: one reader for whatever servers send, live or in the lines of a batch.

Servers that call themselves compatible differ in where they put the answer (`content` as text or as parts, the
arguments of a tool, `reasoning_content`), in the names of reasons, and in how they report a failure (an `error` in a
response with status 200). `answer_of` brings all of that into one form. What is usual takes no time: everything else
is looked at only where the usual is missing.

`draft_of` gets the draft out of an answer; `readings` finds it where the text is not JSON by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from summarizer.complete.failures import error_of, fault_of, fields_of, is_filtered
from summarizer.complete.json_in_text import MAX_WRAPPERS, fitting_text
from summarizer.errors import (
    EndpointUnavailableError,
    NotAnApiError,
    RefusedAnswerError,
    SummarizerError,
)
from summarizer.plan.drafts import Draft
from summarizer.schema import without_surrogates
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

TRUNCATED = frozenset(("length", "max_tokens", "max_output_tokens", "model_length", "token_limit"))
"""Reasons of servers for an answer that reached its length limit, in lower case."""

FAILED = frozenset(("error", "network_error", "insufficient_system_resource", "abort"))
"""Reasons of servers for an answer that broke off because the server failed."""

MAX_MODEL_ID = 200
"""Characters of the id of the model that answered, as the server tells it, which are kept."""

_THINKING_PARTS = frozenset(("thinking", "reasoning", "redacted_thinking", "refusal"))

AnyDraft = TypeVar("AnyDraft", bound=Draft)


@dataclass(frozen=True)
class Answer:
    """The parts of a chat completion that this library uses.

    `choices` is the number of choices: a response without any is billed too. `texts` are the other places of the
    message where the answer may be. `reasoning` is what the model thought, which servers take an answer for now and
    then. `error` is the failure that the response reports in spite of its status. A token count is None if the server
    does not report it; `cached_tokens` is the part of `prompt_tokens` that the server read from its cache. `likely` has
    the log-probabilities of the likeliest first tokens, if one token was asked for.
    """

    choices: int
    model: str | None
    content: str
    refusal: str | None
    finish_reason: str | None
    prompt_tokens: int | None
    cached_tokens: int | None
    completion_tokens: int | None
    texts: tuple[str, ...] = ()
    reasoning: str = ""
    error: SummarizerError | None = None
    likely: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_truncated(self) -> bool:
        """Whether the answer was cut off at its length limit."""
        return self.finish_reason in TRUNCATED

    def completion(self, draft: type[Draft]) -> ChatCompletion:
        """Return the answer as the client's `ChatCompletion`, with the text that is most likely the draft."""
        from openai.types.chat import ChatCompletion

        message = {"role": "assistant", "content": self.content if self.is_truncated else text_of(self, draft)}
        reason = "length" if self.is_truncated else "stop"
        return ChatCompletion.construct(
            id="", object="chat.completion", created=0, model=self.model or "",
            choices=[{"index": 0, "message": message, "finish_reason": reason}],
        )  # fmt: skip


def draft_of(answer: Answer, draft: type[AnyDraft]) -> AnyDraft:
    """Return the draft in an answer. Raise ValidationError, with the faults of the text in `text_of`, if none fits."""
    if draft.one_token:
        return draft.from_token(answer.content, answer.likely)
    try:
        return draft.model_validate_json(answer.content, strict=True)
    except ValidationError:
        return draft.model_validate_json(text_of(answer, draft))


def text_of(answer: Answer, draft: type[Draft]) -> str:
    """Return the JSON of an answer that fits a draft, or what comes nearest to it."""
    return fitting_text((answer.content, *answer.texts), answer.reasoning, draft)


def answer_of(body: Any, endpoint: Endpoint, *, one_token: bool = False) -> Answer:
    """Parse the body of a response with status 200. Raise NotAnApiError if it has nothing of a chat completion.

    With `one_token` no more was asked for, so that the answer is not cut off. An error in the body becomes the `error`
    of the answer. Lone surrogates are replaced: an answer that does not fit is sent back with the re-ask, which could
    not be encoded with them.
    """
    body = _unwrapped(body)
    if not isinstance(body, Mapping) or not ("choices" in body or body.get("error")):
        if isinstance(body, Mapping) and _is_error(body):
            return _failed(_error({"error": body}, {}, endpoint))
        if isinstance(body, Mapping) and (refused := _refused(body, endpoint)):
            return _failed(refused)
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion")
    choices, usage = body.get("choices"), body.get("usage")
    if choices is not None and not isinstance(choices, list):
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion")
    choice = choices[0] if choices and isinstance(choices[0], Mapping) else {}
    message = _message(choice)
    content, reason = message.get("content"), choice.get("finish_reason")
    finish_reason = None if reason is None else str(reason).rpartition(".")[2].casefold()
    if one_token and finish_reason in TRUNCATED:
        finish_reason = "stop"
    usual = isinstance(content, str) and content and finish_reason not in FAILED
    texts, reasoning = ((), "") if usual else (tuple(_arguments(message)), _reasoning(message))
    # What refuses is looked for only where no answer can be.
    no_answer = not (one_token and usual) and not any("{" in text for text in (_text(content), *texts, reasoning))
    usage = usage if isinstance(usage, Mapping) else {}
    details = usage.get("prompt_tokens_details")
    return Answer(
        choices=len(choices or ()),
        model=without_surrogates(body["model"][:MAX_MODEL_ID]) if isinstance(body.get("model"), str) else None,
        content=without_surrogates(_text(content)),
        refusal=_refusal(message),
        finish_reason=finish_reason,
        prompt_tokens=_count(usage.get("prompt_tokens")),
        cached_tokens=_count(details.get("cached_tokens")) if isinstance(details, Mapping) else None,
        completion_tokens=_count(usage.get("completion_tokens")),
        texts=tuple(map(without_surrogates, texts)),
        reasoning=without_surrogates(reasoning),
        error=(None if usual else _error(body, choice, endpoint)) or (_refused(body, endpoint) if no_answer else None),
        likely=_likely(choice) if one_token else {},
    )


def outcome_of(answer: Answer, endpoint: Endpoint) -> str:
    """Return 'ok' or 'truncated'. Raise the error that the answer reports, or RefusedAnswerError."""
    model = answer.model or endpoint.model
    if answer.error is not None:
        raise answer.error
    if is_filtered(answer.finish_reason):
        raise RefusedAnswerError(f"a content filter stopped the answer of {model}")
    if answer.refusal:
        raise RefusedAnswerError(f"{model} declined to answer")
    if not answer.choices or answer.finish_reason in FAILED:
        # Gateways answer so if the server behind them was busy or broke off.
        raise EndpointUnavailableError(f"{endpoint.label} answered with a chat completion that has no answer")
    return "truncated" if answer.is_truncated else "ok"


def _unwrapped(body: Any) -> Any:
    """Return the completion that a gateway put into a list, a string or another object: {"result": {…}}."""
    for _ in range(MAX_WRAPPERS):
        if isinstance(body, list) and body:
            body = body[0]
        elif isinstance(body, str) and body.lstrip().startswith("{"):
            try:
                body = json.loads(body, strict=False)
            except (ValueError, RecursionError):
                return body
        elif isinstance(body, Mapping) and "choices" not in body and not body.get("error"):
            inner = next((one for one in body.values() if isinstance(one, Mapping) and "choices" in one), None)
            if inner is None:
                return body
            body = inner
        else:
            return body
    return body


def _message(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the message of a choice: proxies of streams call it `delta`, servers for plain completions give `text`."""
    for key in ("message", "delta"):
        if isinstance(message := choice.get(key), Mapping):
            return message
    return {"content": choice.get("text")}


def _text(content: Any) -> str:
    """Return the text of content, also of one that has parts, of which some may be thinking, or is the JSON itself."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return json.dumps(content)
    if not isinstance(content, list):
        return ""
    texts = []
    for part in content:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Mapping) and part.get("type") not in _THINKING_PARTS:
            text = part.get("text") or (json.dumps(part["json"]) if "json" in part else None)
            texts.append(str(text.get("value") or "") if isinstance(text, Mapping) else str(text or ""))
    return "".join(texts)


def _arguments(message: Mapping[str, Any]) -> Iterator[str]:
    """Yield the arguments of the functions that the model calls, because some servers turn a schema into a function,
    and the answer that a server has parsed."""
    calls = message.get("tool_calls")
    functions = [call.get("function") for call in calls if isinstance(call, Mapping)] if isinstance(calls, list) else []
    for function in (*functions, message.get("function_call")):
        if isinstance(function, Mapping) and (arguments := function.get("arguments")):
            yield arguments if isinstance(arguments, str) else json.dumps(arguments)
    if isinstance(parsed := message.get("parsed"), Mapping):
        yield json.dumps(parsed)


def _reasoning(message: Mapping[str, Any]) -> str:
    for key in ("reasoning_content", "reasoning", "thinking"):
        if isinstance(text := message.get(key), str) and text:
            return text
    details = message.get("reasoning_details")  # OpenRouter's form
    return (
        "".join(str(d.get("text") or "") for d in details if isinstance(d, Mapping))
        if isinstance(details, list)
        else ""
    )


def _likely(choice: Mapping[str, Any]) -> dict[str, float]:
    """Return the log-probabilities of the likeliest first tokens, by token; none if the server does not tell them."""
    try:
        top = choice["logprobs"]["content"][0]["top_logprobs"]
        return {str(one["token"]): float(one["logprob"]) for one in reversed(top)}
    except (KeyError, IndexError, TypeError, ValueError):
        return {}


def _refusal(message: Mapping[str, Any]) -> str | None:
    refusal = message.get("refusal")
    if refusal is None and isinstance(parts := message.get("content"), list):
        refusal = next((p.get("refusal") for p in parts if isinstance(p, Mapping) and p.get("type") == "refusal"), None)
    return refusal if isinstance(refusal, str) and refusal.strip() else None


def _error(body: Mapping[str, Any], choice: Mapping[str, Any], endpoint: Endpoint) -> SummarizerError | None:
    """Return the failure that a body without an answer reports, beside the choices or in one."""
    for place in (body, choice, _message(choice)):
        if reported := place.get("error"):
            error = error_of(fault_of(0, reported), endpoint)
            if isinstance(error, NotAnApiError) and not isinstance(reported, str):
                # An object in the API's form, though it says nothing that is known: the server behind it failed.
                return EndpointUnavailableError(f"{endpoint.label} answered with an error and no answer")
            return error
    return None


def _is_error(body: Mapping[str, Any]) -> bool:
    """Return whether a body without choices is itself an error: `{"object": "error", "message": …}`."""
    return (
        "error" in (body.get("object"), body.get("type")) or "detail" in body or ("message" in body and "code" in body)
    )


_REASONS = frozenset((
    "finish_reason", "finishReason", "native_finish_reason", "stop_reason", "stopReason", "done_reason", "reason",
    "amazon-bedrock-guardrailAction", "action",
))  # fmt: skip
"""Fields in which the APIs of OpenAI, Google, Anthropic, Amazon, Cohere and Ollama say why an answer ended."""


def _refused(body: Mapping[str, Any], endpoint: Endpoint) -> RefusedAnswerError | None:
    """Return the error of a completion without an answer that says that a filter stopped it, in the form of any API.

    Gateways pass on what the service behind them says: `promptFeedback.blockReason` (Google), `filtered` in the results
    of filters (Azure), `stop_reason` (Anthropic), the action of a guardrail (Amazon), a `refusal` (OpenAI).
    """
    for name, value in fields_of(body):
        if name in ("blockReason", "block_reason") and value:
            return RefusedAnswerError(f"a content filter of {endpoint.label} refused the text")
        if name == "filtered" and value is True:
            return RefusedAnswerError(f"a content filter of {endpoint.label} refused the text or the answer")
        if name in _REASONS and is_filtered(value):
            return RefusedAnswerError(f"a content filter stopped the answer of {endpoint.model}")
        if name == "refusal" and isinstance(value, str) and value.strip():
            return RefusedAnswerError(f"{endpoint.model} declined to answer")
    return None


def _failed(error: SummarizerError | None) -> Answer:
    return Answer(0, None, "", None, None, None, None, None, error=error)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
