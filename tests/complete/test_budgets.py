"""Budgets and deadlines: what a call may take, looked at before each attempt."""

from __future__ import annotations

import pytest

from summarizer import Settings, summarize
from summarizer.errors import BudgetExceededError, ConfigurationError, DeadlineExceededError, RateLimitedError
from summarizer.testing import answer, failure
from tests.samples import DRAFT, TEXT, Time
from tests.servers.faults import FaultServer, silent

GOOD = answer(DRAFT, tokens=(1_000, 200))


def test_a_deadline_ends_the_call_whatever_the_endpoint_does(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD, silent)
    summarize(TEXT, base_url=endpoint.base_url, model="fake")  # the first call of a process loads what it needs
    with pytest.raises(DeadlineExceededError) as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake", deadline=0.3)
    assert caught.value.retryable
    assert [a.outcome for a in caught.value.attempts] == ["DeadlineExceededError"]


def test_a_wait_that_the_deadline_does_not_allow_is_not_waited_for(endpoint: FaultServer, time: Time) -> None:
    endpoint.replies(failure(429, retry_after="30"))
    with pytest.raises(DeadlineExceededError) as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake", deadline=20)
    assert isinstance(caught.value.__cause__, RateLimitedError)
    assert time.waits == []


def test_a_token_budget_is_looked_at_before_an_attempt(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    with pytest.raises(BudgetExceededError, match="raise token_budget"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", token_budget=5_000)
    assert endpoint.requests == []
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake", token_budget=50_000).events


def test_windows_beyond_the_budget_leave_a_brief_of_the_others(endpoint: FaultServer) -> None:
    endpoint.replies(
        answer("B", tokens=(1_000, 1)),
        answer("D", tokens=(1_000, 1)),
    )
    brief = summarize(
        TEXT, base_url=endpoint.base_url, model="fake", profile="small", token_budget=2_400,
        settings=Settings(concurrency=1),
    )  # fmt: skip
    assert brief.events
    assert set(brief.coverage.failures) == {"BudgetExceededError"}
    assert len(endpoint.requests) == brief.coverage.windows_done < brief.coverage.windows_planned
    assert sum(a.prompt_tokens + a.completion_tokens for a in brief.provenance.attempts) <= 2_400


def test_a_cost_budget_needs_a_price(endpoint: FaultServer) -> None:
    with pytest.raises(ConfigurationError, match="no price is known for 'fake'"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=1.0)
    settings = Settings(prices={"fake": (2.0, 0.5, 8.0)})
    endpoint.replies(GOOD)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=1.0, settings=settings)
    assert [a.cost for a in brief.provenance.attempts] == [pytest.approx(0.0036)]
    with pytest.raises(BudgetExceededError, match="cost"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", cost_budget=0.01, settings=settings)


def test_an_unknown_price_is_null(endpoint: FaultServer) -> None:
    brief = summarize(TEXT, base_url=endpoint.replies(GOOD).base_url, model="fake")
    assert [a.cost for a in brief.provenance.attempts] == [None]
