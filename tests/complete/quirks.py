"""Answers as servers have sent them, each with its source. Where the source has another answer, `J` is in its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from summarizer.testing import Reply, raw
from tests.samples import DRAFT

J = json.dumps(DRAFT)
"""The answer."""

OTHER = json.dumps({**DRAFT, "headline": "Thought of and given up"})
"""A draft that fits, but is not the answer where it stands."""


@dataclass(frozen=True)
class Quirk:
    """A response with status 200 that has the answer in it."""

    name: str
    source: str
    body: Any

    def reply(self) -> Reply:
        return raw(200, json.dumps(self.body))


def said(content: Any = None, *, finish: Any = "stop", **message: Any) -> dict[str, Any]:
    """A chat completion with this message."""
    return choice({"message": {"role": "assistant", "content": content, **message}, "finish_reason": finish})


def choice(given: Any, **body: Any) -> dict[str, Any]:
    """A chat completion with this choice."""
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    return {"id": "1", "object": "chat.completion", "model": "m", "choices": [given], "usage": usage, **body}


def called(arguments: Any) -> list[dict[str, Any]]:
    return [{"id": "call_1", "type": "function", "function": {"name": "ArticleDraft", "arguments": arguments}}]


GITHUB = "https://github.com/"
KIND = "not recorded, but of the same kind"
HARMONY = (
    f"<|channel|>analysis<|message|>Maybe {OTHER}<|end|><|start|>assistant<|channel|>final<|message|>{J}<|return|>"
)

WRAPPED = {
    "an object": f'{{"ArticleDraft": {J}}}',
    "two objects": json.dumps({"result": {"brief": DRAFT}}),
    "an object with more fields": json.dumps({"status": "ok", "data": {"type": "brief", "attributes": DRAFT}}),
    "a list in an object": json.dumps({"results": [{"brief": DRAFT}]}),
    "a completion as text": json.dumps({"choices": [{"message": {"content": f"```json\n{J}\n```"}}]}),
    "a call in an object": json.dumps({"tool_calls": [{"function": {"name": "f", "arguments": J}}]}),
    "a string in an object": json.dumps({"answer": json.dumps(J)}),
    "a string in a string": json.dumps(json.dumps(J)),
    "a string with a fence": json.dumps(f"Here it is:\n```json\n{J}\n```"),
    "a fence in two objects": f"```json\n{json.dumps({'response': {'output': f'```{J}```'}})}\n```",
    "beside the thinking": json.dumps({"answer": DRAFT, "thinking": {"draft": json.loads(OTHER)}}),
    "with more fields": json.dumps(
        {
            "brief": {**DRAFT, "confidence": 0.9, "events": [{**event, "notes": None} for event in DRAFT["events"]]},
            "notes": "None",
        }
    ),
    "thinking in a string": json.dumps({"output": f"<think>{OTHER}</think>{J}"}),
}
"""Answers in objects, lists and strings, also in each other."""

QUIRKS = (
    Quirk("OpenAI: the arguments of a function", "https://platform.openai.com/docs/api-reference/chat/object",
          said(None, function_call={"name": "ArticleDraft", "arguments": J}, finish="function_call")),
    Quirk("OpenAI: finish_reason null, refusal null", "https://platform.openai.com/docs/api-reference/chat/object",
          said(J, finish=None, refusal=None)),
    Quirk("Azure: the answer among filter results", f"{GITHUB}microsoft/semantic-kernel/issues/5240",
          choice({"message": {"content": J}, "finish_reason": "stop", "content_filter_results": {"hate": {
              "filtered": False, "severity": "safe"}}}, prompt_filter_results=[])),
    Quirk("OpenRouter: JSON in reasoning", f"{GITHUB}chunkhound/chunkhound/issues/415", said(None, reasoning=J)),
    Quirk("OpenRouter: native reasons, null usage", f"{GITHUB}maximhq/bifrost/issues/5425",
          {**said(J, finish="STOP"), "usage": {"prompt_tokens": None, "completion_tokens": None, "total_tokens": 0}}),
    Quirk("Ollama: a code fence", f"{GITHUB}ollama/ollama/issues/10001", said(f"```json\n{J}\n```")),
    Quirk("Ollama: a code fence without its language", f"{GITHUB}ollama/ollama/issues/15595", said(f"```\n{J}\n```\n")),
    Quirk("Ollama: a trailing comma", f"{GITHUB}Nayjest/ai-microcore/issues/144", said(f"{J[:-1]},}}")),
    Quirk("DeepSeek on Ollama: thinking", f"{GITHUB}google/langextract/pull/300", said(f"<think>hm</think>\n{J}")),
    Quirk("DeepSeek on llama.cpp: only the closing tag", f"{GITHUB}ikawrakow/ik_llama.cpp/issues/690",
          said(f"Maybe {OTHER}?\n</think>\n\n{J}")),
    Quirk("llama.cpp: channels of gpt-oss", f"{GITHUB}ggml-org/llama.cpp/pull/15181", said(HARMONY)),
    Quirk("MLX: channels of gpt-oss in a fence", f"{GITHUB}ml-explore/mlx-lm/pull/1867",
          said(f"<|channel|>analysis<|message|>{OTHER}<|end|><|channel|>final<|message|>```json\n{J}\n```")),
    Quirk("LM Studio: JSON in reasoning_content", f"{GITHUB}lmstudio-ai/lmstudio-bug-tracker/issues/1698",
          said("", reasoning_content=J)),
    Quirk("LM Studio: a fence with line breaks", f"{GITHUB}lmstudio-ai/lmstudio-bug-tracker/issues/2403",
          said(f"\n\n```json {J}```\n\n")),
    Quirk("vLLM: JSON in reasoning_content, content null", f"{GITHUB}vllm-project/vllm/issues/48863",
          said(None, reasoning_content=J)),
    Quirk("vLLM: reasoning ends in the answer", f"{GITHUB}vllm-project/vllm/issues/30139",
          said(None, reasoning_content=f"The union accuses {{somebody}}. So:\n```json\n{J}\n```")),
    Quirk("DeepSeek: thinking that has JSON in it", f"{GITHUB}HKUDS/DeepTutor/pull/675",
          said(f'<think>\n1. maybe output {{"a": 1}}?\n</think>\n{J}')),
    Quirk("DeepSeek: capital tags with attributes", f"{GITHUB}nanobrowser/nanobrowser/pull/325",
          said(f'<Think lang="en">{OTHER}</THINK> {J}')),
    Quirk("MiniMax: thinking and a fence", f"{GITHUB}garrytan/gbrain/pull/2559",
          said(f"<think>I see {{several}} claims.</think>\n\n```json\n{J}\n```")),
    Quirk("a closed and an unclosed block", f"{GITHUB}browser-use/browser-use/pull/5467",
          said(f"<thinking>{OTHER}</thinking>{J}\n<thinking>Is it right? The")),
    Quirk("an unclosed block before the answer", f"{GITHUB}CambrianTech/continuum/pull/458",
          said(f"<think>The article says {{much}}.\n\n{J}")),
    Quirk("Qwen: other names of the tags", f"{GITHUB}vanna-ai/vanna/pull/882",
          said(f"<reasoning>{OTHER}</reasoning><thoughts>b</thoughts><reason>c</reason>\n{J}")),
    Quirk("Mistral: parts of thinking and text", f"{GITHUB}vercel/ai/pull/8072",
          said([{"type": "thinking", "thinking": [{"type": "text", "text": OTHER}]}, {"type": "text", "text": J}])),
    Quirk("Mistral: a text in several parts", f"{GITHUB}mistralai/client-python/issues/252",
          said([{"type": "text", "text": J[:50]}, {"type": "thinking", "thinking": []},
                {"type": "text", "text": J[50:]}])),
    Quirk("Gemini: upper-case reason, no usage", f"{GITHUB}HKUDS/Vibe-Trading/pull/308",
          {"choices": [{"message": {"content": J}, "finish_reason": "STOP"}], "usage": None}),
    Quirk("Anthropic: prose around the JSON", f"{GITHUB}valory-xyz/mech/pull/143",
          said(f"Here is the brief you asked for:\n\n{J}\n\nLet me know if {{anything}} is missing.")),
    Quirk("Anthropic: a heading and a fence", f"{GITHUB}vicentereig/dspy.rb/issues/17",
          said(f"## Output values\n```json\n{J}\n```")),
    Quirk("Anthropic: the schema as a tool", f"{GITHUB}brainlid/langchain/pull/320",
          said(None, tool_calls=called(J), finish="tool_calls")),
    Quirk("Anthropic by a proxy: delta for message", f"{GITHUB}gumieri/nenya/issues/19",
          choice({"delta": {"content": J}, "finish_reason": "stop", "index": 0})),
    Quirk("more fields than were asked for", KIND, said(json.dumps({**DRAFT, "notes": "", "confidence": 0.9}))),
    Quirk("a number that is no JSON", KIND, said(f'{J[:-1]}, "score": NaN}}')),
    Quirk("a part with an object", KIND, said([{"type": "json", "json": DRAFT}])),
    Quirk("a completion in an object", KIND, {"success": True, "result": said(J), "errors": []}),
    Quirk("a completion in a list", KIND, [said(J)]),
    Quirk("a completion in a string", KIND, json.dumps({"data": said(J)})),
    Quirk("a parsed answer", KIND, said(None, parsed=DRAFT)),
    Quirk("arguments that are an object", KIND,
          said("", tool_calls=called(DRAFT))),
    Quirk("a call written as text", KIND,
          said(f'<tool_call>\n{{"name": "ArticleDraft", "arguments": {J}}}\n</tool_call>')),
    Quirk("a byte order mark", f"{GITHUB}NousResearch/hermes-agent/pull/57870", said(f"\ufeff{J}\u200b")),
    Quirk("an answer after a draft of it", KIND,
          said(f"First {OTHER}, or rather, corrected:\n{J}")),
    *(Quirk(f"an answer in a wrapper: {name}", KIND, said(text)) for name, text in WRAPPED.items()),
    Quirk("half of a surrogate pair", f"{GITHUB}simonguo/evidenceloom/pull/50",
          said(J.replace("Reyes to visit Lisbon", r"Reyes to visit Lisbon \ud83d"))),
    Quirk("an empty list of tool calls", f"{GITHUB}vllm-project/vllm/issues/45736",
          said(J, tool_calls=[], function_call=None, reasoning_content=None)),
)  # fmt: skip
