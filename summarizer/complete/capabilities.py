"""Capabilities: which request parameters a server supports, and how to send a request without the others.

Servers differ: some reject strict schemas, `max_tokens` or a temperature. The defaults follow from the model's name.
A rejected parameter is learned from the server's response (HTTP 400 or 422 that names it), and remembered in this
process once a request without it was answered. A server without structured outputs is asked for JSON in the prompt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from summarizer.complete.embedded.models import MODELS
from summarizer.complete.failures import Fault
from summarizer.plan.prompts import Message

FEW_TOKENS = 8
"""Number of likeliest tokens whose probabilities any server is asked for: the letters of a `KindDraft` are among them.
Servers allow 20."""

Format = Literal["schema", "json", "text"]
"""How JSON is requested: by a strict schema, as any JSON object, or in the prompt only."""


@dataclass(frozen=True)
class Capabilities:
    """The request parameters that a server and model support.

    `limit` is the name of the parameter that limits the length of an answer. Without `system`, the instructions stand
    in the first message of the user. `top_logprobs` is the number of likeliest tokens whose probabilities the server
    can tell; 0: it tells none.
    """

    format: Format = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True
    system: bool = True
    top_logprobs: int = FEW_TOKENS

    def body(
        self,
        model: str,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        temperature: float,
    ) -> dict[str, Any]:
        """Return the JSON body of a request, made of the supported parameters only.

        Without a schema the answer is one token; its probability and those of the next likeliest are asked for.
        """
        if not self.system and messages[0]["role"] == "system":
            first = {**messages[1], "content": f"{messages[0]['content']}\n\n{messages[1]['content']}"}
            messages = [first, *messages[2:]]
        body: dict[str, Any] = {"model": model, "messages": list(messages)}
        if self.temperature:
            body["temperature"] = temperature
        body[self.limit] = max_tokens
        if schema is None:
            return body | ({"logprobs": True, "top_logprobs": self.top_logprobs} if self.top_logprobs else {})
        if self.format == "schema":
            body["response_format"] = {"type": "json_schema", "json_schema": dict(schema)}
            return body
        if self.format == "json":
            body["response_format"] = {"type": "json_object"}
        schema_json = json.dumps(schema["schema"])
        instruction = f"Answer with one JSON object and nothing else. It has to fit this JSON schema:\n{schema_json}"
        body["messages"] = [*messages[:-1], {**messages[-1], "content": f"{messages[-1]['content']}\n\n{instruction}"}]
        return body

    def without_rejected(self, fault: Fault) -> Capabilities | None:
        """Return the capabilities without the parameter that a server objects to.

        Return None if the server names no parameter that can be left out.
        """
        named = f"{fault.param} {fault.message}".casefold()
        if "max_completion_tokens" in named and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "max_completion_tokens" in named:
            return replace(self, limit="max_tokens")
        if "temperature" in named and self.temperature:
            return replace(self, temperature=False)
        if "logprobs" in named and self.top_logprobs:
            return replace(self, top_logprobs=FEW_TOKENS if self.top_logprobs > FEW_TOKENS else 0)
        if self.system and _SYSTEM.search(named):
            return replace(self, system=False)
        if _FORMAT.search(named):
            weaker: dict[Format, Format] = {"schema": "json", "json": "text"}
            if self.format in weaker:
                return replace(self, format=weaker[self.format])
        return None


_SYSTEM = re.compile(r"(?:system|developer) (?:role|message|prompt|instruction)|roles must alternate")
"""How servers name the message of the system, for which the templates of some models have no place (Gemma, Mistral)."""
_FORMAT = re.compile(
    r"requested parameters|response[_ ]?(?:format|schema)|"
    r"json_schema|json_object|json mode|structured[_ ]outputs?|schema|grammar|guided"
)
"""How servers name the parameter `response_format`, and what they make of it."""

_REASONING = re.compile(r"(?:o[1-9]|gpt-5)(?:$|[.-])")

_learned: dict[tuple[str, str], Capabilities] = {}


def capabilities_of(base_url: str, model: str) -> Capabilities:
    """Return the capabilities of a model at an endpoint: the learned ones, or those that its name implies."""
    if (base_url, model) in _learned:
        return _learned[base_url, model]
    if _REASONING.match(model):
        return Capabilities(limit="max_completion_tokens", temperature=False)
    known = MODELS.get(model)
    return Capabilities(top_logprobs=max(FEW_TOKENS, known.likely_tokens if known else 0))


def learn(base_url: str, model: str, capabilities: Capabilities) -> None:
    """Remember the capabilities of a model at an endpoint until this process ends."""
    _learned[base_url, model] = capabilities


def forget() -> None:
    """Forget all learned capabilities."""
    _learned.clear()
