"""Every error has a status, and nothing unexpected tells more than its class."""

from __future__ import annotations

import pytest

from summarizer import errors
from summarizer.errors import SummarizerError
from summarizer.service.problems import problem_of, response_to, status_of

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SummarizerError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_a_problem(kind: type[SummarizerError]) -> None:
    extra = {"extra": "readers"} if kind is errors.MissingExtraError else {}
    error = kind("what is wrong", **extra)
    problem = problem_of(error)
    assert 400 <= problem.status < 600
    assert (problem.detail, problem.retryable) == ("what is wrong", kind.retryable)
    assert problem.title
    assert "\n" not in problem.title


def test_a_caller_is_to_blame_for_its_input_only() -> None:
    theirs = {kind.__name__ for kind in KINDS if status_of(kind.__new__(kind)) in (413, 415, 422)}
    assert theirs == {"ContextLengthError", *(kind.__name__ for kind in KINDS if issubclass(kind, errors.InputError))}


def test_clients_that_repeat_what_is_too_much_do_not_pay_for_the_same_again() -> None:
    again = {kind for kind in KINDS if status_of(kind.__new__(kind)) in (429, 503)}
    assert all(kind.retryable for kind in again - {errors.WeightsError})


def test_an_unexpected_error_tells_nothing_else() -> None:
    answered = response_to(ValueError("the secret of the article"))
    assert answered.status_code == 500
    assert b"secret" not in answered.body
    assert b"ValueError" in answered.body
