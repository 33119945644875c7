"""Reading what servers send: a chat completion, its tokens, whether it was cut or refused."""

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
    """What is read of a chat completion; tokens are None where the server tells none. `body` is all of it, as JSON,
    `choices` how many it holds: one without any is paid for, too."""

    body: Mapping[str, Any]
    choices: int
    model: str | None
    content: str
    refusal: str | None
    finish_reason: str | None
    read: int | None
    cached: int | None
    written: int | None

    @property
    def is_cut(self) -> bool:
        """Tell whether the answer ran into the limit of its length."""
        return self.finish_reason == "length"

    def completion(self) -> ChatCompletion:
        """Return the answer as the client makes it, which takes longer than all that is read here."""
        from openai.types.chat import ChatCompletion

        made = ChatCompletion.construct(**self.body)
        made.choices[0].message.content = self.content
        return made


def answer_of(body: Any, endpoint: Endpoint) -> Answer:
    """Return what is read of a chat completion's body; raises NotAnApiError if nothing can be."""
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
            read=usage.get("prompt_tokens"),
            cached=details.get("cached_tokens"),
            written=usage.get("completion_tokens"),
        )
    except (TypeError, AttributeError, LookupError) as error:
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion") from error


def outcome_of(answer: Answer, endpoint: Endpoint) -> str:
    """Return 'ok' or 'truncated'; raises NotAnApiError for an answer without a choice, RefusedAnswerError for one that
    the model or a filter declined."""
    if not answer.choices:
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion")
    if answer.refusal or answer.finish_reason == "content_filter":
        raise RefusedAnswerError(f"{answer.model} declined to answer")
    return "truncated" if answer.is_cut else "ok"
