"""Capabilities: what a server understands of a request, and how to ask it for less.

Servers differ: some refuse strict schemas, `max_tokens` or a temperature. What is known of a model stands in a table;
what a server refuses is learnt from its answer (HTTP 400 or 422 that names the part) and remembered in this process. A
server without structured outputs is asked for JSON in words, and its answer is read by a tolerant parser (json-repair:
kept, no dependencies) before it is validated like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from summarizer.plan.prompts import Message

Format = Literal["schema", "json", "text"]
"""How JSON is asked for: by a strict schema, as any JSON object, or in words only."""


@dataclass(frozen=True)
class Capabilities:
    """What a server and model understand."""

    format: Format = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True

    def body(
        self, model: str, messages: Sequence[Message], schema: Mapping[str, Any], max_tokens: int, temperature: float
    ) -> dict[str, Any]:
        """Return the body of a request as the server understands it."""
        body: dict[str, Any] = {"model": model, "messages": list(messages)}
        if self.temperature:
            body["temperature"] = temperature
        body[self.limit] = max_tokens
        if self.format == "schema":
            body["response_format"] = {"type": "json_schema", "json_schema": dict(schema)}
            return body
        if self.format == "json":
            body["response_format"] = {"type": "json_object"}
        wanted = json.dumps(schema["schema"])
        told = f"Answer with one JSON object and nothing else. It has to fit this JSON schema:\n{wanted}"
        body["messages"] = [*messages[:-1], {**messages[-1], "content": f"{messages[-1]['content']}\n\n{told}"}]
        return body

    def less(self, refusal: str) -> Capabilities | None:
        """Return what is left without the part that a refusal names, or None if it names none that can be left out."""
        text = refusal.casefold()
        if "max_tokens" in text and "max_completion_tokens" in text and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if "temperature" in text and self.temperature:
            return replace(self, temperature=False)
        if re.search(r"response_format|json_schema|json_object|structured output|schema|grammar", text):
            weaker: dict[Format, Format] = {"schema": "json", "json": "text"}
            if self.format in weaker:
                return replace(self, format=weaker[self.format])
        return None


_REASONING = re.compile(r"(?:o[1-9]|gpt-5)(?:$|[.-])")

_learnt: dict[tuple[str, str], Capabilities] = {}


def capabilities_of(base_url: str, model: str) -> Capabilities:
    """Return what is known of a model at an endpoint: what was learnt, else what its name tells."""
    known = (
        Capabilities(limit="max_completion_tokens", temperature=False) if _REASONING.match(model) else Capabilities()
    )
    return _learnt.get((base_url, model), known)


def learn(base_url: str, model: str, capabilities: Capabilities) -> None:
    """Remember what a model at an endpoint understands, for the time of this process."""
    _learnt[base_url, model] = capabilities


def forget() -> None:
    """Forget what was learnt in this process."""
    _learnt.clear()


def mended(content: str) -> str:
    """Return the JSON that a text holds, with the faults mended that models make without a schema."""
    from json_repair import repair_json

    fenced = re.search(r"```(?:json)?\s*(.*?)```", content, re.DOTALL)
    return str(repair_json(fenced.group(1) if fenced else content, ensure_ascii=False))
