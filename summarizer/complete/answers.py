"""Parse responses of chat endpoints: the message, its token counts, and whether it was truncated or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    NotAnApiError,
    RefusedAnswerError,
)
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@dataclass(frozen=True)
class Answer:
    """The parts of a chat completion that this library uses.

    `body` is the whole response as JSON. `choices` is the number of choices in it: a response without any is billed
    too. A token count is None if the server does not report it; `cached_tokens` is the part of `prompt_tokens` that
    the server read from its cache.
    """

    body: Mapping[str, Any]
    choices: int
    model: str | None
    content: str
    refusal: str | None
    finish_reason: str | None
    prompt_tokens: int | None
    cached_tokens: int | None
    completion_tokens: int | None

    @property
    def is_truncated(self) -> bool:
        """Whether the answer was cut off at its length limit."""
        return self.finish_reason == "length"

    def completion(self) -> ChatCompletion:
        """Return the answer as the client's `ChatCompletion`, which takes longer to build than an `Answer`."""
        from openai.types.chat import ChatCompletion

        completion = ChatCompletion.construct(**self.body)
        completion.choices[0].message.content = self.content
        return completion


def answer_of(body: Any, endpoint: Endpoint) -> Answer:
    """Parse the body of a chat completion. Raises NotAnApiError if it is something else."""
    try:
        choices, usage = body.get("choices") or (), body.get("usage") or {}
        choice = choices[0] if choices else {"message": {}}
        message, details = choice["message"], usage.get("prompt_tokens_details") or {}
        return Answer(
            body=body,
            choices=len(choices),
            model=body.get("model"),
            content=message.get("content") or "",
            refusal=message.get("refusal"),
            finish_reason=choice.get("finish_reason"),
            prompt_tokens=usage.get("prompt_tokens"),
            cached_tokens=details.get("cached_tokens"),
            completion_tokens=usage.get("completion_tokens"),
        )
    except (TypeError, AttributeError, LookupError) as error:
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion") from error


def outcome_of(answer: Answer, endpoint: Endpoint) -> str:
    """Return 'ok' or 'truncated'.

    Raises NotAnApiError for an answer without a choice, and RefusedAnswerError if the model declined to answer or a
    content filter stopped it.
    """
    if not answer.choices:
        raise NotAnApiError(f"{endpoint.label} answered with a chat completion that has no choices")
    if answer.finish_reason == "content_filter":
        raise RefusedAnswerError(f"a content filter stopped the answer of {answer.model or endpoint.model}")
    if answer.refusal:
        raise RefusedAnswerError(f"{answer.model or endpoint.model} declined to answer")
    return "truncated" if answer.is_truncated else "ok"
