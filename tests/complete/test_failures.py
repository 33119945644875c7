"""Errors by their meaning: whose fault they are decides what becomes of the request, the article and the run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from summarizer import Settings, summarize, summarize_many
from summarizer.complete.capabilities import capabilities_of
from summarizer.complete.failures import error_of, fault_of
from summarizer.errors import (
    AnswerError,
    RateLimitedError,
    RequestRejectedError,
    SummarizerError,
)
from summarizer.schema import Article, Result
from summarizer.settings import Endpoint
from summarizer.testing import answer, failure
from tests.complete.server_errors import (
    OF_THE_ACCOUNT,
    OF_THE_ANSWER,
    OF_THE_TEXT,
    PASSING,
    UNCLEAR,
    ServerError,
    error,
)
from tests.run.calls import drain, many
from tests.samples import GOOD, TEXT, Time, articles, by_text
from tests.servers.faults import FaultServer

ENDPOINT = Endpoint("http://server/v1", "m")
NONE = answer("D")
ALL = (*OF_THE_TEXT, *OF_THE_ANSWER, *OF_THE_ACCOUNT, *PASSING, *UNCLEAR)


def name_of(given: ServerError) -> str:
    return f"{given.status} {str(given.body)[:60]}"


def ask(endpoint: FaultServer, *script: Any, **options: Any) -> Any:
    return summarize(TEXT, base_url=endpoint.replies(*script).base_url, model="m", **options)


@pytest.mark.parametrize("given", ALL, ids=name_of)
def test_a_response_becomes_the_error_that_it_means(given: ServerError, endpoint: FaultServer, time: Time) -> None:
    with pytest.raises(SummarizerError) as caught:
        ask(endpoint, given.reply(), settings=Settings(max_attempts=2))
    assert type(caught.value) is given.error
    assert len(endpoint.requests) == (2 if given in PASSING else 1)
    assert capabilities_of(endpoint.base_url, "m").format == "schema"


@pytest.mark.parametrize("given", [*OF_THE_TEXT, *OF_THE_ANSWER], ids=name_of)
def test_what_befell_the_text_is_told_with_any_status(given: ServerError, endpoint: FaultServer) -> None:
    for status in (200, 400, 403, 422, 500, 503):
        endpoint.requests.clear()
        with pytest.raises(given.error):
            ask(endpoint, replace(given, status=status).reply())
        assert len(endpoint.requests) == 1


@pytest.mark.parametrize("given", [*OF_THE_TEXT, *OF_THE_ANSWER], ids=name_of)
def test_a_refused_window_does_not_stop_the_others(given: ServerError, endpoint: FaultServer) -> None:
    numbers = itertools.count(1)
    endpoint.replies(lambda exchange: given.reply() if next(numbers) == 2 else NONE)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="m", profile="small", settings=Settings(concurrency=1))
    assert brief.coverage.failures == (given.error.__name__,)
    assert len(endpoint.requests) == brief.coverage.windows_planned > 2


def test_window_3_of_5_is_refused_and_the_others_are_asked(endpoint: FaultServer) -> None:
    text = " ".join(f"Minister Ana Reyes met Ambassador Tom Hale in town number {n} on Monday." for n in range(5))
    numbers = itertools.count(1)
    filtered = OF_THE_TEXT[0].reply()
    endpoint.replies(lambda exchange: filtered if next(numbers) == 3 else NONE)
    brief = summarize(text, base_url=endpoint.base_url, model="m", profile="small", settings=Settings(concurrency=1))
    assert len(endpoint.requests) == 5
    assert (brief.coverage.windows_done, brief.coverage.failures) == (4, ("RefusedAnswerError",))


def test_an_endpoint_that_has_answered_is_not_broken_by_an_unclear_rejection(endpoint: FaultServer) -> None:
    numbers = itertools.count(1)
    endpoint.replies(lambda exchange: failure(400) if next(numbers) == 2 else NONE)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="m", profile="small", settings=Settings(concurrency=1))
    assert brief.coverage.failures == ("RequestRejectedError",)


@pytest.mark.parametrize("given", [*OF_THE_TEXT, *OF_THE_ANSWER], ids=name_of)
def test_a_refused_text_does_not_end_a_run(given: ServerError, endpoint: FaultServer) -> None:
    results = many(endpoint.replies(by_text(given.reply(), 1)), articles(4), concurrency=1)
    assert {r.id: r.failure.error for r in results if r.failure} == {"n1": given.error.__name__}
    assert len(endpoint.requests) == 4


@pytest.mark.parametrize("given", OF_THE_ACCOUNT, ids=name_of)
def test_what_befell_the_account_ends_a_run_after_the_first(given: ServerError, endpoint: FaultServer) -> None:
    results: list[Result] = []
    with pytest.raises(given.error):
        drain(_many(endpoint.replies(given.reply()), articles(12)), results)
    assert results == []
    # One is asked, and one more may have begun before its answer came.
    assert len(endpoint.requests) <= 2


@pytest.mark.parametrize("given", PASSING, ids=name_of)
def test_what_passes_is_a_brief_after_a_retry(given: ServerError, endpoint: FaultServer, time: Time) -> None:
    brief = ask(endpoint, given.reply(), GOOD)
    assert [attempt.outcome for attempt in brief.provenance.attempts] == [given.error.__name__, "ok"]


def test_a_wait_that_the_body_asks_for_is_kept(endpoint: FaultServer, time: Time) -> None:
    body = error("limited", code=429, details=[{"@type": "google.rpc.RetryInfo", "retryDelay": "7s"}])
    ask(endpoint, ServerError("", 429, [body], RateLimitedError).reply(), GOOD)
    assert time.waits[0] == 7.0


def test_a_header_that_asks_to_wait_comes_before_the_body(endpoint: FaultServer, time: Time) -> None:
    ask(endpoint, failure(429, message="try again in 9s", retry_after="3"), GOOD)
    assert time.waits[0] == 3.0


@pytest.mark.parametrize("given", ALL, ids=name_of)
def test_messages_have_no_text_of_the_response(given: ServerError) -> None:
    secret = error("confidential wording", flagged_input="confidential wording", code="confidential")
    for body in (given.body, secret, [secret], {"error": "confidential wording"}):
        assert "confidential" not in str(error_of(fault_of(given.status, body), ENDPOINT))


REJECTIONS: tuple[tuple[str, int, Any, str], ...] = (
    ("https://github.com/openai/openai-python/issues/2046", 400, error(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param="max_tokens", code="unsupported_parameter"), "max_completion_tokens"),
    ("https://github.com/willmiao/ComfyUI-Lora-Manager/issues/1033", 400,
     {"error": "'response_format.type' must be 'json_object' or 'text'"}, "response_format"),
    ("https://github.com/mistralai/platform-docs-public/issues/7", 422, {"object": "error", "message": (
        '{"detail":[{"type":"extra_forbidden","loc":["body","temperature"],"msg":"Extra inputs are not permitted"}]}'),
        "type": "internal_error_proxy", "code": "1000"}, "temperature"),
    ("https://github.com/editor-code-assistant/eca/issues/231", 422, {"object": "error", "message": {"detail": [
        {"type": "extra_forbidden", "loc": ["body", "response_format"], "msg": "Extra inputs are not permitted"}]},
        "type": "invalid_request_error"}, "response_format"),
)  # fmt: skip


@pytest.mark.parametrize(("source", "status", "body", "parameter"), REJECTIONS)
def test_a_parameter_is_left_out_if_the_rejection_names_it(
    source: str, status: int, body: Any, parameter: str, endpoint: FaultServer
) -> None:
    ask(endpoint, ServerError("", status, body, RequestRejectedError).reply(), GOOD)
    first, second = endpoint.requests
    assert first.get(parameter) != second.get(parameter)


@pytest.mark.parametrize(
    "body",
    [
        error("no", param="messages"), error("the article has a temperature", code="content_filter"),
        error("maximum context length is 8192 tokens; max_tokens or max_completion_tokens is too large"),
        error("no schema", code="insufficient_quota"),
    ],
)  # fmt: skip
def test_a_misreading_is_not_remembered(body: Any, endpoint: FaultServer) -> None:
    before = capabilities_of(endpoint.base_url, "m")
    with pytest.raises(SummarizerError):
        ask(endpoint, ServerError("", 400, body, RequestRejectedError).reply())
    assert capabilities_of(endpoint.base_url, "m") == before


def test_what_did_not_help_is_not_remembered(endpoint: FaultServer) -> None:
    before = capabilities_of(endpoint.base_url, "m")
    with pytest.raises(RequestRejectedError):
        ask(endpoint, failure(400, message="a temperature, a schema and max_completion_tokens"))
    assert capabilities_of(endpoint.base_url, "m") == before
    assert len(endpoint.requests) < 8


def test_a_fallback_answers_where_a_text_was_refused_and_the_first_stays_in_use(endpoint: FaultServer) -> None:
    numbers = itertools.count(1)
    endpoint.replies(lambda exchange: OF_THE_TEXT[0].reply() if next(numbers) == 1 else NONE)
    with FaultServer() as other:
        brief = summarize(
            TEXT, base_url=endpoint.base_url, model="m", profile="small", settings=Settings(concurrency=1),
            fallback=[f"spare@{other.replies(NONE).base_url}"],
        )  # fmt: skip
        assert len(other.requests) == 1
    assert brief.coverage.share == 1
    assert len(endpoint.requests) == brief.coverage.windows_planned


def test_an_error_of_the_text_is_an_answer_error() -> None:
    assert all(issubclass(given.error, AnswerError) for given in (*OF_THE_TEXT, *OF_THE_ANSWER))
    assert not any(issubclass(given.error, AnswerError) for given in (*OF_THE_ACCOUNT, *PASSING, *UNCLEAR))


class TestSurrogates:
    """Half of an emoji, which cannot be encoded, is in many texts that were cut."""

    @pytest.mark.parametrize("place", [0, len("Foreign Minister Ana Reyes"), len(TEXT)])
    @pytest.mark.parametrize("half", [chr(0xD83D), chr(0xDEA2), chr(0xDC00) + chr(0xD800), 2 * chr(0xD83D)], ids=ascii)
    def test_a_text_with_half_a_character_is_a_brief(self, place: int, half: str, endpoint: FaultServer) -> None:
        text = TEXT[:place] + half + TEXT[place:]
        brief = summarize(
            text, title=f"Reyes {half}", base_url=endpoint.replies(GOOD).base_url, model="m", published="2026-01-29"
        )
        spans = [evidence for event in brief.events for evidence in event.evidence]
        assert spans
        assert all(text[span.start : span.end] == span.quote for span in spans)
        assert "\ufffd" in endpoint.requests[0]["messages"][-1]["content"]
        assert "\ufffd" in brief.model_dump_json(indent=2)

    def test_a_text_with_half_a_character_is_kept_by_a_run(self, endpoint: FaultServer, tmp_path: Any) -> None:
        text = TEXT.replace("officials", "officials \ud83d")
        for _ in range(2):
            (result,) = many(endpoint.replies(GOOD), [Article(text=text, title="\ud83d")], checkpoint=tmp_path / "run")
            assert result.brief is not None
        assert len(endpoint.requests) == 1


def _many(endpoint: FaultServer, given: Iterator[Article]) -> Iterator[Result]:
    return summarize_many(given, base_url=endpoint.base_url, model="m", concurrency=1)


@pytest.mark.parametrize(
    ("status", "body", "said", "not_said"),
    [
        (401, {"error": {"message": "no"}}, "refused the key", "firewall"),
        (403, {"error": {"code": "permission_denied", "message": "no"}}, "refused the key", "firewall"),
        (403, {"error": {"code": "unsupported_country_region_territory"}}, "refused access", "SUMMARIZER_API_KEY"),
        (403, "<html>Attention Required!</html>", "refused access", "SUMMARIZER_API_KEY"),
        (403, None, "firewall", "SUMMARIZER_API_KEY"),
        (404, {"detail": "Not Found"}, "ends in /v1", "settings"),
        (404, "<html>nginx</html>", "ends in /v1", "settings"),
        (405, None, "ends in /v1", "settings"),
        (422, {"detail": "no"}, "settings", "/v1;"),
    ],
)
def test_the_hint_fits_the_status(status: int, body: Any, said: str, not_said: str) -> None:
    told = str(error_of(fault_of(status, body), ENDPOINT))
    assert said in told
    assert not_said not in told
