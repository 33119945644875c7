"""What servers have said of requests that are too long, each with its source."""

from __future__ import annotations

from typing import Any

from tests.complete.server_errors import GITHUB, error

LESS_ROOM: tuple[tuple[str, Any, int], ...] = (
    (f"{GITHUB}evalstate/fast-agent/issues/621", error(
        "This model's maximum context length is 8192 tokens. However, you requested 13000 tokens (5000 in the "
        "messages, "
        "8000 in the completion). Please reduce the length of the messages or completion."), 3176),
    (f"{GITHUB}ChatGPTNextWeb/NextChat/issues/3195", error(
        "This model's maximum context length is 8192 tokens. However, you requested 8256 tokens (64 in the messages, "
        "8192 in the completion).", code="context_length_exceeded", param="messages"), 8112),
    (f"{GITHUB}run-llama/llama_index/issues/948", error(
        "This model's maximum context length is 8192 tokens, however you requested 13000 tokens (5000 in your prompt; "
        "8000 for the completion). Please reduce your prompt; or completion length."), 3176),
    (f"{GITHUB}vllm-project/vllm/issues/42474", error(
        "This model's maximum context length is 8192 tokens, you requested 8000 output tokens, prompt 5000"), 3176),
    (f"{GITHUB}vllm-project/vllm/issues/42474", error(
        "This model's maximum context length is 8192 tokens. However, you requested 8000 output tokens and your prompt "
        "contains at least 193 input tokens, for a total of at least 8193 tokens."), 3991),
    (f"{GITHUB}stepfun-ai/Step-Audio-R1/issues/3", error(
        "'max_tokens' or 'max_completion_tokens' is too large: 8000. This model's maximum context length is "
        "8192 tokens "
        "and your request has 5000 input tokens (8000 > 8192 - 5000)."), 3176),
    (f"{GITHUB}strands-agents/sdk-python/issues/152", {"type": "error", "error": {
        "type": "invalid_request_error", "message": "input length and `max_tokens` exceed context limit: 5000 + 8000 > "
        "8192, decrease input length or `max_tokens` and try again"}}, 3176),
    (f"{GITHUB}diffbot/code-gpt-docs/issues/284", error(
        "max_tokens is too large: 8000. This model supports at most 4096 completion tokens, whereas you provided 8000.",
        type="invalid_request_error", param="max_tokens", code=None), 4096),
    (f"{GITHUB}RooCodeInc/Roo-Code/issues/5729", error(
        "`max_tokens` must be less than or equal to `4096`, the maximum value for `max_tokens` is less than the "
        "`context_window` for this model"), 4096),
    ("not recorded, but of the same kind", error(
        "max_tokens: 8000 > 4096, which is the maximum allowed number of output tokens for this model"), 4096),
    ("not recorded, but of the same kind", error("Invalid max_tokens value, the valid range of max_tokens is "
    "[1, 4096]"),
     4096),
    ("not recorded, but of the same kind", error(
        "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a "
        "total of 13000 "
        "tokens: 5000 tokens from the input messages and 8000 tokens for the completion."), 3176),
    ("https://openrouter.ai/docs/errors", error(
        "This endpoint's maximum context length is 8192 tokens. However, you requested about 13000 tokens "
        "(5000 of text "
        "input, 8000 in the output).", code=400), 3176),
    ("not recorded, but of the same kind", error(
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 5000 `inputs` tokens and "
        "8000 `max_new_tokens`"), 3177),
)  # fmt: skip
"""Messages that show that less room for the answer is enough, and how much that is."""

SMALLER_WINDOWS: tuple[tuple[str, int, Any], ...] = (
    (f"{GITHUB}crewAIInc/crewAI-examples/issues/121", 400, error(
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 8227 tokens. Please "
        "reduce the length of the messages.", code="context_length_exceeded", param="messages")),
    (f"{GITHUB}ggml-org/llama.cpp/pull/15780", 400, error(
        "the request exceeds the available context size. try increasing the context size or enable context shift",
        code=500, type="exceed_context_size_error", n_prompt_tokens=14070, n_ctx=4096)),
    (f"{GITHUB}ggml-org/llama.cpp/pull/15780", 500, error("no", code=500, type="exceed_context_size_error")),
    (f"{GITHUB}melagiri/code-insights/issues/271", 400, error(
        "request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it", code=400)),
    (f"{GITHUB}sojohnnysaid/project-guide/issues/2", 400, {"type": "error", "error": {
        "type": "invalid_request_error", "message": "prompt is too long: 208656 tokens > 200000 maximum"}}),
    (f"{GITHUB}google-gemini/gemini-cli/issues/6678", 400, [error(
        "The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).", code=400,
        status="INVALID_ARGUMENT")]),
    ("not recorded, but of the same kind", 400, {"object": "error", "type": "invalid_request_prompt", "code": "3051",
     "message": "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context "
     "length"}),
    (f"{GITHUB}lmstudio-ai/lmstudio-bug-tracker/issues/546", 400, {"error": (
        "Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context "
        "length of only 32768 tokens, which is not enough.")}),
    (f"{GITHUB}tinyhumansai/openhuman/issues/3550", 400, {"error": (
        "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 10247 >= "
        "n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter prompt.")}),
    (f"{GITHUB}jjleng/copilot-more/issues/35", 400,
     error("prompt token count of 93854 exceeds the limit of 90000", code="", type="")),
    (f"{GITHUB}ddalcu/mlx-serve/issues/66", 400, error("Prompt exceeds maximum context length")),
    (f"{GITHUB}continuedev/continue/issues/10218", 413, error(
        "Request too large for model `m` on tokens per minute (TPM): Limit 12000, Requested 14137, please reduce your "
        "message size and try again.", type="tokens", code="rate_limit_exceeded")),
    (f"{GITHUB}vanna-ai/vanna-flask/issues/11", 429, error(
        "Request too large for m on tokens per min (TPM): Limit 30000, Requested 342389. The input or output tokens "
        "must be reduced in order to run successfully.", type="tokens", code="rate_limit_exceeded")),
    ("not recorded, but of the same kind", 400, error(
        "Your input exceeds the context window of this model. Please adjust your input and try again.",
        code="context_length_exceeded")),
    ("not recorded, but of the same kind", 413, "<html>Request Entity Too Large</html>"),
    ("not recorded, but of the same kind", 400, error(
        "This model's maximum prompt length is 131072 but the request contains 537812 tokens.")),
    ("not recorded, but of the same kind", 400, error("litellm.ContextWindowExceededError: no", code="400",
                                                      type="ContextWindowExceededError")),
    ("not recorded, but of the same kind", 200, error("no", code=400, type="context_length_exceeded")),
    ("not recorded, but of the same kind", 422, {
        "error": "Input validation error: `inputs` must have less than 4095 tokens. Given: 5000", "error_type": "v"}),
)  # fmt: skip
"""Messages about a prompt that is too long by itself, with their HTTP status."""
