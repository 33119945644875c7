"""Fallback: another endpoint answers where the first can not."""

from __future__ import annotations

import pytest

from summarizer import Settings, summarize
from summarizer.errors import AuthenticationError, ConfigurationError
from summarizer.testing import answer, failure
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer

NONE = answer("D")


def test_another_endpoint_answers_where_the_first_fails(endpoint: FaultServer) -> None:
    endpoint.replies(failure(401))
    with FaultServer() as other:
        other.replies(GOOD)
        brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=[f"spare@{other.base_url}"])
        assert [(a.endpoint, a.outcome) for a in brief.provenance.attempts] == [
            (endpoint.base_url, "AuthenticationError"), (other.base_url, "ok"),
        ]  # fmt: skip
        assert (brief.provenance.endpoint, other.requests[0]["model"]) == (other.base_url, "spare")


def test_an_endpoint_that_failed_is_not_asked_about_other_windows(endpoint: FaultServer) -> None:
    endpoint.replies(failure(401))
    with FaultServer() as other:
        other.replies(NONE)
        summarize(
            TEXT, base_url=endpoint.base_url, model="fake", profile="small", fallback=[f"m@{other.base_url}"],
            settings=Settings(concurrency=1),
        )  # fmt: skip
        assert len(endpoint.requests) == 1
        assert len(other.requests) > 1


def test_if_no_endpoint_can_the_last_error_is_raised(endpoint: FaultServer) -> None:
    endpoint.replies(failure(500))
    with FaultServer() as other:
        other.replies(failure(401))
        spare = [f"m@{other.base_url}"]
        with pytest.raises(AuthenticationError) as caught:
            summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=spare, settings=Settings(max_attempts=1))
    assert [a.outcome for a in caught.value.attempts] == ["EndpointUnavailableError", "AuthenticationError"]


@pytest.mark.parametrize("entry", ["m", "@http://x/v1", "m@ftp://x"])
def test_a_fallback_is_a_model_at_a_url(entry: str, endpoint: FaultServer) -> None:
    with pytest.raises(ConfigurationError, match="MODEL@BASE_URL"):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", fallback=[entry])
