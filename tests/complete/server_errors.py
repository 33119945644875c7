"""Errors as servers have sent them, each with its source and what it means for the request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from summarizer.errors import (
    AuthenticationError,
    EndpointUnavailableError,
    InvalidAnswerError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    UnknownModelError,
)
from summarizer.testing import Reply, raw

GITHUB = "https://github.com/"
KIND = "not recorded, but of the same kind"
OPENROUTER = "https://openrouter.ai/docs/errors"


@dataclass(frozen=True)
class ServerError:
    """A response, and the error that it has to become."""

    source: str
    status: int
    body: Any
    error: type[SummarizerError]

    def reply(self) -> Reply:
        return raw(self.status, self.body if isinstance(self.body, str) else json.dumps(self.body))


def error(message: str, **fields: Any) -> dict[str, Any]:
    return {"error": {"message": message, **fields}}


AZURE = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."

OF_THE_TEXT = tuple(ServerError(source, status, body, RefusedAnswerError) for source, status, body in (
    (f"{GITHUB}vibrantlabsai/ragas/issues/649", 400, error(AZURE, type=None, param="prompt", code="content_filter",
     status=400, innererror={"code": "ResponsibleAIPolicyViolation", "content_filter_result": {
         "violence": {"filtered": True, "severity": "medium"}}})),
    (f"{GITHUB}openai/openai-python/issues/331", 400,
     error("filtered", type=None, param="prompt", code="content_filter", status=400)),
    (f"{GITHUB}BerriAI/litellm/pull/16231", 400, error("litellm.BadRequestError", type=None, code="400",
     provider_specific_fields={"innererror": {"code": "ResponsibleAIPolicyViolation"}})),
    (f"{GITHUB}onyx-dot-app/onyx/issues/10893", 400, error(AZURE, type=None, code="400")),
    (f"{GITHUB}666ghj/BettaFish/issues/108", 400,
     error("Content Exists Risk", type="invalid_request_error", param=None, code="invalid_request_error")),
    (f"{GITHUB}deepseek-ai/DeepSeek-V2/issues/30", 400, {"detail": "Content Exists Risk"}),
    (f"{GITHUB}camel-ai/owl/issues/432", 400, error("Input data may contain inappropriate content.",
     code="data_inspection_failed", param=None, type="data_inspection_failed")),
    (f"{GITHUB}QwenLM/Qwen/issues/938", 400,
     {"code": "DataInspectionFailed", "message": "Input data may contain inappropriate content."}),
    (f"{GITHUB}QwenLM/qwen-code/issues/2905", 400,
     error("<400> InternalError.Algo.DataInspectionFailed: Input text data may contain inappropriate content.")),
    (f"{GITHUB}langgenius/dify/issues/7932", 500, error("Input data may contain inappropriate content.")),
    (OPENROUTER, 403, error("Input was flagged", code=403, metadata={"reasons": ["violence"], "flagged_input": "…"})),
    (OPENROUTER, 403, error("refused", code=403, metadata={"flagged_input": "…", "provider_name": "x"})),
    (OPENROUTER, 502, error("Provider returned error", code=502, metadata={"raw": json.dumps(
        {"error": {"message": "no", "code": "content_filter"}})})),
    (KIND, 400, error("Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
                      type="invalid_request_error", code="invalid_prompt")),
    (KIND, 400, error("Your request was rejected as a result of our safety system.", code="content_policy_violation")),
    (KIND, 400, [error("blocked", code=400, status="INVALID_ARGUMENT", details=[{"reason": "SAFETY"}])]),
    (KIND, 422, {"error": "The text is blocked by a content filter"}),
    (KIND, 400, error("Detected potentially unsafe or sensitive content in input or generation.", code="1301")),
))  # fmt: skip
"""The text was refused: it is not asked again, but the others are."""

OF_THE_ANSWER = (
    ServerError(f"{GITHUB}thepersonalaicompany/amurex-backend/issues/38", 400,
                error("Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
                      type="invalid_request_error", code="json_validate_failed", failed_generation="{"),
                InvalidAnswerError),
)  # fmt: skip

OF_THE_ACCOUNT = tuple(ServerError(*given) for given in (
    (f"{GITHUB}continuedev/continue/issues/9853", 402, error("Insufficient Balance"), QuotaExhaustedError),
    (f"{GITHUB}continuedev/continue/issues/9942", 402, "402 Insufficient Balance", QuotaExhaustedError),
    (f"{GITHUB}Aider-AI/aider/issues/4851", 400, error("Insufficient Balance", type="unknown_error", param=None,
     code="invalid_request_error"), QuotaExhaustedError),
    (OPENROUTER, 402, error("This request requires more credits, or fewer max_tokens. You requested up to 8192 tokens, "
                            "but can only afford 1234.", code=402), QuotaExhaustedError),
    ("https://docs.anthropic.com/en/api/errors", 400, {"type": "error", "error": {
        "type": "invalid_request_error", "message": "Your credit balance is too low to access the Anthropic API. "
        "Please go to Plans & Billing to upgrade or purchase credits."}}, QuotaExhaustedError),
    (f"{GITHUB}Aider-AI/aider/issues/3550", 429, error("Rate limit exceeded: free-models-per-day", code=429),
     QuotaExhaustedError),
    (f"{GITHUB}google-gemini/gemini-cli/issues/8437", 429, [error(
        "You exceeded your current quota, please check your plan and billing details.", code=429,
        status="RESOURCE_EXHAUSTED", details=[{"violations": [{
            "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}])], QuotaExhaustedError),
    (KIND, 429, error("You exceeded your current quota, please check your plan and billing details.",
                      type="insufficient_quota", code="insufficient_quota"), QuotaExhaustedError),
    (KIND, 400, error("no", code="billing_hard_limit_reached"), QuotaExhaustedError),
    (KIND, 429, error("Your team has reached its monthly spending limit."), QuotaExhaustedError),
    (KIND, 400, error("You have reached your specified API usage limits."), QuotaExhaustedError),
    (KIND, 403, error("access denied", code="Arrearage"), QuotaExhaustedError),
    (f"{GITHUB}cequence-io/openai-scala-client/issues/109", 400, [error(
        "API key not valid. Please pass a valid API key.", code=400, status="INVALID_ARGUMENT",
        details=[{"reason": "API_KEY_INVALID"}])], AuthenticationError),
    (f"{GITHUB}google-gemini/gemini-cli/issues/25198", 400, error(json.dumps(error(
        "API Key not found. Please pass a valid API key.", code=400, status="INVALID_ARGUMENT"))), AuthenticationError),
    (KIND, 401, error("Incorrect API key provided", type="invalid_request_error", code="invalid_api_key"),
     AuthenticationError),
    (KIND, 401, "", AuthenticationError),
    (KIND, 403, "<html>Forbidden</html>", AuthenticationError),
    (KIND, 403, {"type": "error", "error": {"type": "permission_error", "message": "no"}}, AuthenticationError),
    (f"{GITHUB}netease-youdao/QAnything/issues/555", 404, error('model "m" not found, try pulling it first',
     type="api_error", param=None, code=None), UnknownModelError),
    (f"{GITHUB}TheBlewish/Automated-AI-Web-Researcher-Ollama/issues/42", 404, {"error": "model 'm' not found"},
     UnknownModelError),
    (KIND, 404, error("The model `m` does not exist or you do not have access to it.", code="model_not_found"),
     UnknownModelError),
    (KIND, 400, error("m is not a valid model ID", code=400), UnknownModelError),
    (KIND, 400, {"object": "error", "message": "Invalid model: m", "type": "invalid_model", "code": "1500"},
     UnknownModelError),
    (KIND, 400, error("Model Not Exist", type="invalid_request_error"), UnknownModelError),
    (KIND, 404, error("The API deployment for this resource does not exist.", code="DeploymentNotFound"),
     UnknownModelError),
))  # fmt: skip
"""Every request would fail so: a run ends."""

PASSING = tuple(ServerError(*given) for given in (
    ("https://docs.anthropic.com/en/api/errors", 529,
     {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, EndpointUnavailableError),
    (KIND, 400, error("Overloaded", type="overloaded_error"), EndpointUnavailableError),
    (f"{GITHUB}google-gemini/gemini-cli/issues/14811", 429,
     [error("Resource exhausted. Please try again later.", code=429, status="RESOURCE_EXHAUSTED")], RateLimitedError),
    (f"{GITHUB}google-gemini/gemini-cli/issues/8437", 429, error(
        "You exceeded your current quota, please check your plan and billing details.", code=429,
        status="RESOURCE_EXHAUSTED", details=[{"violations": [{
            "quotaId": "GenerateContentInputTokensPerModelPerMinute-FreeTier"}]}]), RateLimitedError),
    (f"{GITHUB}elizaOS/eliza/issues/4040", 429, error(
        "Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5034, Requested 1443. Please "
        "try again in 0.01s. Need more tokens? Upgrade at https://console.groq.com/settings/billing",
        type="tokens", code="rate_limit_exceeded"), RateLimitedError),
    (f"{GITHUB}google-gemini/gemini-cli/issues/1905", 500, error(json.dumps(error(
        "Resource has been exhausted (e.g. check quota).", code=429, status="RESOURCE_EXHAUSTED"))), RateLimitedError),
    (OPENROUTER, 502, error("Provider returned error", code=502), EndpointUnavailableError),
    (OPENROUTER, 408, error("timed out", code=408), EndpointUnavailableError),
    (KIND, 409, error("conflict"), EndpointUnavailableError),
    (KIND, 425, "", EndpointUnavailableError),
    (KIND, 500, error("The server had an error while processing your request.", type="server_error"),
     EndpointUnavailableError),
    (KIND, 503, error("The engine is currently overloaded, please try again later", type="engine_overloaded_error"),
     EndpointUnavailableError),
    (KIND, 400, error("Too many tokens, please wait before trying again.", code="ThrottlingException", status=429),
     RateLimitedError),
    (KIND, 504, "<html>Gateway Timeout</html>", EndpointUnavailableError),
))  # fmt: skip
"""It passes: the request is repeated."""

UNCLEAR = tuple(ServerError(*given, RequestRejectedError) for given in (
    (KIND, 400, error("no")), (KIND, 400, ""), (KIND, 422, {"detail": [{"loc": ["body", "tools"], "msg": "no"}]}),
    (KIND, 404, error("nothing here", code="not_found")), (KIND, 405, "<html>"), (KIND, 400, "[" * 3000),
    (KIND, 400, {"error": None}), (KIND, 400, {"error": {"code": None, "message": {"a": [{}]}}}),
))  # fmt: skip
"""Nothing tells whose fault it is."""
