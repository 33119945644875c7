"""Errors: exported, in the tree that the module shows, and with a hint that an instance may replace."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

import summarizer
from summarizer import errors
from summarizer.errors import ConfigurationError, MissingExtraError, SummarizerError

CLASSES = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SummarizerError)]
CLASS = pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)


def made(kind: type[SummarizerError], **given: str) -> SummarizerError:
    return kind("it went wrong", **({"extra": "local"} if kind is MissingExtraError else {}), **given)


def told_tree() -> dict[str, tuple[str, bool]]:
    """The tree of the module's docstring: for each class its base, and whether it is retryable."""
    tree: dict[str, tuple[str, bool]] = {}
    line_of_bases = ["SummarizerError"]
    for branch, name, rest in re.findall(r"^([│ ]*[├└]── )(\w+)(.*)$", errors.__doc__ or "", re.MULTILINE):
        depth = len(branch) // 4
        line_of_bases[depth:] = [name]
        tree[name] = (line_of_bases[depth - 1], "(retryable)" in rest)
    return tree


@CLASS
def test_a_hint_of_its_own_replaces_that_of_the_class(kind: type[SummarizerError]) -> None:
    error = made(kind, hint="turn it off and on")
    assert error.hint == "turn it off and on"
    assert str(error) == "it went wrong (turn it off and on)"
    assert error.message == "it went wrong"


@CLASS
def test_without_one_the_hint_is_that_of_the_class(kind: type[SummarizerError]) -> None:
    error = made(kind)
    if kind is MissingExtraError:
        assert "newsroom-summarizer[local]" in error.hint
    else:
        assert error.hint == kind.hint
    assert str(error) == (f"it went wrong ({error.hint})" if error.hint else "it went wrong")


def test_an_empty_hint_is_one_of_its_own() -> None:
    assert str(errors.EmptyArticleError("nothing", hint="")) == "nothing"


@CLASS
def test_every_error_is_exported(kind: type[SummarizerError]) -> None:
    assert kind.__name__ in summarizer.__all__
    assert getattr(summarizer, kind.__name__) is kind


@CLASS
def test_base_and_retryable_are_as_the_tree_says(kind: type[SummarizerError]) -> None:
    if kind is not SummarizerError:
        (base,) = kind.__bases__
        assert told_tree()[kind.__name__] == (base.__name__, kind.retryable)


def test_the_tree_names_no_class_that_is_not_there() -> None:
    assert told_tree().keys() == {kind.__name__ for kind in CLASSES} - {"SummarizerError"}


def test_an_error_is_caught_by_what_it_is_a_kind_of() -> None:
    with pytest.raises(ConfigurationError):
        raise made(errors.JobError)


@CLASS
def test_an_error_comes_out_of_another_process_as_it_went_in(kind: type[SummarizerError]) -> None:
    error = made(kind)
    error.retry_after = 3.0
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(copied), str(copied), vars(copied)) == (kind, str(error), vars(error))
