"""A case, and the library with a small model as what is recorded."""

import pytest

from evals.data.cases import Case, load_cases
from evals.recording import recorder
from evals.recording.recorder import Subject
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from tests.evals.recordings import SMALL


@pytest.fixture(scope="module")
def case() -> Case:
    return min(load_cases(), key=lambda case: len(case.article.text))


@pytest.fixture
def windows(case: Case) -> int:
    return len(plan(case.article, SMALL).requests)


@pytest.fixture
def whole() -> Subject:
    """The library with a large model, whose answers can be re-asked."""
    return recorder.library_subject("fake", PROFILES["large"], reasks=1)


@pytest.fixture
def subject() -> Subject:
    return recorder.library_subject("fake", SMALL, reasks=1)
